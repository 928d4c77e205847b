"""Photos that a catalogue names: inside its folder, there, and whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from index.catalogue.report import Report

_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM")
_TAIL = 4096


@dataclass(slots=True)
class PhotoFolder:
    """The folder of a catalogue, by which its photo paths are checked."""

    root: Path
    report: Report
    remote: int = 0
    _checked: dict[str, str | None] = field(default_factory=dict[str, str | None])

    def check(self, paths: Iterable[str], line: int) -> tuple[str, ...]:
        """Return those of `paths` that are whole photos inside the folder; report the others.

        Addresses on the web are counted, never fetched here.
        """
        return tuple(path for path in paths if self._keeps(path, line))

    def _keeps(self, path: str, line: int) -> bool:
        if _REMOTE.match(path):
            self.remote += 1
            return False
        if path not in self._checked:
            self._checked[path] = self._fault(path)
        fault = self._checked[path]
        if fault:
            self.report.problem(line, "images", fault, path, skipped=False)
        return fault is None

    def _fault(self, path: str) -> str | None:
        if Path(path).is_absolute() or PureWindowsPath(path).is_absolute() or "\x00" in path:
            return "a photo path must be relative to the catalogue file"
        file = self.root / path
        if not file.resolve().is_relative_to(self.root.resolve()):
            return "a photo must lie inside the folder of the catalogue file"
        if not file.is_file():
            return "no such photo; put it there, or mend the path"
        return None if is_whole(file) else "the photo is damaged or no photo; save it again"


def is_whole(file: Path) -> bool:
    """Return whether `file` begins as a photo of a known kind and is not cut off.

    Only the first and last bytes are read: decoding is left to whoever needs the pixels.
    """
    size = file.stat().st_size
    with file.open("rb") as stream:
        head = stream.read(16)
        stream.seek(max(0, size - _TAIL))
        tail = stream.read(_TAIL)
    if head.startswith(_SIGNS[0]):
        return b"\xff\xd9" in tail
    if head.startswith(_SIGNS[1]):
        return b"IEND" in tail
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return int.from_bytes(head[4:8], "little") + 8 <= size
    return head[4:8] == b"ftyp" or head.startswith(_SIGNS[2:])
