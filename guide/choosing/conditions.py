"""From the wishes of a Need to filters over the facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guide.need import Budget, Constraint, Need
from index.filters import Filter, Has, In, Not, Range

BUDGET = "budget"
"""The constraint id of the budget in misses and relaxations."""
STOCK = "stock"
"""The constraint id of being sold out."""
PART_OF_KIND = frozenset({"gender"})
"""Attributes that say what the thing is: never offered for relaxing, never a near miss."""
KIND = "kind"
"""The constraint id of the kind, for products of the closest kind that is carried."""


SCREENS = frozenset({"screen_size", "laptop_size"})
CM_PER_INCH = 2.54
LAST_OF_CLASS = 0.99
"""So many inches above whole ones a screen is still of their class."""
_ALMOST = 1e-6
SUITS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "gender": {"women": ("unisex",), "men": ("unisex",)},
}
"""What meets a wish besides the value itself: what is made for everyone is made for them too."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A wish that decides who may be picked.

    Attributes:
        id: the constraint's id, or `BUDGET`.
        filter: what must hold of a row (for an avoid, the negation of what is avoided).
        said: the shopper's words for it, or the catalogue's.
        unknown_passes: a record that says nothing is let through (avoids, soft budgets).
        droppable: it may be offered for relaxing; safety never is, nor what the thing is.
        constraint: what it was made of; None for the budget.
    """

    id: str
    filter: Filter
    said: str
    unknown_passes: bool = False
    droppable: bool = True
    constraint: Constraint | None = None

    @property
    def avoids(self) -> bool:
        """Whether it is a wish that something does not hold."""
        return self.constraint is not None and self.constraint.strength == "avoid"


def to_filter(constraint: Constraint) -> Filter:
    """Return the filter of what the constraint names, whatever its strength."""
    match constraint.op:
        case "in":
            return In(constraint.attribute, _suiting(constraint))
        case "has":
            return Has(constraint.attribute)
        case "range":
            ends = (constraint.low, _end_of_class(constraint))
            return Range(constraint.attribute, *ends, constraint.unit)


def _end_of_class(constraint: Constraint) -> float | None:
    """Return the upper end; whole inches are a class of screens («15寸» is 15 to below 16)."""
    low, high = constraint.low, constraint.high
    if low is None or low != high or constraint.attribute not in SCREENS:
        return high
    inches = low / CM_PER_INCH
    whole = constraint.unit == "cm" and abs(inches - round(inches)) < _ALMOST
    return low + LAST_OF_CLASS * CM_PER_INCH if whole else high


def _suiting(constraint: Constraint) -> tuple[str, ...]:
    """Return the values that meet a wish; whoever avoids one avoids that one alone."""
    if constraint.strength == "avoid":
        return constraint.values
    also = SUITS.get(constraint.attribute, {})
    return tuple(dict.fromkeys(v for own in constraint.values for v in (own, *also.get(own, ()))))


def said(constraint: Constraint) -> str:
    """Return the shopper's words for a wish; where they are not known, its values or its ends."""
    if constraint.source.words:
        return constraint.source.words
    if constraint.op == "in":
        return "/".join(constraint.values)
    if constraint.op == "has":
        return constraint.attribute
    ends = (constraint.low, constraint.high)
    low, high = ("" if end is None else f"{end:g}" for end in ends)
    return f"{low}–{high}{constraint.unit or ''}"


def conditions(need: Need, currency: str | None) -> tuple[Condition, ...]:
    """Return the wishes that decide who may be picked: budget, musts and avoids.

    `currency` is the catalogue's; a budget without one is taken in it.
    """
    listed = [condition(c) for c in need.constraints if c.strength != "prefer"]
    budget = budget_filter(need.budget, currency) if need.budget and not need.slots else None
    if need.budget is None or budget is None:
        return tuple(listed)
    words = need.budget.source.words or _ends(need.budget)
    return (Condition(BUDGET, budget, words, unknown_passes=not need.budget.hard), *listed)


def condition(constraint: Constraint) -> Condition:
    """Return the condition of a must or an avoid."""
    tree = to_filter(constraint)
    avoids = constraint.strength == "avoid"
    return Condition(
        constraint.id,
        Not(tree) if avoids else tree,
        said(constraint),
        unknown_passes=avoids and not constraint.safety,
        droppable=not constraint.safety and constraint.attribute not in PART_OF_KIND,
        constraint=constraint,
    )


def preferences(need: Need) -> tuple[Constraint, ...]:
    """Return the wishes that are scored."""
    return tuple(c for c in need.constraints if c.strength == "prefer")


def budget_filter(budget: Budget, currency: str | None) -> Filter | None:
    """Return the filter on price; amounts of another currency stay unknown to it.

    In a catalogue that names no currency its amounts are taken for those that the shopper means.
    """
    if budget.low is None and budget.high is None:
        return None
    low, high = (None if end is None else float(end) for end in (budget.low, budget.high))
    return Range("price", low, high, currency and (budget.currency or currency))


STEP = Decimal("0.01")
"""How far below a price «便宜点» puts its ceiling."""


def asked_below(budget: Budget) -> Decimal | None:
    """Return the price below which something was asked for, where no amount was («便宜点»)."""
    words = budget.source.words
    relative = words and budget.high is not None and not names_an_amount(words)
    return budget.high + STEP if relative and budget.high is not None else None


def names_an_amount(words: str) -> bool:
    """Return whether words of a budget say how much («三位数» does, «便宜一点» does not)."""
    counted = words.replace("一点", "").replace("一些", "")
    return any(character.isnumeric() for character in counted) or "位数" in words


def kind_filter(kinds: Sequence[str]) -> Filter | None:
    """Return the filter on the kind, or None where none was said."""
    return In("kind", tuple(kinds)) if kinds else None


def _ends(budget: Budget) -> str:
    ends = ("" if end is None else f"{end.normalize():f}" for end in (budget.low, budget.high))
    return "–".join(ends)
