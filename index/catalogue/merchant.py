"""Google Merchant items to records: variants become SKUs, sale prices and availability count."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from index.catalogue.money import read_money
from index.catalogue.record import Reading, Record

NEEDED = frozenset(("id", "title", "price", "availability"))
_DETAIL = re.compile(r"^(?:(?P<section>[^:]*):)?(?P<name>[^:]+):(?P<value>.+)$", re.DOTALL)


@dataclass(slots=True)
class Item:
    """One item of a feed: the line it begins on, and its values by name."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(self, name: str, value: str) -> None:
        """Add a value; empty ones are left out."""
        if value.strip():
            self.values.setdefault(key(name), []).append(value.strip())

    def one(self, name: str) -> str | None:
        """Return the first value of that name."""
        return next(iter(self.values.get(name, ())), None)


def key(name: str) -> str:
    """Return an attribute's name as the specification writes it (`g:image_link`, `Image Link`)."""
    return name.strip().lower().removeprefix("g:").replace(" ", "_")


@cache
def _spec() -> dict[str, Any]:
    text = files("index.catalogue").joinpath("merchant.toml").read_text("utf-8")
    return tomllib.loads(text)


def looks_like_merchant(header: Sequence[str]) -> bool:
    """Return whether these are the columns of a Google Merchant feed."""
    names = {key(column) for column in header}
    return names >= NEEDED and bool(names & {"link", "image_link"})


def from_rows(rows: Iterable[tuple[int, Mapping[str, Any]]], reading: Reading) -> Iterator[Record]:
    """Yield the records of a feed in rows (TSV, CSV, XLSX)."""
    items: list[Item] = []
    for line, row in rows:
        item = Item(line)
        for column, value in row.items():
            for part in _parts(key(column), "" if value is None else str(value)):
                item.add(column, part)
        items.append(item)
    yield from to_records(items, reading)


def _parts(name: str, value: str) -> list[str]:
    """Cells that hold several values: photos, and details after a comma."""
    if name in ("additional_image_link", "product_detail", "product_highlight"):
        return re.split(
            r",(?=\s*(?:https?://|//|[^,:]*:))" if name != "product_highlight" else r",", value
        )
    return [value]


def to_records(items: Iterable[Item], reading: Reading) -> Iterator[Record]:
    """Yield one record per product; items of one `item_group_id` are its SKUs."""
    groups: dict[str, list[Item]] = {}
    for number, item in enumerate(items):
        reading.report.rows += 1
        for name in item.values:
            reading.mapping.setdefault(name, _field(name))
        group = item.one("item_group_id")
        groups.setdefault(f"group {group}" if group else f"item {number}", []).append(item)
    for members in groups.values():
        grouped = members[0].one("item_group_id") is not None
        yield Record(members[0].line, _values(members, grouped=grouped))


def _field(name: str) -> str:
    if name in _spec()["ignored"]["names"]:
        return "(not used)"
    return _spec()["fields"].get(name, "attributes")


def _values(members: list[Item], *, grouped: bool) -> dict[str, Any]:
    first = members[0]
    values: dict[str, Any] = {
        name: first.one(source)
        for name, source in (
            ("title", "title"),
            ("description", "description"),
            ("url", "link"),
            ("brand", "brand"),
        )
    }
    values["id"] = first.one("item_group_id") if grouped else first.one("id")
    values["category"] = _category(first)
    values["images"] = list(dict.fromkeys(image for item in members for image in _images(item)))
    varying = [
        axis for axis in _spec()["axes"]["names"] if len({item.one(axis) for item in members}) > 1
    ]
    values["attributes"] = _attributes(first, varying)
    values["currency"] = _currency(first)
    if grouped:
        values["skus"] = [_sku(item, varying) for item in members]
    else:
        values |= _offer(first)
    return values


def _category(item: Item) -> list[str]:
    path = item.one("product_type") or item.one("google_product_category") or ""
    return [part.strip() for part in path.split(">") if part.strip() and not part.strip().isdigit()]


def _images(item: Item) -> list[str]:
    return [*item.values.get("image_link", ()), *item.values.get("additional_image_link", ())]


def _attributes(item: Item, varying: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, values in item.values.items():
        if name in varying or _field(name) != "attributes":
            continue
        if name == "product_detail":
            for detail in values:
                if match := _DETAIL.match(detail):
                    found[match["name"].strip()] = match["value"].strip()
        else:
            found[name.replace("_", " ")] = values if len(values) > 1 else values[0]
    return found


def _sku(item: Item, varying: list[str]) -> dict[str, Any]:
    options = {axis: item.one(axis) for axis in varying if item.one(axis)}
    images = _images(item)
    sku = {"id": item.one("id"), "options": options, "image": images[0] if images else None}
    return sku | _offer(item) | {"line": item.line}


def _offer(item: Item) -> dict[str, Any]:
    price, sale = item.one("price"), item.one("sale_price")
    on_sale = sale is not None and _now_within(item.one("sale_price_effective_date"))
    available = (item.one("availability") or "").lower()
    return {
        "price": sale if on_sale else price,
        "list_price": price if on_sale else None,
        "stock": 0 if available in _spec()["availability"]["none"] else None,
    }


def _now_within(period: str | None) -> bool:
    """Whether a sale's period («2026-11-01T00:00+0800/2026-11-12T00:00+0800») is now, or open."""
    if not period or "/" not in period:
        return True
    try:
        begins, ends = (_moment(part.strip()) for part in period.split("/", 1))
    except ValueError:
        return True
    return begins <= datetime.now(UTC) <= ends


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _currency(item: Item) -> str | None:
    for name in ("price", "sale_price"):
        try:
            return read_money(item.one(name) or "")[1]
        except ValueError:
            continue
    return None
