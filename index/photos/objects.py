"""The products in a photo, where more than one can be told apart from the ground they lie on.

The ground is what the photo's border looks like. What differs from it falls into pieces; pieces
that touch or look the same (a pair of shoes, two of one cup) are one product. A photo whose border
does not hold together, as in a room full of things, is taken to show one product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.colours import lab_pixels
from index.photos.regions import WHOLE, Box

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

SIDE = 192
"""A photo is looked at with this longer side, in pixels."""
SURE = 0.5
"""Products of at least this confidence are worth asking about."""
MOST = 4

_GROUND_COLOURS = 4
_UNLIKE = 22.0
"""Lab distance from every colour of the ground from which on a pixel is none of it."""
_LEAST = 0.03
_MOST_GROUND = 0.35
"""Where more of the border than this is unlike the ground, there is no ground."""
_BESIDE = 0.2
"""What covers less than this part of what the largest product covers is its logo or a badge."""
_GAP = 0.03
_ALIKE = 0.86
_SAME_SIZE = 0.55
_PAD = 0.02


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """One product in a photo.

    Attributes:
        box: where it is, left, top, right and bottom as parts of the photo.
        confidence: 0 to 1, that this is a product of its own.
    """

    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece that differs from the ground: its box in pixels, its size and its colours."""

    box: tuple[int, int, int, int]
    area: int
    colours: Floats
    contrast: float


def find_products(image: Image) -> tuple[FoundProduct, ...]:
    """Return the products in an RGB photo, from left to right; the whole photo as one if unsure.

    About 10 ms. Two products or more come back only where they are clearly apart on a ground that
    holds together; each then has a confidence of at least `SURE`.
    """
    lab = _small(image)
    unlike, calm = _unlike_ground(lab)
    pieces = _merged(_pieces(lab, unlike), max(lab.shape[:2]) * _GAP)
    height, width = lab.shape[:2]
    found = [
        FoundProduct(_box(piece.box, width, height), _confidence(piece, calm, height * width))
        for piece in pieces
    ]
    large = [piece.area >= _BESIDE * pieces[0].area for piece in pieces]
    sure = [x for x, beside in zip(found, large, strict=True) if beside and x.confidence >= SURE]
    if len(sure) < 2:
        return tuple(sure) or (FoundProduct(WHOLE, round(calm, 3)),)
    return tuple(sorted(sure[:MOST], key=lambda each: each.box))


def _small(image: Image) -> Floats:
    scale = SIDE / max(image.size)
    size = max(16, round(image.width * scale)), max(16, round(image.height * scale))
    return lab_pixels(np.asarray(image.resize(size), np.uint8))


def _unlike_ground(lab: Floats) -> tuple[Floats, float]:
    """Return how far each pixel is from the ground's colours, and how calm the border is (0–1)."""
    import cv2

    edge = max(2, SIDE // 40)
    sides = (lab[:edge], lab[-edge:], lab[:, :edge], lab[:, -edge:])
    border = np.concatenate([side.reshape(-1, 3) for side in sides]).astype(np.float32)
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    _, labels, centres = cv2.kmeans(
        border,
        _GROUND_COLOURS,
        np.zeros((len(border), 1), np.int32),
        stop,
        2,
        cv2.KMEANS_PP_CENTERS,
    )
    shares = np.bincount(labels.ravel(), minlength=_GROUND_COLOURS) / len(border)
    common = centres[shares >= 1 / (2 * _GROUND_COLOURS)]
    far = np.linalg.norm(lab[None] - common[:, None, None], axis=-1).min(axis=0)
    off = np.linalg.norm(border[None] - common[:, None], axis=-1).min(axis=0) > _UNLIKE
    spread = float(np.linalg.norm(common - centres[shares.argmax()], axis=1).max())
    together = float(np.clip(1.6 - spread / 60, 0.2, 1))
    return far.astype(np.float32), max(0.0, 1 - float(off.mean()) / _MOST_GROUND) * together


def _pieces(lab: Floats, unlike: Floats) -> list[_Piece]:
    import cv2

    mask = (cv2.GaussianBlur(unlike, (0, 0), 1.0) > _UNLIKE).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask)
    found: list[_Piece] = []
    for at in range(1, count):
        left, top, wide, high, area = (int(number) for number in boxes[at])
        if area < _LEAST * mask.size / 8:
            continue
        inside = labels == at
        colours = _colours(lab[inside])
        contrast = float(unlike[inside].mean())
        found.append(_Piece((left, top, left + wide, top + high), area, colours, contrast))
    return sorted(found, key=lambda piece: -piece.area)


def _colours(pixels: Floats) -> Floats:
    """Return the square roots of the shares of coarse Lab boxes, smoothed by their neighbours."""
    from scipy.ndimage import gaussian_filter

    ends = ((0, 256), (64, 192), (64, 192))
    counts, _ = np.histogramdd(pixels.clip((0, 64, 64), (255, 191, 191)), (6, 8, 8), ends)
    smooth = gaussian_filter(counts, 0.7, mode="constant").ravel()
    return np.sqrt(smooth / max(float(smooth.sum()), 1e-9)).astype(np.float32)


def _merged(pieces: Sequence[_Piece], gap: float) -> list[_Piece]:
    """Return the pieces with those joined that belong together, largest first."""
    found: list[_Piece] = []
    for piece in pieces:
        at = next((i for i, other in enumerate(found) if _together(piece, other, gap)), None)
        if at is None:
            found.append(piece)
        else:
            found[at] = _joined(found[at], piece)
    found.sort(key=lambda piece: -piece.area)
    return found if len(found) == len(pieces) else _merged(found, gap)


def _together(one: _Piece, other: _Piece, gap: float) -> bool:
    across = max(one.box[0], other.box[0]) - min(one.box[2], other.box[2])
    down = max(one.box[1], other.box[1]) - min(one.box[3], other.box[3])
    near = across < gap and down < gap
    sizes = min(one.area, other.area) / max(one.area, other.area)
    alike = float(one.colours @ other.colours) >= _ALIKE and sizes >= _SAME_SIZE
    return near or alike


def _joined(one: _Piece, other: _Piece) -> _Piece:
    box = (
        min(one.box[0], other.box[0]),
        min(one.box[1], other.box[1]),
        max(one.box[2], other.box[2]),
        max(one.box[3], other.box[3]),
    )
    area = one.area + other.area
    share = one.area / area
    mixed = np.sqrt(share * one.colours**2 + (1 - share) * other.colours**2)
    return _Piece(box, area, mixed, share * one.contrast + (1 - share) * other.contrast)


def _confidence(piece: _Piece, calm: float, pixels: int) -> float:
    """Return how sure it is that a piece is a product: large, solid, and unlike a calm ground."""
    left, top, right, bottom = piece.box
    size = min(1.0, piece.area / pixels / _LEAST)
    solid = min(1.0, 2.2 * piece.area / max((right - left) * (bottom - top), 1))
    return round(calm * size * solid * min(1.0, piece.contrast / (1.5 * _UNLIKE)), 3)


def _box(box: tuple[int, int, int, int], width: int, height: int) -> Box:
    left, top, right, bottom = box
    return (
        round(max(0.0, left / width - _PAD), 4),
        round(max(0.0, top / height - _PAD), 4),
        round(min(1.0, right / width + _PAD), 4),
        round(min(1.0, bottom / height + _PAD), 4),
    )
