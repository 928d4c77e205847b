"""Which words of a clause wish for something, and which only move the talk along."""

from __future__ import annotations

from functools import cache

from guide.reading.phrases import phrases, starts_with, words
from guide.reading.setting import Setting

LONGEST_QUALITY = 3
"""Characters of a word for a property that no dictionary has («耐摔», «双层盖»)."""
_NAMING = ("n", "vn", "an", "b", "l", "i", "j", "x", "z", "m")
"""Tags of words that name a thing or a property."""
_SPOKEN = ("r", "ul", "y", "e", "o")
"""Tags of pronouns, particles and cries, which no word for a property has."""


def wishes(word: str, setting: Setting) -> bool:
    """Return whether a clause of one `word` wishes for something.

    It does where titles of the catalogue say it, or where it is a word of the language that names a
    property. Pieces of sentences («重了», «想换个», «方便她喝») and words of talk wish for nothing.
    """
    if word in _talk() or word.endswith(_allowing()) or word.startswith(_judging()):
        return False
    return _in_titles(word, setting) or _names(word)


def _in_titles(word: str, setting: Setting) -> bool:
    """Return whether titles say a word, or the longer pieces that it is made of («对开门»)."""
    import rjieba

    from guide.reading.titled import title_wish

    terms = setting.vocabulary.terms
    if any(each in terms for each in title_wish(word, setting).values):
        return True
    tokens = rjieba.tag(word)
    told = [token for token, _ in tokens if len(token) > 1]
    spoken = any(tag in _SPOKEN for _, tag in tokens)
    return bool(told) and not spoken and all(token in terms for token in told)


def _names(word: str) -> bool:
    """Return whether a word that titles never say names a property («防震»)."""
    import rjieba

    tokens = rjieba.tag(word)
    if len(tokens) == 1 and rjieba.has_word(word):
        return tokens[0][1].startswith(_NAMING)
    short = len(word) <= LONGEST_QUALITY and all(tag not in _SPOKEN for _, tag in tokens)
    return short and starts_with(word, words("chatter", "heads")) is not None


@cache
def _talk() -> frozenset[str]:
    return frozenset(phrases("chatter")["words"])


@cache
def _allowing() -> tuple[str, ...]:
    """Return what ends a clause that allows something besides («石英也行»)."""
    return tuple(phrases("comparatives")["lift"]["drop_widen_after"])


@cache
def _judging() -> tuple[str, ...]:
    """Return how a verdict on what is shown begins («太糊了», «才8道菜»)."""
    return tuple(phrases("chatter")["judging"])
