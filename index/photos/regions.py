"""Parts of a photo that may show the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import PhotoError

if TYPE_CHECKING:
    from PIL.Image import Image

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as parts of the photo's width and height (0 to 1)."""

WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
INNER: Box = (0.2, 0.2, 0.8, 0.8)
_THINNEST = 8


def cut(image: Image, box: Box) -> Image:
    """Return the part of a photo in `box`.

    Raises:
        PhotoError: where the box is no box, or too thin to show anything.
    """
    left, top, right, bottom = box
    if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise PhotoError(
            f"{box!r} is no part of a photo; give left, top, right, bottom between 0 and 1."
        )
    width, height = image.size
    pixels = (
        round(left * width),
        round(top * height),
        round(right * width),
        round(bottom * height),
    )
    if pixels[2] - pixels[0] < _THINNEST or pixels[3] - pixels[1] < _THINNEST:
        raise PhotoError(f"the box {box!r} is too small to show a product; draw a larger one.")
    return image.crop(pixels)
