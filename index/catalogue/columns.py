"""Which column of a table fills which field, guessed from its name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from index.catalogue.text import clean
from index.errors import CatalogueError
from index.lexicon import name_key

ATTRIBUTE = "attributes"
_ASIDE = re.compile(r"\s*[(（\[【][^)）\]】]*[)）\]】]\s*$")
_LISTS = {
    "category": (">", "/", "|", "›", "»"),
    "images": (";", "|", "；", "，", ","),
    "delivery": (";", "、", "|", "，", ","),
    "reviews": ("|", "\n"),
}


@cache
def _names() -> dict[str, str]:
    text = files("index.catalogue").joinpath("columns.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return {name_key(name): field for field, names in table.items() for name in names}


def field_for(name: str) -> str | None:
    """Return the field that a column or key of that name fills, or None where nobody knows.

    What stands in brackets behind a name, as in «价格(元)», counts only where it is part of it.
    """
    return _names().get(name_key(name)) or _names().get(name_key(_ASIDE.sub("", name)))


def guess(header: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return, for every column of `header`, the field that it fills.

    A column that no field is known for becomes an attribute of its own name. `chosen` (field to
    column) is taken before anything is guessed. A field is filled by one column only, the first.

    Raises:
        CatalogueError: where `chosen` names a column that is not there.
    """
    mapping: dict[str, str] = {}
    for field, column in chosen.items():
        if column not in header:
            raise CatalogueError(
                f"no column {column!r} for {field}; the columns are {', '.join(map(repr, header))}."
            )
        mapping[column] = field
    by_rank = sorted(range(len(header)), key=lambda i: _rank(header[i], i))
    for index in by_rank:
        column = header[index]
        field = field_for(column)
        if column and column not in mapping:
            free = field is not None and field not in mapping.values()
            mapping[column] = field if free and field else _otherwise(column, field)
    return {column: mapping[column] for column in header if column in mapping}


def _rank(column: str, index: int) -> tuple[int, int]:
    """Exact names of our own come first, so that `id` beats `sku` and `title` beats `name`."""
    key = name_key(column)
    return (0 if _names().get(key) == key else 1, index)


def _otherwise(column: str, field: str | None) -> str:
    """What a column is whose field another fills; beside an id a SKU's is the variant's."""
    return "sku" if field == "id" and "sku" in name_key(column) else ATTRIBUTE


def known(header: Sequence[str]) -> int:
    """Return how many columns of `header` are known, to tell a header from other rows."""
    return sum(field_for(column) is not None for column in header)


def to_values(mapping: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row's values by field; columns without a field of their own become attributes."""
    values: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    for column, value in row.items():
        field = mapping.get(column)
        if field is None or value is None or (isinstance(value, str) and not value.strip()):
            continue
        if field == ATTRIBUTE:
            attributes[column] = value
        else:
            values[field] = split(field, value)
    return values | ({"attributes": attributes} if attributes else {})


def split(field: str, value: Any) -> Any:
    """Return `value` as a list where `field` holds several (a category path, photos)."""
    if not isinstance(value, str) or field not in _LISTS:
        return value
    for mark in _LISTS[field]:
        if mark in value and not (
            field == "images" and value.startswith(("http", "//")) and mark == ","
        ):
            return [clean(part) for part in value.split(mark) if clean(part)]
    return [value]
