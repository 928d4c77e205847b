"""Who fits a Need, best first, before any words about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from guide.choosing.conditions import conditions
from guide.choosing.diversity import spread
from guide.choosing.judging import Judged, demote_unstated, judge
from guide.choosing.ordering import in_order
from guide.choosing.own_kind import own_first
from guide.choosing.photographed import same_first, shown_rows
from guide.choosing.pool import Pool, gather
from guide.choosing.scoring import Scored, score_rows
from guide.choosing.weights import KEEP_SHARE, PICKS_MAX, PICKS_MIN, POOL
from guide.need import Need

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult
    from index.search.table import FactTable


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was ranked.

    Attributes:
        need: the wishes as they were used: musts that nobody states are preferences.
        judged: every row of the right kind against every wish.
        pool: who was looked at, and what the search said of them.
        ranked: the rows that fit, best first.
    """

    need: Need
    judged: Judged
    pool: Pool
    ranked: tuple[Scored, ...]


def rank(need: Need, index: Index, photo: PhotoReadingResult | None) -> Outcome:
    """Return what fits a Need, best first."""
    pool = gather(need, index, photo)
    currency = currency_of(index)
    judged = judge(index.table, conditions(need, currency), None, pool.only)
    for unstated in demote_unstated(judged):
        need = _as_preference(need, unstated.id)
    if len(conditions(need, currency)) != len(judged.conditions):
        judged = judge(index.table, conditions(need, currency), None, pool.only)
    positions = shown_rows(need, judged, judged.available & (judged.broken == 0))
    ranked = score_rows(need, index, judged, pool, _limited(judged, pool, positions))
    ordered = own_first(need, index, in_order(need, index, judged, ranked))
    ordered = same_first(need, pool, ordered)
    return Outcome(need, judged, pool, tuple(ordered))


def _limited(judged: Judged, pool: Pool, positions: np.ndarray) -> np.ndarray:
    """Without a kind or a search everything fits: the best known and cheapest are looked at."""
    if pool.only is not None or len(positions) <= POOL:
        return positions
    products = [judged.table.products[i] for i in judged.product_of(positions)]
    order = sorted(
        range(len(positions)),
        key=lambda i: (-(products[i].sales or 0), -(products[i].rating or 0.0), products[i].id),
    )
    return positions[order[:POOL]]


def _as_preference(need: Need, constraint_id: str) -> Need:
    return replace(
        need,
        constraints=tuple(
            replace(c, strength="prefer") if c.id == constraint_id else c for c in need.constraints
        ),
    )


def as_wide_as_the_photo_allows(
    outcome: Outcome, need: Need, index: Index, photo: PhotoReadingResult
) -> Outcome:
    """Return what fits among the kinds beside the photo's own, where that was only read from it."""
    if need.photo is None or not need.kinds or need.kinds != need.photo.kinds:
        return outcome
    known = index.vocabulary.kind
    above = dict.fromkeys(p for k in need.kinds if (own := known(k)) for p in own.parents)
    wider = tuple(kind.id for each in above if (kind := known(each)) is not None)
    words = "/".join(kind.label for each in wider if (kind := known(each)) is not None)
    if not wider:
        return outcome
    widened = rank(replace(need, kinds=wider, kind_words=words), index, photo)
    return widened if widened.ranked else outcome


def picked(outcome: Outcome, fresh: Sequence[Scored]) -> list[Scored]:
    """Return who is put forward: unlike one another, and not far behind the first."""
    near_best = fresh[:POOL]
    if outcome.need.order == "fit":
        table = outcome.judged.table
        at = [table.position(s.product_id) for s in near_best]
        titles = [table.products[i].title if i is not None else "" for i in at]
        near_best = spread(near_best, titles, PICKS_MAX)
    kept = near_best[:PICKS_MAX]
    if not kept or outcome.need.order != "fit":
        return list(kept)
    floor = KEEP_SHARE * kept[0].total
    return [s for i, s in enumerate(kept) if i < PICKS_MIN or s.total >= floor]


def currency_of(index: Index) -> str | None:
    """Return the catalogue's currency: the one that most of its products are priced in."""
    return _currency(index.table)


@lru_cache(maxsize=4)
def _currency(table: FactTable) -> str | None:
    counts = Counter(p.currency for p in table.products if p.currency and p.price is not None)
    return max(counts, key=lambda c: (counts[c], c), default=None)
