"""The demo shop as a folder: `catalogue.jsonl` and its pictures."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from index.demo.build import items
from index.demo.drawing.render import Job
from index.errors import CatalogueError

Progress = Callable[[int, int], None]
"""Called with how many pictures are drawn and how many there are."""

_STAMP = ".drawings"


def write(folder: Path, *, progress: Progress | None = None) -> Path:
    """Write the demo shop into `folder` and return it; the bytes are the same every time.

    Pictures that the same drawings left there before are kept.

    Raises:
        CatalogueError: where a picture cannot be drawn.
    """
    folder = Path(folder)
    (folder / "images").mkdir(parents=True, exist_ok=True)
    draw([job for item in items() for job in item.pictures], folder, progress)
    lines = (json.dumps(item.row, ensure_ascii=False) for item in items())
    text = "".join(f"{line}\n" for line in lines)
    (folder / "catalogue.jsonl").write_text(text, encoding="utf-8", newline="\n")
    return folder


def draw(jobs: Sequence[Job], folder: Path, progress: Progress | None = None) -> None:
    """Draw the jobs' pictures into `folder`, on every core that there is.

    Each core runs a program of its own (`drawing/worker.py`), for the rasteriser holds Python's
    lock, and a pool of processes would run the caller's main module again.

    Raises:
        CatalogueError: where a worker fails; the message has what it said.
    """
    _forget_others(jobs, folder)
    left = [job for job in jobs if not (folder / job.path).exists()]
    done = count(len(jobs) - len(left) + 1)

    def tell(_: str) -> None:
        here = next(done)
        if progress:
            progress(here, len(jobs))

    hands = min(os.cpu_count() or 1, 8, len(left))
    if hands:
        with ThreadPoolExecutor(hands) as pool:
            shares = [left[n::hands] for n in range(hands)]
            list(pool.map(lambda share: _by_worker(share, folder, tell), shares))


def _by_worker(jobs: Sequence[Job], folder: Path, tell: Callable[[str], None]) -> None:
    """Have one worker draw the jobs; it names each picture on a line of its own when it is done."""
    orders = "".join(json.dumps(dataclasses.asdict(job), ensure_ascii=False) + "\n" for job in jobs)
    command = [sys.executable, "-m", "index.demo.drawing.worker", str(folder)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
    ) as worker:
        assert worker.stdin and worker.stdout and worker.stderr
        worker.stdin.write(orders)
        worker.stdin.close()
        for line in worker.stdout:
            tell(line)
        said = worker.stderr.read()
    if worker.returncode:
        last = said.strip().splitlines()[-1:] or [f"exit status {worker.returncode}"]
        raise CatalogueError(f"the demo's pictures could not be drawn: {last[0]}.")


def _forget_others(jobs: Sequence[Job], folder: Path) -> None:
    """Remove pictures that other drawings, or an older program, left in the folder."""
    stamp = _stamp(jobs)
    mark = folder / _STAMP
    if mark.exists() and mark.read_text(encoding="utf-8") == stamp:
        return
    for old in (folder / "images").glob("*.jpg"):
        old.unlink()
    mark.write_text(stamp, encoding="utf-8")


def _stamp(jobs: Sequence[Job]) -> str:
    """What the pictures depend on: the jobs and the program that draws them."""
    digest = hashlib.sha256(repr(jobs).encode())
    here = Path(__file__).parent
    drawn_by = [f for f in (here / "drawing").rglob("*") if f.suffix in (".py", ".svg")]
    for source in (here / "dice.py", *sorted(drawn_by)):
        digest.update(source.read_bytes())
    return digest.hexdigest()
