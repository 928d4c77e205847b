"""Rows of a plain table that are one product: its variants, and its price in a sale."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from index.catalogue.money import read_money
from index.catalogue.record import Record
from index.lexicon import name_key

_OF_A_SKU = ("price", "list_price", "stock")


def folded(records: Iterable[Record], mapping: Mapping[str, str]) -> Iterator[Record]:
    """Yield the records with those of one id and title made one, with a SKU for each row.

    The attributes in which the rows differ are the SKUs' options. Rows that differ in nothing that
    a buyer could choose are handed on as they are: they are duplicates. `mapping` says which
    column each field was read from.
    """
    groups: dict[Any, list[Record]] = {}
    for record in records:
        values = on_sale(record.values)
        key = (str(values.get("id")), str(values.get("title")))
        groups.setdefault(key if values.get("id") else record.line, []).append(
            Record(record.line, values)
        )
    for rows in groups.values():
        options = _options(rows)
        if len(rows) > 1 and options:
            yield _product(rows, options)
        else:
            yield from (Record(row.line, without_sku(row.values, mapping)) for row in rows)


@cache
def _choices() -> frozenset[str]:
    text = files("index.catalogue").joinpath("options.toml").read_text("utf-8")
    return frozenset(name_key(name) for name in tomllib.loads(text)["names"])


def _options(rows: Sequence[Record]) -> list[str]:
    """The attributes in which the rows differ, in the order of the columns.

    Where no column names the variants, only what a buyer is known to choose tells them apart.
    """
    names = dict.fromkeys(name for row in rows for name in _attributes(row))
    told = [name for name in names if len({str(_attributes(row).get(name)) for row in rows}) > 1]
    if not all("sku" in row.values for row in rows):
        told = [name for name in told if name_key(name) in _choices()]
    chosen = {tuple(str(_attributes(row).get(name)) for name in told) for row in rows}
    return told if len(chosen) == len(rows) else []


def _product(rows: Sequence[Record], options: Sequence[str]) -> Record:
    first = rows[0].values
    shared = {n: v for n, v in _attributes(rows[0]).items() if n not in options}
    values = {n: v for n, v in first.items() if n not in (*_OF_A_SKU, "sku", "images")}
    images = [image for row in rows for image in row.values.get("images") or ()]
    skus = [_sku(row, options, number) for number, row in enumerate(rows, start=1)]
    return Record(
        rows[0].line,
        values | {"attributes": shared, "skus": skus, "images": list(dict.fromkeys(images))},
    )


def _sku(row: Record, options: Sequence[str], number: int) -> dict[str, Any]:
    said = _attributes(row)
    images = row.values.get("images") or ()
    return {
        "id": str(row.values.get("sku") or f"{row.values['id']}-{number}"),
        "options": {name: said[name] for name in options if name in said},
        "image": images[0] if images else None,
        "line": row.line,
    } | {name: row.values[name] for name in _OF_A_SKU if name in row.values}


def _attributes(row: Record) -> Mapping[str, Any]:
    return row.values.get("attributes") or {}


def without_sku(values: Mapping[str, Any], mapping: Mapping[str, str]) -> dict[str, Any]:
    """Return the values of a row that is a product of its own, its SKU's number an attribute."""
    left = {name: value for name, value in values.items() if name != "sku"}
    if "sku" in values:
        name = next((column for column, field in mapping.items() if field == "sku"), "SKU")
        left["attributes"] = {name: values["sku"]} | dict(values.get("attributes") or {})
    return left


def on_sale(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the sale price as the price, and the price beside it crossed out."""
    left = {name: value for name, value in values.items() if name != "sale_price"}
    sale = values.get("sale_price")
    if sale is None or not _readable(sale):
        return left
    if "price" in left and _readable(left["price"]):
        left = {"list_price": left["price"]} | left
    return left | {"price": sale}


def _readable(value: Any) -> bool:
    try:
        return read_money(value)[0] > 0
    except ValueError:
        return False
