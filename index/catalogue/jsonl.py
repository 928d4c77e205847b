"""JSONL and JSON: one product a line, in the fields of `docs/catalogue.md`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

from index.catalogue.columns import field_for, known
from index.catalogue.jsonld import read_json_ld
from index.catalogue.record import Reading, Record
from index.catalogue.text import decode
from index.catalogue.variants import on_sale, without_sku
from index.errors import CatalogueError

FIELDS = (
    "id", "title", "title_en", "aliases", "subtitle", "brand", "category", "price", "list_price",
    "currency", "stock", "attributes", "specs", "skus", "images", "description", "reviews", "sales",
    "rating", "shop", "delivery", "url",
)  # fmt: skip

_DEEPEST = 3


def read_jsonl(reading: Reading) -> Iterator[Record]:
    """Yield one record a line; fields that nobody knows become attributes."""
    decoded = decode(reading.path.read_bytes())
    reading.report.encoding = decoded.encoding
    bad = set(decoded.bad_lines)
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        reading.report.rows += 1
        if number in bad:
            what = "the line is not UTF-8; save the file as UTF-8"
            reading.report.problem(number, "", what, line, skipped=True)
            continue
        row = _parse(line, number, reading)
        if row is not None:
            yield Record(number, _named(row, reading))


def read_json(reading: Reading) -> Iterator[Record]:
    """Yield the products of a JSON file: a list of objects in our fields, or schema.org JSON-LD.

    Raises:
        CatalogueError: where the file is not JSON.
    """
    try:
        data = json.loads(decode(reading.path.read_bytes()).text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CatalogueError(
            f"{reading.path.name!r} is not JSON ({error}); save it again."
        ) from None
    rows = _inside(data)
    if not isinstance(rows, list) or any("@type" in row for row in rows if isinstance(row, dict)):
        reading.report.format = "schema.org JSON-LD"
        yield from read_json_ld(reading)
        return
    for number, row in enumerate(cast("list[Any]", rows), 1):
        reading.report.rows += 1
        if isinstance(row, dict):
            yield Record(number, _named(cast("dict[str, Any]", row), reading))
        else:
            reading.report.problem(number, "", "each row must be an object", row, skipped=True)


def _parse(line: str, number: int, reading: Reading) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        what = f"not JSON ({str(error)[:60]}); write one object a line"
        reading.report.problem(number, "", what, line, skipped=True)
        return None
    if not isinstance(row, dict):
        reading.report.problem(number, "", "each line must be an object", row, skipped=True)
        return None
    return cast("dict[str, Any]", row)


def _named(row: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """The row's values by field; keys that nobody knows become attributes."""
    columns = {column: field for field, column in reading.columns.items()}
    values: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for key, value in row.items():
        name = columns.get(key, key)
        if name not in FIELDS:
            guessed = field_for(name)
            name = guessed if guessed and guessed not in row and guessed not in values else ""
        if name:
            values[name] = value
        else:
            others[key] = value
        reading.mapping[key] = name or "attributes"
    if others and isinstance(values.get("attributes") or {}, dict):
        values["attributes"] = (values.get("attributes") or {}) | others
    return without_sku(on_sale(values), reading.mapping)


def _inside(data: Any, depth: int = 0) -> Any:
    """The products of a JSON document: a list as it is, or the longest one that it wraps."""
    if not isinstance(data, dict) or depth > _DEEPEST or "@graph" in data or "@type" in data:
        return cast("Any", data)
    parts = cast("dict[str, Any]", data)
    if "products" in parts:
        return parts["products"]
    found = [_inside(part, depth + 1) for part in parts.values()]
    lists = [part for part in found if isinstance(part, list) and _records(cast("Any", part))]
    return max(lists, key=len, default=data)


def _records(rows: list[Any]) -> bool:
    first = rows[0] if rows else None
    return isinstance(first, dict) and known([str(name) for name in cast("Any", first)]) > 1
