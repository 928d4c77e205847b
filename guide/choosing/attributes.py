"""What the lexicon and the catalogue know about an attribute: its name, whether more is better."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.fact import Bool, Fact, FactValue, Quantity, Set, Text

if TYPE_CHECKING:
    from index.opening import Index


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
    return amount(abs(left - right), a.value.unit, directions().get(a.name, Direction()).unit)


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
