"""Builds an index in a process of its own, and ends it without warning where it is told to.

    python build_and_die.py SOURCE OUT LOG [STAGE:STEP] [SECONDS_A_TEXT]

Each text that is encoded is written to LOG first, so that the test knows what was computed twice.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from tiny_encoder import TinyEncoder
from tiny_shop import options

from index.encoders.protocol import Vectors
from index.store import build
from index.store.progress import Stage


class LoggingEncoder(TinyEncoder):
    """Writes down what it encodes before it does."""

    def __init__(self, log: Path, seconds: float) -> None:
        super().__init__(seconds=seconds)
        self._log = log

    def passages(self, texts: Sequence[str]) -> Vectors:
        with self._log.open("a", encoding="utf-8") as file:
            file.writelines(text + "\n" for text in texts)
        return super().passages(texts)


class DeadlyProgress:
    """Kills this process when a stage has made so many steps."""

    def __init__(self, stage: str, step: int) -> None:
        self._stage = stage
        self._left = step
        self._here = False

    def start(self, stage: Stage, total: int | None) -> None:
        self._here = stage == self._stage
        self._check()

    def advance(self, steps: int = 1) -> None:
        self._left -= steps if self._here else 0
        self._check()

    def _check(self) -> None:
        if self._here and self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(source: str, out: str, log: str, point: str = "", seconds: str = "0") -> None:
    stage, _, step = point.partition(":")
    encoder = LoggingEncoder(Path(log), float(seconds))
    build(source, Path(out), options(encoder), DeadlyProgress(stage, int(step or 0)))


if __name__ == "__main__":
    main(*sys.argv[1:])
