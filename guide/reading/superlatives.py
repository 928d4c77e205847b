"""«便宜的那个», «离海近的那款», «89块那个»: the one on the screen that stands out by an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from guide.reading.phrases import ends_with, phrases
from guide.reading.shown import ShownFacts
from guide.turn import Shown
from index.vocabulary import Vocabulary

_TAIL = " ?？!！。.呢呀啊吗"
FEWEST = 2
"""Products that must state an amount before one of them stands out by it."""
_PRICED = re.compile(r"(\d+(?:\.\d+)?)(?:块|元|刀|美元)?钱?(?:左右)?$")


def outstanding(
    said: str, shown: Sequence[Shown], vocabulary: Vocabulary, facts: ShownFacts | None
) -> Shown | None:
    """Return the product on the screen that a superlative or a price describes, or None."""
    if facts is None:
        return None
    priced = _PRICED.search(said)
    if priced is not None:
        return _costing(float(priced[1]), shown, facts)
    row = extreme_row(said)
    if row is None:
        return None
    for name in (*named_by(said.removesuffix("的"), vocabulary), *measured_by(row, vocabulary)):
        ranked = by_amount(name, row["way"], shown, facts)
        if len([amount for amount, _ in ranked if amount is not None]) >= FEWEST:
            return ranked[0][1]
    return None


def extreme_row(said: str) -> Mapping[str, Any] | None:
    """Return the row of the word by which something stands out, where `said` ends on it."""
    bare = said.rstrip(_TAIL)
    for tail in ("一点", "一些", "点", "些", "的"):
        bare = bare.removesuffix(tail)
    rows = phrases("extremes")["extreme"]
    found = [(len(word), row) for row in rows if (word := ends_with(bare, _longest(row)))]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _longest(row: Mapping[str, Any]) -> list[str]:
    return sorted(row["words"], key=len, reverse=True)


def asked_most(text: str) -> tuple[str, ...]:
    """Return the attribute that «哪个更轻» asks to compare by; () where the words name none."""
    row = extreme_row(text)
    return (row["of"][0],) if row is not None else ()


def by_amount(
    name: str, way: str, items: Sequence[Shown], facts: ShownFacts
) -> list[tuple[float | None, Shown]]:
    """Return products with how much they state, the least or the most first, the silent last."""
    sign = 1 if way == "less" else -1
    stated = [(facts.measure(item.product_id, item.sku_id, name), item) for item in items]
    return sorted(
        stated, key=lambda pair: (pair[0] is None, sign * (pair[0] or 0.0), pair[1].position)
    )


def measured_by(row: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what a row's word may measure in this catalogue, the surest first."""
    for part in row["of"]:
        if part == "price":
            yield part
        yield from attributes_like(part, vocabulary)


def attributes_like(part: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the attributes with this id or name, else those whose name holds it."""
    for attribute in vocabulary.attributes:
        names = (attribute.id, attribute.label, *attribute.names)
        if part in names or (not part.isascii() and part in attribute.label):
            yield attribute.id


def named_by(said: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return what the words before «大» or «高» name («电池», «保温», «蛋白质含量»)."""
    row = extreme_row(said)
    word = next((w for w in _longest(row) if said.endswith(w)), "") if row else ""
    noun = said.removesuffix(word).rstrip("最更比较的")
    return tuple(attributes_of_noun(noun, vocabulary))


def attributes_of_noun(noun: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the attributes that a noun names, whole names before parts of them."""
    nouns = phrases("extremes")["nouns"]
    known = max((n for n in nouns if noun.endswith(n)), key=len, default="")
    for part in nouns.get(known, ()):
        if part == "price":
            yield part
        yield from attributes_like(part, vocabulary)
    for size in range(len(noun), 1, -1):
        yield from attributes_like(noun[-size:], vocabulary)


def _costing(amount: float, shown: Sequence[Shown], facts: ShownFacts) -> Shown | None:
    prices = ((item, facts.price(item.product_id, item.sku_id)) for item in shown)
    found = [item for item, price in prices if price is not None and int(price) == int(amount)]
    return found[0] if len(found) == 1 else None
