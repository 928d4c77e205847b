"""What changes by the minute, as arrays over the rows of the table: price, stock, listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.product import Product, Sku

if TYPE_CHECKING:
    from index.store.offers import Offer

CENTS = 100

Row = tuple[Product, Sku | None]


@dataclass(frozen=True, slots=True)
class Live:
    """The offers of one version.

    Attributes:
        version: of the offers that this was read from.
        offers: what each row is offered for.
        cents: price in hundredths of the row's currency; NaN where it is unknown.
        stock: pieces left; NaN where it is unknown.
        listed: False where the product or the variant is no longer sold.
        available: listed, and not known to be sold out.
        cheapest: the rows in order of product, then of price, unknown prices last.
    """

    version: int
    offers: tuple[Offer, ...]
    cents: NDArray[np.float64]
    stock: NDArray[np.float64]
    listed: NDArray[np.bool_]
    available: NDArray[np.bool_]
    cheapest: NDArray[np.int64]


class OfferSnapshot(Protocol):
    """What search reads of the offers: a version, and what holds for each row."""

    @property
    def version(self) -> int:
        """The version of what `current` answers from."""
        ...

    def current(self, product: Product, sku: Sku | None = None) -> Offer:
        """Return what the variant, or the whole product, is offered for now."""
        ...


class CatalogueOffers:
    """Offers of a catalogue to which nothing was ever changed."""

    @property
    def version(self) -> int:
        """Never another one."""
        return 0

    def current(self, product: Product, sku: Sku | None = None) -> Offer:
        """Return what the catalogue says of the variant, else of the product."""
        from index.store.offers import Offer

        own = product if sku is None else sku
        price = product.price if own.price is None else own.price
        crossed = product.list_price if own.list_price is None else own.list_price
        delivery = product.delivery or None
        return Offer(product.id, sku and sku.id, price, crossed, own.stock, False, delivery)


def read_live(rows: Sequence[Row], products: NDArray[np.int32], offers: OfferSnapshot) -> Live:
    """Return the offers of every row now; `products` is the product of each row."""
    version = offers.version
    current = tuple(offers.current(product, sku) for product, sku in rows)
    cents = _numbers([None if o.price is None else float(o.price * CENTS) for o in current])
    stock = _numbers([o.stock for o in current])
    listed = np.array([not o.delisted for o in current], np.bool_)
    return Live(
        version,
        current,
        cents,
        stock,
        listed,
        listed & ~(stock <= 0),
        np.lexsort((np.arange(len(rows)), cents, products)),
    )


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], np.float64)
