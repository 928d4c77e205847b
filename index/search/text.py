"""Text as search sees it: folded to one spelling, and cut into tokens."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import opencc

_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.\-+/&'’][a-z0-9]+)*")
_PARTS = re.compile(r"[a-z]+|\d+(?:\.\d+)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_JOINERS = re.compile(r"[.\-+/&'’]")
_LETTER = re.compile(r"[a-z]")
_PLURAL = re.compile(r"^[a-z]{3,}[^su]s$")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` in one spelling: half width, lower case, Simplified characters."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return _simplifier().convert(plain) if _HAN.search(plain) else plain


def is_han(text: str) -> bool:
    """Return whether `text` holds a Chinese character."""
    return _HAN.search(text) is not None


def without_praise(text: str) -> str:
    """Return `text` with a blank for each word of sales talk («爆款», "best seller")."""
    return _praise().sub(" ", text)


def tokens(text: str) -> list[str]:
    """Return the tokens of `text`, in order and with repetitions.

    Chinese runs give every character and every pair of neighbours: measured, the words of a
    dictionary on top found nothing better. Latin runs give their letters and numbers apart and,
    where they have both, the whole without its joiners («sk-ii» → `sk`, `ii`, `skii`); a plural
    gives its singular.
    """
    return list(_tokens(fold(text)))


def _tokens(folded: str) -> Iterator[str]:
    for run in _RUNS.findall(folded):
        yield from _han(run) if _HAN.match(run) else _latin(run)


def _han(run: str) -> Iterator[str]:
    yield from run
    for left, right in pairwise(run):
        yield left + right


def _latin(run: str) -> Iterator[str]:
    parts = [_singular(part) for part in _PARTS.findall(run)]
    yield from parts
    if len(parts) > 1 and _LETTER.search(run):
        yield _singular(_JOINERS.sub("", run))


def _singular(word: str) -> str:
    return word[:-1] if _PLURAL.match(word) else word


@cache
def _praise() -> re.Pattern[str]:
    rows = tomllib.loads(files("index.search").joinpath("praise.toml").read_text("utf-8"))
    words = sorted((fold(word) for word in rows["zh"]), key=len, reverse=True)
    latin = sorted((fold(word) for word in rows["en"]), key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in latin)
    either = rf"{'|'.join(map(re.escape, words))}|(?<![a-z0-9])(?:{spaced})(?![a-z0-9])"
    return re.compile(either, re.IGNORECASE)


@cache
def _simplifier() -> opencc.OpenCC:
    import opencc

    return opencc.OpenCC("t2s")
