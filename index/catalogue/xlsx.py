"""XLSX workbooks: the visible sheet whose columns are best known, and those with its header."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from index.catalogue.columns import known
from index.catalogue.record import Reading, Record
from index.catalogue.sheet import read_rows
from index.errors import CatalogueError

if TYPE_CHECKING:
    from openpyxl import Workbook

_LARGEST = 1 << 30
_SAMPLED = 10
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")


def read_xlsx(reading: Reading) -> Iterator[Record]:
    """Yield the rows of the sheets that look most like a catalogue, by their header.

    Raises:
        CatalogueError: where the file is no workbook, or unpacks to more than 1 GiB.
    """
    from openpyxl import load_workbook

    _check(reading)
    with reading.path.open("rb") as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
        except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
            raise CatalogueError(_broken(reading)) from error
        yield from _best_sheet(book, reading)


def _best_sheet(book: Workbook, reading: Reading) -> Iterator[Record]:
    try:
        sheets = book.worksheets
        shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
        if not shown:
            raise CatalogueError(_broken(reading))
        likeness = {sheet.title: _likeness(sheet) for sheet in shown}
        best = max(shown, key=lambda sheet: likeness[sheet.title])
        alike = [s for s in shown if s is best or (likeness[s.title] and _head(s) == _head(best))]
        if len(sheets) > 1:
            read, of = (", ".join(repr(sheet.title) for sheet in some) for some in (alike, sheets))
            reading.report.note(f"sheet {read} was read of {of}.")
        for sheet in alike:
            yield from read_rows(_rows(sheet), reading)
    finally:
        book.close()


def _check(reading: Reading) -> None:
    try:
        with zipfile.ZipFile(reading.path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise CatalogueError(_broken(reading)) from error
    if size > _LARGEST:
        raise CatalogueError(
            f"{reading.path.name!r} unpacks to {size} bytes; split it into several files."
        )


def _broken(reading: Reading) -> str:
    return f"{reading.path.name!r} is no XLSX workbook; save it again as .xlsx or as CSV in UTF-8."


def _likeness(sheet: Any) -> int:
    """How many columns of its likeliest header row are known."""
    return known(_head(sheet))


def _head(sheet: Any) -> list[str]:
    """The likeliest header row of a sheet."""
    first = zip(range(_SAMPLED), sheet.iter_rows(values_only=True), strict=False)
    rows = [["" if c is None else str(c) for c in cells] for _, cells in first]
    return max(rows, key=known, default=[])


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        yield line, [_value(cell) for cell in cells]


def _value(cell: Any) -> Any:
    """A cell as a catalogue means it: whole numbers without a point, no error values."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat().removesuffix("T00:00:00")
    if isinstance(cell, str) and cell.strip() in _ERRORS:
        return None
    return cell
