"""Photos that come apart from the catalogue: a folder or a zip, matched by name or id."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from index.errors import CatalogueError

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".gif", ".bmp")
_NUMBERED = re.compile(r"^(?P<id>.+?)[ _\-.]?\(?(?P<number>\d{1,3})\)?$")
_LARGEST = 50_000_000
_LARGEST_ALL = 20_000_000_000


@dataclass(slots=True)
class PhotoBox:
    """Photos by the names that products can be found by.

    Attributes:
        root: the folder that holds them.
        known: every id of the catalogue, so that `a-1.jpg` is not taken for a photo of `a` where
            there is an `a-1`.
        used: photos that a product was found for.
    """

    root: Path
    by_name: Mapping[str, Path]
    by_id: Mapping[str, list[Path]]
    known: frozenset[str] = frozenset()
    used: set[Path] = field(default_factory=set[Path])

    def expect(self, ids: Iterable[str]) -> None:
        """Say which ids the catalogue has."""
        self.known = frozenset(map(_key, ids))

    def named(self, path: str) -> Path | None:
        """Return the photo that a catalogue calls `path`, by its file name alone."""
        found = self.by_name.get(_key(PurePosixPath(path.replace("\\", "/")).name))
        if found:
            self.used.add(found)
        return found

    def of(self, ids: Iterable[str]) -> list[Path]:
        """Return the photos named after any of `ids`: `ID.jpg`, `ID_2.jpg`, `ID/anything.jpg`."""
        found = [
            photo
            for id_ in map(_key, ids)
            for photo in self.by_id.get(id_, ())
            if _key(photo.stem) == id_ or _key(photo.stem) not in self.known
        ]
        self.used.update(found)
        return list(dict.fromkeys(found))


def open_box(photos: Path, beside: Path) -> PhotoBox:
    """Return the photos of a folder, or of a zip unpacked into `beside`.

    Raises:
        CatalogueError: where there is no such folder or zip, or it cannot be unpacked.
    """
    if photos.is_dir():
        folder = photos
    elif zipfile.is_zipfile(photos):
        folder = beside / f"{photos.stem}-photos"
        _unpack(photos, folder)
    else:
        raise CatalogueError(
            f"{str(photos)!r} is neither a folder nor a zip of photos; check the path."
        )
    files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in _SUFFIXES and f.is_file())
    by_id: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        for id_ in _ids(file, folder):
            by_id[id_].append(file)
    return PhotoBox(folder, {_key(file.name): file for file in reversed(files)}, by_id)


def _ids(file: Path, folder: Path) -> list[str]:
    """The ids that a photo may be named after: its stem, less a number; the folder it lies in."""
    found = [_key(file.stem)]
    if match := _NUMBERED.match(file.stem):
        found.append(_key(match["id"]))
    if file.parent != folder:
        found.append(_key(file.parent.name))
    return list(dict.fromkeys(found))


def _key(name: str) -> str:
    return name.strip().casefold()


def _unpack(archive: Path, folder: Path) -> None:
    """Write the photos of a zip, never outside `folder` and never more than the limits allow."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [m for m in opened.infolist() if m.filename.lower().endswith(_SUFFIXES)]
            if sum(m.file_size for m in members) > _LARGEST_ALL:
                raise CatalogueError(f"{archive.name!r} unpacks to more than 20 GB; split it.")
            for member in members:
                _write(opened, member, folder)
    except (zipfile.BadZipFile, OSError, RuntimeError) as error:
        raise CatalogueError(
            f"{archive.name!r} cannot be unpacked ({error}); zip it again."
        ) from error


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    parts = [
        p
        for p in PurePosixPath(member.filename.replace("\\", "/")).parts
        if p not in ("/", "..", ".")
    ]
    target = folder.joinpath(*parts[-2:])
    if member.file_size > _LARGEST or target.is_symlink():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as stream:
        data = stream.read(_LARGEST + 1)
    if len(data) <= _LARGEST:
        target.write_bytes(data)
