"""CSV and TSV, with any delimiter, quoting and encoding that shops' exports come in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from index.catalogue.record import Reading, Record
from index.catalogue.sheet import read_rows
from index.catalogue.text import decode
from index.errors import CatalogueError

_DELIMITERS = ",\t;|"
_LONGEST_CELL = 2_000_000
_SAMPLED = 5


def read_table(reading: Reading) -> Iterator[Record]:
    """Yield the rows of a CSV or TSV file below its header row.

    Raises:
        CatalogueError: where a quote is never closed, so that no rows can be told.
    """
    decoded = decode(reading.path.read_bytes())
    reading.report.encoding = decoded.encoding
    reading.bad_lines = frozenset(decoded.bad_lines)
    yield from read_rows(_rows(decoded.text), reading)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of delimited text with the line that each begins on."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CatalogueError(f"line {line} is no CSV ({error}); save the file again.") from None
        yield line, row
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """The mark that stands most often in the fullest of the first lines."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:_SAMPLED]
    return max(_DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))
