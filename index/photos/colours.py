"""The colours of what a photo shows: a histogram to compare by, and names to say.

What is shown is told from its background by colour alone: pixels that differ from the colours of
the photo's border, and lie near its middle, count most.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

Floats = NDArray[np.float32]

SIDE = 96
_BINS = (5, 9, 9)
_REACH = 0.45
"""Lab's a and b, as parts of 128, are counted up to this far from grey."""
_BORDER_COLOURS = 3
_COMMON_BORDER = 0.2
_CENTRE = (0.32, 0.36)
_FLOOR = 0.02
"""How much a pixel counts that looks like background or lies outside the middle."""
_BLUR = (0.6, 0.7, 0.7)
_LIGHTNESS = 0.5
"""How much lightness counts in a name, against hue: a room is darker than daylight."""
_DULL, _FADE = 15.0, 0.5
"""So much nearer must a sample without chroma be, less by so much for each step of chroma: light
and cloth take chroma from every colour, and grey lies amid them all."""
BINS = int(np.prod(_BINS))


@dataclass(frozen=True, slots=True)
class ColourShare:
    """A colour of the lexicon and the part of the shown thing that has it (0 to 1)."""

    id: str
    share: float


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one photo.

    Attributes:
        histogram: square roots of the shares of `BINS` boxes of Lab; the dot product of two of them
            is 1 for equal distributions and 0 for disjoint ones (Bhattacharyya 1943).
        shares: named colours, the largest first.
    """

    histogram: Floats
    shares: tuple[ColourShare, ...]


def read_colours(image: Image) -> Colours:
    """Return the colours of what an RGB photo shows."""
    from PIL import Image as images

    small = np.asarray(image.resize((SIDE, SIDE), images.Resampling.BILINEAR), np.uint8)
    lab = lab_pixels(small)
    weight = _foreground(lab)
    return Colours(_histogram(lab, weight), _named(lab, weight))


def lab_pixels(pixels: NDArray[np.uint8]) -> Floats:
    """Return CIE Lab scaled as OpenCV does for bytes: L 0 to 255, a and b around 128."""
    import cv2

    return cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB).astype(np.float32)


def _foreground(lab: Floats) -> Floats:
    """Return how much each pixel counts: unlike the border, and near the middle."""
    colours, shares = _border(lab)
    distances = np.linalg.norm(lab[None] - colours[:, None, None], axis=-1)
    distances += np.where(shares > _COMMON_BORDER, 0, 30)[:, None, None]
    unlike = np.clip((distances.min(axis=0) - 8) / 25, 0, 1)
    return unlike * _middle(lab.shape[0]) + _FLOOR * _middle(lab.shape[0])


def _border(lab: Floats) -> tuple[Floats, Floats]:
    """Return the main colours of the border and the share of each."""
    edge = SIDE // 16
    sides = (lab[:edge], lab[-edge:], lab[:, :edge], lab[:, -edge:])
    pixels = np.concatenate([side.reshape(-1, 3) for side in sides])
    centres = pixels[:: max(1, len(pixels) // _BORDER_COLOURS)][:_BORDER_COLOURS].copy()
    nearest = np.zeros(len(pixels), int)
    for _ in range(8):
        nearest = np.linalg.norm(pixels[:, None] - centres[None], axis=-1).argmin(axis=1)
        for k in range(_BORDER_COLOURS):
            if (nearest == k).any():
                centres[k] = pixels[nearest == k].mean(axis=0)
    shares = np.bincount(nearest, minlength=_BORDER_COLOURS) / len(pixels)
    return centres, shares.astype(np.float32)


@cache
def _middle(side: int) -> Floats:
    rows, columns = np.mgrid[0:side, 0:side] / side - 0.5
    wide, high = _CENTRE
    return np.exp(-((columns / wide) ** 2 + (rows / high) ** 2) / 2).astype(np.float32)


def _histogram(lab: Floats, weight: Floats) -> Floats:
    from scipy.ndimage import gaussian_filter

    points = np.stack([lab[..., 0] / 255, lab[..., 1] / 128 - 1, lab[..., 2] / 128 - 1], axis=-1)
    ends = ((0, 1), (-_REACH, _REACH), (-_REACH, _REACH))
    inside = points.reshape(-1, 3).clip([e[0] for e in ends], [e[1] for e in ends])
    counts, _ = np.histogramdd(inside, bins=_BINS, range=ends, weights=weight.ravel())
    smooth = gaussian_filter(counts, _BLUR, mode="constant").ravel()
    return np.sqrt(smooth / max(float(smooth.sum()), 1e-9)).astype(np.float32)


def _named(lab: Floats, weight: Floats) -> tuple[ColourShare, ...]:
    """Return the lexicon's colours by the weight of the pixels nearest to one of their samples."""
    ids, samples = _samples()
    scale = np.array((_LIGHTNESS, 1, 1), np.float32)
    far = np.linalg.norm(lab.reshape(-1, 1, 3) * scale - samples * scale, axis=-1)
    far += np.maximum(0, _DULL - _FADE * np.linalg.norm(samples[:, 1:] - 128, axis=1))
    shares: dict[str, float] = {}
    counted = np.bincount(far.argmin(axis=1), weights=weight.ravel(), minlength=len(ids))
    total = max(float(counted.sum()), 1e-9)
    for name, amount in zip(ids, counted, strict=True):
        shares[name] = shares.get(name, 0.0) + float(amount) / total
    ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return tuple(ColourShare(name, round(share, 4)) for name, share in ranked if share > 0.01)


@cache
def _samples() -> tuple[tuple[str, ...], Floats]:
    from index.lexicon import load

    rows = [(colour.id, rgb) for colour in load().colours.values() for rgb in colour.rgb]
    pixels = np.array([[rgb for _, rgb in rows]], np.uint8)
    return tuple(name for name, _ in rows), lab_pixels(pixels)[0]
