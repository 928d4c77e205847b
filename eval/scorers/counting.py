"""How much was answered: it stands beside every precision."""

from __future__ import annotations

from dataclasses import dataclass

from eval.scorers.kept import wanted
from eval.scoring import Asked, MeanScorer, Parts, Score


@dataclass(frozen=True, slots=True)
class Answered(MeanScorer):
    """Whether there are as many picks as there should be."""

    def __str__(self) -> str:
        return "Answered"

    def score(self, asked: Asked) -> Score:
        """Return 1 where there are enough picks."""
        count, least = len(asked.outcome.last.get("picks") or ()), wanted(asked, 0)
        enough = bool(asked.outcome.answers) and count >= least
        return Score(float(enough), f"{count} picks, at least {least} expected")


@dataclass(frozen=True, slots=True)
class PickCount:
    """How many products were picked in all: the count behind `MustKept`."""

    more_is_better = True

    def __str__(self) -> str:
        return "picks"

    def score(self, asked: Asked) -> Score:
        """Return the number of picks."""
        count = len(asked.outcome.last.get("picks") or ())
        return Score(float(count), f"{count} picks")

    def overall(self, parts: Parts) -> float:
        """Return the sum."""
        return float(parts[:, 0].sum())
