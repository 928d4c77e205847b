"""The filter tree: what a candidate must be, as a value that prints to JSON and parses back.

Evaluated in three values (yes, unknown, no) over one SKU at a time, so that a product matches only
when one of its SKUs satisfies the whole tree. Names that every catalogue has, beside attributes:
`id`, `price`, `brand`, `kind`, `stock`, `rating`, `sales`, `shop`, `delivery`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from index.errors import FilterError


@dataclass(frozen=True, slots=True)
class Range:
    """The quantity `name` lies between `low` and `high`, ends included unless open.

    `unit` is any unit of the attribute's dimension; None means the attribute's base unit.
    """

    name: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class In:
    """The attribute `name` is one of `values` (or, for a set, has one of them)."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """The attribute `name` is stated as a yes."""

    name: str


@dataclass(frozen=True, slots=True)
class And:
    """Every part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; unknown stays unknown."""

    part: Filter


Filter = Range | In | Has | And | Or | Not

_SHAPES = (
    '{"and": [...]}, {"or": [...]}, {"not": {...}}, {"has": {"name": ...}}, '
    '{"in": {"name": ..., "values": [...]}} or '
    '{"range": {"name": ..., "low": ..., "high": ..., "unit": ...}}'
)


def to_json(tree: Filter) -> dict[str, Any]:
    """Return the filter as JSON types, one key per node naming its operator."""
    match tree:
        case And(parts):
            return {"and": [to_json(p) for p in parts]}
        case Or(parts):
            return {"or": [to_json(p) for p in parts]}
        case Not(part):
            return {"not": to_json(part)}
        case In(name, values):
            return {"in": {"name": name, "values": list(values)}}
        case Has(name):
            return {"has": {"name": name}}
        case Range(name, low, high, unit):
            ends = {"low": low, "high": high, "unit": unit}
            return {"range": {"name": name} | {k: v for k, v in ends.items() if v is not None}}


def from_json(data: Any) -> Filter:
    """Return the filter that `data` describes.

    Raises:
        FilterError: where `data` is no filter; the message shows the node and the shapes allowed.
    """
    if not isinstance(data, Mapping) or len(cast("Mapping[str, Any]", data)) != 1:
        raise FilterError(f"not a filter: {data!r}. Write one of {_SHAPES}.")
    op, body = next(iter(cast("Mapping[str, Any]", data).items()))
    try:
        return _node(op, body)
    except (KeyError, TypeError, ValueError) as error:
        raise FilterError(f"not a filter: {data!r}. Write one of {_SHAPES}.") from error


def _node(op: str, body: Any) -> Filter:
    if op in ("and", "or"):
        parts = tuple(from_json(part) for part in body)
        return And(parts) if op == "and" else Or(parts)
    if op == "not":
        return Not(from_json(body))
    if op == "in":
        return In(str(body["name"]), tuple(str(v) for v in body["values"]))
    if op == "has":
        return Has(str(body["name"]))
    if op == "range":
        return Range(str(body["name"]), _end(body, "low"), _end(body, "high"), body.get("unit"))
    raise KeyError(op)


def _end(body: Mapping[str, Any], key: str) -> float | None:
    return None if body.get(key) is None else float(body[key])
