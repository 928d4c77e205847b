"""Why a product was not picked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from guide.choosing.conditions import (
    BUDGET,
    asked_below,
    conditions,
    kind_filter,
    preferences,
    said,
    to_filter,
)
from guide.choosing.differences import (
    Offered,
    delta_blanks,
    delta_evidence,
    differences,
    row_facts,
)
from guide.choosing.evidence import absent, computed
from guide.choosing.judging import judge
from guide.choosing.nearest import misses
from guide.need import Need
from guide.picks import Claim, Evidence, Miss, Pick, Picks

if TYPE_CHECKING:
    from index.opening import Index


def why_not(offer: Offered, need: Need, index: Index, picks: Picks | None) -> Iterator[Claim]:
    """Yield the wishes that the product broke, or that it only ranked lower.

    Read off `picks.rejected` where it is there; else judged again.
    """
    product = offer.product
    broke = _rejected(product.id, picks)
    if broke is None:
        broke = _judged(product.id, need, index)
    if broke is None:
        yield _claim("about.why_not_other", offer, absent(product.id, need.kind_words))
        return
    yield from (_missed(offer, miss, need) for miss in broke)
    if broke:
        return
    place = _place(product.id, picks)
    if place is not None:
        yield _claim("about.recommended", offer, absent(product.id, "misses"), nth=str(place))
    if place != 1:
        yield _outranked(offer, need, index, picks)


def _missed(offer: Offered, miss: Miss, need: Need) -> Claim:
    """Say which wish it does not meet, amounts of money as such."""
    product = offer.product
    blanks = {"title": product.title, "wanted": miss.wanted, "constraint": miss.constraint_id}
    blanks["currency"] = product.currency or ""
    if miss.got is None:
        return Claim("about.why_not_unknown", blanks, miss.evidence)
    if miss.constraint_id != BUDGET:
        return Claim("about.why_not", blanks | {"got": miss.got}, miss.evidence)
    limit = asked_below(need.budget) if need.budget is not None else None
    if limit is None:
        return Claim("about.why_not_price", blanks | {"price": miss.got}, miss.evidence)
    blanks |= {"price": miss.got, "budget": f"{limit:f}"}
    return Claim("about.why_not_cheaper", blanks, miss.evidence)


def _place(product_id: str, picks: Picks | None) -> int | None:
    """Return at which place of the picks the product stands, from 1."""
    ids = [pick.product_id for pick in picks.selected] if picks is not None else []
    return ids.index(product_id) + 1 if product_id in ids else None


def _outranked(offer: Offered, need: Need, index: Index, picks: Picks | None) -> Claim:
    """Say which preference its record leaves open, or what the first pick has better."""
    row = index.table.rows_of(offer.product.id)[0]
    for wish in preferences(need):
        if index.table.verdicts((to_filter(wish),))[row, 0] <= 0:
            words = said(wish)
            return _claim(
                "about.why_not_prefer", offer, absent(offer.product.id, words), wanted=words
            )
    first = picks.selected[0] if picks is not None and picks.selected else _first(need, index)
    if first is not None and first.product_id != offer.product.id:
        mine = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
        best = row_facts(index, first.product_id, first.sku_id)
        loss = next((d for d in differences(mine, best) if d.sign < 0), None)
        if loss is not None:
            blanks = {"title": offer.product.title} | delta_blanks(loss, "1", "loss")
            evidence = computed("difference", "", *delta_evidence(loss))
            return Claim("about.why_not_rank", blanks, (evidence,))
    return _claim("about.why_not_rank_bare", offer, absent(offer.product.id, "broken wishes"))


def _first(need: Need, index: Index) -> Pick | None:
    from guide.choosing.choose import choose

    return next(iter(choose(need, index).selected), None)


def _rejected(product_id: str, picks: Picks | None) -> tuple[Miss, ...] | None:
    if picks is None:
        return None
    for near in picks.nearest:
        if near.product_id == product_id:
            return near.misses
    return next((r.broke for r in picks.rejected if r.product_id == product_id), None)


def _judged(product_id: str, need: Need, index: Index) -> tuple[Miss, ...] | None:
    at = index.table.position(product_id)
    if at is None:
        return None
    wishes = conditions(need, index.product(product_id).currency)
    judged = judge(index.table, wishes, kind_filter(need.kinds), (at,))
    if not len(judged.rows):
        return None
    best = min(range(len(judged.rows)), key=lambda i: int(judged.broken[i]).bit_count())
    return misses(judged, best)


def _claim(key: str, offer: Offered, evidence: Evidence, **blanks: str) -> Claim:
    return Claim(key, {"title": offer.product.title, **blanks}, (evidence,))
