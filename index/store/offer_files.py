"""Offers out of a JSONL or CSV file; a bad row is reported and left out."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from index.errors import StoreError
from index.store import layout
from index.store.generation import open_generation
from index.store.offers import Offer, SqliteOffers

Catalogue = Mapping[str, frozenset[str]]
"""The ids of the SKUs of each product."""

STDIN = Path("-")

_IDS = ("id", "product_id", "product")
_SKUS = ("sku", "sku_id")
_STATED = ("price", "list_price", "stock", "delisted", "delivery")
_YES = frozenset({"true", "yes", "1", "y"})
_NO = frozenset({"false", "no", "0", "n"})
_BETWEEN_OPTIONS = re.compile(r"[;|,;,、]")
_CENT_PLACES = -2


class _BadRow(ValueError):
    """A row that cannot be an offer; says why."""


@dataclass(frozen=True, slots=True)
class OfferProblem:
    """What was wrong with a row."""

    line: int
    problem: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.problem}"


@dataclass(frozen=True, slots=True)
class OfferReport:
    """How many offers were stated, and the rows that were left out."""

    stated: int
    version: int
    problems: tuple[OfferProblem, ...]


def update_offers(index: Path, file: Path) -> OfferReport:
    """State the offers in `file` (or, for `-`, in stdin as JSONL) in one step.

    Raises:
        StoreError: where there is no index, or the file cannot be read as text.
    """
    generation = open_generation(index)
    try:
        known = {p.id: frozenset(sku.id for sku in p.skus) for p in generation.products}
    finally:
        generation.close()
    good: list[Offer] = []
    problems: list[OfferProblem] = []
    for line, row in _rows(file):
        try:
            good.append(_offer(row, known))
        except _BadRow as error:
            problems.append(OfferProblem(line, str(error)))
    offers = SqliteOffers(index / layout.OFFERS)
    stated = offers.update(good) if good else 0
    return OfferReport(stated, offers.version, tuple(problems))


def _text_of(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise StoreError(f"{str(file)!r} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{str(file)!r} is not UTF-8 text: {error.reason}.") from error


def _rows(file: Path) -> Iterator[tuple[int, Any]]:
    text = _text_of(file)
    if file.suffix.lower() in (".csv", ".tsv"):
        reader = csv.DictReader(
            text.splitlines(), delimiter="\t" if file.suffix.lower() == ".tsv" else ","
        )
        for row in reader:
            yield reader.line_num, row
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, _parsed(line)


def _parsed(line: str) -> Any:
    try:
        return json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        return error


def _offer(row: Any, known: Catalogue) -> Offer:
    if isinstance(row, json.JSONDecodeError):
        raise _BadRow(f"not JSON: {row.msg} at character {row.pos + 1}")
    if not isinstance(row, dict):
        raise _BadRow(f"an offer is an object, not {row!r}")
    said = {str(k).strip(): v for k, v in row.items() if v is not None and v != ""}
    product, sku = _word(said, _IDS), _word(said, _SKUS)
    if product is None:
        raise _BadRow(f"no id: {row!r}")
    if product not in known:
        raise _BadRow(f"the index has no product {product!r}")
    if sku is not None and sku not in known[product]:
        raise _BadRow(f"product {product!r} has no SKU {sku!r}")
    if not said.keys() & set(_STATED):
        raise _BadRow(f"states none of {', '.join(_STATED)}")
    return Offer(
        product,
        sku,
        _money(said, "price"),
        _money(said, "list_price"),
        _stock(said),
        _delisted(said),
        _delivery(said),
    )


def _word(said: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((str(said[name]).strip() for name in names if name in said), None)


def _money(said: Mapping[str, Any], name: str) -> Decimal | None:
    if name not in said:
        return None
    value = said[name]
    try:
        amount = Decimal(str(value).strip())
    except InvalidOperation:
        raise _BadRow(f"{name}: {value!r} is no amount") from None
    if isinstance(value, bool) or not amount.is_finite() or amount < 0:
        raise _BadRow(f"{name}: {value!r} is no amount")
    exponent = amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < _CENT_PLACES:
        raise _BadRow(f"{name}: {value!r} has more than two decimals")
    return amount


def _stock(said: Mapping[str, Any]) -> int | None:
    if "stock" not in said:
        return None
    value = said["stock"]
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,12}", str(value).strip()):
        raise _BadRow(f"stock: {value!r} is no count of pieces")
    return int(value)


def _delisted(said: Mapping[str, Any]) -> bool | None:
    if "delisted" not in said:
        return None
    word = str(said["delisted"]).strip().lower()
    if word not in _YES | _NO:
        raise _BadRow(f"delisted: {said['delisted']!r} is neither true nor false")
    return word in _YES


def _delivery(said: Mapping[str, Any]) -> tuple[str, ...] | None:
    if "delivery" not in said:
        return None
    value = said["delivery"]
    options = value if isinstance(value, list) else _BETWEEN_OPTIONS.split(str(value))
    return tuple(text for option in options if (text := str(option).strip()))
