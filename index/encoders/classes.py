"""What ImageNet's classifier says of a photo: words for things that the fashion pairs never show.

Read off a stored photo vector, without looking at the photo again: the classifier is linear in the
features of which the vector keeps the direction, so its length is replaced by a usual one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Vectors
from index.errors import EncoderError

Floats = NDArray[np.float32]

WEIGHTS = "classes.npz"
LITE2 = slice(1280, 2560)
"""Lite2's half of a photo vector of `embedded`."""
USUAL_LENGTH = 15.0
"""Of Lite2's features: gives the spread of the real classifier's outputs."""


@dataclass(frozen=True)
class Classes:
    """The classes that a shop could sell.

    Attributes:
        words: what each is called in Chinese, the usual word first.
        weights: `(1280, classes)`.
        bias: `(classes,)`.
    """

    words: tuple[tuple[str, ...], ...]
    weights: Floats
    bias: Floats

    def likely(self, photo_vectors: Vectors, heat: float = 1.0) -> Floats:
        """Return the probability of each class for each photo, `(n, classes)`; rows add up to 1.

        Args:
            photo_vectors: of the photos.
            heat: the outputs are divided by it; above 1 doubt spreads over like classes.

        Raises:
            EncoderError: where the vectors are none of `embedded`.
        """
        half = lite2_half(photo_vectors)
        outputs = (USUAL_LENGTH * half @ self.weights + self.bias).astype(np.float32)
        return probabilities(outputs, heat)


def lite2_half(photo_vectors: Vectors) -> Floats:
    """Return Lite2's half of photo vectors, rows of length 1.

    Raises:
        EncoderError: where the vectors are none of `embedded`.
    """
    if photo_vectors.ndim != 2 or photo_vectors.shape[1] != LITE2.stop:
        raise EncoderError(
            f"what a photo shows is read off photo vectors of {LITE2.stop} numbers, got an array "
            f"of shape {photo_vectors.shape!r}; encode the photos with `embedded`."
        )
    half = photo_vectors[:, LITE2]
    lengths = np.linalg.norm(half, axis=1, keepdims=True)
    return (half / np.maximum(lengths, np.float32(1e-12))).astype(np.float32)


def probabilities(outputs: Floats, heat: float) -> Floats:
    """Return the softmax of each row of outputs divided by `heat`; rows add up to 1."""
    cooled = outputs / np.float32(heat)
    raised = np.exp(cooled - cooled.max(axis=1, keepdims=True))
    return (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)


@cache
def load_classes() -> Classes:
    """Return the shipped classes.

    Raises:
        EncoderError: where the weights are missing from the package.
    """
    path = Path(__file__).with_name(WEIGHTS)
    if not path.is_file():
        raise EncoderError(
            f"the class weights {path.name!r} are missing from the package; reinstall."
        )
    with np.load(path) as stored:
        weights, bias = stored["weights"].astype(np.float32), stored["bias"].astype(np.float32)
    return Classes(tuple(sellable().values()), weights, bias)


def sellable() -> Mapping[int, tuple[str, ...]]:
    """Return the words of the classes that a shop could sell, by their ImageNet numbers."""
    import tomllib

    text = files("index.encoders.words").joinpath("imagenet_zh.toml").read_text("utf-8")
    rows: dict[str, str] = tomllib.loads(text)["classes"]
    return {int(number): tuple(words.split()) for number, words in rows.items()}
