"""What each hostile file costs, each read in a process of its own: a table for the measurements.

python tests/index/photos/measure_hostile.py
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hostile_files


def costs() -> Iterator[dict]:
    """Give for every file its name, outcome, seconds of processor time, and MB of the process."""
    reader = Path(__file__).with_name("read_one.py")
    with tempfile.TemporaryDirectory() as folder:
        for name, data, _ in hostile_files.files():
            (Path(folder) / name).write_bytes(data)
            line = subprocess.run(
                [sys.executable, str(reader), folder],
                input=name,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            yield {"name": name, **json.loads(line)}


if __name__ == "__main__":
    rows = list(costs())
    for row in rows:
        sys.stdout.write("{name:26} {outcome:16} {seconds:5.2f} s {mb:5.0f} MB\n".format(**row))
    most = [max(row[key] for row in rows) for key in ("seconds", "mb")]
    sys.stdout.write("{} files, at most {:.2f} s and {:.0f} MB\n".format(len(rows), *most))
