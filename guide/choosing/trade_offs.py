"""One honest trade-off of a pick against the others, and what its record leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guide.choosing.aspects import aspects, mentions, worst
from guide.choosing.differences import (
    Difference,
    Offered,
    contrast,
    delta_blanks,
    delta_evidence,
    differences,
    price_claim,
    row_facts,
)
from guide.choosing.evidence import absent, computed, of_fact, of_text
from guide.choosing.weights import FEW_REVIEWS, SALES_FLOOR
from guide.need import Need
from guide.picks import Claim, Evidence
from index.fact import Fact

if TYPE_CHECKING:
    from index.opening import Index

TRADE_OFFS_MAX = 2


def trade_offs(
    need: Need, index: Index, at: int, picks: Sequence[Offered], unknown: Sequence[str]
) -> tuple[Claim, ...]:
    """Return up to two trade-offs of the pick at `at`: against the others first.

    The first pick is held against the second, every other one against the first.
    """
    mine = picks[at]
    claims = [*_complaint(mine)]
    if len(picks) > 1:
        than = 1 if at == 0 else 0
        against = _against(need, index, mine, picks[than], str(than + 1))
        claims = [against, *claims] if against.key not in _WEAK else [*claims, against]
    claims += _few_sold(mine)
    claims += _open(need, mine.product.id, unknown)
    if not claims:
        claims += _thin(mine)
    return tuple(claims[:TRADE_OFFS_MAX])


_WEAK = frozenset({"trade.alike", "trade.same", "trade.cheaper", "trade.differs"})


def _against(need: Need, index: Index, mine: Offered, other: Offered, than: str) -> Claim:
    left = row_facts(index, mine.product.id, mine.sku.id if mine.sku else None)
    right = row_facts(index, other.product.id, other.sku.id if other.sku else None)
    found = _ranked(need, differences(left, right))
    priced = price_claim(mine, other, than, mine.product.currency, found)
    if priced is not None:
        return priced
    loss = next((d for d in found if d.sign < 0), None)
    if loss is not None:
        return worse(loss, than)
    wished = [constraint.attribute for constraint in need.constraints]
    differing = contrast(left, right, wished)
    if differing is not None:
        return _differs(*differing, than)
    same = mine.price is not None and mine.price == other.price
    sources = _prices(mine, other)
    key = "trade.same" if same else "trade.alike"
    return Claim(key, {"than": than}, (computed("no_difference", "", *sources),))


def worse(loss: Difference, than: str) -> Claim:
    """Return the claim of one attribute in which a product is worse than another."""
    blanks = {"than": than} | delta_blanks(loss, than, "loss")
    key = "trade.states" if blanks["loss"] == "delta.states" else "trade.worse"
    return Claim(key, blanks, (computed("difference", blanks["loss.gap"], *delta_evidence(loss)),))


def _differs(mine: Fact, other: Fact, than: str) -> Claim:
    evidence = (of_fact(mine), of_fact(other))
    blanks = {
        "than": than,
        "attribute": mine.name,
        "label": mine.label,
        "got": evidence[0].value,
        "other": evidence[1].value,
    }
    return Claim("trade.differs", blanks, (computed("difference", "", *evidence),))


def _ranked(need: Need, found: Sequence[Difference]) -> tuple[Difference, ...]:
    """What was wished for comes first."""
    wished = [constraint.attribute for constraint in need.constraints]
    return tuple(
        sorted(found, key=lambda d: wished.index(d.name) if d.name in wished else len(wished))
    )


def _prices(mine: Offered, other: Offered) -> tuple[Evidence, ...]:
    """The prices of both, or their titles where there is none."""
    return tuple(
        o.price_evidence
        or of_text(o.product.id, "title", o.product.title, (0, len(o.product.title)))
        for o in (mine, other)
    )


def _complaint(mine: Offered) -> Iterator[Claim]:
    found = worst(mentions(mine.product))
    if found is None:
        return
    aspect, mention = found
    text = mine.product.reviews[mention.review].text
    evidence = of_text(mine.product.id, f"reviews[{mention.review}].text", text, mention.span)
    blanks = {"aspect": aspects()[aspect].id, "quote": evidence.value}
    yield Claim("trade.review", blanks, (evidence,))


def _open(need: Need, product_id: str, unknown: Sequence[str]) -> Iterator[Claim]:
    """What the record leaves open: the wish itself, or the attribute that it was taken for."""
    names = {constraint.id: constraint for constraint in need.constraints}
    for wish in (names[each] for each in unknown if each in names):
        avoided = wish.strength == "avoid"
        if avoided and wish.attribute in ("words", "kind"):
            continue
        if avoided or wish.taken_for:
            blanks = {"label": wish.attribute, "attribute": wish.attribute}
            evidence = absent(product_id, wish.attribute)
            yield Claim("trade.unknown_of", blanks, (evidence,))
            continue
        label = "|".join(wish.values) or wish.source.words or wish.attribute
        blanks = {"wish": label, "attribute": wish.attribute}
        yield Claim("trade.unknown", blanks, (absent(product_id, label),))


def _few_sold(mine: Offered) -> Iterator[Claim]:
    sold = mine.product.sales
    if sold is not None and sold < SALES_FLOOR:
        text = str(sold)
        evidence = of_text(mine.product.id, "sales", text, (0, len(text)))
        yield Claim("trade.low_sales", {"count": text}, (evidence,))


def _thin(mine: Offered) -> Iterator[Claim]:
    product = mine.product
    if 0 < len(product.reviews) < FEW_REVIEWS:
        count = str(len(product.reviews))
        yield Claim("trade.few", {"count": count}, (absent(product.id, "reviews"),))
    elif not product.reviews:
        yield Claim("trade.no_reviews", {}, (absent(product.id, "reviews"),))
