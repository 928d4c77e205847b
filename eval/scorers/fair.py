"""Do ranks stay where the shop changed in nothing that was asked for?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.scoring import Asked, Json, MeanScorer, Parts, Score

MOST = 5
"""What a case without two answers counts as: as if every pick had moved."""


@dataclass(frozen=True, slots=True)
class RanksHeld(MeanScorer):
    """1 where the altered shop shows the same products in the same order.

    Silence holds no rank: 0. A shop that cannot be altered from here is unscored.
    """

    def __str__(self) -> str:
        return "RanksHeld"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and what stands elsewhere."""
        moved, reason = _moves(asked)
        return Score(None if moved is None else float(not moved), reason)


@dataclass(frozen=True, slots=True)
class RankMoves:
    """How many places show another product than before, over all cases together."""

    more_is_better = False

    def __str__(self) -> str:
        return "RankMoves"

    def score(self, asked: Asked) -> Score:
        """Return the number of places."""
        moved, reason = _moves(asked)
        return Score(None if moved is None else float(moved), reason)

    def overall(self, parts: Parts) -> float:
        """Return the sum."""
        return float(parts[:, 0].sum())


def _moves(asked: Asked) -> tuple[int | None, str]:
    outcome = asked.outcome
    if "unscored" in outcome.extra:
        return None, str(outcome.extra["unscored"])
    if len(outcome.answers) < 2:
        return MOST, outcome.error or "no two answers"
    before, after = (_ids(answer) for answer in outcome.answers[:2])
    if not before:
        return MOST, "nothing was shown"
    wider = max(len(before), len(after))
    places = [at for at in range(wider) if before[at : at + 1] != after[at : at + 1]]
    if not places:
        return 0, f"the same {len(before)} in the same order"
    return len(places), f"{', '.join(before)} became {', '.join(after) or 'nothing'}"


def _ids(answer: Json) -> Sequence[str]:
    shown = (*(answer.get("picks") or ()), *(answer.get("nearest") or ()))
    return [str(each["id"]) for each in shown]
