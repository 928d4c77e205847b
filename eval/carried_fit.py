"""Fits the numbers by which a photo's kind counts as carried, and judges them by kinds left out.

What is asked for is a rate: of photos whose kind is not carried as many as possible said so, while
at most one in twenty is denied that is. A logistic regression minds all photos alike; from its
weights on, the fit climbs that rate itself, smoothed. It does so several times, each time without
some of the kinds, and takes the mean; the threshold is read off the kinds left out (Breiman 1996).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

WRONGLY = 0.05
"""So many of the carried may be denied while weights are sought."""
KEPT_BELOW = 0.036
"""So many of the carried that were left out lie below the threshold."""
RIDGE, NEWTON_STEPS = 0.02, 8
STEPS, RATE, TIED = 120, 0.05, 0.01
SMOOTH = 0.25
"""Of the spread of the sums: so near the threshold a photo counts as half said."""
AROUND = 0.01
"""The threshold is the mean of the carried photos so near their quantile."""
STRANGERS = 0.25
DRAWN = 0.3
"""How much photos asked of shops drawn at random count, of those of a suite."""
PARTS, PART = 8, 0.7
"""Fits that the weights are the mean of, and the part of the kinds that each sees."""
FOLDS = 8
DOUBT = 0.4
"""Of the spread of the sums: so near the threshold words are read."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Evidence of one photo asked of one shop, and whether its kind is carried there.

    Attributes:
        suite: whose photo, asked of whose catalogue.
        group: its kind; what shares a group is left out together.
        carried: whether the shop has its kind.
        evidence: with the words in the photo.
        wordless: the evidence without them.
        strange: whether it is a photo of another catalogue.
        drawn: whether the shop is a part of the catalogue drawn at random, to learn from only.
    """

    suite: str
    group: str
    carried: bool
    evidence: Floats
    wordless: Floats
    strange: bool = False
    drawn: bool = False


@dataclass(frozen=True, eq=False)
class Fitted:
    """Means and scales of the evidence, weights, the threshold, and the spread of the sums."""

    mean: Floats
    scale: Floats
    weights: Floats
    threshold: float
    spread: float

    def sums(self, rows: Floats) -> Floats:
        """Return the weighed evidence; what is not known weighs nothing."""
        return np.nan_to_num((rows - self.mean) / self.scale, nan=0.0) @ self.weights

    def denied(self, asked: Sequence[Asked]) -> Bools:
        """Return which photos are told that their kind is not carried; words count in doubt."""
        bare, whole = (self.sums(rows) for rows in _both(asked))
        doubt = np.abs(bare - self.threshold) < DOUBT * self.spread
        return np.where(doubt, whole, bare) < self.threshold


def fit(asked: Sequence[Asked], shares: Mapping[str, float]) -> Fitted:
    """Return numbers fitted to photos; `shares` says how much each suite counts."""
    rows = _both(asked)[1]
    carried = np.array([each.carried for each in asked])
    weigh = _weights(asked, shares)
    mean = np.average(rows, axis=0, weights=weigh)
    scale = np.sqrt(np.average((rows - mean) ** 2, axis=0, weights=weigh)) + 1e-6
    standard = (rows - mean) / scale
    weights, unseen = _mean_of_parts(standard, carried, weigh, [each.group for each in asked])
    spread = float((standard @ weights).std())
    whole = carried & ~np.array([each.drawn for each in asked]) & np.isfinite(unseen)
    threshold = _quantile(unseen[whole], weigh[whole], KEPT_BELOW)
    return Fitted(mean, scale, weights, threshold, spread)


def _mean_of_parts(
    rows: Floats, carried: Bools, weigh: Floats, groups: Sequence[str]
) -> tuple[Floats, Floats]:
    """Return the mean weights, and of each photo the mean sum of fits that did not see its kind."""
    of, names = np.array(groups), np.array(sorted(set(groups)))
    begun, total = _logistic(rows, carried, weigh), np.zeros(rows.shape[1])
    sums, times = np.zeros(len(rows)), np.zeros(len(rows))
    for number in range(PARTS):
        part = names[np.random.default_rng(number).random(len(names)) < PART]
        seen = np.isin(of, part)
        weights = _unit(_climb(rows[seen], carried[seen], weigh[seen], begun))
        total += weights / PARTS
        sums[~seen] += rows[~seen] @ weights
        times[~seen] += 1
    return total, np.where(times > 0, sums / np.maximum(times, 1), np.nan)


def cross_validate(asked: Sequence[Asked], shares: Mapping[str, float], seed: int = 0) -> Bools:
    """Return which photos are denied, each judged by numbers fitted without its group."""
    groups = np.random.default_rng(seed).permutation(sorted({each.group for each in asked}))
    denied = np.zeros(len(asked), bool)
    for fold in range(FOLDS):
        left = set(groups[fold::FOLDS].tolist())
        fitted = fit([each for each in asked if each.group not in left], shares)
        at = [number for number, each in enumerate(asked) if each.group in left]
        denied[at] = fitted.denied([asked[number] for number in at])
    return denied


def rates(asked: Sequence[Asked], denied: Bools) -> dict[str, tuple[float, float, float]]:
    """Return by suite how often «not carried» is said of kinds, wrongly, and of strangers."""
    found: dict[str, list[tuple[Asked, bool]]] = {}
    for each, said in zip(asked, denied.tolist(), strict=True):
        if not each.drawn:
            found.setdefault(each.suite, []).append((each, said))
    return {
        suite: (
            _mean([said for each, said in rows if not each.carried and not each.strange]),
            _mean([said for each, said in rows if each.carried]),
            _mean([said for each, said in rows if each.strange]),
        )
        for suite, rows in found.items()
    }


def _mean(values: Sequence[bool]) -> float:
    return float(np.mean(values)) if values else float("nan")


def _both(asked: Sequence[Asked]) -> tuple[Floats, Floats]:
    return np.stack([each.wordless for each in asked]), np.stack([each.evidence for each in asked])


def _weights(asked: Sequence[Asked], shares: Mapping[str, float]) -> Floats:
    """Return how much each photo counts: suites by share, carried and not alike."""
    classes = [(each.suite, each.carried, each.strange, each.drawn) for each in asked]
    counts = Counter(classes)
    part = {(True, False): 1.0, (False, False): 1 - STRANGERS, (False, True): STRANGERS}
    found: list[float] = []
    for suite, carried, strange, drawn in classes:
        both = {(suite, carried, strange, kind) for kind in (True, False)} <= counts.keys()
        share = (DRAWN if drawn else 1 - DRAWN) if both else 1.0
        count = counts[suite, carried, strange, drawn]
        found.append(shares[suite] * part[carried, strange] * share / count)
    return np.array(found)


def _logistic(rows: Floats, carried: Bools, weigh: Floats) -> Floats:
    """Return the weights of a ridge logistic regression, without its constant."""
    ones, says = np.c_[rows, np.ones(len(rows))], carried.astype(np.float64)
    ridge = np.eye(ones.shape[1]) * RIDGE
    ridge[-1, -1] = 1e-6
    weights = np.zeros(ones.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-ones @ weights))
        slope = ones.T @ (weigh * (likely - says)) + ridge @ weights
        bend = np.maximum(likely * (1 - likely), 1e-3) * weigh
        weights -= np.linalg.solve((ones * bend[:, None]).T @ ones + ridge, slope)
    return _unit(weights[:-1])


def _unit(weights: Floats) -> Floats:
    return weights / np.abs(weights).sum() * 3


def _climb(rows: Floats, carried: Bools, weigh: Floats, begun: Floats) -> Floats:
    """Return weights that say «not carried» as often as may be (Adam, Kingma and Ba 2015)."""
    weights, first, second = begun.copy(), np.zeros_like(begun), np.zeros_like(begun)
    gone, sure = rows[~carried], np.flatnonzero(carried)
    part = weigh[~carried] / weigh[~carried].sum()
    for step in range(1, STEPS + 1):
        sums = rows @ weights
        near = sure[_near_quantile(sums[sure], weigh[sure])]
        steep = 1 / (SMOOTH * sums.std())
        said = 1 / (1 + np.exp(-steep * (sums[~carried] - sums[near].mean())))
        pull = part * said * (1 - said) * steep
        slope = (
            pull @ gone - pull.sum() * rows[near].mean(axis=0) + 2 * TIED * (weights - begun) / 9
        )
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        even = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights -= RATE * first / (1 - 0.9**step) / even
    return weights


def _near_quantile(sums: Floats, weigh: Floats) -> NDArray[np.int64]:
    order = np.argsort(sums)
    at = int(np.searchsorted(np.cumsum(weigh[order]), WRONGLY * weigh.sum()))
    wide = max(int(AROUND * len(order)), 3)
    return order[max(at - wide, 0) : at + wide + 1]


def _quantile(values: Floats, weigh: Floats, part: float) -> float:
    """Return what lies midway between the last value of the lowest `part` and the next."""
    order = np.argsort(values)
    at = int(np.searchsorted(np.cumsum(weigh[order]), part * weigh.sum()))
    at = min(max(at, 1), len(order) - 1)
    return float(values[order][at - 1 : at + 1].mean())
