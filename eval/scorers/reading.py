"""Is the request read rightly? `eval.understanding` compares; these make measures of it."""

from __future__ import annotations

from dataclasses import dataclass

from eval.scoring import Asked, MeanScorer, Parts, Score
from eval.understanding import Case as Reading
from eval.understanding import Verdict, judge
from guide.need import Need
from index.wire import load


@dataclass(frozen=True, slots=True)
class ConstraintF1:
    """F1 of the constraints over all cases together (micro), not the mean of cases."""

    more_is_better = True

    def __str__(self) -> str:
        return "ConstraintF1"

    def score(self, asked: Asked) -> Score:
        """Return the case's own F1; its parts are hits, what nobody asked for, and misses."""
        found = _verdict(asked)
        if found is None:
            lost = float(len(asked.case.raw["expect"]["constraints"]))
            return Score(0.0, asked.outcome.error or "not read", (0.0, 1.0, lost))
        parts = (float(found.hits), float(found.extra), float(found.missed))
        return Score(_f1(*parts), "; ".join(found.why) or "all right", parts)

    def overall(self, parts: Parts) -> float:
        """Return the F1 of the sums."""
        return _f1(*(float(each) for each in parts.sum(axis=0)))


@dataclass(frozen=True, slots=True)
class KindRight(MeanScorer):
    """1 where the kind found is the one meant."""

    def __str__(self) -> str:
        return "KindRight"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0."""
        found = _verdict(asked)
        return Score(
            float(bool(found and found.kind)), "; ".join(found.why) if found else "no need"
        )


@dataclass(frozen=True, slots=True)
class BudgetRight(MeanScorer):
    """1 where both ends of the budget and its hardness are right."""

    def __str__(self) -> str:
        return "BudgetRight"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0."""
        found = _verdict(asked)
        why = "; ".join(found.why) if found else "no need"
        return Score(float(bool(found and found.budget)), why)


def _verdict(asked: Asked) -> Verdict | None:
    need = asked.outcome.extra.get("need") or asked.outcome.last.get("need")
    if not need:
        return None
    case = asked.case
    reading = Reading(case.id, str(case.raw.get("catalogue")), case.text, case.raw["expect"])
    return judge(reading, load(Need, need), asked.index.vocabulary)


def _f1(hits: float, extra: float, missed: float) -> float:
    return 2 * hits / (2 * hits + extra + missed) if hits + extra + missed else 1.0
