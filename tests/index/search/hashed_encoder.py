"""A small encoder for the tests of search: texts by their character pairs, the same every time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from PIL.Image import Image

from index.encoders.protocol import Vectors

DIM = 32


class HashedEncoder:
    """Texts by their character pairs; photos are not asked of it."""

    identity = "hashed/1"
    text_dim = photo_dim = joint_dim = DIM

    def passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([_vector(text) for text in texts])

    queries = joint_texts = passages

    def photos(self, photos: Sequence[Image]) -> Vectors:
        raise AssertionError("the tests of search bring their own photo vectors")

    def joint_photos(self, photo_vectors: Vectors) -> Vectors:
        return photo_vectors


def _vector(text: str) -> Vectors:
    vector = np.zeros(DIM, np.float32)
    for pair in zip(text, text[1:] + " ", strict=True):
        digest = hashlib.sha256("".join(pair).encode()).digest()
        vector[digest[0] % DIM] += 1 if digest[1] % 2 else -1
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
