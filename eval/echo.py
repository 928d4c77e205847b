"""An adapter in thirty lines, to copy: a system that repeats the request, as a file of answers.

    python -m eval.echo SUITE > answers.jsonl
    guide eval SUITE --index DIR --system answers.jsonl

Replace `ask` with a call of another system. What it does not have may be left out of an answer.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.case import open_suite


def ask(text: str) -> dict[str, Any]:
    """Return an Answer that shows nothing: only `text` and `picks` are needed."""
    return {"act": "chat", "text": f"You said: {text}", "picks": []}


def answers(suite: Path) -> Iterator[dict[str, Any]]:
    """Yield a line for every case of a suite: an answer for each of its turns."""
    for case in open_suite(suite).cases:
        turns = [str(turn["text"]) for turn in case.raw.get("turns", ())] or [case.text]
        started = time.perf_counter()
        given = [ask(text) for text in turns]
        taken = (time.perf_counter() - started) * 1000
        yield {"case": case.id, "answers": given, "total_ms": taken}


def main() -> None:
    """Write the answers to the suite named on the command line."""
    for line in answers(Path(sys.argv[1])):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
