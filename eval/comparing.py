"""Did this change help? Two runs over the same cases, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.rows import Row
from eval.scorers import parse
from index.errors import EvalError

RESAMPLES = 5000
SEED = 0
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Flip:
    """A case whose verdict changed: both values, and both reasons."""

    case: str
    asked: str
    before: float
    after: float
    reason_before: str
    reason_after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure of a suite in two runs.

    Attributes:
        suite: whose.
        name: the scorer's.
        cases: how many cases both runs have.
        before: over those cases in the first run.
        after: in the second.
        low: lower end of the 95 % interval of the mean difference (paired bootstrap).
        high: its upper end.
        p: two-sided, by permuting the signs of the differences (exact in the limit of draws).
        flips: the cases that changed, the most worsened first.
    """

    suite: str
    name: str
    cases: int
    before: float
    after: float
    low: float
    high: float
    p: float
    flips: tuple[Flip, ...]


def compare(before: Sequence[Row], after: Sequence[Row]) -> list[Difference]:
    """Return the differences in every measure that both runs have, over the cases of both.

    Raises:
        EvalError: where the runs share no case.
    """
    first = {(row.suite, row.case): row for row in before}
    pairs = [(first[key], row) for row in after if (key := (row.suite, row.case)) in first]
    if not pairs:
        raise EvalError("the two runs share no case: they were made from other suites.")
    suites = dict.fromkeys(row.suite for _, row in pairs)
    found: list[Difference] = []
    for suite in suites:
        own = [pair for pair in pairs if pair[0].suite == suite]
        names = [name for name in own[0][0].scores if name in own[0][1].scores]
        found += [made for name in names if (made := _difference(suite, name, own))]
    return found


def _difference(suite: str, name: str, pairs: list[tuple[Row, Row]]) -> Difference | None:
    scorer = parse(name)
    both = [
        (a, b, a.scores[name], b.scores[name])
        for a, b in pairs
        if name in a.scores and name in b.scores
    ]
    both = [each for each in both if each[2].value is not None and each[3].value is not None]
    if not both:
        return None
    old = np.array([s.value for _, _, s, _ in both], np.float64)
    new = np.array([s.value for _, _, _, s in both], np.float64)
    overall = (
        scorer.overall(np.array([side.summed() for side in sides], np.float64))
        for sides in ([s for _, _, s, _ in both], [s for _, _, _, s in both])
    )
    before, after = overall
    low, high = paired_interval(new - old)
    flips = [
        Flip(b.case, b.asked, float(s.value or 0), float(t.value or 0), s.reason, t.reason)
        for _, b, s, t in both
        if abs((t.value or 0) - (s.value or 0)) > SAME
    ]
    sign = 1 if scorer.more_is_better else -1
    flips.sort(key=lambda flip: sign * (flip.after - flip.before))
    p = permutation_p(new - old)
    return Difference(suite, name, len(both), before, after, low, high, p, tuple(flips))


def paired_interval(differences: NDArray[np.float64], seed: int = SEED) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the mean of paired differences."""
    rng = np.random.default_rng(seed)
    means = rng.choice(differences, (RESAMPLES, len(differences))).mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(low), float(high)


def permutation_p(differences: NDArray[np.float64], seed: int = SEED) -> float:
    """Return how often signs drawn at random give a mean as far from 0, two-sided.

    One is added to both counts (Phipson and Smyth 2010), so that no p is 0.
    """
    rng = np.random.default_rng(seed)
    signs = rng.choice((-1.0, 1.0), (RESAMPLES, len(differences)))
    drawn = np.abs((signs * differences).mean(axis=1))
    beyond = int((drawn >= abs(differences.mean()) - SAME).sum())
    return (beyond + 1) / (RESAMPLES + 1)


def told(differences: Sequence[Difference], most: int = 10) -> str:
    """Return the differences as text: a line each, and under it the cases that changed."""
    lines: list[str] = []
    for each in differences:
        lines.append(
            f"{each.suite} {each.name}: {each.before:.4f} → {each.after:.4f} "
            f"({each.after - each.before:+.4f}, mean by case {each.low:+.4f} to {each.high:+.4f}, "
            f"p {each.p:.3f}, {each.cases} cases, {len(each.flips)} changed)"
        )
        if parse(each.name).more_is_better:
            lines += [
                f"  {flip.before:.2f} → {flip.after:.2f}  {flip.case} {flip.asked!r}: "
                f"{flip.reason_before} → {flip.reason_after}"
                for flip in each.flips[:most]
            ]
    return "\n".join(lines) + "\n"
