"""Which kind of thing a photo shows, out of the kinds that a catalogue carries.

Two witnesses, mixed: the kinds of the products whose photos look most alike, and the words of the
kinds themselves against the photo in the joint space.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoders.classes import LITE2, load_classes
from index.encoders.protocol import Vectors

if TYPE_CHECKING:
    from index.photos.table import PhotoTable

Floats = NDArray[np.float32]

SHARPNESS = 25.0
"""How fast a lookalike's say on the kind falls with its score."""
LOOKALIKES = 30


def class_likelihoods(vectors: Vectors) -> Floats | None:
    """Return the class probabilities of photos; None where the vectors are of another encoder."""
    return load_classes().likely(vectors) if vectors.shape[1] == LITE2.stop else None


def kinds_by_lookalikes(
    scores: Mapping[int, float] | Floats, table: PhotoTable
) -> list[tuple[str, float]]:
    """Return the narrowest kinds of the most alike products with their shares, largest first.

    Args:
        scores: how alike each product is, by position; −inf for products without photos.
        table: the photos that the scores are of.
    """
    values = np.asarray(scores, np.float32)
    best = np.argsort(-values, kind="stable")[:LOOKALIKES]
    best = best[np.isfinite(values[best])]
    if not len(best):
        return []
    say = np.exp(SHARPNESS * (values[best] - values[best[0]]))
    shares: dict[str, float] = {}
    for position, weight in zip(best, say / say.sum(), strict=True):
        for kind in table.kinds[position][:1]:
            shares[kind] = shares.get(kind, 0.0) + float(weight)
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))


def agreement(kinds: Sequence[tuple[str, float]], own: Sequence[str]) -> float:
    """Return how sure the reading is of the kinds that a product has, 0 to 1."""
    sure = dict(kinds)
    return max((sure.get(kind, 0.0) for kind in own), default=0.0)
