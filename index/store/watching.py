"""Waiting for a catalogue to change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

Signature = frozenset[tuple[str, int, int]]

_SECONDS = 1.0


def signature(source: Path, ignored: Path) -> Signature:
    """Return names, times and sizes of the files of `source`, a file or a folder.

    What lies under `ignored`, the index itself, does not count.
    """
    files = [source] if source.is_file() else source.rglob("*")
    found: set[tuple[str, int, int]] = set()
    for file in files:
        if file.is_relative_to(ignored) or not file.is_file():
            continue
        try:
            state = file.stat()
        except FileNotFoundError:
            continue
        found.add((str(file), state.st_mtime_ns, state.st_size))
    return frozenset(found)


def rests(
    look: Callable[[], Signature], sleep: Callable[[float], None] = time.sleep
) -> Iterator[None]:
    """Yield, for ever, whenever what `look` sees has changed and then stopped changing.

    Args:
        look: takes the signature now.
        sleep: waits between two looks.
    """
    known = last = look()
    while True:
        sleep(_SECONDS)
        now = look()
        if now == last and now != known:
            known = now
            yield
        last = now
