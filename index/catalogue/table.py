"""CSV and TSV with any columns; the mapping is guessed and shown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from index.catalogue.columns import guess, known, to_values
from index.catalogue.record import Reading, Record
from index.catalogue.text import decode
from index.errors import CatalogueError

_DELIMITERS = ",\t;|"
_HEADER_WITHIN = 10
_LONGEST_CELL = 2_000_000


def read_table(reading: Reading) -> Iterator[Record]:
    """Yield the rows of a CSV or TSV file below its header row."""
    decoded = decode(reading.path.read_bytes())
    reading.report.encoding = decoded.encoding
    bad = set(decoded.bad_lines)
    for number, row in _from_header(csv_rows(decoded.text), reading):
        reading.report.rows += 1
        if number in bad:
            what = "the line is not UTF-8; save the file as UTF-8"
            reading.report.problem(number, "", what, row, skipped=True)
            continue
        yield Record(number, to_values(reading.mapping, row))


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of delimited text with the line that each begins on."""
    sample = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=sample.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CatalogueError(f"line {line} is no CSV: {error}. Save the file again.") from None
        yield line, row
        line = reader.line_num + 1


def header_row(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """Return the position of the header among the first `rows`: the one with most known columns."""
    return max(range(len(rows)), key=lambda i: (known(rows[i][1]), -i))


def _from_header(
    rows: Iterator[tuple[int, list[str]]], reading: Reading
) -> Iterator[tuple[int, dict[str, str]]]:
    first = [pair for _, pair in zip(range(_HEADER_WITHIN), rows, strict=False)]
    if not first:
        return
    at = header_row(first)
    header = [cell.strip() for cell in first[at][1]]
    reading.mapping.update(guess(header, reading.columns))
    for number, row in (*first[at + 1 :], *rows):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            reading.report.rows += 1
            what = f"the row has {len(row)} cells and the header {len(header)}; check the quotes"
            reading.report.problem(number, "", what, row[len(header) :], skipped=True)
            continue
        yield number, dict(zip(header, row, strict=False))
