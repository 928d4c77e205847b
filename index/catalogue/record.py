"""One row of any source, in our field names but not yet checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from index.catalogue.report import Report


@dataclass(frozen=True, slots=True)
class Record:
    """A row: where it stood, and its values by the field of `Product` that they fill."""

    line: int
    values: Mapping[str, Any]


@dataclass(slots=True)
class Reading:
    """What a format's reader is given, and fills in while it reads.

    Attributes:
        path: the file.
        report: where problems go.
        columns: columns that the caller names, field to column.
        mapping: filled by the reader: column of the file to the field that it was taken for.
        bad_lines: lines that are not in the file's encoding.
    """

    path: Path
    report: Report
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    mapping: dict[str, str] = field(default_factory=dict[str, str])
    bad_lines: frozenset[int] = frozenset()


class Format(Protocol):
    """Reads one kind of file."""

    def __call__(self, reading: Reading) -> Iterator[Record]:
        """Yield the rows of `reading.path`, reporting those that cannot be read."""
        ...
