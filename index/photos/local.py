"""Do two photos show the very same print, logo or shape? Local features and one geometry.

SIFT features (Lowe 2004) with square-rooted descriptors (RootSIFT, Arandjelović and Zisserman
2012), matched both ways with Lowe's ratio, then counted as far as one turn, scale and shift
explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 400
"""Photos are compared at this longer side, in pixels."""
FEATURES = 500
_CONTRAST = 0.02
_RATIO = 0.8
_FEWEST = 5
_PIXELS_OFF = 6.0
_SCALES = (0.15, 7.0)


@dataclass(frozen=True, slots=True)
class LocalFeatures:
    """Points of a photo and what each looks like.

    Attributes:
        points: `(n, 2)` float16, x and y in pixels of the shrunken photo.
        descriptors: `(n, 128)` bytes, 255 times the square root of each share.
    """

    points: NDArray[np.float16]
    descriptors: NDArray[np.uint8]


def local_features(image: Image) -> LocalFeatures:
    """Return the local features of an RGB photo, at most `FEATURES` of them."""
    import cv2

    small = image.convert("L")
    small.thumbnail((SIDE, SIDE))
    finder: Any = cv2.SIFT.create(nfeatures=FEATURES, contrastThreshold=_CONTRAST)
    found, raw = finder.detectAndCompute(np.asarray(small, np.uint8), None)
    if raw is None or not len(found):
        return LocalFeatures(np.zeros((0, 2), np.float16), np.zeros((0, 128), np.uint8))
    shares = np.sqrt(raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-6))
    points = np.array([point.pt for point in found[:FEATURES]], np.float16)
    return LocalFeatures(points, np.round(255 * shares[:FEATURES]).astype(np.uint8))


def agreeing_points(query: LocalFeatures, other: LocalFeatures) -> int:
    """Return how many points of `query` lie in `other` under one turn, scale and shift."""
    import cv2

    if min(len(query.points), len(other.points)) < _FEWEST:
        return 0
    from_, to = _pairs(query, other)
    if len(from_) < _FEWEST:
        return 0
    cv2.setRNGSeed(0)
    fitted: Any = cv2.estimateAffinePartial2D(
        from_, to, ransacReprojThreshold=_PIXELS_OFF, maxIters=500
    )
    model, inliers = fitted
    if model is None:
        return 0
    scale = float(np.hypot(model[0, 0], model[1, 0]))
    return int(inliers.sum()) if _SCALES[0] < scale < _SCALES[1] else 0


def _pairs(
    query: LocalFeatures, other: LocalFeatures
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the points that are each other's nearest, and much nearer than the next."""
    alike = _unit(query.descriptors) @ _unit(other.descriptors).T
    nearest = alike.argmax(axis=1)
    best_two = np.partition(alike, -2, axis=1)[:, -2:]
    far = np.sqrt(np.maximum(2 - 2 * best_two, 0))
    clear = far[:, 1] < _RATIO * far[:, 0]
    mutual = alike.argmax(axis=0)[nearest] == np.arange(len(nearest))
    kept = clear & mutual
    return (
        query.points[kept].astype(np.float32),
        other.points[nearest[kept]].astype(np.float32),
    )


def _unit(descriptors: NDArray[np.uint8]) -> NDArray[np.float32]:
    rows = descriptors.astype(np.float32)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
