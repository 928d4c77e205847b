"""One row a case: every verdict with its reason, as JSONL that is read back to compare runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.scoring import Score
from index.errors import EvalError
from index.wire import dump, load


@dataclass(frozen=True, slots=True)
class Row:
    """How one case went.

    Attributes:
        suite: its suite's name.
        case: its id there.
        form: what it asks.
        asked: its words, or its photo's name.
        group: what the breakdown goes by: how it is rewritten, its label, or its catalogue.
        scores: verdicts by the scorer's name.
        ranking: product ids that came back, best first.
        total_ms: how long it took.
        answers: the whole Answers, a turn each.
        error: why there is no answer, or "".
    """

    suite: str
    case: str
    form: str
    asked: str
    group: str = ""
    scores: Mapping[str, Score] = field(default_factory=dict[str, Score])
    ranking: tuple[str, ...] = ()
    total_ms: float = 0.0
    answers: tuple[Mapping[str, Any], ...] = ()
    error: str = ""


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as JSONL, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(dump(row), ensure_ascii=False) + "\n" for row in rows)
    made = path.with_name(path.name + ".part")
    made.write_text("".join(lines), encoding="utf-8")
    made.replace(path)


def append_row(path: Path, row: Row) -> None:
    """Add one row, so that a run that is stopped can be resumed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(dump(row), ensure_ascii=False) + "\n")


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a run.

    Raises:
        EvalError: where there is no such file, or a line of it is no row.
    """
    if not path.is_file():
        raise EvalError(f"no run at {str(path)!r}. Make one with guide eval SUITE --jsonl FILE.")
    rows: list[Row] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            rows.append(load(Row, json.loads(line)))
        except ValueError as error:
            raise EvalError(f"{path.name}, line {number}, is no row of a run.") from error
    return rows


def by_suite(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows of each suite, in the order of the run."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.suite, []).append(row)
    return found
