"""`make bench`: times and memory on this machine, each beside what was promised.

Timings are told, never asserted: a test that fails on a busy machine teaches people to ignore it.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.shared import catalogue, queries

if TYPE_CHECKING:
    from guide.conversation.service import Guide
    from index.opening import Index

PROGRAM = "from guide.program import main; main()"
SELECTIVE = 0.01
TEXT_TURNS = 60
PHOTO_TURNS = 24
CATALOGUE = "catalogue.jsonl"


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: what was measured, how much, in which unit, and what was promised."""

    name: str
    value: float
    unit: str
    promised: float

    def __str__(self) -> str:
        mark = "ok " if self.value <= self.promised else "OVER"
        return f"{mark:4} {self.name:<44} {self.value:>9.2f} {self.unit:<3} (≤ {self.promised:g})"


def run(folder: Path) -> list[Reading]:
    """Return all readings, with indexes of two shared catalogues built in `folder`."""
    readings = [_help()]
    source = catalogue("taobao_titles")
    if source is None:
        sys.stderr.write("No shared data: only the program's start was measured.\n")
        return readings
    readings += _builds(source, folder / "titles")
    readings += asyncio.run(_text_turns(folder / "titles"))
    readings.append(_port(folder / "titles"))
    clothes = catalogue("fashion")
    if clothes is not None:
        mixed = _mixed(source, clothes, folder / "mixed")
        shutil.copytree(folder / "titles", folder / "shop")  # so that its vectors are reused
        subprocess.run(_build(mixed, folder / "shop"), capture_output=True, check=True)
        readings.append(asyncio.run(_photo_turns(folder / "shop")))
    return readings


def _mixed(titles: Path, clothes: Path, folder: Path) -> Path:
    """Write a catalogue of 13,348 products, 1,508 of them with photos, and return its folder."""
    shutil.copytree(clothes, folder)
    with_photos = (clothes / CATALOGUE).read_text("utf-8").splitlines()
    rows = (titles / CATALOGUE).read_text("utf-8").splitlines()
    rows[: len(with_photos)] = with_photos
    (folder / CATALOGUE).write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def machine() -> str:
    """Return what the figures were measured on, and how busy it was."""
    load, python = os.getloadavg()[0], platform.python_version()
    return f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {python}"


def _help() -> Reading:
    times = [_seconds([sys.executable, "-c", PROGRAM, "--help"]) for _ in range(5)]
    return Reading("guide --help", statistics.median(times), "s", 0.5)


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - started


def _build(source: Path, folder: Path) -> list[str]:
    command = [sys.executable, "-c", PROGRAM, "index", "build", str(source), "--out", str(folder)]
    return [*command, "--encoder", "embedded", "--no-photo-text"]


def _builds(source: Path, folder: Path) -> list[Reading]:
    first = _seconds(_build(source, folder))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024**2
    second = _seconds(_build(source, folder))
    return [
        Reading("first index of 13,348 products", first, "s", 360),
        Reading("second build of the same catalogue", second, "s", 20),
        Reading("peak memory of building", peak, "GB", 1.5),
    ]


async def _text_turns(folder: Path) -> list[Reading]:
    from guide.conversation.service import open_guide

    texts = queries("taobao_queries", "text")[:TEXT_TURNS]
    async with open_guide(folder) as guide:
        await guide.awarm()
        taken = [await _turn(guide, text, None) for text in texts]
        filtered = _filtered(guide.index)
    return [
        Reading("text turn on 13,348 products, median", statistics.median(taken), "ms", 150),
        Reading("text turn, p95", sorted(taken)[int(len(taken) * 0.95)], "ms", 400),
        Reading("filtered search at 1 %, median", filtered, "ms", 20),
    ]


async def _photo_turns(folder: Path) -> Reading:
    from guide.conversation.service import open_guide

    photos = queries("clothing_photos", "photo")[:PHOTO_TURNS]
    async with open_guide(folder) as guide:
        await _turn(guide, "", Path(photos[0]))
        taken = [await _turn(guide, "", Path(photo)) for photo in photos]
    return Reading("photo turn, 1,508 of 13,348 with photos", statistics.median(taken), "ms", 500)


async def _turn(guide: Guide, text: str, photo: Path | None) -> float:
    started = time.perf_counter()
    await guide.aanswer(f"bench-{time.monotonic_ns()}", text, photo)
    return (time.perf_counter() - started) * 1000


def _filtered(index: Index) -> float:
    from index.filters import In
    from index.search import SearchRequest

    ids = tuple(p.id for p in index.products)
    some = In("id", ids[:: round(1 / SELECTIVE)])
    return statistics.median(
        _milliseconds(lambda: index.search(SearchRequest(text="蓝牙耳机", where=some)))
        for _ in range(20)
    )


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _port(folder: Path) -> Reading:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-c", PROGRAM, "serve", "--index", str(folder), "--port", str(port)]
    started = time.perf_counter()
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - started < 60:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
    finally:
        taken = time.perf_counter() - started
        server.terminate()
        server.wait(timeout=30)
    return Reading("port open after a warm start", taken, "s", 10)


def main() -> None:
    """Print every reading, and as JSON with `--json`."""
    with tempfile.TemporaryDirectory() as made:
        readings = run(Path(made))
    if "--json" in sys.argv:
        rows = {reading.name: reading.value for reading in readings}
        sys.stdout.write(json.dumps({"machine": machine(), "readings": rows}) + "\n")
        return
    sys.stdout.write(machine() + "\n" + "\n".join(str(reading) for reading in readings) + "\n")


if __name__ == "__main__":
    main()
