"""So that the picks are not five times the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from guide.choosing.scoring import Scored
from guide.choosing.weights import ALIKE
from index.search.text import fold, without_praise


def spread(ranked: Sequence[Scored], titles: Sequence[str], most: int) -> list[Scored]:
    """Return up to `most` of the ranked, near-identical ones after all others.

    `titles` go with `ranked`. The order is kept otherwise. Sales talk makes no two titles alike.
    """
    pairs = [_pairs(title) for title in titles]
    taken: list[int] = []
    held: list[int] = []
    for i in range(len(ranked)):
        alike = any(_alike(pairs[i], pairs[j]) for j in taken)
        (held if alike else taken).append(i)
        if len(taken) == most:
            break
    return [ranked[i] for i in (taken + held)[:most]]


def _pairs(title: str) -> frozenset[str]:
    plain = "".join(without_praise(fold(title)).split())
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset((plain,))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether most of the shorter title's pairs are in the other."""
    return len(a & b) >= ALIKE * min(len(a), len(b))
