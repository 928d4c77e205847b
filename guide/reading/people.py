"""For how many people: «四人帐篷», «三口之家用的», "for four people"; and what is stated to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from guide.need import Constraint, Strength
from guide.reading.found import Found
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.reading.stating import stating_any
from index.extraction.numbers import find_numbers, parse_number

PEOPLE = "people"
_SPAN = re.compile(r"(\d+)\s*(?:[-~到至–]\s*(\d+))?")


def peopled(text: str) -> Iterator[Found]:
    """Yield the numbers of people that are said."""
    for match in _pattern().finditer(text):
        number = _number(match["number"] or match["english"] or match["family"])
        if number:
            yield Found(match.start(), match.end(), PEOPLE, match[0], number)


def for_people(
    found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield the wish for what is stated to be for so many, or what titles call so («双人»)."""
    known = setting.vocabulary.attribute(PEOPLE)
    if known is None or not setting.stated(PEOPLE):
        if found.words in setting.vocabulary.terms:
            source = setting.source(said)
            yield Constraint("", "words", "in", strength, source, values=(found.words,))
        return
    values = tuple(v.text for v in known.values if _holds(v.text, found.meaning))
    stated = values or (f"{found.meaning}人",)
    yield Constraint("", PEOPLE, "in", strength, setting.source(said), values=stated)


def of_age(years: float, said: str, setting: Setting, strength: Strength) -> Iterator[Constraint]:
    """Yield the wish for an audience of an age, where the kind states no ages."""
    for low, high, words in phrases("people")["ages"]:
        attribute, values = stating_any(words, setting)
        if low <= years < high and attribute is not None:
            source = setting.source(said)
            yield Constraint("", attribute.id, "in", strength, source, values=values)
            return


def _holds(stated: str, number: int) -> bool:
    """Return whether «3-4人», «双人» or «4人以上» holds a number of people."""
    word = next((n for w, n in phrases("people")["words"].items() if w in stated), None)
    if word is not None:
        return word == number
    span = _SPAN.search(stated)
    if span is None:
        return False
    low, high = int(span[1]), int(span[2] or span[1])
    if any(w in stated for w in phrases("people")["open"]):
        return low <= number
    return low <= number <= high


def _number(said: str) -> int:
    words = phrases("people")["words"]
    if said in words:
        return int(words[said])
    english = phrases("english_numbers")["small"]
    if said in english:
        return int(english[said])
    number = parse_number(said) or next((n.high for n in find_numbers(said)), None)
    return int(number or 0)


@cache
def _pattern() -> re.Pattern[str]:
    data = phrases("people")
    digits = r"(?<![第\d.一二三四五六七八九十每])(?:\d{1,2}|[一二两三四五六七八九十]{1,2})"
    chinese = rf"(?P<number>{digits}|{'|'.join(data['words'])})(?:{'|'.join(data['chinese'])})"
    counted = "|".join((r"\d{1,2}", *phrases("english_numbers")["small"]))
    english = rf"(?:for )?\b(?P<english>{counted})[ -](?:{'|'.join(data['english'])})\b"
    family = rf"\bfamily of (?P<family>{counted})\b"
    return re.compile(f"{chinese}|{english}|{family}")
