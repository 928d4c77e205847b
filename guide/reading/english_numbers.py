"""Numbers in English words in digits: «five hundred» is 500, «two or three hundred» 200-300."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from guide.reading.phrases import phrases


@dataclass(frozen=True, slots=True)
class _Words:
    values: Mapping[str, int]
    scales: Mapping[str, int]
    join: frozenset[str]
    one: frozenset[str]
    alone: int
    run: re.Pattern[str]
    span: re.Pattern[str]


@cache
def _words() -> _Words:
    data: Mapping[str, Any] = phrases("english_numbers")
    values = {**data["small"], **data["tens"]}
    scales: Mapping[str, int] = data["scales"]
    number = "|".join([*values, *scales])
    first = "|".join([*data["one"], *values, *scales])
    joined = rf"(?:[\s-]+(?:(?:{'|'.join(data['join'])})\s+)?(?:{number}))*"
    return _Words(
        values,
        scales,
        frozenset(data["join"]),
        frozenset(data["one"]),
        int(data["alone"]),
        re.compile(rf"\b(?:{first})\b{joined}\b"),
        re.compile(
            rf"\b({'|'.join(values)})\s+(?:or|to)\s+({'|'.join(values)})\s+({'|'.join(scales)})\b"
        ),
    )


def in_digits(text: str) -> str:
    """Return lower-case text with its English numbers in digits.

    «one», «a» and other small words stay words unless a hundred or a thousand follows.
    """
    words = _words()

    def spanned(found: re.Match[str]) -> str:
        scale = words.scales[found[3]]
        return f"{words.values[found[1]] * scale}-{words.values[found[2]] * scale}"

    def number(found: re.Match[str]) -> str:
        value = _value(re.split(r"[\s-]+", found[0]), words)
        return found[0] if value is None else str(value)

    return words.run.sub(number, words.span.sub(spanned, text))


def _value(tokens: Sequence[str], words: _Words) -> int | None:
    """Return what the words add up to; None where they are too small to be surely a number."""
    total = current = 0
    for token in tokens:
        if token in words.scales:
            scale = words.scales[token]
            current = max(current, 1) * scale
            if scale >= max(words.scales.values()):
                total, current = total + current, 0
        elif token not in words.join and token not in words.one:
            current += words.values[token]
    value = total + current
    return value if value >= words.alone else None
