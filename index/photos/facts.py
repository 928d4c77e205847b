"""What is read from a product's photo once, at index time, and kept by the photo's content.

Colours, a hash of the look, local features, and the text in it. A build that was stopped goes on
from what is kept; a photo that is indexed again costs nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import PhotoError
from index.photos.colours import Colours, ColourShare, read_colours
from index.photos.local import LocalFeatures, local_features
from index.photos.text import TextLine, read_text

if TYPE_CHECKING:
    from PIL.Image import Image

    from index.store.encoding import PhotoRow
    from index.store.progress import Progress

FILE = "photo_facts.sqlite"
VERSION = 1
"""Raised when what is read from a photo changes, so that all photos are read again."""

_BATCH = 400
_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (
    content TEXT PRIMARY KEY, version INTEGER NOT NULL, look TEXT NOT NULL,
    histogram BLOB NOT NULL, shares TEXT NOT NULL,
    points BLOB NOT NULL, descriptors BLOB NOT NULL, text TEXT
)
"""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What was read from one photo.

    Attributes:
        look: perceptual hash, 16 hexadecimal digits; few differing bits mean the same picture.
        colours: of what it shows.
        local: points to compare with another photo's.
        text: lines printed in it; None where text was not asked for.
    """

    look: str
    colours: Colours
    local: LocalFeatures
    text: tuple[TextLine, ...] | None = None


def photo_facts(image: Image, *, text: bool = True) -> PhotoFacts:
    """Return what there is to read from an RGB photo; without `text`, its words stay unread."""
    import imagehash

    return PhotoFacts(
        look=str(imagehash.phash(image)),
        colours=read_colours(image),
        local=local_features(image),
        text=read_text(image) if text else None,
    )


class PhotoFactsCache:
    """Facts on disk by the photo's content. Leave a `with` block, or call `close`."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or make it."""
        self._rows = sqlite3.connect(path, check_same_thread=False)
        with self._rows:
            self._rows.execute(_SCHEMA)

    def __enter__(self) -> PhotoFactsCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def known(self, contents: Iterable[str], *, text: bool) -> set[str]:
        """Return those of `contents` that need not be read again."""
        asked = "AND text IS NOT NULL" if text else ""
        return {row[0] for row in self._select("content", list(contents), asked)}

    def put(self, content: str, facts: PhotoFacts) -> None:
        """Keep what was read from a photo, at once."""
        lines = None if facts.text is None else json.dumps([asdict(line) for line in facts.text])
        row = (
            content,
            VERSION,
            facts.look,
            facts.colours.histogram.astype(np.float16).tobytes(),
            json.dumps([(share.id, share.share) for share in facts.colours.shares]),
            facts.local.points.tobytes(),
            facts.local.descriptors.tobytes(),
            lines,
        )
        with self._rows:
            self._rows.execute("INSERT OR REPLACE INTO facts VALUES (?,?,?,?,?,?,?,?)", row)

    def get(self, contents: Iterable[str]) -> Mapping[str, PhotoFacts]:
        """Return what is kept of `contents`; those never read are left out."""
        columns = "content, look, histogram, shares, points, descriptors, text"
        return {row[0]: _facts(row) for row in self._select(columns, list(contents))}

    def get_light(self, contents: Iterable[str]) -> Mapping[str, PhotoFacts]:
        """Return the same without local features, which are many times larger than the rest."""
        columns = "content, look, histogram, shares, NULL, NULL, text"
        return {row[0]: _facts(row) for row in self._select(columns, list(contents))}

    def _select(
        self, columns: str, contents: Sequence[str], also: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(contents), _BATCH):
            part = contents[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            query = f"SELECT {columns} FROM facts WHERE version = ? AND content IN ({marks}) {also}"
            with closing(self._rows.execute(query, (VERSION, *part))) as found:
                yield from found


def _facts(row: tuple[Any, ...]) -> PhotoFacts:
    _, look, histogram, shares, points, descriptors, text = row
    named = tuple(ColourShare(*pair) for pair in json.loads(shares))
    local = LocalFeatures(
        np.frombuffer(points or b"", np.float16).reshape(-1, 2),
        np.frombuffer(descriptors or b"", np.uint8).reshape(-1, 128),
    )
    lines = None if text is None else tuple(_line(line) for line in json.loads(text))
    colours = Colours(np.frombuffer(histogram, np.float16).astype(np.float32), named)
    return PhotoFacts(look, colours, local, lines)


def _line(data: Mapping[str, Any]) -> TextLine:
    left, top, right, bottom = data["box"]
    return TextLine(data["text"], data["confidence"], (left, top, right, bottom))


def read_all(
    rows: Sequence[PhotoRow], root: Path, folder: Path, progress: Progress, *, text: bool = True
) -> int:
    """Read every photo that was not read before; return how many that were.

    Called by a build for the photos that have vectors. Each photo is kept at once, so that a
    build that was stopped goes on where it was.

    Args:
        rows: the photos, with the digests of their files.
        root: folder that their paths start from.
        folder: of the index; the facts go to `photo_facts.sqlite` in it.
        progress: told how far it is.
        text: whether to read the words in them too (about a second of one core each).
    """
    from index.photos import open_photo

    by_content = {row.content: row for row in rows}
    with PhotoFactsCache(folder / FILE) as cache:
        missing = set(by_content) - cache.known(by_content, text=text)
        progress.start("photo facts", len(missing))
        for content in sorted(missing):
            with suppress(PhotoError):
                image = open_photo(root / by_content[content].path).image
                cache.put(content, photo_facts(image, text=text))
            progress.advance(1)
    return len(missing)
