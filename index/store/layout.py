"""Where things lie in an index directory, and how its pointer moves.

```
INDEX/
├── index.json        says that this directory is ours, and in which format
├── CURRENT           name of the live generation; swapped atomically
├── gen-0001/         one generation, never changed once it is live
├── offers.sqlite     live prices and stock, part of no generation
├── vectors.sqlite    vectors by content, so that nothing is computed twice
└── writer.lock       held by the one process that may write
```
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from index.errors import StoreError

FORMAT = 1
MARKER = "index.json"
CURRENT = "CURRENT"
OFFERS = "offers.sqlite"
VECTORS = "vectors.sqlite"
WRITER_LOCK = "writer.lock"

_DRAFT = ".new"

_GENERATION = re.compile(r"gen-(\d{4,})")


def prepare(out: Path) -> None:
    """Make `out` an index directory; one that is an index already is left as it is.

    Raises:
        StoreError: where `out` is a file, or a directory with anything in it that is not ours.
    """
    if out.exists() and not out.is_dir():
        raise StoreError(f"{str(out)!r} is a file; --out must name a directory for the index.")
    if (out / MARKER).exists():
        _check_format(out)
        return
    begun = (MARKER + _DRAFT, WRITER_LOCK)
    if out.exists() and any(p.name not in begun for p in out.iterdir()):
        raise StoreError(
            f"{str(out)!r} is not empty and is no index of ours; nothing in it was touched. "
            "Name a new directory."
        )
    out.mkdir(parents=True, exist_ok=True)
    replace_text(out / MARKER, json.dumps({"what": "daogou index", "format": FORMAT}) + "\n")


def check(index: Path) -> None:
    """Return where `index` is a built index.

    Raises:
        StoreError: where it is missing, empty, foreign, or of another format.
    """
    if not index.exists():
        raise StoreError(
            f"no index at {str(index)!r}. Build one: guide index build SOURCE --out {index}"
        )
    if not (index / MARKER).is_file():
        raise StoreError(
            f"{str(index)!r} is no index of ours. Build one: guide index build SOURCE --out DIR"
        )
    _check_format(index)


def _check_format(index: Path) -> None:
    try:
        marker = json.loads((index / MARKER).read_text(encoding="utf-8"))
        found = marker["format"] if marker["what"] == "daogou index" else None
    except (OSError, ValueError, KeyError, TypeError):
        found = None
    if found is None:
        raise StoreError(f"{str(index / MARKER)!r} is not the marker of an index of ours.")
    if found != FORMAT:
        raise StoreError(
            f"the index at {str(index)!r} has format {found!r} and this version reads {FORMAT}. "
            "Build it again into a new directory."
        )


def generations(index: Path) -> list[str]:
    """Return the names of all generations there, finished or not, oldest first."""
    names = [p.name for p in index.iterdir() if p.is_dir() and _GENERATION.fullmatch(p.name)]
    return sorted(names, key=lambda n: int(n[4:]))


def next_generation(index: Path) -> str:
    """Return a generation name that was never used in this index."""
    used = [*generations(index), *filter(None, [current(index)])]
    last = max((int(name[4:]) for name in used), default=0)
    return f"gen-{last + 1:04d}"


def current(index: Path) -> str | None:
    """Return the name of the live generation, or None where none was ever finished.

    Raises:
        StoreError: where the pointer does not name a generation.
    """
    try:
        name = (index / CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    if not _GENERATION.fullmatch(name):
        raise StoreError(
            f"the pointer {str(index / CURRENT)!r} is damaged: it says {name!r}. "
            "Delete that file and build again."
        )
    return name


def point_to(index: Path, generation: str) -> None:
    """Make `generation` the live one; either wholly done or not at all."""
    replace_text(index / CURRENT, generation + "\n")


def replace_text(path: Path, text: str) -> None:
    """Write `text` to `path` so that a crash leaves the old file or the new one, never a half."""
    draft = path.with_name(path.name + _DRAFT)
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    fsync(path.parent)


def fsync_tree(folder: Path) -> None:
    """Force every file and directory under `folder` to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        fsync(path)
    fsync(folder)
    fsync(folder.parent)


def fsync(path: Path) -> None:
    """Force one file or directory to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
