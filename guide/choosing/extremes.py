"""«哪个轻», «最响的是多少瓦»: which of several products has the least or the most of something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide.choosing.attributes import label_of
from guide.choosing.differences import Offered, offered, row_facts
from guide.choosing.evidence import absent, computed, of_fact, of_text
from guide.choosing.quoting import claim
from guide.picks import Claim, Evidence
from guide.turn import Reference
from index.extraction.numbers import find_numbers, parse_number
from index.fact import Fact, Quantity, Text

if TYPE_CHECKING:
    from index.opening import Index

MOST = "most"
"""The ask; behind it what is measured, what the first is said to be, and of how many."""
GAP = "gap"
"""The ask by how much two products differ in price."""
PRICE, COUNTED = "price", "counted:"
"""Measures that are no attribute: what it costs, and how many of a thing its title counts."""
OTHERS_SAID = 5
_NUMERAL = r"(\d+|[一二两三四五六七八九十]+)"


@dataclass(frozen=True, slots=True)
class Measured:
    """How much a product has of something, in the words of its record."""

    amount: float
    label: str
    value: str
    evidence: Evidence


def measured(index: Index, product_id: str, sku_id: str | None, name: str) -> Measured | None:
    """Return how much of `name` a product states, or None where its record does not say."""
    offer = offered(index, product_id, sku_id)
    if name == PRICE:
        found = offer.price_evidence
        return found and Measured(float(offer.price or 0), PRICE, f"{offer.price:f}", found)
    if name.startswith(COUNTED):
        return _counted(offer, name.removeprefix(COUNTED))
    facts = row_facts(index, product_id, sku_id).get(name, ())
    amounts = [(fact, amount) for fact in facts if (amount := _amount(fact)) is not None]
    if not amounts:
        return None
    fact, amount = max(amounts, key=lambda pair: pair[1])
    evidence = of_fact(fact)
    return Measured(amount, fact.label, evidence.value, evidence)


def _amount(fact: Fact) -> float | None:
    """Return the number of a fact: the middle of a quantity, or that which its words begin with."""
    if isinstance(fact.value, Quantity):
        ends = [end for end in (fact.value.low, fact.value.high) if end is not None]
        return sum(ends) / len(ends) if ends else None
    numbers = find_numbers(fact.quote) if isinstance(fact.value, Text) else []
    if numbers:
        return numbers[0].low
    graded = re.match(rf"{_NUMERAL}级", fact.quote)
    return parse_number(graded[1]) if graded else None


def _counted(offer: Offered, thing: str) -> Measured | None:
    """Read «6口» off a title."""
    title = offer.product.title
    found = re.search(rf"{_NUMERAL}\s*个?{re.escape(thing)}", title)
    number = parse_number(found[1]) if found else None
    if found is None or number is None:
        return None
    return Measured(
        number, thing, found[0], of_text(offer.product.id, "title", title, found.span())
    )


def most_of(refs: Sequence[Reference], asks: Sequence[str], index: Index) -> Iterator[Claim]:
    """Yield which product it is, with what it states, and then what the others state.

    Args:
        refs: the products compared, that with the least or the most first; their words are the
            places in which they were shown, or "" for what was not.
        asks: `most` and what stands behind it.
        index: the catalogue.
    """
    _, name, said, among = asks
    found = [(ref, measured(index, ref.product_id, ref.sku_id, name)) for ref in refs]
    first = offered(index, refs[0].product_id, refs[0].sku_id)
    best = found[0][1]
    if best is None:
        label = name.removeprefix(COUNTED) if name.startswith(COUNTED) else label_of(index, name)
        blanks = {"attribute": name, "label": label}
        yield claim("about.most_none", first, absent(first.product.id, label), **blanks)
        return
    tied = [ref for ref, own in found[1:] if own is not None and own.amount == best.amount]
    best_of = _value(first, best, name) | {"said": said, "among": among}
    yield _leading(first, best, tied, index, best_of)
    others = [(ref, own) for ref, own in found[1:] if ref not in tied[:1] and ref.words]
    for ref, own in others[:OTHERS_SAID]:
        offer, blanks = offered(index, ref.product_id, ref.sku_id), {"nth": ref.words}
        if own is None:
            blanks |= {"attribute": name, "label": best.label}
            yield claim("about.most_silent", offer, absent(ref.product_id, best.label), **blanks)
        else:
            key = "about.most_price_other" if name == PRICE else "about.most_other"
            yield claim(key, offer, own.evidence, **_value(offer, own, name), **blanks)


def gap_of(refs: Sequence[Reference], index: Index) -> Iterator[Claim]:
    """Yield by how much two products differ in price, with what each costs."""
    first, other = (offered(index, ref.product_id, ref.sku_id) for ref in refs[:2])
    left, right = first.price_evidence, other.price_evidence
    if first.price is None or other.price is None or left is None or right is None:
        silent = other if first.price is not None else first
        yield claim("about.price_unknown", silent, absent(silent.product.id, PRICE))
        return
    gap = f"{abs(first.price - other.price):f}"
    evidence = computed("price_difference", gap, left, right)
    currency = first.product.currency or ""
    blanks = {"gap": gap, "price": f"{first.price:f}", "amount": f"{other.price:f}"}
    blanks |= {"other_title": other.product.title, "currency": currency}
    yield claim("about.gap", first, evidence, **blanks)


def _leading(
    first: Offered,
    best: Measured,
    tied: Sequence[Reference],
    index: Index,
    blanks: dict[str, str],
) -> Claim:
    key = "about.most_price" if best.label == PRICE else "about.most"
    if not tied:
        return claim(f"{key}_all" if blanks["among"] else key, first, best.evidence, **blanks)
    other = offered(index, tied[0].product_id, tied[0].sku_id)
    its_own = measured(index, other.product.id, tied[0].sku_id, blanks["attribute"])
    evidence = (best.evidence, *((its_own.evidence,) if its_own else ()))
    return claim(f"{key}_tied", first, *evidence, other_title=other.product.title, **blanks)


def _value(offer: Offered, own: Measured, name: str) -> dict[str, str]:
    blanks = {"attribute": name, "label": own.label, "value": own.value}
    if own.label != PRICE:
        return blanks
    return blanks | {"price": own.value, "currency": offer.product.currency or ""}
