"""A file that somebody sent, to a photo that is safe to look at.

Uploads are hostile until read: the type is told from the content, never from a name; the number of
pixels is checked before one of them is decoded; what comes out is an upright RGB picture of at most
1024 pixels a side, and nothing else of the file (no EXIF, which can hold where somebody lives).
"""

from __future__ import annotations

import hashlib
import io
import struct
import threading
import zlib
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import PhotoError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from PIL.Image import Image

MEGA = 1_000_000

ANIMATED = "animated"
"""The note of a photo that is the first frame of several."""

# Others hold several pictures as well (a burst, a depth map), of which the first is the photo.
_MOVING = ("GIF", "PNG", "WEBP", "AVIF")

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "BMP")

# What the decoders raise on damaged files, as found by flipping bytes in files of every format.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    MemoryError,
    AssertionError,
    struct.error,
    zlib.error,
)

# JPEGs and big-endian: one marker starts each scan of a progressive file. Photos have about ten;
# each costs a pass over all of the picture.
_SCAN_MARKER = b"\xff\xda"
_MOST_SCANS = 100

_ORIENTATION_TAG = 0x0112

# EXIF 2.3, table 6: what undoes each orientation.
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
_SIDEWAYS = ("TRANSPOSE", "ROTATE_270", "TRANSVERSE", "ROTATE_90")


def _most_megapixels() -> Mapping[str, float]:
    # JPEG decodes straight to a fraction of its size; a progressive one needs all of it in memory
    # first; the others unpack whole, WebP with two more copies of itself.
    return {"JPEG": 50, "MPO": 50, "PROGRESSIVE": 25, "HEIF": 25, "AVIF": 25, "WEBP": 16, "": 20}


@dataclass(frozen=True)
class Limits:
    """How much of a photo is accepted.

    Attributes:
        bytes: the longest file, in bytes.
        megapixels: the most pixels, in millions, by format; "" is every format not named.
        least_side: the shortest side accepted, in pixels.
        side: the longer side of what comes out, in pixels; smaller photos keep their size.
    """

    bytes: int = 20 * 1024 * 1024
    megapixels: Mapping[str, float] = field(default_factory=_most_megapixels)
    least_side: int = 16
    side: int = 1024

    def most_pixels(self, kind: str) -> float:
        """Return how many pixels a photo of this format may have."""
        return self.megapixels.get(kind, self.megapixels[""]) * MEGA


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Photo:
    """A decoded photo.

    Attributes:
        image: RGB, upright, at most `Limits.side` pixels a side, without metadata.
        hash: SHA-256 of the content that was given, in hexadecimal.
        size: width and height of the original, upright, in pixels.
        note: what the shopper should know: `ANIMATED`, or nothing.
    """

    image: Image
    hash: str
    size: tuple[int, int]
    note: str = ""


def open_photo(source: str | Path | bytes, limits: Limits = DEFAULT_LIMITS) -> Photo:
    """Return the photo in a file, or in the bytes of one.

    Raises:
        PhotoError: it is refused; `code` says why: `missing`, `empty`, `too_large`, `not_a_photo`,
            `too_many_pixels`, `too_small` or `damaged`.
    """
    data = source if isinstance(source, bytes) else _read(Path(source), limits)
    _check_length(len(data), limits)
    original, kind = _open(data)
    with original:
        size = original.size
        _check_size(size, _limited_as(original, kind, data), limits)
        try:
            with _room(size):
                image, turned = _upright(_shrunk(original, limits.side), original)
            moves = kind in _MOVING and getattr(original, "is_animated", False)
        except _BROKEN as error:
            raise PhotoError(
                f"The {kind} photo is damaged ({_first_line(error)}); send it again.", "damaged"
            ) from error
    upright = (size[1], size[0]) if turned else size
    return Photo(image, hashlib.sha256(data).hexdigest(), upright, ANIMATED if moves else "")


def _read(path: Path, limits: Limits) -> bytes:
    try:
        if not path.is_file():
            raise PhotoError(f"There is no photo at {str(path)!r}.", "missing")
        _check_length(path.stat().st_size, limits)
        with path.open("rb") as file:
            return file.read(limits.bytes + 1)
    except (OSError, ValueError) as error:
        raise PhotoError(
            f"The photo {str(path)!r} cannot be read ({_first_line(error)}).", "missing"
        ) from error


def _check_length(length: int, limits: Limits) -> None:
    if not length:
        raise PhotoError("The photo is empty (0 bytes); send it again.", "empty")
    if length > limits.bytes:
        raise PhotoError(
            f"The photo has {length / 2**20:.1f} MB, more than {limits.bytes / 2**20:.0f} MB; "
            "send a smaller one.",
            "too_large",
        )


def _open(data: bytes) -> tuple[Image, str]:
    """Return the photo, not decoded yet, and its format."""
    from PIL import Image as images

    _prepare_pillow()
    try:
        original = images.open(io.BytesIO(data), formats=_FORMATS)
    except images.DecompressionBombError as error:
        raise PhotoError(
            "The photo has too many pixels; send a smaller one.", "too_many_pixels"
        ) from error
    except images.UnidentifiedImageError as error:
        raise PhotoError(
            f"This is no photo ({_looks_like(data)}); send a JPEG, PNG, WebP, HEIC, AVIF or GIF.",
            "not_a_photo",
        ) from error
    except _BROKEN as error:
        raise PhotoError(
            f"The photo is damaged ({_first_line(error)}); send it again.", "damaged"
        ) from error
    return original, original.format or ""


_preparing = threading.Lock()


def _prepare_pillow() -> None:
    """Teach Pillow HEIC, and to keep its warnings: what is wrong is decided and said here."""
    import warnings

    from PIL import Image as images

    with _preparing:
        warnings.filterwarnings("ignore", module=r"PIL\.")
        if "HEIF" not in images.OPEN:
            from pillow_heif import register_heif_opener

            register_heif_opener(thumbnails=False)


# A large photo takes up to 250 MB while it is decoded: few at once, however many people send one.
_large_at_once = threading.BoundedSemaphore(2)
_LARGE = 4 * MEGA


def _room(size: tuple[int, int]) -> AbstractContextManager[object]:
    return _large_at_once if size[0] * size[1] > _LARGE else nullcontext()


def _limited_as(original: Image, kind: str, data: bytes) -> str:
    if not original.info.get("progressive"):
        return kind
    scans = data.count(_SCAN_MARKER)
    if scans > _MOST_SCANS:
        raise PhotoError(
            f"The photo is stored in {scans} scans, more than {_MOST_SCANS}; save it again.",
            "damaged",
        )
    return "PROGRESSIVE"


def _check_size(size: tuple[int, int], kind: str, limits: Limits) -> None:
    pixels, most = size[0] * size[1], limits.most_pixels(kind)
    if pixels > most:
        raise PhotoError(
            f"The photo has {pixels / MEGA:.0f} million pixels {size!r}, more than "
            f"{most / MEGA:.0f} million; send a smaller one.",
            "too_many_pixels",
        )
    if min(size) < limits.least_side:
        raise PhotoError(
            f"The photo is only {size[0]}×{size[1]} pixels; send one of at least "
            f"{limits.least_side} pixels a side.",
            "too_small",
        )


def _shrunk(original: Image, side: int) -> Image:
    """Return the first frame in RGB, its longer side at most `side`."""
    from PIL import Image as images

    if original.format in ("JPEG", "MPO"):
        # Decodes straight to a half, a quarter or an eighth of the size: 30 ms instead of 190.
        original.thumbnail((side, side), images.Resampling.BICUBIC, reducing_gap=2.0)
        return _rgb(original)
    original.load()
    whole = _eight_bits(original)
    whole.thumbnail((side, side), images.Resampling.BICUBIC, reducing_gap=2.0)
    return _rgb(whole)


def _eight_bits(image: Image) -> Image:
    """Return the picture with 8 bits a channel and no palette, so that it can be resized."""
    if image.mode.startswith("I") or image.mode == "F":
        return _scaled(image)
    if image.mode in ("P", "PA", "LA") or "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert("L") if image.mode == "1" else image


def _scaled(image: Image) -> Image:
    # Pillow cuts 16 bits off at 255 where it should scale them.
    import numpy as np
    from PIL import Image as images

    return images.fromarray((np.asarray(image).astype(np.uint16) >> 8).astype(np.uint8))


def _rgb(image: Image) -> Image:
    """Return a small picture in RGB, what is transparent on white."""
    from PIL import Image as images

    if image.mode == "RGB":
        return image
    if image.mode in ("RGBA", "RGBa", "LA", "La", "PA") or "transparency" in image.info:
        layers = image.convert("RGBA")
        white = images.new("RGBA", layers.size, "white")
        return images.alpha_composite(white, layers).convert("RGB")
    return image.convert("RGB")


def _upright(small: Image, original: Image) -> tuple[Image, bool]:
    """Return the pixels as the camera was held, and whether width and height changed places.

    The pixels alone: a picture of Pillow's carries EXIF, comments and profiles along in its `info`.
    """
    from PIL import Image as images

    turn = _turn(original)
    image = small if turn is None else small.transpose(turn)
    bare = images.new("RGB", image.size)
    bare.paste(image)
    return bare, turn is not None and turn.name in _SIDEWAYS


def _turn(original: Image) -> Any:
    """Return the transposition that makes the photo upright, or None. Broken EXIF turns nothing."""
    from PIL.Image import Transpose

    try:
        orientation = original.getexif().get(_ORIENTATION_TAG, 1)
    except _BROKEN:
        return None
    name = _TURNS.get(orientation)
    return None if name is None else Transpose[name]


def _looks_like(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    known = {
        b"<svg": "an SVG drawing",
        b"<?xml": "an XML or SVG file",
        b"<!doctype": "a web page",
        b"<html": "a web page",
        b"%pdf": "a PDF",
        b"pk\x03\x04": "a ZIP file",
        b"ii*\x00": "a TIFF",
        b"mm\x00*": "a TIFF",
    }
    return next((name for mark, name in known.items() if start.startswith(mark)), "unknown content")


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0][:120] if lines else type(error).__name__
