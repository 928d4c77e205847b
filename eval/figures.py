"""From rows to figures: each measure with its 95 % bootstrap interval and how many it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.rows import Row, by_suite
from eval.scorers import parse
from eval.scoring import Parts, Scorer

RESAMPLES = 2000
SEED = 0
LEVEL = 95.0


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one suite.

    Attributes:
        name: the scorer's name.
        value: over all cases that are scored.
        low: lower end of the 95 % bootstrap interval (cases resampled, percentiles).
        high: its upper end.
        scored: how many cases it counts.
        unscored: how many could not be judged.
    """

    name: str
    value: float
    low: float
    high: float
    scored: int
    unscored: int = 0

    @property
    def more_is_better(self) -> bool:
        """Whether a greater figure is a better one."""
        return parse(self.name).more_is_better


@dataclass(frozen=True, slots=True)
class SuiteFigures:
    """All measures of a suite, and the rows that they sum up."""

    name: str
    form: str
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]

    @property
    def failed(self) -> int:
        """How many cases got no answer because something went wrong."""
        return sum(bool(row.error) for row in self.rows)


def figures_of(rows: Sequence[Row]) -> list[SuiteFigures]:
    """Return the figures of every suite among `rows`."""
    found: list[SuiteFigures] = []
    for name, own in by_suite(rows).items():
        names = dict.fromkeys(scorer for row in own for scorer in row.scores)
        made = tuple(figure for scorer in names if (figure := figure_of(scorer, own)))
        found.append(SuiteFigures(name, own[0].form, tuple(own), made))
    return found


def figure_of(name: str, rows: Sequence[Row]) -> Figure | None:
    """Return one measure over rows of one suite, or None where no case could be judged."""
    scores = [row.scores[name] for row in rows if name in row.scores]
    judged = [score for score in scores if score.value is not None]
    if not judged:
        return None
    scorer, parts = parse(name), np.array([score.summed() for score in judged], np.float64)
    low, high = interval(scorer, parts)
    return Figure(name, scorer.overall(parts), low, high, len(judged), len(scores) - len(judged))


def interval(scorer: Scorer, parts: Parts, seed: int = SEED) -> tuple[float, float]:
    """Return the 95 % bootstrap interval: cases resampled with replacement, percentiles."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(parts), (RESAMPLES, len(parts)))
    values = [scorer.overall(parts[each]) for each in drawn]
    low, high = np.percentile(values, ((100 - LEVEL) / 2, (100 + LEVEL) / 2))
    return float(low), float(high)
