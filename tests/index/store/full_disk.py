"""Builds an index on a disk that fills up, in a mount namespace of its own.

    unshare -Urm python full_disk.py FOLDER SMALL_SOURCE LARGE_SOURCE

Prints one JSON object by the stage at which the disk was filled.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tiny_encoder import TinyEncoder
from tiny_shop import options

from index.errors import StoreError
from index.opening import Index
from index.store import build
from index.store.inspection import examine
from index.store.progress import Stage

SIZE = "24m"


class Filler:
    """Fills the disk when a stage begins."""

    def __init__(self, disk: Path, stage: Stage) -> None:
        self._file = disk / "filler"
        self._stage = stage

    def start(self, stage: Stage, total: int | None) -> None:
        if stage != self._stage:
            return
        with self._file.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096) == 4096:
                    pass
            except OSError:
                return

    def advance(self, steps: int = 1) -> None:
        pass


def attempt(disk: Path, large: str, stage: Stage) -> dict[str, object]:
    index = disk / "index"
    try:
        build(large, index, options(TinyEncoder()), Filler(disk, stage))
        said = "nothing"
    except StoreError as error:
        said = str(error)
    with Index.open(index, TinyEncoder()) as opened:
        after = len(opened.products)
    (disk / "filler").unlink()
    return {"said": said, "products": after, "wrong": examine(index)}


def main(folder: str, small: str, large: str) -> None:
    disk = Path(folder)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder]
    subprocess.run(command, check=True)
    build(small, disk / "index", options(TinyEncoder()))
    stages: tuple[Stage, ...] = ("texts", "store", "verify")
    result: dict[str, object] = {stage: attempt(disk, large, stage) for stage in stages}
    done = build(large, disk / "index", options(TinyEncoder()))
    result["in the end"] = {"products": done.manifest.counts.products}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
