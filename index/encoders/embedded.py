"""The encoder that is always there: its models come with the package or from PyPI."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.encoders import efficientnet
from index.encoders.protocol import Vectors
from index.encoders.texts import Texts, clean, open_texts

if TYPE_CHECKING:
    from PIL.Image import Image

    from index.encoders.joint import Heads


class Embedded:
    """Texts by e5 (or USE), photos by EfficientNet-Lite, words against photos by trained heads.

    Implements `index.encoders.protocol.Encoder`. Safe to use from many threads.
    """

    photo_dim = efficientnet.DIM

    def __init__(self, texts: Texts | None = None, threads: int | None = None) -> None:
        """Use `texts` for the text space; e5 where it runs, else USE, when None.

        Args:
            texts: the sentence encoder.
            threads: how many cores photos may use; all when None.
        """
        self._texts = texts or open_texts()
        self._photos = efficientnet.EfficientNet(threads)
        self._heads: Heads | None = None
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        """Names the models and their versions."""
        return f"embedded:{self._texts.identity}+{efficientnet.IDENTITY}"

    @property
    def text_dim(self) -> int:
        """Dimensions of the text space."""
        return self._texts.dim

    @property
    def joint_dim(self) -> int:
        """Dimensions of the space that words and photos share."""
        return self._joint().dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the text vectors of what is searched, shape `(len(texts), text_dim)`."""
        return self._texts.passages(texts)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the text vectors of requests, shape `(len(texts), text_dim)`."""
        return self._texts.queries(texts)

    def photos(self, photos: Sequence[Image]) -> Vectors:
        """Return the photo vectors of RGB photos, shape `(len(photos), photo_dim)`."""
        return self._photos.vectors(photos)

    def joint_texts(self, texts: Sequence[str]) -> Vectors:
        """Return the joint vectors of words, shape `(len(texts), joint_dim)`."""
        return self._joint().texts(clean(texts))

    def joint_photos(self, photo_vectors: Vectors) -> Vectors:
        """Return the joint vectors of photos given their photo vectors, `(n, joint_dim)`."""
        return self._joint().photos(photo_vectors)

    def _joint(self) -> Heads:
        from index.encoders.joint import load_heads

        with self._lock:
            if self._heads is None:
                self._heads = load_heads()
            return self._heads
