"""Numbers with units in text: exact spans, base units, intervals.

The words that make intervals and the units are in `index/lexicon`; requests are read with the same
functions as products.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from index.errors import FilterError
from index.extraction.numbers import ARABIC, CHINESE, chinese_number, tidy
from index.fact import Quantity
from index.lexicon import Unit, fold, load

Bound = Literal["exact", "interval", "at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity in a text.

    Attributes:
        low: lower end in base `unit`, None where it is open.
        high: upper end in base `unit`, None where it is open.
        unit: the base unit.
        dimension: what it measures (units.toml).
        bound: how it was said; `about` keeps the said value (or ± interval) in `low` and `high`.
        start: where it begins in the text, interval words included.
        end: where it ends, interval words included.
        core: span of the numbers and units alone.
        written: the unit as written.
    """

    low: float | None
    high: float | None
    unit: str
    dimension: str
    bound: Bound
    start: int
    end: int
    core: tuple[int, int]
    written: str

    @property
    def quantity(self) -> Quantity:
        """The value alone, as a fact holds it."""
        return Quantity(self.low, self.high, self.unit)


@dataclass(frozen=True, slots=True)
class _Term:
    number: float
    unit: Unit | None
    start: int
    end: int
    below_zero: bool = False

    def in_unit(self, unit: Unit) -> float:
        """The number, with its sign where the unit can have one."""
        return -self.number if self.below_zero and unit.dimension in _SIGNED else self.number


def to_base(value: float, unit: str, dimension: str | None = None) -> tuple[float, str]:
    """Return `value` given in `unit` as a number in the base unit, and that base unit.

    Raises:
        FilterError: where no unit is written so (or none of `dimension`).
    """
    if not unit:
        return tidy(value), ""
    chosen = _choose(unit, (dimension,) if dimension else ())
    if chosen is None:
        raise FilterError(
            f"unknown unit {unit!r}. Write one such as g, kg, 斤, cm, 英寸, ml, W, mAh."
        )
    return _based(value, chosen, dimension)


def parse_quantities(text: str, dimension: str | None = None) -> list[Measure]:
    """Return the quantities in `text`, from left to right, not overlapping.

    Args:
        text: any text; spans count its characters.
        dimension: read only quantities of this dimension (several, split by spaces, are allowed);
            with it, units that otherwise mean something else («度», «分») are read too.
    """
    wanted = tuple(dimension.split()) if dimension else ()
    folded = fold(text)
    terms = list(_terms(folded, text, wanted))
    return [m for m in _measures(folded, terms, wanted) if not wanted or m.dimension in wanted]


@cache
def _unit_pattern() -> str:
    attached = load().unit_rules.attached
    words = []
    for word in load().unit_words:
        space = "" if word in attached else r"\s*"
        tail = r"(?![a-wyz0-9]|x(?!\d))" if word[-1].isascii() and word[-1].isalpha() else ""
        tail = r"(?![a-z])" if word in ("'", "’") else tail
        words.append(f"{space}{re.escape(word)}{tail}")
    return "|".join(words)


_COMMA = r"\d{1,3},\d{1,2}(?!\d)"  # «1,5 kg», as much of Europe writes


@cache
def _term_pattern() -> re.Pattern[str]:
    scale = r"\s*[万千亿]"
    return re.compile(
        rf"(?P<sign>零下\s*|(?<![a-z\d)）\-])-)?(?<![a-z\d.])(?P<arabic>{_COMMA}(?={_unit_pattern()})|{ARABIC})"
        rf"(?:(?P<scale>{scale})?(?P<unit>{_unit_pattern()})|(?P<bare>{scale}))?"
        rf"|(?P<below>零下\s*)?(?P<chinese>{CHINESE})(?P<cunit>{_unit_pattern()})"
    )


def _terms(folded: str, text: str, wanted: tuple[str, ...]) -> Iterator[_Term]:
    end_of_last = -1
    for match in _term_pattern().finditer(folded):
        if _in_a_code(folded, match.start(), end_of_last):
            continue
        term = _term(match, text, wanted)
        if term is not None:
            end_of_last = term.end
            yield term


def _in_a_code(folded: str, start: int, end_of_last: int) -> bool:
    """Whether the number goes on a model code such as i7-9750H (and no interval)."""
    if start < 2 or folded[start - 1] != "-":
        return False
    before = folded[start - 2]
    return before.isascii() and before.isalnum() and end_of_last != start - 1


def _term(match: re.Match[str], text: str, wanted: tuple[str, ...]) -> _Term | None:
    word = match["unit"] or match["cunit"]
    number, start = _value(match)
    if number is None:
        return None
    end = match.end() - len(word) if word else match.end()
    unit = _unit_for(text[end : match.end()].strip(), number, wanted) if word else None
    signed = bool(match["sign"] or match["below"]) and (unit is None or unit.dimension in _SIGNED)
    term = _Term(number, unit, match.start() if signed else start, match.end(), signed)
    if unit is not None or not word:
        return term
    return replace(term, end=end) if match["arabic"] and not match["scale"] else None


def _value(match: re.Match[str]) -> tuple[float | None, int]:
    """The number of a term without its sign, and where its digits begin."""
    if match["chinese"]:
        return chinese_number(match["chinese"]), match.start("chinese")
    scale = (match["scale"] or match["bare"] or "").strip()
    factor = {"万": 1e4, "千": 1e3, "亿": 1e8}.get(scale, 1)
    return _number(match["arabic"]) * factor, match.start("arabic")


_SIGNED = ("temperature",)


def _number(digits: str) -> float:
    comma = "." if re.fullmatch(_COMMA, digits) else ""
    return float(digits.replace(",", comma))


def _unit_for(written: str, number: float, wanted: tuple[str, ...]) -> Unit | None:
    if not wanted and _means_else(written, number):
        return None
    if not wanted and written == "G" and number in _POWERS:
        return _choose(written, ("storage",))
    return _choose(written, wanted)


_POWERS = frozenset(float(2**n) for n in range(3, 11))
_GENERATIONS = frozenset((2.0, 3.0, 4.0, 5.0, 6.0))


def _means_else(written: str, number: float) -> bool:
    if fold(written) in load().unit_rules.careful:
        return True
    return written == "G" and number in _GENERATIONS  # 5G is a network


def _choose(word: str, wanted: tuple[str, ...]) -> Unit | None:
    units = load().units_named(word)
    for unit in units:
        if not wanted or unit.dimension in wanted:
            return unit
    return next((unit for unit in units if unit.also in wanted), None)


def _based(value: float, unit: Unit, dimension: str | None) -> tuple[float, str]:
    if dimension and unit.also == dimension and unit.dimension != dimension:
        return tidy(value * unit.factor / _YEAR), "岁"  # months and years of age
    return tidy(value * unit.factor), unit.base


_YEAR = 8766.0


def _measures(folded: str, terms: list[_Term], wanted: tuple[str, ...]) -> Iterator[Measure]:
    index = 0
    while index < len(terms):
        term = terms[index]
        other = terms[index + 1] if index + 1 < len(terms) else None
        joint = _joint(folded, term, other, wanted)
        if joint == "interval" and other:
            last = _last_of_chain(folded, terms, index + 1, wanted)
            if terms[last].unit:
                yield _interval(folded, term, terms[last], wanted)
                index = last + 1
                continue
        if other and term.unit is None and folded[term.end : other.start].strip() in ("+", "＋"):
            index += 2  # 0.5+1.5KG is a sum that nobody can name
            continue
        unit = term.unit or _inherited(folded, terms, index)
        if unit:
            tolerance = other if joint == "tolerance" else None
            yield _single(folded, term, unit, wanted, tolerance)
            index += 1 if tolerance is None else 2
            continue
        index += 1


def _last_of_chain(folded: str, terms: list[_Term], index: int, wanted: tuple[str, ...]) -> int:
    """The last end of «0-4-6-12岁», which is 0 to 12."""
    while terms[index].unit is None and index + 1 < len(terms):
        if _joint(folded, terms[index], terms[index + 1], wanted) != "interval":
            break
        index += 1
    return index


_MARK = re.compile(r"[(（](?:不)?含[)）]")


def _joint(folded: str, left: _Term, right: _Term | None, wanted: tuple[str, ...]) -> str | None:
    if right is None:
        return None
    between = _MARK.sub("", folded[left.end : right.start]).strip()
    if between in ("±", "+-", "+/-"):
        return "tolerance"
    if between in load().intervals.between:
        units = [unit for unit in (left.unit, right.unit) if unit]
        same = len({_dimension(unit, wanted) for unit in units}) < 2
        return "interval" if same else None
    return None


def _inherited(folded: str, terms: list[_Term], index: int) -> Unit | None:
    """The unit of the next alternative: «1.5/1.8m» states both in metres."""
    for left, right in zip(terms[index:], terms[index + 1 :], strict=False):
        if folded[left.end : right.start].strip() not in ("/", "、", "或"):
            return None
        if right.unit:
            return right.unit
    return None


def _interval(folded: str, left: _Term, right: _Term, wanted: tuple[str, ...]) -> Measure:
    assert right.unit is not None
    dimension = _dimension(right.unit, wanted)
    low, base = _based(left.in_unit(right.unit), left.unit or right.unit, dimension)
    high, _ = _based(right.in_unit(right.unit), right.unit, dimension)
    start, end = left.start, _skip_mark(folded, right.end)
    core = (left.start, right.end)
    ends = (min(low, high), max(low, high))
    word = right.unit.words[0]
    return Measure(*ends, base, dimension, "interval", start, end, core, word)


def _single(
    folded: str, term: _Term, unit: Unit, wanted: tuple[str, ...], tolerance: _Term | None
) -> Measure:
    dimension = _dimension(unit, wanted)
    value, base = _based(term.in_unit(unit), unit, dimension)
    core = (term.start, term.end)
    word = unit.words[0]
    if tolerance is not None:
        off, _ = _based(tolerance.number, tolerance.unit or unit, dimension)
        ends = (tidy(value - off), tidy(value + off))
        return Measure(*ends, base, dimension, "about", core[0], tolerance.end, core, word)
    bound, start, end = _bound(folded, *core)
    low = None if bound == "at_most" else value
    high = None if bound == "at_least" else value
    return Measure(low, high, base, dimension, bound, start, end, core, word)


def _dimension(unit: Unit, wanted: tuple[str, ...]) -> str:
    return unit.also if unit.also in wanted and unit.dimension not in wanted else unit.dimension


def _skip_mark(folded: str, end: int) -> int:
    mark = _MARK.match(folded, end)
    return mark.end() if mark else end


def _bound(folded: str, start: int, end: int) -> tuple[Bound, int, int]:
    intervals = load().intervals
    after = _skip_mark(folded, end)
    behind = _word_at(folded, after, intervals.behind)
    if behind:
        return intervals.behind[behind], start, folded.index(behind, after) + len(behind)  # type: ignore[return-value]
    before = folded[:start].rstrip()
    for word in sorted(intervals.before, key=len, reverse=True):
        if before.endswith(word) and not _inside_word(before, word):
            return intervals.before[word], len(before) - len(word), after  # type: ignore[return-value]
    return "exact", start, after


def _inside_word(before: str, word: str) -> bool:
    head = before[: len(before) - len(word)]
    return word[0].isascii() and word[0].isalpha() and head[-1:].isalpha() and head[-1:].isascii()


def _word_at(folded: str, at: int, words: object) -> str | None:
    rest = folded[at : at + 12].lstrip()
    for word in sorted(load().intervals.behind, key=len, reverse=True):
        if rest.startswith(word):
            following = rest[len(word) : len(word) + 1]
            joins = word == "+" and (following.isalnum() or following == "-")
            return None if joins else word
    return None
