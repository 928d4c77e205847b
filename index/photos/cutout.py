"""The thing in the middle of a photo, cut out and put on white, as shops show their goods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 160
_ROUNDS = 4
_EDGE = 0.04
_CORE = 0.1
_LEAST = 0.03
"""A cut-out smaller than this part of the photo is a failure: the photo is kept as it is."""
_MARGIN = 0.06
_TALL = 4 / 3


def cut_out(image: Image) -> Image:
    """Return the thing in the middle of an RGB photo on a white ground, in a frame of 3:4.

    GrabCut (Rother, Kolmogorov and Blake 2004): the border is ground, the very middle is the thing,
    colours decide on the rest. A photo that does not come apart is returned as it is.
    """
    from PIL import Image as images

    mask = _mask(image)
    rows, columns = np.nonzero(mask)
    if len(rows) < _LEAST * mask.size:
        return image
    whole = images.fromarray(mask * np.uint8(255)).resize(image.size, images.Resampling.BILINEAR)
    ground = images.new("RGB", image.size, "white")
    ground.paste(image, mask=whole)
    across, down = image.width / mask.shape[1], image.height / mask.shape[0]
    left, right = int(columns.min() * across), int((columns.max() + 1) * across)
    top, bottom = int(rows.min() * down), int((rows.max() + 1) * down)
    return _framed(ground.crop((left, top, right, bottom)))


def _mask(image: Image) -> NDArray[np.uint8]:
    import cv2

    scale = _SIDE / max(image.size)
    small = image.resize((max(16, int(image.width * scale)), max(16, int(image.height * scale))))
    pixels = np.ascontiguousarray(np.asarray(small, np.uint8)[:, :, ::-1])
    mask = _guess(pixels.shape[0], pixels.shape[1])
    cv2.setRNGSeed(0)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(pixels, mask, (0, 0, 1, 1), *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    thing = ((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)).astype(np.uint8)
    thing = cv2.morphologyEx(thing, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return _largest(cv2.morphologyEx(thing, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)))


def _guess(height: int, width: int) -> NDArray[np.uint8]:
    """Return where the cutting begins: ground at the border, the thing in the very middle."""
    import cv2

    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    top, left = int(height * _EDGE) + 1, int(width * _EDGE) + 1
    mask[top:-top, left:-left] = cv2.GC_PR_FGD
    rows, columns = int(height * _CORE), int(width * _CORE)
    middle = height // 2, width // 2
    mask[middle[0] - rows : middle[0] + rows + 1, middle[1] - columns : middle[1] + columns + 1] = (
        cv2.GC_FGD
    )
    return mask


def _largest(mask: Any) -> NDArray[np.uint8]:
    """Return the largest piece of a mask alone."""
    import cv2

    count, labels, sizes, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return mask
    return (labels == 1 + int(sizes[1:, cv2.CC_STAT_AREA].argmax())).astype(np.uint8)


def _framed(thing: Image) -> Image:
    from PIL import Image as images

    high = max(thing.height, thing.width * _TALL) * (1 + 2 * _MARGIN)
    frame = images.new("RGB", (int(high / _TALL) + 1, int(high) + 1), "white")
    frame.paste(thing, ((frame.width - thing.width) // 2, (frame.height - thing.height) // 2))
    return frame
