"""Are requests and items that belong together told from those that do not?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eval.scoring import Asked, Parts, Score


@dataclass(frozen=True, slots=True)
class RelevanceAUC:
    """How often a pair that fits is held to be more alike than one that does not (area under ROC).

    0.5 is chance; equal likeness counts half. A case without an answer is alike to nothing when it
    fits and to everything when it does not.
    """

    more_is_better = True

    def __str__(self) -> str:
        return "RelevanceAUC"

    def score(self, asked: Asked) -> Score:
        """Return the likeness where the pair fits, else what is missing to it."""
        fits = float(bool(asked.case.raw["fits"]))
        alike = asked.outcome.extra.get("alike")
        if alike is None:
            return Score(0.0, asked.outcome.error or "not compared", (-fits, fits))
        value = float(alike) if fits else 1 - float(alike)
        return Score(
            value,
            f"likeness {alike:.3f}, {'fits' if fits else 'does not fit'}",
            (
                float(alike),
                fits,
            ),
        )

    def overall(self, parts: Parts) -> float:
        """Return the area; 0.5 where all fit or none does."""
        right, wrong = parts[parts[:, 1] > 0, 0], parts[parts[:, 1] <= 0, 0]
        if not len(right) or not len(wrong):
            return 0.5
        above = np.sign(right[:, None] - wrong[None, :])
        return float((above + 1).mean() / 2)
