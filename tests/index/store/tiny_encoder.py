"""A small encoder for the tests of the store: deterministic, instant, and it counts its work."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence

import numpy as np
from PIL.Image import Image

from index.encoders.protocol import Vectors

DIM = 64


class TinyEncoder:
    """Texts by their character pairs, photos by their 4×4 colours.

    `seconds` is slept for each text, so that a test can stop a build in the middle.
    """

    def __init__(self, identity: str = "tiny/1", seconds: float = 0.0) -> None:
        self.identity = identity
        self.text_dim = self.joint_dim = DIM
        self.photo_dim = 48
        self.encoded_texts: list[str] = []
        self.encoded_photos = 0
        self._seconds = seconds

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded_texts += texts
        time.sleep(self._seconds * len(texts))
        return np.stack([_text_vector(text) for text in texts])

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.stack([_text_vector(text) for text in texts])

    def photos(self, photos: Sequence[Image]) -> Vectors:
        self.encoded_photos += len(photos)
        return np.stack([_unit(_colours(photo)) for photo in photos])

    def joint_texts(self, texts: Sequence[str]) -> Vectors:
        return self.queries(texts)

    def joint_photos(self, photo_vectors: Vectors) -> Vectors:
        return np.pad(photo_vectors, ((0, 0), (0, DIM - 48)))


def _text_vector(text: str) -> Vectors:
    vector = np.zeros(DIM, np.float32)
    for pair in zip(text, text[1:] + " ", strict=True):
        digest = hashlib.sha256("".join(pair).encode()).digest()
        vector[digest[0] % DIM] += 1 if digest[1] % 2 else -1
    return _unit(vector)


def _colours(photo: Image) -> Vectors:
    return np.asarray(photo.convert("RGB").resize((4, 4)), np.float32).ravel() - 127


def _unit(vector: Vectors) -> Vectors:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
