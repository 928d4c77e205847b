"""Which of 141 kinds of fashion a photo shows, also where a shopper took it.

A network of one hidden layer over the Lite2 half of a photo vector, and so read off stored vectors;
this project trained it on shop photos laid into scenes (`index.encoders.train_kinds`). NumPy runs
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.classes import lite2_half, probabilities
from index.encoders.joint import gelu
from index.encoders.protocol import Vectors
from index.errors import EncoderError

Floats = NDArray[np.float32]

WEIGHTS = "fashion_kinds.npz"
HEAT = 2.0
"""The outputs are divided by this: in people's photos the network is less sure than it says."""


@dataclass(frozen=True)
class FashionKinds:
    """The trained classifier.

    Attributes:
        names: of the kinds, as the training pairs call them.
        weights: the arrays of the weights file, as float32.
    """

    names: tuple[str, ...]
    weights: Mapping[str, Floats]

    def likely(self, photo_vectors: Vectors, heat: float = HEAT) -> Floats:
        """Return the probability of each kind for each photo, `(n, kinds)`; rows add up to 1.

        Args:
            photo_vectors: of the photos.
            heat: the outputs are divided by it.

        Raises:
            EncoderError: where the vectors are none of `embedded`.
        """
        return probabilities(self.outputs(lite2_half(photo_vectors)), heat)

    def outputs(self, features: Floats) -> Floats:
        """Return the network's outputs for Lite2's halves of photo vectors, each of length 1."""
        w = self.weights
        hidden = gelu((features - w["mean"]) / w["scale"] @ w["w1"] + w["b1"])
        return (hidden @ w["w2"] + w["b2"]).astype(np.float32)


@cache
def load_fashion_kinds() -> FashionKinds:
    """Return the shipped classifier.

    Raises:
        EncoderError: where the weights are missing from the package.
    """
    path = Path(__file__).with_name(WEIGHTS)
    if not path.is_file():
        raise EncoderError(f"the weights {path.name!r} are missing from the package; reinstall.")
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    names = bytes(arrays.pop("kinds")).decode("utf-8").split("\n")
    return FashionKinds(tuple(names), {k: v.astype(np.float32) for k, v in arrays.items()})
