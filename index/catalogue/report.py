"""What was wrong with a catalogue, line by line, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.errors import CatalogueError

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was wrong.

    Attributes:
        line: line (or spreadsheet row) in the file, from 1; 0 where it concerns the whole file.
        field: the field or column, or "" where it is the row as a whole.
        what: what was wrong, and what to do.
        got: what was found there, shortened.
        skipped: the row was left out; else only this value was, and the product is kept without it.
    """

    line: int
    field: str
    what: str
    got: str
    skipped: bool

    def __str__(self) -> str:
        """The problem as one line for a person."""
        place = f"line {self.line}" if self.line else "file"
        name = f", {self.field}" if self.field else ""
        end = "row skipped" if self.skipped else "kept without it"
        return f"{place}{name}: {self.what} (got {self.got}); {end}"


@dataclass(slots=True)
class Report:
    """What was read from a catalogue and what was wrong with it.

    Attributes:
        format: the format that the file was taken for.
        encoding: the character encoding it was read in.
        rows: rows found, good and bad.
        products: products handed on.
        problems: everything that was wrong, in the order of the file.
        notes: what was decided about the catalogue as a whole.
    """

    format: str = ""
    encoding: str = "utf-8"
    rows: int = 0
    products: int = 0
    problems: list[Problem] = field(default_factory=list[Problem])
    notes: list[str] = field(default_factory=list[str])
    strict: bool = False

    @property
    def skipped(self) -> int:
        """Rows that were left out."""
        return len({p.line for p in self.problems if p.skipped})

    def note(self, words: str) -> None:
        """Add a remark on the catalogue as a whole, once."""
        if words not in self.notes:
            self.notes.append(words)

    def problem(self, line: int, field_name: str, what: str, got: object, *, skipped: bool) -> None:
        """Record a problem.

        Raises:
            CatalogueError: in strict mode, with the problem as its message.
        """
        shown = repr(got)
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        problem = Problem(line, field_name, what, shown, skipped)
        if self.strict:
            raise CatalogueError(f"{problem}. Mend it, or leave out --strict to go on without it.")
        self.problems.append(problem)
