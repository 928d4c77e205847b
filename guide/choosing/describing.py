"""From ranked rows to Picks with all there is to say about each, near misses and rejected ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from guide.choosing.differences import Offered, offered
from guide.choosing.nearest import misses, nearest_row_of, nearest_rows
from guide.choosing.photo import photo_match
from guide.choosing.ranking import Outcome
from guide.choosing.reasons import reasons, unknown
from guide.choosing.scoring import Scored
from guide.choosing.trade_offs import trade_offs
from guide.choosing.weights import NEAREST_MAX, REJECTED_MAX
from guide.money import price
from guide.picks import Pick, Rejected

if TYPE_CHECKING:
    from index.opening import Index


def described(outcome: Outcome, index: Index, picked: Sequence[Scored]) -> tuple[Pick, ...]:
    """Return the picks with their reasons, trade-offs and prices, told apart from one another."""
    judged = outcome.judged
    rows = [int(judged.rows[s.position]) for s in picked]
    offers = [
        offered(index, s.product_id, judged.table.row_sku[row])
        for s, row in zip(picked, rows, strict=True)
    ]
    return tuple(_pick(outcome, index, scored, at, offers) for at, scored in enumerate(picked))


def _pick(
    outcome: Outcome, index: Index, scored: Scored, at: int, offers: Sequence[Offered]
) -> Pick:
    need, judged, offer = outcome.need, outcome.judged, offers[at]
    silent = unknown(need, judged, scored.position)
    return Pick(
        product_id=scored.product_id,
        sku_id=offer.sku.id if offer.sku else None,
        score=scored.total,
        parts=scored.parts,
        reasons=reasons(need, index, judged, scored.position, at, offers),
        trade_offs=trade_offs(need, index, at, offers, silent),
        unknown=silent,
        price=price(offer.product, offer.sku, index.offers),
        photo=photo_match(need, outcome.pool, index, offer, judged, scored.position),
        signals=outcome.pool.signals.get(scored.product_id, ()),
    )


def nearest(outcome: Outcome, index: Index, left_out: Collection[str]) -> tuple[Pick, ...]:
    """Return the nearest that miss something; what was shown or is picked is left out."""
    judged = outcome.judged
    positions = {judged.table.position(product_id) for product_id in left_out}
    taken = [at for at in positions if at is not None]
    taken += [
        int(i) for i in judged.product_of(np.array([s.position for s in outcome.ranked], int))
    ]
    rows = nearest_rows(judged, outcome.pool, NEAREST_MAX, taken)
    return tuple(_near_pick(outcome, index, position) for position in rows)


def _near_pick(outcome: Outcome, index: Index, position: int) -> Pick:
    judged = outcome.judged
    row = int(judged.rows[position])
    product = judged.table.products[int(judged.table.row_product[row])]
    offer = offered(index, product.id, judged.table.row_sku[row])
    return Pick(
        product_id=product.id,
        sku_id=offer.sku.id if offer.sku else None,
        score=0.0,
        parts={},
        reasons=reasons(outcome.need, index, judged, position, 0, (offer,)),
        unknown=unknown(outcome.need, judged, position),
        misses=misses(judged, position),
        price=price(offer.product, offer.sku, index.offers),
        photo=photo_match(outcome.need, outcome.pool, index, offer, judged, position),
        signals=outcome.pool.signals.get(product.id, ()),
    )


def with_very_item(
    outcome: Outcome, index: Index, selected: Sequence[Pick], near: tuple[Pick, ...]
) -> tuple[Pick, ...]:
    """Put the very item of the photo first among the nearest, where it was asked for and misses."""
    wish, judged = outcome.need.photo, outcome.judged
    if wish is None or not wish.same_item or not outcome.pool.same:
        return near
    best = max(outcome.pool.same, key=lambda each: (outcome.pool.photo.get(each, 0.0), each))
    if any(pick.product_id == best for pick in selected):
        return near
    rest = tuple(pick for pick in near if pick.product_id != best)
    position = nearest_row_of(judged, best)
    if position is None or not (judged.broken[position] or not judged.available[position]):
        return near
    return (_near_pick(outcome, index, position), *rest)[:NEAREST_MAX]


def rejected(outcome: Outcome, picked: Sequence[Scored]) -> tuple[Rejected, ...]:
    """Return who was not picked: outranked, or with the wishes that they broke."""
    judged = outcome.judged
    chosen = {s.product_id for s in picked}
    outranked = [
        Rejected(s.product_id, (), s.total) for s in outcome.ranked if s.product_id not in chosen
    ]
    ranked = {s.product_id for s in outcome.ranked}
    broke: list[Rejected] = []
    for position in judged.best_rows(np.ones(len(judged.rows), np.bool_)):
        product = judged.table.products[int(judged.product_of(position))]
        if product.id not in ranked:
            broke.append(Rejected(product.id, misses(judged, int(position))))
        if len(broke) + len(outranked) >= REJECTED_MAX:
            break
    return (*outranked, *broke)[:REJECTED_MAX]
