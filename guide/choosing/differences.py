"""How two products differ in what their records state, and which of them has it better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from guide.choosing.attributes import better, comparable, gap_text
from guide.choosing.evidence import computed, of_fact, of_price, shown
from guide.picks import Claim, Evidence
from index.fact import Bool, Fact, Grade, Quantity
from index.product import Product, Sku

if TYPE_CHECKING:
    from index.opening import Index

_NOT_COMPARED = frozenset(
    {"price", "brand", "kind", "id", "shop", "stock", "sales", "delivery", "model", "standard"}
    | {"series", "barcode"}
)
CONTRAST_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Offered:
    """A product with the variant that is meant, and what it costs now."""

    product: Product
    sku: Sku | None
    price: Decimal | None

    @property
    def price_evidence(self) -> Evidence | None:
        """Where the price comes from; None where there is none."""
        return None if self.price is None else of_price(self.product, self.sku, self.price)


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute in which two products differ and better has a direction.

    Attributes:
        sign: +1 where the first has it better, −1 where the second has.
    """

    name: str
    sign: int
    mine: Fact
    other: Fact


def offered(index: Index, product_id: str, sku_id: str | None) -> Offered:
    """Return a product as it is offered now."""
    product = index.product(product_id)
    sku = next((s for s in product.skus if s.id == sku_id), None)
    return Offered(product, sku, index.offers.current(product, sku).price)


def row_facts(index: Index, product_id: str, sku_id: str | None) -> Mapping[str, tuple[Fact, ...]]:
    """Return the facts that count for a variant, by attribute: those of the highest grade only.

    A fact of the variant itself outranks one of the whole product. Reviews do not count here.
    """
    found: dict[str, list[Fact]] = {}
    for fact in index.facts(product_id):
        if fact.sku_id in (None, sku_id) and fact.grade > Grade.REVIEW:
            found.setdefault(fact.name, []).append(fact)
    return {name: _strongest(facts) for name, facts in found.items()}


def _strongest(facts: list[Fact]) -> tuple[Fact, ...]:
    top = max((fact.grade, fact.sku_id is not None) for fact in facts)
    return tuple(f for f in facts if (f.grade, f.sku_id is not None) == top)


def differences(
    mine: Mapping[str, tuple[Fact, ...]], other: Mapping[str, tuple[Fact, ...]]
) -> tuple[Difference, ...]:
    """Return where one is better than the other; alternatives and overlaps do not count."""
    found: list[Difference] = []
    for name, facts in mine.items():
        theirs = other.get(name, ())
        if name in _NOT_COMPARED or better(name) is None:
            continue
        if len(facts) != 1 or len(theirs) != 1:
            continue
        order = _order(facts[0], theirs[0])
        if order:
            sign = order if better(name) == "high" else -order
            found.append(Difference(name, sign, facts[0], theirs[0]))
    return tuple(found)


def contrast(
    mine: Mapping[str, tuple[Fact, ...]],
    other: Mapping[str, tuple[Fact, ...]],
    first: Sequence[str] = (),
) -> tuple[Fact, Fact] | None:
    """Return one attribute that both state in different words, neither being better.

    `first` are the attributes to look at before others; short statements are preferred. A yes
    against a no is no word of its own («是否线控是»).
    """
    names = [
        name
        for name, facts in mine.items()
        if name in other and name not in _NOT_COMPARED and better(name) is None
        if not {comparable(f.value) for f in facts} & {comparable(f.value) for f in other[name]}
        if not any(isinstance(fact.value, Bool) for fact in facts)
    ]
    names.sort(key=lambda n: (n not in first, len(mine[n][0].quote + other[n][0].quote), n))
    kept = (n for n in names if n in first or len(mine[n][0].quote) <= CONTRAST_LENGTH)
    return next(((mine[n][0], other[n][0]) for n in kept), None)


def _order(a: Fact, b: Fact) -> int:
    """Return 1 where all of `a` is above all of `b`, −1 below, 0 where they overlap or differ."""
    left, right = a.value, b.value
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return 0
    if left.unit != right.unit:
        return 0
    if left.low is not None and right.high is not None and left.low >= right.high:
        return int(left != right)
    if left.high is not None and right.low is not None and left.high <= right.low:
        return -int(left != right)
    return 0


def delta_blanks(difference: Difference, than: str, prefix: str) -> dict[str, str]:
    """Return the blanks of a difference under `prefix` (`gain` or `loss`): its key and words."""
    mine, other = difference.mine, difference.other
    gap = gap_text(mine, other)
    above = _order(mine, other) > 0
    if gap is None:
        key = "delta.states"
    elif difference.name == "weight":
        key = "delta.heavier" if above else "delta.lighter"
    else:
        key = "delta.more" if above else "delta.less"
    return {
        prefix: key,
        f"{prefix}.attribute": difference.name,
        f"{prefix}.label": mine.label,
        f"{prefix}.gap": gap or "",
        f"{prefix}.got": shown(mine.quote),
        f"{prefix}.other": shown(other.quote),
        f"{prefix}.than": than,
    }


def delta_evidence(difference: Difference) -> tuple[Evidence, Evidence]:
    """Return the evidence of both sides of a difference."""
    return of_fact(difference.mine), of_fact(difference.other)


def price_claim(
    mine: Offered, other: Offered, than: str, currency: str | None, found: tuple[Difference, ...]
) -> Claim | None:
    """Return «比第一款贵120元,但轻300g» or its likes; None where a price is missing or equal."""
    left, right = mine.price_evidence, other.price_evidence
    if mine.price is None or other.price is None or left is None or right is None:
        return None
    if mine.product.currency != other.product.currency or mine.price == other.price:
        return None
    gap = mine.price - other.price
    wanted, prefix = (1, "gain") if gap > 0 else (-1, "loss")
    side = next((d for d in found if d.sign == wanted), None)
    blanks = {"gap": f"{abs(gap):f}", "currency": currency or "", "than": than}
    sources: tuple[Evidence, ...] = (left, right)
    if side is not None:
        blanks |= delta_blanks(side, than, prefix)
        sources += delta_evidence(side)
    key = _price_key(gap > 0, side is not None)
    return Claim(key, blanks, (computed("price_difference", blanks["gap"], *sources),))


def _price_key(dearer: bool, sided: bool) -> str:
    if dearer:
        return "trade.price_but" if sided else "trade.price_only"
    return "trade.cheaper_but" if sided else "trade.cheaper"
