"""Progress on the terminal: a bar with rate and time left, or plain lines where there is none."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from index.store.progress import Progress, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

_NAMES: dict[Stage, str] = {
    "draw": "Drawing the demo shop",
    "read": "Reading the catalogue",
    "facts": "Reading facts",
    "texts": "Encoding texts",
    "photos": "Encoding photos",
    "photo facts": "Reading photos",
    "store": "Storing vectors",
    "verify": "Verifying",
}
_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def shown() -> Generator[Progress]:
    """Show what is told to the progress that this gives, on stderr."""
    import sys

    if not sys.stderr.isatty():
        yield Lines(sys.stderr)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as bars:
        yield _Barred(bars)


class _Barred:
    """One bar a stage."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task = None

    def start(self, stage: Stage, total: int | None) -> None:
        if total == 0:
            self._task = None
            return
        self._finish()
        self._task = self._bars.add_task(_NAMES[stage], total=total, rate="")

    def advance(self, steps: int = 1) -> None:
        if self._task is None:
            return
        self._bars.advance(self._task, steps)
        speed = self._bars.tasks[self._task].speed
        self._bars.update(self._task, rate=f"{speed:.0f}/s" if speed else "")

    def _finish(self) -> None:
        """Close a bar whose length nobody knew."""
        if self._task is None:
            return
        task = self._bars.tasks[self._task]
        if task.total is None:
            self._bars.update(self._task, total=task.completed)


class Lines:
    """A line at the start of a stage and every five seconds, for logs.

    Args:
        stream: where the lines go.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._name = ""
        self._total: int | None = None
        self._done = 0
        self._begun = self._said = 0.0

    def start(self, stage: Stage, total: int | None) -> None:
        """Say which stage begins, unless there is nothing to do in it."""
        self._name, self._total, self._done = _NAMES[stage], total, 0
        self._begun = self._said = time.monotonic()
        if total != 0:
            self._say(f"{self._name}" + (f": {total}" if total else ""))

    def advance(self, steps: int = 1) -> None:
        """Say how far it is, if that was not said just now."""
        self._done += steps
        now = time.monotonic()
        if now - self._said < _SECONDS_BETWEEN_LINES:
            return
        self._said = now
        rate = self._done / (now - self._begun)
        text = f"{self._name}: {self._done}"
        if self._total:
            left = (self._total - self._done) / rate
            text += f" of {self._total}, {left:.0f} s left"
        self._say(f"{text}, {rate:.0f}/s")

    def _say(self, text: str) -> None:
        self._stream.write(text + "\n")
        self._stream.flush()
