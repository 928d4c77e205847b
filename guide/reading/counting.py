"""Whether a number of a request is an amount at all, and which words tell of money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from guide.reading.phrases import ends_with, phrases, starts_with, words

if TYPE_CHECKING:
    from guide.reading.amounts import Amount

_MISSPELT = 0.7
_NUMERALS = frozenset("一二两三四五六七八九几")
_HAN = re.compile(r"[\u4e00-\u9fff]")
MOST_YEARS = 120
_THINGS = re.compile(r" ([a-z]{4,}s)\b")


@cache
def currencies() -> dict[str, str]:
    """Return the words for currencies, each with its ISO code."""
    return {word: code for code, said in phrases("amounts")["currency"].items() for word in said}


@cache
def money_words() -> tuple[str, ...]:
    """Return the words for currencies, the longest first."""
    return tuple(sorted(currencies(), key=len, reverse=True))


def counts(text: str, amount: Amount, attributes: Sequence[tuple[int, int]]) -> bool:
    """Return whether the number is an amount at all, and not part of a word («一件», «300根»)."""
    if _of_one_thing(text, amount) or _someones_age(text, amount):
        return False
    if amount.unit or amount.currency or amount.budget:
        return amount.unit is None or _sure_unit(text, amount)
    if any(0 <= amount.start - end <= 3 for _, end in attributes) or _sized(text, amount):
        return True
    if _of_things(text[amount.end :]):
        return False
    if amount.bound != "exact" or amount.low != amount.high:
        return True
    start, end = amount.core
    around = (text[start - 1 : start] or " ") + (text[end : end + 1] or " ")
    alone = all(c in " ,。;!?的" or not c.isalnum() for c in around[1:])
    digits = text[start].isdigit()
    return digits and amount.said >= 10 and alone and around[0] != "第"


def _of_one_thing(text: str, amount: Amount) -> bool:
    """Return whether 一块 counts the thing («一块男士机械表»), and is no price."""
    start, end = amount.core
    plain_piece = amount.bound == "exact" and text[start:end] in _NUMERALS
    if not plain_piece or not text.startswith("块", end):
        return False
    following = text[end + 1 : end + 2]
    return bool(_HAN.match(following)) and following not in phrases("amounts")["price_goes_on"]


def _someones_age(text: str, amount: Amount) -> bool:
    """Return whether a bare number is how old someone is («turning 80», «今年60了»)."""
    if amount.unit or amount.currency or amount.bound != "exact":
        return False
    head, tail = text[: amount.start].rstrip(), text[amount.end :]
    if starts_with(tail.lstrip(" -"), words("amounts", "aged_after")):
        return True
    cue = ends_with(head, words("amounts", "aged_before"))
    return bool(cue) and (cue.isascii() or tail.startswith("了")) and amount.said < MOST_YEARS


def _of_things(after: str) -> bool:
    """Return whether a number counts things («below 40 decibels»), so that it is no money."""
    from difflib import get_close_matches

    from index.vocabulary import load_taxonomy

    word = _THINGS.match(after)
    if word is None or load_taxonomy().ids_for(word[1]):
        return False
    return not get_close_matches(word[1], money_words(), n=1, cutoff=_MISSPELT)


def _sized(text: str, amount: Amount) -> bool:
    return bool(ends_with(text[: amount.start].rstrip(), words("amounts", "size_words")))


def _sure_unit(text: str, amount: Amount) -> bool:
    """Return whether a Chinese numeral before a short unit is meant as one («一天», «三分»)."""
    start, end = amount.core
    if text[start:end].isascii() or amount.bound != "exact":
        return True
    if amount.unit not in phrases("amounts")["doubtful_units"]:
        return True
    after = text[amount.end : amount.end + 1]
    return amount.unit in phrases("amounts")["measuring"] and (not after or after in "的,。;!? ")
