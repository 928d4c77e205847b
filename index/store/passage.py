"""What of a product is read for its meaning."""

from __future__ import annotations

from index.product import Product
from index.search.text import without_praise

MAX_CHARACTERS = 200
"""Longer passages cost time and blur: what makes a product findable is said first."""


def passage_text(product: Product) -> str:
    """Return title, subtitle, brand, category and attributes in one line, cut to the first 200.

    Words that were said already are not said again, and sales talk is not said at all.
    """
    parts: list[str] = []
    attributes = (v if isinstance(v, str) else " ".join(v) for v in product.attributes.values())
    said = ""
    for part in (
        product.title,
        product.subtitle or "",
        product.brand or "",
        *reversed(product.category),
        *attributes,
    ):
        text = " ".join(without_praise(part).split())
        if text and text not in said:
            parts.append(text)
            said = " ".join(parts)
    return said[:MAX_CHARACTERS] or product.title
