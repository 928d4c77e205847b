"""What was recognised in a request, and where: one value a phrase, none overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

What = Literal[
    "kind",
    "brand",
    "value",
    "amount",
    "extent",
    "gloss",
    "people",
    "wish",
    "order",
    "adjective",
    "attribute",
    "size",
    "spf",
    "move",
]

# Where two readings cover the same words, the one that says more wins.
_RANK = {
    "amount": 0, "extent": 0, "spf": 0, "people": 0, "size": 1, "kind": 2, "brand": 3, "order": 4,
    "adjective": 5, "value": 6, "wish": 7, "gloss": 8, "attribute": 9, "move": 5,
}  # fmt: skip


_MARK = re.compile(r"[,。;!?\n]|\.(?=\s|$)")
"""What ends a clause; a point within a number does not."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that was understood.

    Attributes:
        start: where it begins in the plain text.
        end: where it ends.
        what: what kind of phrase it is.
        words: the phrase.
        meaning: by `what`: kind ids, a brand id, `((attribute, value), …)`, an Amount, a wish row,
            an order, an adjective row, an attribute id, a size, how the catalogue says it (gloss),
            a number of people.
        avoided: it is not wanted.
        safety: it is not wanted for someone's health.
    """

    start: int
    end: int
    what: What
    words: str
    meaning: Any
    avoided: bool = False
    safety: bool = False


@dataclass(frozen=True)
class Phrases:
    """A plain text with the phrases found in it, left to right."""

    text: str
    found: tuple[Found, ...] = field(default=())

    def of(self, what: What) -> tuple[Found, ...]:
        """Return the phrases of one sort."""
        return tuple(f for f in self.found if f.what == what)

    def clause(self, found: Found) -> tuple[int, int]:
        """Return the span between the punctuation marks around a phrase."""
        marks = [match.start() for match in _MARK.finditer(self.text)]
        start = max((i + 1 for i in marks if i < found.start), default=0)
        end = min((i for i in marks if i >= found.end), default=len(self.text))
        return start, end


def without_overlap(candidates: Iterable[Found]) -> list[Found]:
    """Return the longest phrases, left to right; of equal ones the one that says more."""
    kept: list[Found] = []
    ranked = sorted(candidates, key=lambda f: (_sure(f), f.start - f.end, _RANK[f.what], f.start))
    for one in ranked:
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


def _sure(found: Found) -> int:
    return 0 if found.what in ("amount", "extent", "spf", "people") else 1


def rest_of(text: str, found: Sequence[Found]) -> list[tuple[int, str]]:
    """Return the pieces of `text` that no phrase covers, each with where it begins."""
    pieces: list[tuple[int, str]] = []
    at = 0
    for one in [*found, None]:
        end = one.start if one else len(text)
        if end > at:
            pieces.append((at, text[at:end]))
        at = max(at, one.end) if one else end
    return pieces
