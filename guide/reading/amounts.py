"""Amounts in a request: what was said, how it was bounded, whether it is money.

Every number that reaches a Need is read here, also where a language model read the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from guide.reading.bounds import (
    Bound,
    bound_ahead,
    bound_behind,
    opposite,
    refused_ahead,
    turned,
)
from guide.reading.counting import counts, currencies, money_words
from guide.reading.phrases import ends_with, find, phrases, starts_with, words
from index.extraction.numbers import Number, find_numbers
from index.lexicon import load

_EXTENT = re.compile(
    r"\d+(?:\.\d+)?\s*[*x×]\s*\d+(?:\.\d+)?(?:\s*[*x×]\s*\d+(?:\.\d+)?)?\s*(?:cm|mm|m|米|厘米)?"
)
_CODES = re.compile(r"(?<![\d.])\d+/\d+ ?[a-z]\d*|(?<![\d.])\d+[a-z]\d+(?![\d.])")
"""«205/55R16» is the name of a size."""
_DIGITS = re.compile(r"([一二两三四五六])位数")
_CODE = re.compile(r"[a-z][a-z0-9.]*-?$")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|款|新|春|夏|秋|冬|版)|(?<!算)(?<!价)(?<!价 )20[12]\d\b")
_WIDE_DIGITS = {c: n for n, c in enumerate("一二三四五六", start=1)} | {"两": 2}
LEAST_MORE = 1e-4
"""«大过5000» is more than 5000 by at least this part of it."""
WATTS_FROM = 15
KELVIN_FROM = 1000
_GENERATION = re.compile(r"(?<!内存)(?<!运存)(?<!存储)[2-6]g(?=的|手|网|版|[,。 ]|$)")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or an interval of a request.

    Attributes:
        start: where it begins, bounding words included.
        end: where it ends, bounding words included.
        low: lower end as said (in `unit`), None where it is open.
        high: upper end as said, None where it is open.
        bound: how it was bounded; an interval is `exact`.
        unit: unit as written, None where none was.
        currency: ISO code where a currency was named.
        budget: a word of money stands by it.
        core: span of the number itself.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    currency: str | None
    budget: bool
    core: tuple[int, int]

    @property
    def said(self) -> float:
        """The number itself (the middle of an interval)."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)


@dataclass(frozen=True, slots=True)
class _Term:
    number: Number
    start: int
    end: int
    unit: str | None
    currency: str | None


def find_extents(text: str) -> list[tuple[int, int]]:
    """Return the spans of sizes with sides («180*200»)."""
    return [match.span() for match in _EXTENT.finditer(text)]


def find_amounts(text: str, attributes: Sequence[tuple[int, int]] = ()) -> list[Amount]:
    """Return the amounts in `text` (plain form), left to right.

    Args:
        text: the request.
        attributes: spans of attribute names in it; a bare number right behind one is no money.
    """
    found = list(_digit_counts(text))
    codes = [match.span() for match in _CODES.finditer(text)]
    blocked = codes + find_extents(text) + [(a.start, a.end) for a in found]
    terms = [t for t in _terms(text) if not any(s <= t.start < e for s, e in blocked)]
    index = 0
    while index < len(terms):
        joined = _joined(text, terms[index : index + 2])
        amount = joined or _bounded(text, terms[index], None)
        if counts(text, amount, attributes):
            found.append(amount)
        index += 2 if joined else 1
    return sorted(found, key=lambda a: a.start)


def _digit_counts(text: str) -> Iterator[Amount]:
    for match in _DIGITS.finditer(text):
        places = _WIDE_DIGITS[match[1]]
        low, high = float(10 ** (places - 1)), float(10**places - 1)
        after = starts_with(text[match.end() :], words("amounts", "at_most_after"))
        end = match.end() + len(after or "")
        yield Amount(
            match.start(),
            end,
            None if after else low,
            high,
            "exact",
            None,
            None,
            True,
            match.span(),
        )


@cache
def _unit_words() -> tuple[str, ...]:
    return load().unit_words


def _terms(text: str) -> Iterator[_Term]:
    for number in find_numbers(text):
        if (
            _GENERATION.match(text, number.start)
            or _YEAR.match(text, number.start)
            or _in_code(text, number)
        ):
            continue
        yield _term(text, _as_watts(text, number))


def _in_code(text: str, number: Number) -> bool:
    before = text[: number.start]
    code = _CODE.search(before)
    return bool(code) and not ends_with(before, (*money_words(), *words("amounts", "size_words")))


def _as_watts(text: str, number: Number) -> Number:
    """Read «60w» as watts (ten thousands are small numbers), «4800万像素» as 4800 万像素."""
    for pixels, size in (("万像素", 10_000), ("亿像素", 100_000_000)):
        if text.startswith(pixels, number.end - 1):
            value = number.low / size
            return replace(number, low=value, high=value, end=number.end - 1)
    if text[number.end - 1] == "k" and number.low / 1000 >= KELVIN_FROM:
        value = number.low / 1000
        return replace(number, low=value, high=value, end=number.end - 1)
    if text[number.end - 1] != "w" or number.low / 10_000 < WATTS_FROM:
        return number
    value = number.low / 10_000
    return replace(number, low=value, high=value, end=number.end - 1)


def _term(text: str, number: Number) -> _Term:
    start, end = number.start, number.end
    before = text[:start].rstrip()
    sign = ends_with(before, ("$", "¥", "￥", "€", "£", "rmb", "usd"))
    if sign:
        start = len(before) - len(sign)
    rest = text[end:]
    gap = len(rest) - len(rest.lstrip(" "))
    money = starts_with(rest[gap:], money_words())
    unit = None if sign else _unit(rest[gap:])
    if money and not (unit and len(unit) > len(money)):
        return _Term(number, start, end + gap + len(money), None, currencies()[money])
    if unit:
        return _Term(number, start, end + gap + len(unit), unit, None)
    return _Term(number, start, end, None, currencies()[sign] if sign else None)


def _unit(rest: str) -> str | None:
    unit = starts_with(rest, _unit_words())
    if unit is None or all(u.dimension == "count" for u in load().units_named(unit)):
        return None
    if starts_with(rest, phrases("amounts")["no_unit"]):
        return None
    after = rest[len(unit) : len(unit) + 1]
    return None if unit[-1].isalnum() and unit.isascii() and after.isdigit() else unit


def _joined(text: str, pair: Sequence[_Term]) -> Amount | None:
    if len(pair) < 2:
        return None
    left, right = pair
    between = text[left.end : right.start].strip()
    if between not in {b.strip() for b in phrases("amounts")["between"]}:
        return None
    behind = starts_with(text[right.end :].lstrip(), words("amounts", "between_after"))
    spoken = between in ("和", "跟", "and")
    if spoken and not behind and not ends_with(text[: left.start].rstrip(), ("between",)):
        return None
    low, high = left.number.low, right.number.high
    if low < high / 100 and left.unit is None and left.currency is None:
        low *= _scale(text, right.number)
    if low >= high and left.unit == right.unit:
        return None
    whole = replace(left.number, low=low, high=high, end=right.number.end)
    term = _Term(
        whole, left.start, right.end, right.unit or left.unit, right.currency or left.currency
    )
    amount = _bounded(text, term, (low, high))
    return _with_both_units(amount, left, right)


def _with_both_units(amount: Amount, left: _Term, right: _Term) -> Amount:
    """Bring «9个月到12岁» to the unit of its upper end."""
    if not (left.unit and right.unit) or left.unit == right.unit or amount.low is None:
        return amount
    months = left.unit in ("个月", "月") and right.unit in ("岁", "周岁")
    return replace(amount, low=amount.low / 12) if months else amount


def _scale(text: str, number: Number) -> float:
    last = text[number.end - 1]
    return {"千": 1000.0, "k": 1000.0, "万": 10_000.0, "w": 10_000.0, "百": 100.0}.get(last, 1.0)


def _bounded(text: str, term: _Term, ends: tuple[float, float] | None) -> Amount:
    low, high = ends or (term.number.low, term.number.high)
    before, after = text[: term.start].rstrip(" 在是为:"), text[term.end :]
    space = len(after) - len(after.lstrip(" 的钱"))
    behind, bound = bound_behind(after[space:])
    start, end = term.start, term.end + (space + len(behind) if behind else 0)
    if bound is None:
        ahead, bound = bound_ahead(before)
        if bound is None:  # «最低要5升»
            before = before.rstrip("要得有")
            ahead, bound = bound_ahead(before)
        start = len(before) - len(ahead) if ahead else start
    bound, end = turned(bound, text, end)
    if behind and (refused := refused_ahead(text[: term.start])):
        bound, start = opposite(bound), term.start - len(refused)
    budget = term.currency is not None or _by_budget(text, start, end)
    low_end = None if ends is None and bound == "at_most" else low
    if bound == "at_least" and ends_with(text[: term.start].rstrip(), words("amounts", "more")):
        low_end = low * (1 + LEAST_MORE)
    high_end = None if ends is None and bound == "at_least" else high
    return Amount(
        start,
        end,
        low_end,
        high_end,
        bound or "exact",
        term.unit,
        term.currency,
        budget,
        (term.number.start, term.number.end),
    )


def _by_budget(text: str, start: int, end: int) -> bool:
    near = text[max(0, start - 8) : start]
    clause = re.split(r"[,。;!?]", near)[-1]
    return any(find(clause, w) is not None for w in _budget_words()) or bool(
        starts_with(text[end:].lstrip(), ("块钱", "预算", "的预算", "budget"))
    )


@cache
def _budget_words() -> tuple[str, ...]:
    return (*words("amounts", "budget"), *words("amounts", "total"))
