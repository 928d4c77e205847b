"""Read photos in a process of their own, and say what became of each and what it took.

    python read_one.py FOLDER < NAMES

For every name on stdin one JSON line: the outcome (`photo` or the refusal's code), the seconds of
processor time, and the most memory this process had so far, in MB. Whoever wants to know the memory
of one file starts one process for it.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from index.errors import PhotoError
from index.photos import open_photo

ADDRESS_SPACE = 2 << 30


def main(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    for line in sys.stdin:
        began = time.process_time()
        try:
            photo = open_photo(folder / line.strip())
            outcome = "photo"
            assert photo.image.mode == "RGB" and max(photo.image.size) <= 1024
        except PhotoError as error:
            outcome = error.code
        seconds = time.process_time() - began
        sys.stdout.write(
            json.dumps({"outcome": outcome, "seconds": seconds, "mb": most_memory()}) + "\n"
        )
        sys.stdout.flush()


def most_memory() -> float:
    # Not getrusage: its figure begins with what the parent had when it forked.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return (
        next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmHWM")) / 1024
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
