"""Photos on disk, for the sessions that refer to them by hash."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import PhotoError
from index.photos.decode import Photo, open_photo

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_HASH = re.compile(r"[0-9a-f]{64}")
_QUALITY = 90


def store_photo(folder: str | Path, photo: Photo) -> str:
    """Write the photo into `folder` and return its hash, by which `stored_photo` finds it.

    The decoded pixels are encoded anew: nothing of the file that was sent gets to the disk.
    Storing a photo twice keeps the first.

    Raises:
        PhotoError: it cannot be written.
    """
    path = _path(folder, photo.hash)
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, lambda file: photo.image.save(file, "JPEG", quality=_QUALITY))
        except OSError as error:
            raise PhotoError(
                f"The photo cannot be kept in {str(folder)!r}: {error}.", "unkept"
            ) from error
    return photo.hash


def stored_photo(folder: str | Path, photo_hash: str) -> Photo:
    """Return the photo that `store_photo` wrote; its `hash` is that of the photo once sent.

    Raises:
        PhotoError: it is not there (any more).
    """
    stored = open_photo(_path(folder, photo_hash))
    return Photo(stored.image, photo_hash, stored.size)


def _path(folder: str | Path, photo_hash: str) -> Path:
    if not _HASH.fullmatch(photo_hash):
        raise PhotoError(
            f"A photo is named by 64 hexadecimal digits, got {photo_hash!r}.", "missing"
        )
    return Path(folder) / f"{photo_hash}.jpg"


def _write(path: Path, fill: Callable[[BinaryIO], None]) -> None:
    # Written beside and moved, so that nobody ever reads half a photo.
    handle, beside = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            fill(file)
        Path(beside).replace(path)
    finally:
        Path(beside).unlink(missing_ok=True)
