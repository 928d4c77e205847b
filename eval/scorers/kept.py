"""Do the picks keep to the wish? The index's own filter, run on the very SKU that came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.predicates import satisfies
from eval.scoring import Asked, Json, MeanScorer, Score


@dataclass(frozen=True, slots=True)
class MustKept(MeanScorer):
    """Share of the (first `cut`) picks that satisfy the case's filter.

    A case with fewer picks than it should have scores 0, so that silence never looks good; where
    the catalogue has nothing (`at_least: 0`), no picks is right.
    """

    cut: int = 0

    def __str__(self) -> str:
        return f"MustKept@{self.cut}" if self.cut else "MustKept"

    def score(self, asked: Asked) -> Score:
        """Return the share kept, and the picks that are not as asked."""
        picks = first(asked.outcome.last, self.cut)
        needed = wanted(asked, self.cut)
        if not asked.outcome.answers:
            return Score(0.0, asked.outcome.error or "no answer")
        if len(picks) < needed:
            return Score(0.0, f"{len(picks)} picks, {needed} expected")
        wrong = [p for p in picks if not satisfies(p, asked.case.where, asked.index)]
        if wrong:
            return Score(1 - len(wrong) / len(picks), f"not as asked: {titles(wrong)}")
        return Score(1.0, f"{len(picks)} picks, all as asked")


@dataclass(frozen=True, slots=True)
class RightPick(MeanScorer):
    """Whether one of the first `cut` picks is right; where nothing fits, whether none is shown."""

    cut: int = 3

    def __str__(self) -> str:
        return f"RightPick@{self.cut}"

    def score(self, asked: Asked) -> Score:
        """Return 1 where a right one is among them."""
        picks = first(asked.outcome.last, self.cut)
        if not asked.outcome.answers:
            return Score(0.0, asked.outcome.error or "no answer")
        if not wanted(asked, 1):
            return Score(float(not picks), f"nothing fits, and {len(picks)} picks")
        right = [p for p in picks if satisfies(p, asked.case.where, asked.index)]
        reason = (
            f"right: {titles(right[:1])}" if right else f"none of {titles(picks) or 'no picks'}"
        )
        return Score(float(bool(right)), reason)


def first(answer: Json, cut: int) -> Sequence[Json]:
    """Return the first `cut` picks of an answer, all where `cut` is 0."""
    picks: list[Any] = list(answer.get("picks") or ())
    return picks[:cut] if cut else picks


def wanted(asked: Asked, cut: int) -> int:
    """Return how many picks there must be at least, of the first `cut`."""
    least = int(asked.case.raw.get("at_least", 1))
    return min(least, cut) if cut else least


def titles(picks: Sequence[Json]) -> str:
    """Return the titles of picks, for a reason."""
    return ", ".join(str(pick.get("title") or pick.get("id")) for pick in picks)
