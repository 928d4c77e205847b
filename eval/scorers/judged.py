"""What a judging model thinks of the words, where one was asked (`--judge`)."""

from __future__ import annotations

from dataclasses import dataclass

from eval.scoring import Asked, MeanScorer, Score

LOWEST, STEPS = 1, 4


@dataclass(frozen=True, slots=True)
class Judged(MeanScorer):
    """The judge's grade of 1 to 5, as 0 to 1.

    Unscored where no judge was asked or its reply could not be parsed; silence gets the lowest
    grade. It stands beside the scorers that follow rules and never decides alone.
    """

    def __str__(self) -> str:
        return "Judged"

    def score(self, asked: Asked) -> Score:
        """Return the grade, and the judge's reason."""
        verdict = asked.outcome.judged
        if verdict is None:
            return Score(None, "no judge was asked")
        grade, reason = verdict["grade"], str(verdict["reason"])
        if grade is None:
            return Score(None, reason)
        return Score((int(grade) - LOWEST) / STEPS, f"{grade} of 5: {reason}")
