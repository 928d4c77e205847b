"""A case of a suite, and the suite itself, as they lie on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from index.errors import EvalError

QUERIES = "queries.jsonl"
LABELS = "labels.json"

Form = Literal[
    "find",
    "kind",
    "request",
    "dialogue",
    "refusal",
    "reading",
    "nothing",
    "question",
    "photo_words",
    "fair",
    "fresh",
    "spans",
    "relevance",
]
_TOLD_BY: tuple[tuple[str, Form], ...] = (
    ("alter", "fair"),
    ("change", "fresh"),
    ("spans", "spans"),
    ("item", "relevance"),
    ("corrected", "find"),
    ("with", "photo_words"),
    ("turns", "dialogue"),
    ("refuse", "refusal"),
    ("expect", "reading"),
    ("blocks", "nothing"),
    ("not_carried", "nothing"),
    ("answers", "question"),
    ("where", "request"),
    ("relevant", "find"),
    ("label", "kind"),
)
"""The field that tells the form of a case, the first that it has."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request, and what answers it.

    Attributes:
        id: unique in its suite.
        text: the words, or "".
        photo: the photo, or None.
        relevant: ids of the products that answer it; empty where `label` or `where` decides.
        label: the kind of thing that the photo shows, translated by the suite's labels.
        where: the index's own filter JSON that every product coming back must satisfy, or None.
        raw: the row as it was read, for what a scorer needs besides.
    """

    id: str
    text: str = ""
    photo: Path | None = None
    relevant: tuple[str, ...] = ()
    label: str | None = None
    where: Mapping[str, Any] | None = None
    raw: Mapping[str, Any] = field(default_factory=dict[str, Any])

    @property
    def said(self) -> tuple[str, ...]:
        """What the shopper says, a turn each."""
        turns = self.raw.get("turns") or ({"text": self.text},)
        return tuple(str(turn.get("text", "")) for turn in turns)


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases that are measured together.

    Attributes:
        name: the folder's or file's name.
        path: the file of cases.
        labels: label to the category names that answer it; empty where no case has a label.
        catalogue: the catalogue that the cases are for, or None for any.
    """

    name: str
    path: Path
    cases: tuple[Case, ...]
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    catalogue: str | None = None

    @property
    def form(self) -> Form:
        """What its cases ask, told by the fields of the first.

        Raises:
            EvalError: where it has no cases, or they say nothing of what answers them.
        """
        if not self.cases:
            raise EvalError(f"the suite {self.name!r} has no cases.")
        raw = self.cases[0].raw
        for name, form in _TOLD_BY:
            if name in raw:
                return form
        fields = ", ".join(name for name, _ in _TOLD_BY)
        raise EvalError(f"the cases of {self.name!r} have none of {fields}: what answers them?")


def open_suite(path: Path) -> Suite:
    """Return the suite at `path`: a JSONL file, or a folder with a `queries.jsonl`.

    Raises:
        EvalError: where there is none, or a row of it is no case; the message names the row.
    """
    file = path / QUERIES if path.is_dir() else path
    if not file.is_file():
        raise EvalError(
            f"no suite at {str(path)!r}. Give a JSONL file, or a folder with {QUERIES}."
        )
    name = path.resolve().name if path.is_dir() else _name_of(file)
    from eval.foreign import translated

    rows = translated(file, _rows(file))
    catalogues = {str(row["catalogue"]) for _, row in rows if row.get("catalogue")}
    cases = tuple(_case(row, number, file) for number, row in rows)
    catalogue = catalogues.pop() if len(catalogues) == 1 else None
    return Suite(name, file, cases, _labels(file), catalogue)


def _name_of(file: Path) -> str:
    """Return the suite's name; one of several files of a folder bears the folder's name first."""
    own = file.name.removesuffix(".jsonl")
    folder = file.resolve().parent.name
    if file.name == QUERIES:
        return folder
    return own if folder == "suites" else f"{folder}/{own}"


def _rows(file: Path) -> list[tuple[int, dict[str, Any]]]:
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvalError(f"{file.name}, line {number}, is not JSON: {line[:80]!r}.") from error
        if not isinstance(row, dict):
            raise EvalError(f"{file.name}, line {number}, is not an object: {line[:80]!r}.")
        rows.append((number, row))
    return rows


def _case(row: Mapping[str, Any], number: int, file: Path) -> Case:
    photo = row.get("photo")
    if not row.get("text") and not photo and not row.get("turns"):
        raise EvalError(f"{file.name}, line {number}, has neither text, photo nor turns.")
    return Case(
        id=str(row.get("id", number)),
        text=str(row.get("text") or ""),
        photo=file.parent / str(photo) if photo else None,
        relevant=tuple(str(each) for each in row.get("relevant", ())),
        label=row.get("label"),
        where=row.get("where"),
        raw=row,
    )


def _labels(file: Path) -> dict[str, tuple[str, ...]]:
    path = file.parent / LABELS
    if not path.is_file():
        return {}
    table = json.loads(path.read_text("utf-8"))
    return {str(label): tuple(str(name) for name in names) for label, names in table.items()}
