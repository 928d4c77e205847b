"""The word lists of `guide/lexicon`, and where their words stand in a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any

from index.lexicon import WordMatcher


@cache
def phrases(name: str) -> dict[str, Any]:
    """Return one file of `guide/lexicon` by its name without the ending."""
    text = resources.files("guide.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """Return one word list of a file, the longest first."""
    return tuple(sorted(phrases(name)[key], key=len, reverse=True))


@cache
def matcher(name: str, *keys: str) -> WordMatcher[tuple[str, str]]:
    """Return a matcher over word lists of a file; what it finds is `(word, key)`."""
    return WordMatcher((word, (word, key)) for key in keys for word in phrases(name)[key])


def ends_with(text: str, options: Iterable[str]) -> str | None:
    """Return the first of `options` on which `text` ends, Latin words whole."""
    for option in options:
        if text.endswith(option) and _apart(text, len(text) - len(option)):
            return option
    return None


def starts_with(text: str, options: Iterable[str]) -> str | None:
    """Return the first of `options` with which `text` begins, Latin words whole."""
    for option in options:
        if text.startswith(option) and _apart(text, len(option)):
            return option
    return None


def has_any(text: str, options: Sequence[str]) -> bool:
    """Return whether any of `options` occurs in `text`, Latin words whole."""
    return any(find(text, option) is not None for option in options)


def find(text: str, word: str, start: int = 0) -> int | None:
    """Return where `word` occurs first in `text`, a Latin word whole, or None."""
    at = text.find(word, start)
    while at >= 0:
        if _apart(text, at) and _apart(text, at + len(word)):
            return at
        at = text.find(word, at + 1)
    return None


def _apart(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    return not (before.isascii() and after.isascii() and before.isalpha() and after.isalpha())
