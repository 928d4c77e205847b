"""Photos that a catalogue names: inside its folder, there, and whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from index.catalogue.boxes import PhotoBox
from index.catalogue.report import Report

REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_JPEG, _PNG, _OTHERS = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", (b"GIF8", b"BM")
_MOST_PIXELS = 60_000_000
_TAIL = 4096


@dataclass(slots=True)
class PhotoFolder:
    """The folder of a catalogue, by which its photo paths are checked.

    Attributes:
        root: the folder of the catalogue file; what the catalogue names must lie inside it.
        report: where missing and damaged photos are reported.
        base: the folder that the products' paths start from; `root`, or one above it where photos
            that the shop's owner gave lie elsewhere.
        box: photos given apart from the catalogue, or None.
        fetched: photos from the web: address to file, or to why it was not fetched.
        remote: addresses on the web that were left unfetched.
    """

    root: Path
    report: Report
    base: Path
    box: PhotoBox | None = None
    fetched: Mapping[str, Path | str] = field(default_factory=dict[str, "Path | str"])
    remote: set[str] = field(default_factory=set[str])
    _checked: dict[str, Path | str] = field(default_factory=dict[str, "Path | str"])

    def check(self, paths: Iterable[str], line: int, ids: Iterable[str] = ()) -> tuple[str, ...]:
        """Return those of `paths` that are whole photos, relative to `base`; report the others.

        Photos of the box that are named after one of `ids` are added. Addresses on the web count
        only where they were fetched before.
        """
        files = [file for path in paths if (file := self._file(path, line))]
        files += self.box.of(ids) if self.box else []
        return tuple(dict.fromkeys(self._relative(file) for file in files))

    def _file(self, path: str, line: int) -> Path | None:
        if REMOTE.match(path):
            found = self.fetched.get(path)
            if found is None:
                self.remote.add(path)
                return None
        else:
            if path not in self._checked:
                self._checked[path] = self._look(path)
            found = self._checked[path]
        if isinstance(found, str):
            self.report.problem(line, "images", found, path, skipped=False)
            return None
        return found

    def _look(self, path: str) -> Path | str:
        """The photo at `path`, or what is wrong with it."""
        boxed = self.box.named(path) if self.box else None
        if "\\" in path and not PureWindowsPath(path).is_absolute():
            path = path.replace("\\", "/")  # as Windows writes it
        if Path(path).is_absolute() or PureWindowsPath(path).is_absolute() or "\x00" in path:
            return boxed or "a photo path must be relative to the catalogue file"
        file = self.root / path
        if not file.resolve().is_relative_to(self.root.resolve()):
            return boxed or "a photo must lie inside the folder of the catalogue file"
        if not file.is_file():
            return boxed or "no such photo; put it there, or mend the path"
        return file if is_whole(file) else "the photo is damaged or no photo; save it again"

    def _relative(self, file: Path) -> str:
        if self.base == self.root and file.is_relative_to(self.root):
            return file.relative_to(self.root).as_posix()
        return file.resolve().relative_to(self.base).as_posix()


def is_whole(file: Path) -> bool:
    """Return whether `file` begins as a photo of a known kind and is not cut off.

    Only the first and last bytes are read where those show the end of the photo; where they do not
    (cut off, or something was appended), it is decoded once, small.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        head = stream.read(16)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read(_TAIL)
    if head.startswith(_JPEG):
        return b"\xff\xd9" in tail or _decodes(file)
    if head.startswith(_PNG):
        return b"IEND" in tail or b"IEND" in file.read_bytes()
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return int.from_bytes(head[4:8], "little") + 8 <= size
    return head[4:8] == b"ftyp" or head.startswith(_OTHERS)


def _decodes(file: Path) -> bool:
    from PIL import Image

    try:
        with Image.open(file, formats=("JPEG",)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return False
            image.draft("RGB", (64, 64))
            image.load()
    except (OSError, SyntaxError, ValueError):
        return False
    return True
