"""Numbers as people write them: digits with 千 and 万, Chinese numerals, «两三百», «1.2k»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.lexicon import fold

_DIGITS = {
    c: v
    for v, cs in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for c in cs
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SCALES = {"千": 1000, "万": 10_000, "亿": 100_000_000, "k": 1000, "w": 10_000, "百": 100}
_HALF = "半"

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
CHINESE = "[" + "".join((*_DIGITS, *_PLACES, *_MYRIADS, _HALF)) + "点]+"
_SCALED = re.compile(rf"({ARABIC})\s*([千万亿kw百])(?![a-z])(\d(?![\d.]))?", re.IGNORECASE)
_PLAIN = re.compile(ARABIC)
_NUMERAL = re.compile(CHINESE)
_ADJACENT = re.compile(rf"([{''.join(_DIGITS)}])([{''.join(_DIGITS)}])([十百千万]+)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; `low` and `high` differ only for «两三百»."""

    low: float
    high: float
    start: int
    end: int


def find_numbers(text: str) -> list[Number]:
    """Return the numbers in `text`, from left to right: «1.2k», «一千二», «两三百», «1,299.5»."""
    folded = fold(text)
    found: list[Number] = []
    at = 0
    while at < len(folded):
        number = _number_at(folded, at)
        if number:
            found.append(number)
        at = number.end if number else at + 1
    return found


def parse_number(text: str) -> float | None:
    """Return the number that the whole of `text` is, or None."""
    numbers = find_numbers(text.strip())
    whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(text.strip()))
    return numbers[0].low if whole and numbers[0].low == numbers[0].high else None


def _number_at(text: str, at: int) -> Number | None:
    if scaled := _SCALED.match(text, at):
        scale = _SCALES[scaled[2].lower()]
        tail = int(scaled[3]) * scale / 10 if scaled[3] else 0.0
        value = tidy(float(scaled[1].replace(",", "")) * scale + tail)
        return Number(value, value, at, scaled.end())
    if plain := _PLAIN.match(text, at):
        value = float(plain[0].replace(",", ""))
        return Number(value, value, at, plain.end())
    if adjacent := _ADJACENT.match(text, at):
        ends = [chinese_number(adjacent[i] + adjacent[3]) for i in (1, 2)]
        if ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
            return Number(ends[0], ends[1], at, adjacent.end())
    numeral = _NUMERAL.match(text, at)
    value = chinese_number(numeral[0]) if numeral else None
    return Number(value, value, at, numeral.end()) if numeral and value is not None else None


def chinese_number(numeral: str) -> float | None:
    """Return the number that a Chinese numeral means («一千二» 1200, «两万五» 25000), or None."""
    if numeral == _HALF:
        return 0.5
    whole, point, decimals = numeral.partition("点")
    if point and not (decimals and all(c in _DIGITS for c in decimals)):
        return None
    half = 0.5 if whole.endswith(_HALF) and len(whole) > 1 and not point else 0.0
    value = _whole(whole.removesuffix(_HALF) if half else whole)
    if value is None:
        return None
    fraction = float("0." + "".join(str(_DIGITS[c]) for c in decimals)) if point else half
    return value + fraction


def _whole(numeral: str) -> float | None:
    if not numeral or _HALF in numeral:
        return None
    if all(c in _DIGITS for c in numeral):
        return float("".join(str(_DIGITS[c]) for c in numeral))
    for char, scale in sorted(_MYRIADS.items(), key=lambda item: -item[1]):
        if char in numeral:
            head, _, tail = numeral.rpartition(char)
            return _scaled(head, tail, scale)
    return _below_myriad(numeral)


def _scaled(head: str, tail: str, scale: int) -> float | None:
    left = _whole(head)
    if left is None:
        return None
    if not tail:
        return left * scale
    # «两万五» counts the five in the next place, «两万零五» as it stands
    if len(tail) == 1 and tail in _DIGITS:
        return left * scale + _DIGITS[tail] * scale / 10
    right = _whole(tail)
    return None if right is None else left * scale + right


def _below_myriad(numeral: str) -> float | None:
    total, digit, place, last = 0, None, 10_000, None
    for char in numeral:
        if char in _DIGITS:
            if digit:
                return None
            digit, last = _DIGITS[char], char
            continue
        if _PLACES[char] >= place:
            return None
        place = _PLACES[char]
        total += (1 if digit is None else digit) * place
        digit, last = None, char
    if digit is None:
        return float(total)
    bare = len(numeral) > 1 and numeral[-2] in _PLACES and last in _DIGITS
    return float(total + digit * (place // 10 if bare and place > 10 else 1))


def tidy(value: float) -> float:
    """Return `value` without the noise of binary fractions (12 significant digits)."""
    return float(f"{value:.12g}")
