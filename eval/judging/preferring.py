"""Whose words are better, of two runs: every case that both answered, asked in both orders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.judging.judge import Judge, Preference
from eval.rows import Row
from index.errors import EvalError

SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Preferred:
    """Two runs held against each other by a judge.

    Attributes:
        verdicts: suite and case, and what the judge said of it (`first` is the first run).
    """

    verdicts: tuple[tuple[str, str, Preference], ...]

    def count(self, winner: str | None) -> int:
        """Return how many cases `first`, `second` or `tie` won; None: how many are unscored."""
        return sum(each.winner == winner for _, _, each in self.verdicts)

    @property
    def p(self) -> float:
        """Two-sided sign test over the cases with a winner; 1 where there are none."""
        won, lost = self.count("first"), self.count("second")
        decided = won + lost
        fewer = sum(math.comb(decided, k) for k in range(min(won, lost) + 1))
        return min(1.0, 2 * fewer / 2**decided) if decided else 1.0


async def prefer(judge: Judge, before: Sequence[Row], after: Sequence[Row]) -> Preferred:
    """Return what a judge prefers, over the cases that have answers with other words in both runs.

    Raises:
        EvalError: where the runs share no such case.
    """
    first = {(row.suite, row.case): row for row in before}
    shared = [(first[k], row) for row in after if (k := (row.suite, row.case)) in first]
    shared = [(a, b) for a, b in shared if a.answers and b.answers and _texts(a) != _texts(b)]
    if not shared:
        raise EvalError("the two runs share no case whose words differ: there is nothing to judge.")
    verdicts: list[tuple[str, str, Preference]] = []
    for one, other in shared:
        turns = one.asked.split(SEPARATOR) if len(one.answers) > 1 else [one.asked]
        preference = await judge.prefer(turns, one.answers, other.answers)
        verdicts.append((one.suite, one.case, preference))
    return Preferred(tuple(verdicts))


def _texts(row: Row) -> list[str]:
    return [str(answer.get("text") or "") for answer in row.answers]
