"""Where the shared catalogues and requests lie; they are read from there, never copied."""

from __future__ import annotations

import json
import os
from pathlib import Path

VARIABLE = "GUIDE_SHARED"


def folder() -> Path:
    """Return the shared folder: what `GUIDE_SHARED` names, else `shared` beside the project."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared"


def catalogue(name: str) -> Path | None:
    """Return the folder of a shared catalogue, or None where it is absent."""
    path = folder() / "data" / "catalogues" / name
    return path if path.is_dir() else None


def suite(name: str) -> Path | None:
    """Return the folder of shared requests, or None where it is absent."""
    path = folder() / "data" / "queries" / name
    return path if path.is_dir() else None


def queries(name: str, field: str) -> list[str]:
    """Return one field of every shared request of a suite; photos as paths. Empty where absent."""
    path = suite(name)
    if path is None:
        return []
    rows = [json.loads(line) for line in (path / "queries.jsonl").read_text("utf-8").splitlines()]
    found = [str(row[field]) for row in rows if row.get(field)]
    return [str(path / each) for each in found] if field == "photo" else found
