"""Small products and facts for the tests of search."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from index.fact import Fact, FactValue, Grade, Quantity, Text
from index.product import Product, Sku

_places = count()


def product(id_: str, title: str = "", price: str | None = None, **more: object) -> Product:
    return Product(id_, title or id_, price=None if price is None else Decimal(price), **more)  # type: ignore[arg-type]


def sku(id_: str, price: str | None = None, stock: int | None = None, **options: str) -> Sku:
    return Sku(id_, options, None if price is None else Decimal(price), stock=stock)


def fact(
    product_id: str,
    name: str,
    value: FactValue | str,
    grade: Grade = Grade.FIELD,
    sku_id: str | None = None,
    label: str = "",
    field: str | None = None,
) -> Fact:
    place = field or f"attributes.{next(_places)}"
    value = Text(value) if isinstance(value, str) else value
    return Fact(
        product_id, sku_id, name, label or name, value, "catalogue", place, (0, 1), "x", grade
    )


def grams(low: float | None, high: float | None) -> Quantity:
    return Quantity(low, high, "g")
