"""One ranking out of several: each signal's scores made comparable, weighed and added."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.candidate import Signal

Scores = NDArray[np.float32]

WEIGHTS: Mapping[Signal, float] = {"words": 1.0, "meaning": 1.0, "photo": 1.0}
"""How much each signal counts."""


def fuse(signals: Mapping[Signal, Scores], weights: Mapping[Signal, float] = WEIGHTS) -> Scores:
    """Return the fused score of each product, shape `(products,)`.

    Every signal has the scores of the same products, in the same order, higher being better.
    """
    parts = [weights[name] * _standard(scores) for name, scores in signals.items()]
    return np.add.reduce(parts, dtype=np.float32)


def _standard(scores: Scores) -> Scores:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread else np.zeros_like(scores)
