"""How far two graders agree: quadratic-weighted kappa, rank correlation, exact and within one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from eval.judging.verdicts import HIGHEST, LOWEST


def kappa(one: Sequence[int], other: Sequence[int]) -> float:
    """Return Cohen's kappa with quadratic weights (Cohen 1968): 1 agreement, 0 as by chance.

    0 where either grader gives one grade only: nothing is told apart then.
    """
    size = HIGHEST - LOWEST + 1
    seen = np.zeros((size, size))
    for a, b in zip(one, other, strict=True):
        seen[a - LOWEST, b - LOWEST] += 1
    grades = np.arange(size)
    weight = (grades[:, None] - grades[None, :]) ** 2 / (size - 1) ** 2
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / max(seen.sum(), 1.0)
    told_apart = len(set(one)) > 1 and len(set(other)) > 1
    expected = float((weight * chance).sum())
    return 1.0 - float((weight * seen).sum()) / expected if told_apart and expected else 0.0


def spearman(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the correlation of ranks, ties at their mean rank; 0 where one side never varies."""
    a, b = _ranks(one), _ranks(other)
    if len(set(one)) < 2 or len(set(other)) < 2:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def within(one: Sequence[int], other: Sequence[int], steps: int) -> float:
    """Return the share of pairs that are at most `steps` apart; 0 of none."""
    near = [abs(a - b) <= steps for a, b in zip(one, other, strict=True)]
    return sum(near) / len(near) if near else 0.0


def _ranks(values: Sequence[int]) -> NDArray[np.float64]:
    array = np.asarray(values)
    return np.array([(array < v).sum() + ((array == v).sum() + 1) / 2 for v in values])
