"""Tables in HTML, as shops' back ends write them under the name of a spreadsheet (`.xls`)."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from index.catalogue.columns import known
from index.catalogue.record import Reading, Record
from index.catalogue.sheet import read_rows
from index.catalogue.text import decode

_SAMPLED = 10


def read_html_table(reading: Reading) -> Iterator[Record]:
    """Yield the rows of the table that looks most like a catalogue."""
    decoded = decode(reading.path.read_bytes())
    reading.report.encoding = decoded.encoding
    finder = _Tables()
    finder.feed(decoded.text)
    finder.close()
    best = max(finder.tables, key=_likeness, default=[])
    yield from read_rows(iter(best), reading)


Row = tuple[int, list[str]]


def _likeness(rows: list[Row]) -> int:
    return max((known(cells) for _, cells in rows[:_SAMPLED]), default=0)


class _Tables(HTMLParser):
    """The tables of a page, each row with the line that it begins on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self._cell: list[str] | None = None
        self._wide = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A table, a row or a cell begins; one that is still open ends."""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self._end_cell()
            self.tables[-1].append((self.getpos()[0], []))
        elif tag in ("td", "th"):
            self._end_cell()
            wide = dict(attrs).get("colspan") or "1"
            self._cell, self._wide = [], int(wide) if wide.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_data(self, data: str) -> None:
        """Text inside a cell."""
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A cell ends."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def _end_cell(self) -> None:
        if self._cell is not None and self.tables and self.tables[-1]:
            text = "".join(self._cell).strip()
            self.tables[-1][-1][1].extend([text, *[""] * (min(self._wide, 50) - 1)])
        self._cell = None
