"""What a new generation changes against the live one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import StoreError
from index.product import Product
from index.store import layout, records
from index.store.encoding import PhotoRow

_MOST = 0.5
_MANY = 10


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of products, in the catalogue's order; a product is changed too by other photo files."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed"


def changes(index: Path, products: Iterable[Product], photos: Iterable[PhotoRow]) -> Changes:
    """Return how `products` and their photos differ from the live generation of `index`.

    Against a generation that is missing or damaged everything is new.
    """
    new = {product.id: product for product in products}
    try:
        old, photos_old = _live(index)
    except StoreError:
        return Changes(added=tuple(new))
    photos_new = _contents(photos)
    return Changes(
        tuple(i for i in new if i not in old),
        tuple(
            i
            for i, product in new.items()
            if i in old and (old[i] != product or photos_old.get(i) != photos_new.get(i))
        ),
        tuple(i for i in old if i not in new),
    )


def refuse_shrinking(index: Path, source: str, products: Iterable[Product]) -> None:
    """Refuse a source from which most of the live products are gone: it was hardly meant.

    Raises:
        StoreError: where more than half of them, and at least `_MANY`, would be removed.
    """
    try:
        old, _ = _live(index)
    except StoreError:
        return
    gone = len(old.keys() - {product.id for product in products})
    if gone >= _MANY and gone > len(old) * _MOST:
        raise StoreError(
            f"{source!r} lacks {gone} of the {len(old)} products of {index}: is it whole? Nothing "
            "was changed; to remove them all the same, add --allow-shrink."
        )


def _live(index: Path) -> tuple[dict[str, Product], Mapping[str, list[str]]]:
    folder = index / (layout.current(index) or "none")
    products = records.read_lines(folder / records.PRODUCTS, Product)
    photos = records.read_lines(folder / records.PHOTOS, PhotoRow)
    return {product.id: product for product in products}, _contents(photos)


def _contents(rows: Iterable[PhotoRow]) -> Mapping[str, list[str]]:
    contents: dict[str, list[str]] = {}
    for row in rows:
        contents.setdefault(row.product, []).append(row.content)
    return contents
