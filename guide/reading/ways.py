"""Whole ways of saying a thing, put as it is said most often («同时充两个设备» is «双口的»)."""

from __future__ import annotations

import re
from functools import cache

from guide.reading.frames import spelled
from guide.reading.phrases import phrases


def usual(text: str) -> str:
    """Return a plain text with the ways of saying that a data file lists in the usual one."""
    for pattern, meant in _ways():
        text = pattern.sub(meant, text)
    return text


@cache
def _ways() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = phrases("ways")["way"]
    return tuple((re.compile(spelled("ways", row["said"])), row["meant"]) for row in rows)
