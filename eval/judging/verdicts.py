"""What a judging model replied, read strictly: a reply that is not exactly a verdict is none."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Winner = Literal["A", "B", "tie"]
LOWEST, HIGHEST = 1, 5
_FENCE = re.compile(r"```(?:json)?\s*(\{.*\})\s*```", re.DOTALL)
QUOTED = 80
"""Characters of an unreadable reply that are shown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade of 1 to 5 with its reason; `grade` is None where the reply was no verdict."""

    grade: int | None
    reason: str


def parse_grade(reply: str) -> Verdict:
    """Return the verdict in a reply; anything but one object with both fields is unparsed."""
    row = _object(reply, {"grade", "reason"}) or {}
    grade = row.get("grade")
    if type(grade) is not int or not LOWEST <= grade <= HIGHEST:
        return Verdict(None, f"unparsed: {reply.strip()[:QUOTED]!r}")
    return Verdict(grade, str(row["reason"]))


def parse_winner(reply: str) -> tuple[Winner | None, str]:
    """Return who won by a reply (None where it says so in no readable way), and why."""
    row = _object(reply, {"winner", "reason"})
    if row is None or row["winner"] not in ("A", "B", "tie"):
        return None, f"unparsed: {reply.strip()[:QUOTED]!r}"
    return row["winner"], str(row["reason"])


def _object(reply: str, fields: set[str]) -> Mapping[str, Any] | None:
    """Return the one JSON object that a reply is, with exactly these fields, fenced or not."""
    text = reply.strip()
    fenced = _FENCE.fullmatch(text)
    try:
        row = json.loads(fenced[1] if fenced else text)
    except ValueError:
        return None
    if not isinstance(row, dict) or set(row) != fields or not isinstance(row["reason"], str):
        return None
    return row if row["reason"].strip() else None
