"""What changes by the minute: price, stock, delisting and delivery, read at every search.

Offers live beside the generations in one SQLite file, so that a price changes without building
anything. An offer on a variant outranks one on its product, and both outrank the catalogue.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from index.errors import StoreError
from index.product import Product, Sku
from index.wire import Money

_SCHEMA = """
CREATE TABLE IF NOT EXISTS offers (
    product_id TEXT NOT NULL, sku_id TEXT NOT NULL DEFAULT '',
    price TEXT, list_price TEXT, stock INTEGER, delisted INTEGER, delivery TEXT,
    PRIMARY KEY (product_id, sku_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (
    one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL
);
INSERT OR IGNORE INTO state VALUES (1, 0);
"""
_WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Offer:
    """What a product, or one variant of it, is offered for now.

    None in a field says nothing about it: then the product's own offer holds, then the catalogue.

    Attributes:
        sku_id: the variant, or None for the product as a whole.
        delisted: True where it is not sold any more.
        delivery: options that replace the catalogue's, such as `("快递", "闪购30分钟")`.
    """

    product_id: str
    sku_id: str | None = None
    price: Money | None = None
    list_price: Money | None = None
    stock: int | None = None
    delisted: bool | None = None
    delivery: tuple[str, ...] | None = None


class Offers(Protocol):
    """Live prices and stock, with a version that grows with every change."""

    @property
    def version(self) -> int:
        """The version of what `current` answers from."""
        ...

    def refresh(self) -> bool:
        """Look for a newer version; return whether there was one."""
        ...

    def current(self, product: Product, sku: Sku | None = None) -> Offer:
        """Return what holds now: the variant's offer, the product's, then the catalogue's."""
        ...

    def changed(self) -> Iterator[Offer]:
        """Yield every offer that was stated apart from the catalogue."""
        ...


class SqliteOffers:
    """Offers in one SQLite file, held in memory until `refresh` sees a newer version.

    A missing file is no offers. The file is opened for each look and closed again, so that no lock
    outlives a call.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version = 0
        self._stated: dict[tuple[str, str | None], Offer] = {}
        self.refresh()

    @property
    def version(self) -> int:
        """The version of what `current` answers from; 0 before the first update."""
        return self._version

    def refresh(self) -> bool:
        """Look for a newer version; return whether there was one.

        Raises:
            StoreError: where the file is damaged.
        """
        if not self._path.exists():
            changed, self._version, self._stated = self._version != 0, 0, {}
            return changed
        with self._connection() as db:
            version = int(db.execute("SELECT version FROM state").fetchone()[0])
            if version == self._version:
                return False
            rows = db.execute("SELECT * FROM offers").fetchall()
        offers = [_from_row(row) for row in rows]
        self._stated = {(o.product_id, o.sku_id): o for o in offers}
        self._version = version
        return True

    def current(self, product: Product, sku: Sku | None = None) -> Offer:
        """Return what holds now: the variant's offer, the product's, then the catalogue's.

        A product's stock says nothing about one variant, except that 0 is 0 for all of them.
        """
        whole = self._stated.get((product.id, None))
        if sku is None:
            return _over(whole, _stated_by_catalogue(product))
        base = _stated_by_catalogue(product, sku)
        if whole is not None:
            sold_out = whole.stock == 0
            base = _over(replace(whole, stock=0 if sold_out else None), base)
        own = self._stated.get((product.id, sku.id))
        return replace(_over(own, base), product_id=product.id, sku_id=sku.id)

    def changed(self) -> Iterator[Offer]:
        """Yield every offer that was stated apart from the catalogue, by product and variant."""
        yield from self._stated.values()

    def update(self, offers: Iterable[Offer]) -> int:
        """State `offers`, all or none; a field that is None keeps what it was. Return how many.

        Raises:
            StoreError: where the file cannot be written.
        """
        count = 0
        with self._connection() as db:
            db.executescript(_SCHEMA)
            with db:
                for offer in offers:
                    db.execute(_UPSERT, _to_row(offer))
                    count += 1
                db.execute("UPDATE state SET version = version + 1")
        self.refresh()
        return count

    @contextmanager
    def _connection(self) -> Generator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as db:
                yield db
        except sqlite3.Error as error:
            raise StoreError(
                f"the offers at {str(self._path)!r} cannot be used: {error}. "
                "Where they are damaged, delete the file and state them again."
            ) from error


_NAMES = tuple(f.name for f in fields(Offer))
_UPSERT = (
    f"INSERT INTO offers VALUES ({', '.join('?' * len(_NAMES))}) "
    "ON CONFLICT (product_id, sku_id) DO UPDATE SET "
    + ", ".join(f"{n} = coalesce(excluded.{n}, {n})" for n in _NAMES[2:])
)


def _stated_by_catalogue(product: Product, sku: Sku | None = None) -> Offer:
    whole = Offer(
        product.id,
        None,
        product.price,
        product.list_price,
        product.stock,
        delisted=False,
        delivery=product.delivery or None,
    )
    if sku is None:
        return whole
    return replace(
        whole,
        sku_id=sku.id,
        price=whole.price if sku.price is None else sku.price,
        list_price=whole.list_price if sku.list_price is None else sku.list_price,
        stock=sku.stock,
    )


def _over(top: Offer | None, base: Offer) -> Offer:
    """Return `base` with every field that `top` states."""
    if top is None:
        return base
    stated = {n: v for n in _NAMES[2:] if (v := getattr(top, n)) is not None}
    return replace(base, **stated)


def _to_row(offer: Offer) -> tuple[Any, ...]:
    return (
        offer.product_id,
        offer.sku_id or "",
        None if offer.price is None else str(offer.price),
        None if offer.list_price is None else str(offer.list_price),
        offer.stock,
        None if offer.delisted is None else int(offer.delisted),
        None if offer.delivery is None else json.dumps(offer.delivery, ensure_ascii=False),
    )


def _from_row(row: tuple[Any, ...]) -> Offer:
    product_id, sku_id, price, list_price, stock, delisted, delivery = row
    return Offer(
        product_id,
        sku_id or None,
        None if price is None else Decimal(price),
        None if list_price is None else Decimal(list_price),
        stock,
        None if delisted is None else bool(delisted),
        None if delivery is None else tuple(json.loads(delivery)),
    )
