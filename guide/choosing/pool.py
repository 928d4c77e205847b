"""Who is looked at: the products of the right kind, or, without a kind, what the search finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.conditions import kind_filter
from guide.choosing.weights import POOL
from guide.need import Need
from index.candidate import SignalScore
from index.encoders.protocol import Vectors

if TYPE_CHECKING:
    from index.opening import Index
    from index.search.request import SearchResult

MEANING_RANKS = 30
"""Without a kind and without a word in common, only the nearest in meaning are looked at."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The products to judge, and what the search said of them.

    Attributes:
        only: their positions in the table; None is all of the catalogue.
        searched: whether a search ranked them.
        ranks: 0 to 1 by product id, 1 for the best found.
        photo: cosine to the photo by product id.
        signals: what brought each.
        search_ms: how long the search took.
    """

    only: Sequence[int] | None = None
    searched: bool = False
    ranks: Mapping[str, float] = field(default_factory=dict[str, float])
    photo: Mapping[str, float] = field(default_factory=dict[str, float])
    signals: Mapping[str, tuple[SignalScore, ...]] = field(
        default_factory=dict[str, tuple[SignalScore, ...]]
    )
    search_ms: float = 0.0


def gather(need: Need, index: Index, photo: Vectors | None) -> Pool:
    """Return the products that may answer the need, whatever its musts say."""
    kinds = need.kinds or (need.photo.kinds if need.photo and photo is None else ())
    if kinds:
        members = of_kind(index, kinds)
        if photo is None:
            return Pool(only=members)
        return _searched(need, index, photo, members)
    text = " ".join(filter(None, (need.kind_words, need.words)))
    if not text.strip() and photo is None:
        return Pool()
    return _searched(need, index, photo, None)


def of_kind(index: Index, kinds: Sequence[str]) -> tuple[int, ...]:
    """Return the positions of the products of any of these kinds or of a narrower one."""
    wanted = frozenset(kinds) | _narrower(index, frozenset(kinds))
    table = index.table
    known = index.vocabulary.kinds_of
    found = {
        at
        for product_id, own in known.items()
        if not wanted.isdisjoint(own) and (at := table.position(product_id)) is not None
    }
    tree = kind_filter(tuple(kinds))
    if tree is not None and not found:
        rows = np.flatnonzero(table.verdicts((tree,))[:, 0] > 0)
        found = {int(at) for at in table.row_product[rows]}
    return tuple(sorted(found))


def _narrower(index: Index, kinds: frozenset[str]) -> frozenset[str]:
    found: set[str] = set()
    grew = True
    while grew:
        more = {
            kind.id
            for kind in index.vocabulary.kinds
            if kind.id not in found
            and not (kinds | found).isdisjoint((*kind.parents, *kind.covers))
        }
        grew = bool(more)
        found |= more
    return frozenset(found)


def _searched(
    need: Need, index: Index, photo: Vectors | None, members: Sequence[int] | None
) -> Pool:
    from index.search import SearchRequest

    text = need.words if members is not None else f"{need.kind_words} {need.words}".strip()
    where = kind_filter(need.kinds) if members is not None else None
    result = index.search(SearchRequest(text=text, photo_vectors=photo, where=where, k=POOL))
    kept = [c for c in result.candidates if members is not None or _relevant(c.signals)]
    table = index.table
    positions = [at for c in kept if (at := table.position(c.product_id)) is not None]
    if members is not None:
        positions = list(dict.fromkeys((*positions, *members)))
    return Pool(
        only=positions,
        searched=True,
        ranks={c.product_id: 1.0 / (1.0 + i / 5.0) for i, c in enumerate(result.candidates)},
        photo=_photo(result),
        signals={c.product_id: c.signals for c in result.candidates},
        search_ms=float(result.timings.get("total", 0.0)),
    )


def _relevant(signals: Sequence[SignalScore]) -> bool:
    for signal in signals:
        if signal.signal == "words" and signal.score > 0:
            return True
        if signal.signal in ("meaning", "photo") and signal.rank <= MEANING_RANKS:
            return True
    return not signals


def _photo(result: SearchResult) -> dict[str, float]:
    return {
        c.product_id: s.score for c in result.candidates for s in c.signals if s.signal == "photo"
    }


def positions_array(pool: Pool, size: int) -> NDArray[np.int64]:
    """Return the positions to look at as an array; all of `size` where the pool has no limit."""
    return np.arange(size) if pool.only is None else np.asarray(pool.only, np.int64)
