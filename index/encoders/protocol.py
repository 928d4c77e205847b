"""The seam between search and whatever turns texts and photos into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Vectors = NDArray[np.float32]
"""Rows of float32 numbers, each of length 1 (L2), shape `(items, dimensions)`."""


@runtime_checkable
class Encoder(Protocol):
    """Texts and photos to unit vectors.

    Three spaces: `text` (passages against queries), `photo` (photos against photos) and `joint`
    (words against photos). In an open_clip model photos and words share one space, and texts are
    compared by a sentence encoder; `embedded` has text and photo spaces of their own and learned
    heads into the joint one. Joint vectors of photos are derived from photo vectors, so that an
    index stores photo vectors only.
    """

    @property
    def identity(self) -> str:
        """Names the models and their versions; two encoders mix only if these are equal."""
        ...

    @property
    def text_dim(self) -> int:
        """Dimensions of the text space."""
        ...

    @property
    def photo_dim(self) -> int:
        """Dimensions of the photo space."""
        ...

    @property
    def joint_dim(self) -> int:
        """Dimensions of the joint space."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the text vectors of what is searched, shape `(len(texts), text_dim)`."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return the text vectors of requests, shape `(len(texts), text_dim)`."""
        ...

    def photos(self, photos: Sequence[Image]) -> Vectors:
        """Return the photo vectors of decoded RGB photos, shape `(len(photos), photo_dim)`."""
        ...

    def joint_texts(self, texts: Sequence[str]) -> Vectors:
        """Return the joint vectors of words, shape `(len(texts), joint_dim)`."""
        ...

    def joint_photos(self, photo_vectors: Vectors) -> Vectors:
        """Return the joint vectors of photos given their photo vectors, `(n, joint_dim)`."""
        ...
