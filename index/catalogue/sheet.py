"""Rows of cells to records: which row is the header, and whose columns they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from index.catalogue import merchant, shopify
from index.catalogue.columns import field_for, guess, known, to_values
from index.catalogue.record import Reading, Record
from index.catalogue.variants import folded

_HEADER_WITHIN = 10

Cells = Sequence[Any]


def read_rows(rows: Iterator[tuple[int, Cells]], reading: Reading) -> Iterator[Record]:
    """Yield the records of a table given as numbered rows of cells.

    The header is looked for among the first rows: a title above it is passed over, and a header of
    two rows (merged cells over sub-columns) is read as one. Google Merchant and Shopify columns
    are recognised; of other tables each column is taken for a field by its name.
    """
    first = [row for _, row in zip(range(_HEADER_WITHIN), rows, strict=False)]
    if not first:
        return
    header, below = _header(first)
    body = _named(header, (*first[below:],), rows, reading)
    if shopify.looks_like_shopify(header):
        reading.report.format = f"Shopify {reading.report.format}"
        yield from shopify.from_rows(body, reading)
    elif merchant.looks_like_merchant(header):
        reading.report.format = f"Google Merchant {reading.report.format}"
        yield from merchant.from_rows(body, reading)
    else:
        reading.mapping.update(guess(header, reading.columns))
        yield from _plain(body, reading)


def _plain(body: Iterator[tuple[int, dict[str, Any]]], reading: Reading) -> Iterator[Record]:
    records: list[Record] = []
    for line, row in body:
        reading.report.rows += 1
        records.append(Record(line, to_values(reading.mapping, row)))
    yield from folded(records, reading.mapping)


def _header(first: list[tuple[int, Cells]]) -> tuple[list[str], int]:
    """The names of the columns, and how many of the first rows are above the body."""
    rows = [_texts(cells) for _, cells in first]
    best = max(range(len(rows)), key=lambda i: (known(rows[i]), -i))
    below = rows[best + 1] if best + 1 < len(rows) else []
    if _goes_on(rows[best], below):
        return _joined(rows[best], below), best + 2
    return rows[best], best + 1


def _goes_on(header: list[str], below: list[str]) -> bool:
    """Whether the row below names sub-columns: words, some where the header is blank by merging."""
    filled = [(name, cell) for name, cell in zip_longest(header, below, fillvalue="") if cell]
    goods = any(
        field_for(name) in ("id", "title") or any(c.isdigit() for c in cell)
        for name, cell in filled
    )
    return not goods and any(not name for name, _ in filled)


def _texts(cells: Cells) -> list[str]:
    texts = ["" if cell is None else str(cell).strip().lstrip("\ufeff") for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """A header in two rows: the lower name, or where it is empty the one merged from above."""
    width = max(len(upper), len(lower))
    pad = [""] * width
    above, below = (upper + pad)[:width], (lower + pad)[:width]
    return [b or a for a, b in zip(above, below, strict=True)]


def _named(
    header: list[str],
    first: Sequence[tuple[int, Cells]],
    rest: Iterator[tuple[int, Cells]],
    reading: Reading,
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the body's rows by column name; rows without a value are passed over."""
    for line, cells in (*first, *rest):
        if all(_empty(cell) for cell in cells):
            continue
        beyond = [cell for cell in cells[len(header) :] if not _empty(cell)]
        if beyond:
            reading.report.rows += 1
            what = f"the row has {len(cells)} cells and the header {len(header)}; check the quotes"
            reading.report.problem(line, "", what, beyond, skipped=True)
        elif line in reading.bad_lines:
            reading.report.rows += 1
            what = "the line is not UTF-8; save the file as UTF-8"
            reading.report.problem(line, "", what, cells, skipped=True)
        else:
            yield line, {n: c for n, c in zip(header, cells, strict=False) if n}


def _empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
