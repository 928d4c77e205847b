"""The photos of sessions: kept by content hash without their EXIF, read once each."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from guide.turn import PhotoReading
from index.errors import PhotoError

if TYPE_CHECKING:
    from index.opening import Index

READINGS_KEPT = 64
"""Readings held in memory; an older one is read again from its stored photo."""


@dataclass(frozen=True, slots=True)
class ReadPhoto:
    """A photo's reading for the guide, and the index's own; None where the shop has no photos."""

    reading: PhotoReading
    found: Any


class PhotoShelf:
    """Photos of sessions in one folder, by content hash."""

    def __init__(self, folder: Path, index: Index) -> None:
        self._folder = folder
        self._index = index
        self._readings: OrderedDict[tuple[str, str], ReadPhoto] = OrderedDict()
        self._lock = Lock()

    def keep(self, photo: Path | bytes) -> str:
        """Decode a photo safely, store it without its EXIF, and return its content hash.

        Raises:
            PhotoError: where it is no photo, is damaged, or is too large.
        """
        from index.photos import open_photo, store_photo

        return store_photo(self._folder, open_photo(photo))

    def read(self, photo: str) -> ReadPhoto:
        """Return what was read from the stored photo with this content hash.

        Raises:
            PhotoError: where no such photo is stored any more.
        """
        key = (photo, self._index.generation.manifest.generation)
        with self._lock:
            known = self._readings.get(key)
        if known is None:
            known = self._read(photo)
            with self._lock:
                self._readings[key] = known
                while len(self._readings) > READINGS_KEPT:
                    self._readings.popitem(last=False)
        return known

    def _read(self, photo: str) -> ReadPhoto:
        from index.photos import open_photo
        from index.photos.reading import read_photo

        path = self.path(photo)
        if not path.is_file():
            raise PhotoError(f"the photo {photo!r} is no longer stored. Send it again.")
        if not len(self._index.generation.photo_vectors):
            return ReadPhoto(PhotoReading(photo=photo), None)
        found = read_photo(open_photo(path), self._index)
        reading = PhotoReading(photo=photo, kinds=found.kinds, words=found.words, boxes=found.boxes)
        return ReadPhoto(reading, found)

    def path(self, photo: str) -> Path:
        """Return where the photo with this content hash is stored."""
        return self._folder / f"{photo}.jpg"
