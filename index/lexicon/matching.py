"""Finding known words in text: longest first, without case, at word boundaries in Latin script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DASHES = str.maketrans("‐‑‒–—−’", "------'")
_FOLDED = _WIDTH | _DASHES
_END = ""


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return `text` in lower case and half width, of the same length, so that spans carry over."""
    if text.isascii():
        return text.lower()
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A known word found in a text, with what it stands for."""

    start: int
    end: int
    payload: T


class WordMatcher(Generic[T]):
    """Finds words of a fixed list in texts, in one pass over each text.

    Words are compared folded (`fold`). A word that begins or ends in a Latin letter or a digit must
    begin or end there in the text too: `red` is not in `Fred`. Of words that begin at the same
    place the longest counts, and what it covers is not searched again. A word given twice keeps
    both payloads.
    """

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        self._root: dict[str, Any] = {}
        self._size = 0
        for word, payload in words:
            self._add(fold(word.strip()), payload)

    def __len__(self) -> int:
        return self._size

    def _add(self, word: str, payload: T) -> None:
        if not word:
            return
        node = self._root
        for char in word:
            node = node.setdefault(char, {})
        payloads = node.setdefault(_END, [])
        if payload not in payloads:
            payloads.append(payload)
            self._size += 1

    def find(self, text: str) -> list[Hit[T]]:
        """Return the words in `text`, from left to right, one `Hit` per payload."""
        return list(self._scan(fold(text)))

    def _scan(self, text: str) -> Iterator[Hit[T]]:
        start = 0
        while start < len(text):
            if text[start] not in self._root:
                start += 1
                continue
            end, payloads = self._longest(text, start)
            for payload in payloads:
                yield Hit(start, end, payload)
            start = end if payloads else start + 1

    def _longest(self, text: str, start: int) -> tuple[int, list[T]]:
        node = self._root[text[start]]
        if start and _joined(text[start - 1], text[start]):
            return start, []
        best: tuple[int, list[T]] = (start, [])
        end = start + 1
        while True:
            if _END in node and not (end < len(text) and _joined(text[end - 1], text[end])):
                best = (end, node[_END])
            node = node.get(text[end]) if end < len(text) else None
            if node is None:
                return best
            end += 1


def _joined(left: str, right: str) -> bool:
    return _latin(left) and _latin(right)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
