"""One ranking out of several: each signal on a scale of its own request, weighed and added.

Chosen by cross-validation over two suites of Taobao requests (`python -m eval.fusion`). Where the
scale of each signal comes from counts for more than the weights: sums of z-scores and reciprocal
ranks lose to words alone on one suite or the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.candidate import Signal

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts, and what its scores are measured against.

    Attributes:
        words: weight of the words' score.
        meaning: weight of the meaning's; e5 puts likeness into the last few hundredths of a
            cosine, so that its order near the top is worth little by itself.
        kind: added where the request names the kind that a product's category states («双肩包»
            finds Backpacks); a kind that was only read from a title counts nothing, for there it
            made the suites worse from 0.05 on.
        photo: weight of the photo's: a photo is a request of its own, as strong as words.
        trust: 0 measures the words against the best product found, 1 against a product that has
            every word asked; between, the less of the request the best one covers, the less the
            words count.
        depth: meaning and photo are 1 for the best product and 0 for the one in this place.
    """

    words: float = 0.7
    meaning: float = 0.3
    kind: float = 0.3
    photo: float = 1.0
    trust: float = 0.5
    depth: int = 100


WEIGHTS = Weights()


def fuse(
    signals: Mapping[Signal, Scores], ideal: float = 0.0, weights: Weights = WEIGHTS
) -> Scores:
    """Return the fused score of each product, shape `(products,)`; no signal gives zeros.

    Args:
        signals: scores of all products in the same order, higher being better.
        ideal: the words' score of a product that has every word asked; 0 where it is unknown.
        weights: how much each counts.
    """
    parts: list[Scores] = []
    for name, scores in signals.items():
        match name:
            case "words":
                own = by_best(scores, ideal, weights.trust)
            case "kind":
                own = scores
            case _:
                own = by_depth(scores, weights.depth)
        parts.append(np.float32(getattr(weights, name)) * own)
    return np.add.reduce(parts, dtype=np.float32)


def by_best(scores: Scores, ideal: float, trust: float) -> Scores:
    """Return scores over the best one, mixed geometrically with `ideal` to the part `trust`."""
    best = float(scores.max(initial=0.0))
    if best <= 0:
        return np.zeros_like(scores)
    return scores / np.float32(best ** (1 - trust) * (ideal or best) ** trust)


def by_depth(scores: Scores, depth: int) -> Scores:
    """Return scores as parts of the way from the product in place `depth` (0) to the best (1).

    A product without a score (−∞) is put on 0.
    """
    known = scores[np.isfinite(scores)]
    if not len(known):
        return np.zeros_like(scores)
    last = min(depth, len(known) - 1)
    floor, best = float(-np.partition(-known, last)[last]), float(known.max())
    if best == floor:
        return np.zeros_like(scores)
    return np.where(np.isfinite(scores), (scores - floor) / (best - floor), 0.0).astype(np.float32)
