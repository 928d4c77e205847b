"""What the lexicon and the catalogue know about an attribute: its name, whether more is better."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.fact import Bool, Fact, FactValue, Quantity, Set, Text

if TYPE_CHECKING:
    from index.opening import Index


_UNIT = re.compile(r"\d\s*([A-Za-z]+)$")
ROUND = 100
"""Amounts from here on are said in whole numbers."""


@dataclass(frozen=True, slots=True)
class Direction:
    """How the values of an attribute compare.

    Attributes:
        better: `low` or `high`, or None where neither is better.
        unit: what a shopper shows it in, or None.
    """

    better: str | None = None
    unit: str | None = None


@cache
def directions() -> dict[str, Direction]:
    """Return the direction of each attribute of the lexicon, by id."""
    from index.lexicon import load

    return {
        name: Direction(entry.better if entry.better in ("low", "high") else None, entry.unit)
        for name, entry in load().attributes.items()
    }


def better(name: str) -> str | None:
    """Return `low` or `high` where less or more of an attribute is better, else None."""
    return directions().get(name, Direction()).better


def number(value: FactValue) -> float | None:
    """Return the middle of a quantity; None for words and for half-open intervals."""
    if not isinstance(value, Quantity) or value.low is None or value.high is None:
        return None
    return (value.low + value.high) / 2


def label_of(index: Index, name: str) -> str:
    """Return the name to show of an attribute: the catalogue's, else the id."""
    known = index.vocabulary.attribute(name)
    return known.label if known else name


def usual(index: Index, name: str, kind: str) -> int:
    """Return how many products of a kind state an attribute."""
    known = index.vocabulary.attribute(name)
    return known.kinds.get(kind, 0) if known is not None else 0


def comparable(value: FactValue) -> str:
    """Return a value as text that is equal for equal values."""
    match value:
        case Quantity(low, high, unit):
            return f"{low}–{high}{unit}"
        case Set(values):
            return "|".join(sorted(values))
        case Bool(stated):
            return str(stated)
        case Text(text):
            return text.casefold()


def gap_text(a: Fact, b: Fact) -> str | None:
    """Return how far apart two quantities are, in the unit to show («300g»); None where unknown."""
    left, right = number(a.value), number(b.value)
    if left is None or right is None or not isinstance(a.value, Quantity):
        return None
    if not isinstance(b.value, Quantity) or a.value.unit != b.value.unit:
        return None
    gap, usual = abs(left - right), directions().get(a.name, Direction()).unit
    written = _written(a, b, usual or a.value.unit)
    return written(gap) if written else amount(gap, a.value.unit, usual)


def _written(a: Fact, b: Fact, usual: str) -> Callable[[float], str] | None:
    """Return how to say a gap in the unit that both records write, or None.

    Only where the usual unit is of another system of measures («lb») or language («years»).
    """
    from index.errors import FilterError

    ends = [match[1] for fact in (a, b) if (match := _UNIT.search(fact.quote.strip()))]
    names = {end.casefold().removesuffix("s") for end in ends}
    if len(ends) < 2 or len(names) > 1:
        return None
    try:
        factor = in_base(1.0, ends[0]) or 1.0
    except FilterError:
        return None
    if usual.isascii() and math.log10(factor).is_integer():
        return None
    word = max(ends, key=len)
    return lambda gap: f"{gap / factor:.3g} {next(iter(names)) if gap == factor else word}"


def in_base(value: float | None, unit: str | None) -> float | None:
    """Return a number given in `unit` in its base unit; as it is where no unit is named."""
    from index.extraction.quantities import to_base

    return to_base(value, unit)[0] if value is not None and unit else value


def amount(value: float, base: str, unit: str | None) -> str:
    """Return a quantity in base units as it is shown, in `unit` where that is known."""
    for shown, factor in _scales(base, unit):
        if value >= factor or shown == base:
            many = value / factor
            return f"{many:.0f}{shown}" if many >= ROUND else f"{many:.4g}{shown}"
    return f"{value:.4g}{base}"


def _scales(base: str, unit: str | None) -> tuple[tuple[str, float], ...]:
    from index.errors import FilterError
    from index.extraction.quantities import to_base

    if not unit or unit == base or not base:
        return ((base, 1.0),)
    try:
        factor, same = to_base(1.0, unit)
    except FilterError:
        return ((base, 1.0),)
    return ((unit, factor), (base, 1.0)) if same == base and factor > 0 else ((base, 1.0),)
