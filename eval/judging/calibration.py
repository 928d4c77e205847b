"""How far a judge can be trusted: its grades against ours, and whether it minds the order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from eval.judging.agreement import kappa, spearman, within
from eval.judging.anchors import Anchor
from eval.judging.judge import Judge, Preference

RESAMPLES = 2000
SEED = 0
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Graded:
    """An example, and what the judge made of it: a grade (None: unparsed) and its reason."""

    anchor: Anchor
    grade: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """Two examples of one request with different grades, and which the judge prefers."""

    better: Anchor
    worse: Anchor
    preference: Preference


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is known of a judge.

    Attributes:
        judge: its model spec.
        graded: every example with its verdict.
        compared: every pair with its verdict.
    """

    judge: str
    graded: tuple[Graded, ...]
    compared: tuple[Compared, ...]

    @property
    def unscored(self) -> int:
        """How many grades could not be parsed; they count nowhere else."""
        return sum(each.grade is None for each in self.graded)

    @property
    def unscored_pairs(self) -> int:
        """How many pairs have a reply that could not be parsed."""
        return sum(each.preference.winner is None for each in self.compared)

    def figures(self) -> dict[str, float]:
        """Return the agreement over what was parsed, and over pairs whether the order mattered.

        `kappa`, `kappa_low`, `kappa_high` (95 %, bootstrap over examples), `spearman`, `exact`,
        `within_1`; `pairs_right` (the better one preferred in both orders), `consistent` (the same
        verdict in both orders), `first_preferred` (of verdicts that name a winner, the share for
        whoever stands in front: 0.5 is none, 1 always the first).
        """
        pairs = [(g.anchor.grade, g.grade) for g in self.graded if g.grade is not None]
        ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
        low, high = _interval(pairs)
        found = {"kappa": kappa(ours, theirs), "kappa_low": low, "kappa_high": high}
        found |= {"spearman": spearman(ours, theirs), "exact": within(ours, theirs, 0)}
        return found | {"within_1": within(ours, theirs, 1)} | self._of_pairs()

    def _of_pairs(self) -> dict[str, float]:
        judged = [c.preference for c in self.compared if c.preference.winner is not None]
        named = [order for p in judged for order in p.orders if order in ("A", "B")]
        return {
            "pairs_right": _share([p.winner == "first" for p in judged]),
            "consistent": _share([bool(p.agrees) for p in judged]),
            "first_preferred": _share([order == "A" for order in named]),
        }


async def calibrate(
    judge: Judge, anchors: Sequence[Anchor], progress: Progress | None = None
) -> Calibration:
    """Return how a judge grades the examples and compares those of one request, one by one."""
    graded: list[Graded] = []
    for anchor in anchors:
        verdict = await judge.grade(anchor.turns, anchor.answers)
        graded.append(Graded(anchor, verdict.grade, verdict.reason))
        if progress is not None:
            progress("graded", len(graded), len(anchors))
    pairs = list(pairs_of(anchors))
    compared: list[Compared] = []
    for better, worse in pairs:
        preference = await judge.prefer(better.turns, better.answers, worse.answers)
        compared.append(Compared(better, worse, preference))
        if progress is not None:
            progress("compared", len(compared), len(pairs))
    return Calibration(judge.name, tuple(graded), tuple(compared))


def pairs_of(anchors: Sequence[Anchor]) -> Iterator[tuple[Anchor, Anchor]]:
    """Yield every two examples of one request that differ in grade, the better one first."""
    for one, other in combinations(anchors, 2):
        if one.request == other.request and one.grade != other.grade:
            yield (one, other) if one.grade > other.grade else (other, one)


def _interval(pairs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    if not pairs:
        return 0.0, 0.0
    rng = np.random.default_rng(SEED)
    both = np.array(pairs)
    drawn = (both[rng.integers(0, len(both), len(both))] for _ in range(RESAMPLES))
    values = [kappa(each[:, 0].tolist(), each[:, 1].tolist()) for each in drawn]
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0
