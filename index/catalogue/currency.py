"""The currency of prices that name none: that of the others, of the header, of the titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.catalogue.money import currency_named
from index.catalogue.report import Report
from index.product import Product

_ASIDE = re.compile(r"[(（\[【]\s*([^)）\]】]+?)\s*[)）\]】]\s*$")
_HAN = re.compile(r"[\u3400-\u9fff]")
YUAN = "CNY"


def with_currency(
    products: Sequence[Product], mapping: Mapping[str, str], report: Report
) -> list[Product]:
    """Return the products, those with a price but no currency in the one that the shop means.

    Args:
        products: of the whole catalogue.
        mapping: column of the file to the field that it fills; empty where there are no columns.
        report: gets a note of what the prices were taken for.
    """
    bare = [product for product in products if product.currency is None and _priced(product)]
    currency = _meant(products, mapping) if bare else None
    if currency is None:
        return list(products)
    report.note(f"{len(bare)} prices that name no currency were taken for {currency}.")
    ids = {product.id for product in bare}
    return [replace(p, currency=currency) if p.id in ids else p for p in products]


def _priced(product: Product) -> bool:
    return product.price is not None or any(sku.price is not None for sku in product.skus)


def _meant(products: Sequence[Product], mapping: Mapping[str, str]) -> str | None:
    named = {product.currency for product in products if product.currency}
    if named:
        return named.pop() if len(named) == 1 else None
    headers = [column for column, field in mapping.items() if field in ("price", "sale_price")]
    asides = (_ASIDE.search(header) for header in headers)
    said = (currency_named(aside[1]) for aside in asides if aside)
    chinese = sum(bool(_HAN.search(product.title)) for product in products)
    return next((code for code in said if code), YUAN if 2 * chinese > len(products) else None)
