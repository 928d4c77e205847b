"""What a scorer is: a value with a name that prints and parses back, and a verdict with its reason.

Every scorer judges one case at a time and says why. A case without an answer scores the worst, so
that silence never raises a figure; what cannot be judged at all is unscored (None) and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from eval.case import Case, Suite

if TYPE_CHECKING:
    from index.opening import Index

Json = Mapping[str, Any]
Parts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a system gave for one case.

    Attributes:
        answers: an Answer (its JSON, as in `docs/answer.md`) for each turn; empty where it failed.
        ranking: product ids, best first.
        total_ms: how long it took.
        error: why there is no answer, or "".
        extra: what else an in-process system can tell (`need`, `claims`), as JSON.
        judged: the `grade` and `reason` of a judging model, where one was asked.
    """

    answers: tuple[Json, ...] = ()
    ranking: tuple[str, ...] = ()
    total_ms: float = 0.0
    error: str = ""
    extra: Json = field(default_factory=dict[str, Any])
    judged: Json | None = None

    @property
    def last(self) -> Json:
        """The answer to the last turn, or nothing."""
        return self.answers[-1] if self.answers else {}

    @property
    def silent(self) -> bool:
        """Whether nothing came back."""
        return not (self.last.get("text") or self.last.get("picks") or self.ranking or self.extra)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case as it is judged: with its suite, what a system gave, and the index to judge by."""

    case: Case
    suite: Suite
    outcome: Outcome
    index: Index


@dataclass(frozen=True, slots=True)
class Score:
    """A verdict.

    Attributes:
        value: 0 the worst, 1 the best (milliseconds for times); None where it cannot be judged.
        reason: in words.
        parts: what `Scorer.overall` sums up; (value, 1) unless the scorer says otherwise.
    """

    value: float | None
    reason: str = ""
    parts: tuple[float, ...] = ()

    def summed(self) -> tuple[float, ...]:
        """Return the parts, or (value, 1)."""
        return self.parts or (self.value or 0.0, 1.0)


class Scorer(Protocol):
    """Judges one case, and makes one figure of all verdicts. `str()` of it parses back."""

    @property
    def more_is_better(self) -> bool:
        """Whether a greater figure is a better one."""
        ...

    def score(self, asked: Asked) -> Score:
        """Return the verdict on one case, with its reason."""
        ...

    def overall(self, parts: Parts) -> float:
        """Return one figure of the parts of all verdicts, one a row."""
        ...


class MeanScorer:
    """A scorer whose figure is the mean over the cases."""

    more_is_better = True

    def overall(self, parts: Parts) -> float:
        """Return the sum of the first column over the sum of the second."""
        whole = float(parts[:, 1].sum())
        return float(parts[:, 0].sum()) / whole if whole else 0.0
