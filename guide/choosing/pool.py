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

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.matching import PhotoRank
    from index.photos.reading import PhotoReadingResult

NAMED = 0.075
"""The printed words of a page name a product from here on: half of what full agreement adds."""
MEANING_RANKS = 30
"""Without a kind and without a word in common, only the nearest in meaning are looked at."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The products to judge, and what the search said of them.

    Attributes:
        only: their positions in the table; None is all of the catalogue.
        searched: whether a search ranked them.
        ranks: 0 to 1 by product id, 1 for the best found.
        photo: likeness to the photo by product id.
        same: products that the photo shows themselves («同款»).
        signals: what brought each.
        search_ms: how long the search took.
    """

    only: Sequence[int] | None = None
    searched: bool = False
    ranks: Mapping[str, float] = field(default_factory=dict[str, float])
    photo: Mapping[str, float] = field(default_factory=dict[str, float])
    same: frozenset[str] = frozenset()
    signals: Mapping[str, tuple[SignalScore, ...]] = field(
        default_factory=dict[str, tuple[SignalScore, ...]]
    )
    search_ms: float = 0.0


def gather(need: Need, index: Index, photo: PhotoReadingResult | None) -> Pool:
    """Return the products that may answer the need, whatever its musts say."""
    kinds = need.kinds or (need.photo.kinds if need.photo else ())
    members = of_kind(index, kinds) if kinds else None
    if photo is not None and not (need.photo is not None and need.photo.matching):
        return _photographed(index, photo, members)
    if members is not None:
        return Pool(only=members)
    text = " ".join(filter(None, (need.kind_words, need.words)))
    if not text.strip():
        return Pool()
    return _searched(need, index)


def _photographed(index: Index, photo: PhotoReadingResult, members: Sequence[int] | None) -> Pool:
    """Return the products that look like the photo, and those of the right kind without photos."""
    from index.photos.matching import rank_photos

    ranked = rank_photos(photo, index, members)
    if photo.page:
        ranked, members = [rank for rank in ranked if _printed_on(rank)], None
    near = ranked if members is not None else ranked[:POOL]
    table = index.table
    positions = [at for rank in near if (at := table.position(rank.product_id)) is not None]
    if members is not None:
        positions = list(dict.fromkeys((*positions, *members)))
    return Pool(
        only=positions,
        searched=True,
        ranks={rank.product_id: _by_rank(i) for i, rank in enumerate(near)},
        photo={rank.product_id: rank.score for rank in near},
        same=frozenset(rank.product_id for rank in near if rank.same),
        signals={
            rank.product_id: (SignalScore("photo", rank.score, place),)
            for place, rank in enumerate(near, start=1)
        },
    )


def _printed_on(rank: PhotoRank) -> bool:
    """Return whether a page names the product, or is one of its own pictures."""
    return rank.same or rank.parts.get("text", 0.0) >= NAMED


def _by_rank(place: int) -> float:
    return 1.0 / (1.0 + place / 5.0)


def of_kind(index: Index, kinds: Sequence[str]) -> tuple[int, ...]:
    """Return the positions of the products of any of these kinds, narrower ones included.

    The vocabulary names the wider kinds of each product beside its own.
    """
    wanted = frozenset(kinds)
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


def _searched(need: Need, index: Index) -> Pool:
    from index.search import SearchRequest

    text = f"{need.kind_words} {need.words}".strip()
    result = index.search(SearchRequest(text=text, k=POOL))
    kept = [c for c in result.candidates if _relevant(c.signals)]
    table = index.table
    return Pool(
        only=[at for c in kept if (at := table.position(c.product_id)) is not None],
        searched=True,
        ranks={c.product_id: _by_rank(i) for i, c in enumerate(result.candidates)},
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


def positions_array(pool: Pool, size: int) -> NDArray[np.int64]:
    """Return the positions to look at as an array; all of `size` where the pool has no limit."""
    return np.arange(size) if pool.only is None else np.asarray(pool.only, np.int64)
