"""Shopify's product CSV: rows of one handle are a product, its variants and its photos."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from index.catalogue.record import Reading, Record

_METAFIELD = re.compile(r"^(?P<name>.+?) \(product\.metafields\.[\w.\-]+\)$")
_NO_CHOICE = ("title", "default title")
_KEPT = ("gender", "age_group", "barcode")

Row = Mapping[str, Any]


@cache
def _columns() -> dict[str, list[str]]:
    text = files("index.catalogue").joinpath("shopify.toml").read_text("utf-8")
    return tomllib.loads(text)


def looks_like_shopify(header: Sequence[str]) -> bool:
    """Return whether these are the columns of a Shopify product export."""
    names = {column.strip().lower() for column in header}
    columns = _columns()
    has_handle = bool(names & set(columns["handle"]))
    return has_handle and bool(
        names & {"option1 name", "option1 value", "variant price", "image src"}
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """The file's own column names, by what they are."""

    names: Mapping[str, str]
    options: tuple[tuple[str, str], ...]
    metafields: Mapping[str, str]

    def get(self, row: Row, name: str) -> str:
        value = row.get(self.names.get(name, ""))
        return "" if value is None else str(value).strip()


def _table(header: Iterable[str]) -> _Table:
    own = {column.strip().lower(): column for column in header}
    names = {
        name: own[column]
        for name, columns in _columns().items()
        for column in reversed(columns)
        if column in own
    }
    pairs = zip(_columns()["option_names"], _columns()["option_values"], strict=True)
    options = tuple((own[n], own[v]) for n, v in pairs if n in own and v in own)
    matches = ((column, _METAFIELD.match(column)) for column in own.values())
    return _Table(names, options, {column: m["name"] for column, m in matches if m})


def from_rows(rows: Iterable[tuple[int, Row]], reading: Reading) -> Iterator[Record]:
    """Yield one record per handle that is on sale."""
    groups: dict[str, list[tuple[int, Row]]] = {}
    table: _Table | None = None
    for line, row in rows:
        reading.report.rows += 1
        if table is None:
            table = _table(row)
            reading.mapping.update(_mapping(table, row))
        handle = table.get(row, "handle")
        if not handle:
            reading.report.problem(line, "Handle", "the row has no handle", dict(row), skipped=True)
            continue
        groups.setdefault(handle, []).append((line, row))
    hidden = 0
    for handle, members in groups.items():
        assert table is not None
        if _hidden(table, members[0][1]):
            hidden += 1
            continue
        yield Record(members[0][0], _values(table, handle, members))
    if hidden:
        reading.report.note(f"{hidden} products are drafts, archived or unpublished: left out.")


def _mapping(table: _Table, row: Row) -> dict[str, str]:
    shown = {
        "handle": "id",
        "sku": "skus",
        "stock": "skus",
        "image": "images",
        "tags": "attributes",
    }
    found = {column: shown.get(name, name) for name, column in table.names.items()}
    options = {column: "skus" for pair in table.options for column in pair}
    metafields = {column: "attributes" for column in table.metafields}
    used = found | options | metafields
    return {column: used.get(column, "(not used)") for column in row}


def _hidden(table: _Table, row: Row) -> bool:
    hidden = _columns()["hidden"]
    return (
        table.get(row, "status").lower() in hidden or table.get(row, "published").lower() in hidden
    )


def _values(table: _Table, handle: str, members: list[tuple[int, Row]]) -> dict[str, Any]:
    head = members[0][1]
    names = [str(head.get(name) or "").strip() for name, _ in table.options]
    skus = [sku for line, row in members if (sku := _sku(table, names, line, row, len(members)))]
    values: dict[str, Any] = {
        "id": handle,
        "title": table.get(head, "title"),
        "description": table.get(head, "description"),
        "brand": table.get(head, "brand"),
        "category": _category(table, head),
        "images": [image for _, row in members if (image := table.get(row, "image"))],
        "attributes": _attributes(table, head),
    }
    if len(skus) == 1 and not skus[0]["options"]:
        return values | {name: skus[0][name] for name in ("price", "list_price", "stock")}
    return values | {"skus": skus}


def _category(table: _Table, row: Row) -> list[str]:
    path = [part.strip() for part in table.get(row, "category").split(">") if part.strip()]
    kind = table.get(row, "type")
    return [*path, kind] if kind and kind not in path else path


def _attributes(table: _Table, row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, name in table.metafields.items():
        parts = [part.strip() for part in str(row.get(column) or "").split(";") if part.strip()]
        if parts:
            found[name] = parts if len(parts) > 1 else parts[0]
    if tags := [tag.strip() for tag in table.get(row, "tags").split(",") if tag.strip()]:
        found["tags"] = tags
    if (grams := table.get(row, "grams")) and grams.strip("0."):
        found["weight"] = f"{grams} g"
    return found | {name.replace("_", " "): v for name in _KEPT if (v := table.get(row, name))}


def _sku(table: _Table, names: list[str], line: int, row: Row, count: int) -> dict[str, Any] | None:
    """The variant of a row; None where the row only adds a photo."""
    chosen = [str(row.get(column) or "").strip() for _, column in table.options]
    price = table.get(row, "price")
    if not price and not any(chosen) and count > 1:
        return None
    options = {
        name: value
        for name, value in zip(names, chosen, strict=True)
        if value and name and value.lower() not in _NO_CHOICE
    }
    return {
        "id": table.get(row, "sku") or f"line-{line}",
        "options": options,
        "price": price,
        "list_price": _above(table.get(row, "list_price"), price),
        "stock": _stock(table, row),
        "image": table.get(row, "variant_image") or None,
        "line": line,
    }


def _above(list_price: str, price: str) -> str:
    """Shopify writes 0 where nothing is crossed out."""
    return "" if list_price in ("0", "0.00", price) else list_price


def _stock(table: _Table, row: Row) -> int | str | None:
    stock = table.get(row, "stock")
    if table.get(row, "oversell").lower() in _columns()["oversold"]:
        return None
    return 0 if stock.startswith("-") else stock
