"""Draws the jobs on standard input, one JSON object a line, into the folder that it is given."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from index.demo.drawing.render import Job, picture


def main() -> None:
    """Draw every job and name its picture on standard output once it is whole."""
    folder = Path(sys.argv[1])
    for line in sys.stdin.read().splitlines():
        job = Job(**json.loads(line))
        path = folder / job.path
        part = path.with_suffix(".part")
        part.write_bytes(picture(job))
        part.replace(path)
        sys.stdout.write(f"{job.path}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
