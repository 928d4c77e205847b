"""The photos of sessions: kept by content hash without their EXIF, read once each."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from guide.picks import Crop, Seen
from guide.reading.pictures import with_wider
from guide.turn import PhotoReading
from index.errors import PhotoError

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as parts of the photo's width and height."""

TELLING_POINTS = 0.25
"""What about fifteen agreeing points add to a score: more than chance finds between packages."""
LESS = 0.4
"""What is left of the other kinds' confidence then, so that they are not looked at too."""
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
        self._readings: OrderedDict[tuple[str, Box | None, str], ReadPhoto] = OrderedDict()
        self._lock = Lock()

    def keep(self, photo: Path | bytes) -> str:
        """Decode a photo safely, store it without its EXIF, and return its content hash.

        Raises:
            PhotoError: where it is no photo, is damaged, or is too large.
        """
        from index.photos import open_photo, store_photo

        return store_photo(self._folder, open_photo(photo))

    def read(self, photo: str, box: Box | None = None) -> ReadPhoto:
        """Return what was read from the stored photo with this content hash, or from a part of it.

        Raises:
            PhotoError: where no such photo is stored any more, or the box is no part of it.
        """
        key = (photo, box, self._index.generation.manifest.generation)
        with self._lock:
            known = self._readings.get(key)
        if known is None:
            known = self._read(photo, box)
            with self._lock:
                self._readings[key] = known
                while len(self._readings) > READINGS_KEPT:
                    self._readings.popitem(last=False)
        return known

    def warm(self) -> None:
        """Prepare what the first photo would else wait for; nothing is stored."""
        from PIL import Image

        from index.photos import Photo
        from index.photos.reading import read_photo

        blank = Image.new("RGB", (64, 64), "white")
        if len(self._index.generation.photo_vectors):
            read_photo(Photo(blank, "blank", blank.size), self._index, text=True)

    def look(self, photo: str, words: str = "", box: Box | None = None) -> PhotoReading:
        """Return what a photo shows: the part in `box`, or, of several things, the one meant.

        The words may say which one by its kind («这双鞋多少钱»); else the largest is read and the
        reading is not settled.

        Raises:
            PhotoError: as `read` does.
        """
        whole = self.read(photo).reading
        parts = [self.read(photo, each).reading for each in whole.boxes] if whole.carried else []
        parts = [part for part in parts if part.carried and part.kinds]
        things = parts if len(parts) > 1 else []
        boxes = tuple(part.region for part in things if part.region is not None)
        shows = tuple(part.kinds[0][0] for part in things)
        if box is not None:
            return replace(self.read(photo, box).reading, boxes=boxes, shows=shows)
        if not things:
            return replace(whole, boxes=())
        named = {k for m in self._index.vocabulary.kinds_in(words) for k in m.ids}
        known = self._index.vocabulary
        meant = [part for part in things if with_wider([part.kinds[0][0]], known) & named]
        read = meant[0] if len(meant) == 1 else max(things, key=_area)
        return replace(read, boxes=boxes, shows=shows, settled=len(meant) == 1)

    def _read(self, photo: str, box: Box | None) -> ReadPhoto:
        from index.photos import open_photo
        from index.photos.reading import read_photo

        path = self.path(photo)
        if not path.is_file():
            raise PhotoError(f"the photo {photo!r} is no longer stored. Send it again.")
        if not len(self._index.generation.photo_vectors):
            return ReadPhoto(PhotoReading(photo=photo), None)
        found = read_photo(open_photo(path), self._index, box=box)
        if found.page:
            printed = tuple(row for row in found.words if row[0] == "text")
            return ReadPhoto(PhotoReading(photo, words=printed, region=box, page=True), found)
        kinds = kinds_of_the_surest(found, self._index)
        words = (
            found.words if kinds[:1] == found.kinds[:1] else self._renamed(found.words, kinds[0])
        )
        reading = PhotoReading(photo, kinds, words, found.boxes, region=box, carried=found.carried)
        return ReadPhoto(reading, found)

    def _renamed(
        self, words: tuple[tuple[str, str, float], ...], kind: tuple[str, float]
    ) -> tuple[tuple[str, str, float], ...]:
        known = self._index.vocabulary.kind(kind[0])
        said = ("kind", known.label if known is not None else "", kind[1])
        return tuple(said if row[0] == "kind" else row for row in words)

    def path(self, photo: str) -> Path:
        """Return where the photo with this content hash is stored."""
        return self._folder / f"{photo}.jpg"


def kinds_of_the_surest(found: PhotoReadingResult, index: Index) -> tuple[tuple[str, float], ...]:
    """Return the kinds of a photo, that of a product with the same print or shape before others.

    Points that agree tell more than a look: a milk carton resembles the yoghurts beside it.
    """
    from index.photos.matching import rank_photos

    best = next(iter(rank_photos(found, index)), None)
    if best is None or best.parts.get("points", 0.0) < TELLING_POINTS:
        return found.kinds
    own = index.vocabulary.kinds_of.get(best.product_id, ())
    first = next((row for row in found.kinds if row[0] in own), None)
    if first is None or first == found.kinds[0]:
        return found.kinds
    rest = tuple((kind, sure) for kind, sure in found.kinds if kind != first[0])
    return ((first[0], rest[0][1]), *((kind, sure * LESS) for kind, sure in rest))


def seen_in(reading: PhotoReading | None) -> Seen | None:
    """Return what an answer tells of the photo of its turn; None without one, or without eyes."""
    if reading is None or not (reading.words or reading.kinds or reading.page):
        return None
    shows = reading.shows or ("",) * len(reading.boxes)
    crops = tuple(Crop(box, kind) for box, kind in zip(reading.boxes, shows, strict=True))
    return Seen(
        reading.photo,
        reading.words,
        kind=reading.kinds[0][0] if reading.kinds else "",
        region=reading.region,
        crops=crops,
        settled=reading.settled,
        carried=reading.carried,
        page=reading.page,
    )


def _area(reading: PhotoReading) -> float:
    left, top, right, bottom = reading.region or (0.0, 0.0, 0.0, 0.0)
    return (right - left) * (bottom - top)
