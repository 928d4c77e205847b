"""Whether a word in a text is said, denied, or about something else."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from index.lexicon import load


class Said(Enum):
    """How a statement stands in its sentence."""

    YES = "yes"
    NO = "no"
    NEITHER = "neither"


_REACH = 16
_CLAUSE = re.compile(r"[。，,;；.!！?？\n|/•]")


def said(folded: str, start: int, end: int) -> Said:
    """Return whether the word at `start:end` of the folded text is stated, denied or neither.

    «不支持NFC» and "alcohol-free" are denials; «除甲醛» says what a product does against
    something, which is neither.
    """
    words = load().negations
    before = folded[max(0, start - _REACH) : start]
    after = folded[end : end + _REACH]
    if after.startswith((*words.after_en, *words.after_zh)):
        return Said.NO
    before = _strip(before, words.between)
    if any(before.endswith(word) for word in words.excused):
        return Said.YES
    if _ends(before, words.before_zh, words.before_en):
        return Said.NO
    if _ends(before, words.against, words.against):
        return Said.NEITHER
    clause = _CLAUSE.split(folded[:start])[-1]
    return Said.NEITHER if any(word in clause for word in words.clause) else Said.YES


def statement(folded: str, start: int, end: int, verdict: Said) -> tuple[int, int]:
    """Return the span to quote for the word at `start:end`: of a denial, the denial with it."""
    if verdict is not Said.NO:
        return start, end
    words = load().negations
    for after in (*words.after_en, *words.after_zh):
        if folded.startswith(after, end):
            return start, end + len(after)
    window = folded[max(0, start - _REACH) : start]
    for word in sorted((*words.before_zh, *words.before_en), key=len, reverse=True):
        at = window.rfind(word)
        if at >= 0:
            return start - len(window) + at, end
    return start, end


def _strip(before: str, between: tuple[str, ...]) -> str:
    while True:
        for word in between:
            # a word that is itself part of a negation («不支持») is not stripped off it
            if before.endswith(word) and not before.endswith(_longer(word)):
                before = before[: len(before) - len(word)]
                break
        else:
            return before


@cache
def _longer(word: str) -> tuple[str, ...]:
    words = load().negations
    every = (*words.before_zh, *words.before_en, *words.against, *words.excused)
    return tuple(other for other in every if other.endswith(word))


def _ends(before: str, zh: tuple[str, ...], en: tuple[str, ...]) -> bool:
    return any(before.endswith(word) and _stands_alone(before, word) for word in (*zh, *en))


def _stands_alone(before: str, word: str) -> bool:
    """Whether `word` at the end of `before` is not the rest of a longer word («3.0», "another")."""
    last = before[: len(before) - len(word)][-1:]
    if word[0].isdigit():
        return not (last.isdigit() or last == ".")
    return not (word[0].isascii() and word[0].isalnum() and last.isascii() and last.isalnum())
