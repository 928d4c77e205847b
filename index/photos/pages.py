"""Is a photo a page and not a product: a poster, an energy label, a size chart, a spec plate?

Two looks. The first costs some 10 ms and only tells where reading the words is worth its second:
rows of small, dense strokes. The second counts the words that were read. What looks like a product
of the shop is one, whatever is printed beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from index.photos.text import TextLine

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 640
"""A photo is searched for rows of strokes with this longer side, in pixels."""
WORDY = 0.03
"""Rows of strokes over more than this part of a photo may be a page's."""
LINES = 8
MUCH_TEXT = 100
"""So many characters in at least `LINES` lines are a page's, whatever else there is."""
SOME_TEXT = 50
SOME_AREA = 0.1
UNLIKE = 0.67
"""With less text, lines must fill `SOME_AREA`, and no photo of the shop be this alike."""
PRODUCT = 0.72
"""From this cosine to a photo of the shop on, a photo shows a product."""

_STROKE = 48
_HEIGHTS = (6, 50)
_FULL = 0.5


def may_be_page(image: Image, nearest: float) -> bool:
    """Return whether an RGB photo should have its words read to tell whether it is a page.

    Args:
        image: the photo.
        nearest: the cosine of the shop's most similar photo.
    """
    return nearest < PRODUCT and text_share(image) > WORDY


def is_page(lines: Sequence[TextLine], nearest: float) -> bool:
    """Return whether a photo is a page, by the lines of text that were read in it."""
    if len(lines) < LINES or nearest >= PRODUCT:
        return False
    characters = sum(len(line.text) for line in lines)
    if characters >= MUCH_TEXT:
        return True
    area = sum((b[2] - b[0]) * (b[3] - b[1]) for b in (line.box for line in lines))
    return characters >= SOME_TEXT and area >= SOME_AREA and nearest < UNLIKE


def text_share(image: Image) -> float:
    """Return the part of an RGB photo that rows of small, dense strokes cover, 0 to 1."""
    import cv2
    from PIL import Image as images

    scale = SIDE / max(image.size)
    size = max(16, int(image.width * scale)), max(16, int(image.height * scale))
    grey = np.asarray(image.convert("L").resize(size, images.Resampling.BILINEAR), np.uint8)
    edges: Any = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    strokes = (edges > _STROKE).astype(np.uint8)
    rows: Any = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones((1, 11), np.uint8))
    rows = cv2.morphologyEx(rows, cv2.MORPH_OPEN, np.ones((5, 3), np.uint8))
    boxes: Any = cv2.connectedComponentsWithStats(rows)[2]
    found = [box[2:] for box in boxes[1:].tolist() if _row(*box[2:])]
    return sum(wide * high for wide, high, _ in found) / grey.size


def _row(wide: int, high: int, area: int) -> bool:
    """Return whether a box holds a row of strokes: flat, and full."""
    low, tall = _HEIGHTS
    return low <= high <= tall and wide >= 2 * high and area > _FULL * wide * high
