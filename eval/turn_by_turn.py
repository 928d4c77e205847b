"""A conversation judged turn by turn: right where every turn is, and the first that is not told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from eval.scoring import Asked, Json, Score

Wrong = Callable[[Mapping[str, Any], Json, int], str]
"""What is wrong with a turn, by what is expected of it, its answer, and its number from 1."""


def judged(asked: Asked, wrong: Wrong, praise: str) -> Score:
    """Return 1 with `praise` where no turn is wrong, else 0 and what the first wrong one is.

    A turn without an answer is wrong.
    """
    turns = asked.case.raw.get("turns", ())
    if len(asked.outcome.answers) < len(turns):
        return Score(0.0, asked.outcome.error or "turns without an answer")
    both = zip(turns, asked.outcome.answers, strict=False)
    for number, (turn, answer) in enumerate(both, start=1):
        why = wrong(turn.get("expect") or {}, answer, number)
        if why:
            return Score(0.0, f"turn {number} {turn.get('text', '')!r}: {why}")
    return Score(1.0, f"{len(turns)} turns{praise}")
