"""The leaves of a filter over a column of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from index.fact import Bool, Quantity
from index.filters import Has, In, Range
from index.search import matching
from index.search.columns import NO, UNKNOWN, YES, Column, Verdicts
from index.search.senses import Senses
from index.search.text import fold

_NAMES = frozenset({"brand", "shop"})
_IDS = frozenset({"kind", "id"})


def judge(
    leaf: Range | In | Has,
    column: Column,
    senses: Senses,
    names: Mapping[str, Mapping[str, frozenset[str]]],
) -> Verdicts:
    """Return what `column` says of `leaf`, per row.

    `names` has, for `brand` and `kind`, what each name of one stands for besides itself.

    Raises:
        FilterError: where a unit of the leaf is not known.
    """
    match leaf:
        case Range():
            return _range(column, leaf, senses)
        case Has():
            return column.all(
                lambda c: matching.judge_yes(column.values[c], column.atoms[c], senses)
            )
        case In(name, values) if name in _NAMES:
            return _names(column, values, names.get(name, {}))
        case In(name, values) if name in _IDS:
            return _ids(column, values, names.get(name, {}))
        case In():
            return _words(column, leaf.values, senses)


def _range(column: Column, leaf: Range, senses: Senses) -> Verdicts:
    low, high, unit = _in_base(leaf)
    if senses.suits(column.name):  # one of «1.5米 / 1.8米» is enough
        return column.some(lambda c: matching.judge_suits(column.values[c], low, high, unit))
    return column.all(lambda c: matching.judge_range(column.values[c], low, high, unit))


def _words(column: Column, wanted: Sequence[str], senses: Senses) -> Verdicts:
    of_word = matching.judge_words(senses.attribute(column.name), wanted, senses)
    numbers = _numbers(wanted)

    def of_value(code: int) -> int:
        value = column.values[code]
        match value:
            case Bool():
                return matching.judge_bool(value, wanted, senses)
            case Quantity():
                ends = [matching.judge_range(value, q.low, q.high, q.unit) for q in numbers]
                return max((end for end in ends if end is not None), default=UNKNOWN)
            case _:
                return max(map(of_word, column.atoms[code]), default=UNKNOWN)

    return column.any(of_value)


def _names(column: Column, wanted: Sequence[str], known: Mapping[str, frozenset[str]]) -> Verdicts:
    """A brand or a shop is its whole name, or one of those that its record puts side by side."""
    names = {name for value in wanted for name in matching.spellings(value)}
    names |= {other for name in names for other in known.get(name, ())}

    def of_value(code: int) -> int:
        atoms = column.atoms[code]
        return NO if all(names.isdisjoint(matching.spellings(atom)) for atom in atoms) else YES

    return column.any(of_value)


def _ids(column: Column, wanted: Sequence[str], known: Mapping[str, frozenset[str]]) -> Verdicts:
    """An id is itself or nothing; of whom no id is known, nothing is known.

    A word that is no id stands for the ids that it may mean («手机» for `phone`).
    """
    stated = {atom for atoms in column.atoms for atom in atoms}
    meant = (known.get(word, ()) if word not in stated else () for word in map(fold, wanted))
    ids = {*map(fold, wanted), *chain.from_iterable(meant)}
    return column.any(lambda c: NO if ids.isdisjoint(column.atoms[c]) else YES, closed=True)


def _in_base(leaf: Range) -> tuple[float | None, float | None, str | None]:
    if leaf.unit is None:
        return leaf.low, leaf.high, None
    from index.extraction.quantities import to_base

    ends = [None if end is None else to_base(end, leaf.unit) for end in (leaf.low, leaf.high)]
    unit = next((end[1] for end in ends if end is not None), None)
    low, high = (None if end is None else end[0] for end in ends)
    return low, high, unit


def _numbers(words: Sequence[str]) -> tuple[Quantity, ...]:
    from index.extraction.quantities import parse_quantities

    return tuple(measure.quantity for word in words for measure in parse_quantities(word))
