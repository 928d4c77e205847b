"""What puts a pick where it stands in another order than by fit: weight, stars, sales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from guide.choosing.aspects import mentions
from guide.choosing.differences import Offered, row_facts
from guide.choosing.evidence import of_fact, of_text
from guide.choosing.weights import SALES_FLOOR
from guide.need import Need, OrderBy
from guide.picks import Claim, Evidence, Pick
from index.fact import Fact

if TYPE_CHECKING:
    from index.opening import Index

_OF_FACTS: Mapping[OrderBy, str] = {"lightest": "weight", "newest": "release_year"}


def leading(need: Need, index: Index, offer: Offered, rank: int) -> Iterator[Claim]:
    """Yield what the product at `rank` of the picks states of what they are ordered by.

    Prices stand beside every pick and need no reason.
    """
    if need.order in _OF_FACTS:
        stated = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
        for fact in stated.get(_OF_FACTS[need.order], ())[:1]:
            yield fact_claim(fact)
    if (offer.product.sales or 0) >= SALES_FLOOR and (
        need.order == "sales" or (need.order == "value" and rank == 0)
    ):
        evidence = _number(offer, "sales", str(offer.product.sales))
        yield Claim("reason.sales", {"count": evidence.value}, (evidence,))
    if need.order in ("rating", "value"):
        yield from _liked(offer)


def leader(order: OrderBy, selected: Sequence[Pick]) -> str | None:
    """Return by what the first pick leads; "" where the second has as much, None where unknown."""
    stated = [_led_by(order, pick) for pick in selected[:2]]
    if not stated or stated[0] is None:
        return None
    return "" if len(stated) > 1 and stated[0] == stated[1] else stated[0]


def _led_by(order: OrderBy, pick: Pick) -> str | None:
    if order in ("cheapest", "dearest", "value"):
        return None if pick.price is None else f"{pick.price.total:f}"
    name = _OF_FACTS.get(order)
    for claim in pick.reasons:
        own = claim.blanks.get("attribute") == name if name else claim.key in _COUNTED[order]
        if own and claim.evidence:
            return claim.evidence[0].value.casefold()
    return None


_COUNTED: Mapping[str, tuple[str, ...]] = {
    "sales": ("reason.sales",),
    "rating": ("reason.rating", "reason.praised"),
}


def fact_claim(fact: Fact) -> Claim:
    """Return the claim of a fact as it is stated."""
    evidence = of_fact(fact)
    blanks = {"attribute": fact.name, "label": fact.label, "value": evidence.value}
    return Claim("reason.fact", blanks, (evidence,))


def _liked(offer: Offered) -> Iterator[Claim]:
    """Its stars; where it has none, how many of its reviews praise it."""
    product = offer.product
    if product.rating:
        evidence = _number(offer, "rating", str(product.rating))
        yield Claim("reason.rating", {"rating": evidence.value}, (evidence,))
        return
    praised = {mention.review for mention in mentions(product) if mention.sign > 0}
    if praised:
        count, good = str(len(product.reviews)), str(len(praised))
        evidence = Evidence(product.id, "computed", "reviews", value=good, rule="count_reviews")
        yield Claim("reason.praised", {"count": count, "good": good}, (evidence,))


def _number(offer: Offered, field: str, text: str) -> Evidence:
    return of_text(offer.product.id, field, text, (0, len(text)))
