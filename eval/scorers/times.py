"""How long an answer takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eval.scoring import Asked, Parts, Score

TIMEOUT_MS = 60_000.0
"""What a case without an answer counts as: silence is not fast."""


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile of the milliseconds that a case took."""

    percent: int
    field: str = "total_ms"
    more_is_better = False

    def __str__(self) -> str:
        return f"p{self.percent}({self.field})"

    def score(self, asked: Asked) -> Score:
        """Return the milliseconds: the case's own, or the named timing of its last answer."""
        if asked.outcome.silent:
            return Score(TIMEOUT_MS, asked.outcome.error or "no answer")
        timings = asked.outcome.last.get("timings") or {}
        value = float(timings.get(self.field) or asked.outcome.total_ms)
        return Score(round(value, 1), f"{value:.0f} ms")

    def overall(self, parts: Parts) -> float:
        """Return the percentile."""
        return float(np.percentile(parts[:, 0], self.percent))
