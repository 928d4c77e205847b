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
    for row in phrases("references")["superlative"]:
        if ends_with(said, row["words"]):
            return _extreme(row, shown, vocabulary, facts)
    return None


def asked_most(text: str) -> tuple[str, ...]:
    """Return the attribute that «哪个更轻» asks to compare by; () where the words name none."""
    said = text.rstrip(_TAIL)
    rows = phrases("references")["superlative"]
    return next(((row["attribute"],) for row in rows if ends_with(said, row["words"])), ())


def _costing(amount: float, shown: Sequence[Shown], facts: ShownFacts) -> Shown | None:
    prices = ((item, facts.price(item.product_id, item.sku_id)) for item in shown)
    found = [item for item, price in prices if price is not None and int(price) == int(amount)]
    return found[0] if len(found) == 1 else None


def _extreme(
    row: Mapping[str, Any], shown: Sequence[Shown], vocabulary: Vocabulary, facts: ShownFacts
) -> Shown | None:
    for name in _measured_by(row, vocabulary):
        stated = [
            (value, item) for item in shown if (value := _amount(name, item, facts)) is not None
        ]
        if len(stated) >= FEWEST:
            sign = 1 if row["way"] == "less" else -1
            return min(stated, key=lambda pair: (sign * pair[0], pair[1].position))[1]
    return None


def _measured_by(row: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    yield row["attribute"]
    for part in row.get("names", ()):
        yield from (
            a.id for a in vocabulary.attributes if part in (a.id, *a.names) or part in a.label
        )


def _amount(name: str, item: Shown, facts: ShownFacts) -> float | None:
    if name == "price":
        price = facts.price(item.product_id, item.sku_id)
        return None if price is None else float(price)
    return facts.amount(item.product_id, item.sku_id, name)
