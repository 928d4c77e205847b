"""Where a product's record has text: paths such as `attributes.材质[1]`, and the text there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.errors import CatalogueError
from index.fact import Grade
from index.product import Product


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a product: its path, the text, and how much what it states counts."""

    field: str
    text: str
    grade: Grade


def field_text(product: Product, field: str) -> str:
    """Return the text of `product` at `field`, the one that spans of facts count in.

    Paths are `title`, `aliases[0]`, `category[1]`, `attributes.NAME` (or `attributes.NAME[2]` where
    the value is a list), `skus[0].options.NAME`, `reviews[3].text`, and so on.

    Raises:
        CatalogueError: where the product has no text there.
    """
    found = _at(product, field)
    if not isinstance(found, str):
        raise CatalogueError(f"product {product.id!r} has no text at {field!r}.")
    return found


def _at(product: Product, field: str) -> Any:
    head, _, rest = field.partition(".")
    if head == "attributes":
        value = product.attributes.get(rest)
        if value is not None:
            return value
        name, index = _indexed(rest)
        return _item(product.attributes.get(name), index)
    name, index = _indexed(head)
    value = getattr(product, name, None)
    if index is not None:
        value = _item(value, index)
    if rest == "text":
        return getattr(value, "text", None)
    if rest.startswith("options."):
        return getattr(value, "options", {}).get(rest.removeprefix("options."))
    return value if not rest else None


def _indexed(name: str) -> tuple[str, int | None]:
    match = re.search(r"\[(\d+)\]$", name)
    return (name[: match.start()], int(match[1])) if match else (name, None)


def _item(value: Any, index: int | None) -> Any:
    if isinstance(value, tuple) and index is not None and index < len(value):
        return value[index]
    return None


def sentences(product: Product) -> Iterator[Place]:
    """Yield the free texts of `product`: title, aliases, subtitle, description."""
    yield Place("title", product.title, Grade.TITLE)
    for index, alias in enumerate(product.aliases):
        yield Place(f"aliases[{index}]", alias, Grade.TITLE)
    if product.subtitle:
        yield Place("subtitle", product.subtitle, Grade.PROSE)
    if product.description:
        yield Place("description", product.description, Grade.PROSE)


def attribute_places(product: Product) -> Iterator[tuple[str, Place]]:
    """Yield every attribute value of `product` with the attribute's name, list items one by one."""
    for name, value in product.attributes.items():
        if isinstance(value, str):
            yield name, Place(f"attributes.{name}", value, Grade.FIELD)
            continue
        for index, item in enumerate(value):
            yield name, Place(f"attributes.{name}[{index}]", item, Grade.FIELD)
