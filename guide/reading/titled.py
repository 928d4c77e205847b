"""Wishes that only titles can tell of, and how titles may write them."""

from __future__ import annotations

from functools import cache

from guide.need import Constraint
from guide.reading.found import Found
from guide.reading.phrases import phrases
from guide.reading.setting import Setting


def title_wish(word: str, setting: Setting, attribute: str = "words") -> Constraint:
    """Return a must for a word that titles decide on, as they may write it."""
    values = tuple(dict.fromkeys((word, *_begun(word, setting), *_same().get(word, ()))))
    return Constraint("", attribute, "in", "must", setting.source(word), values=values)


def of_titles(wish: Found, setting: Setting) -> bool:
    """Return whether titles alone can tell of a wish («凉感»), which no attribute states."""
    takes = (take["attribute"] for take in wish.meaning.get("takes", ()))
    personal = "recipient" in wish.meaning or "aspect" in wish.meaning
    return not (wish.avoided or personal or any(map(setting.stated, takes)))


def same_in_titles(word: str) -> tuple[str, ...]:
    """Return what titles write for a word, besides itself («Redmi» for 红米)."""
    return tuple(other for other in _same().get(word, ()) if other != word)


def _begun(word: str, setting: Setting) -> tuple[str, ...]:
    """Return how titles write a word without its last character («对开冰箱» of «对开门»)."""
    ends = word.endswith(tuple(phrases("strength")["ends"]))
    begun = len(word) == 3 and (ends or word[:2] in setting.vocabulary.terms)
    return (word[:2],) if begun else ()


@cache
def _same() -> dict[str, tuple[str, ...]]:
    """Return the words that titles write for one another, by each of them."""
    return {word: tuple(alike) for alike in phrases("said")["same"] for word in alike}
