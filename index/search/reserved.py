"""The names that every catalogue has, and what its offers say of those that change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.fact import Fact, FactValue, Grade, Quantity, Set
from index.filters import Has, In, Range
from index.product import Product
from index.search.columns import NO, UNKNOWN, YES, Verdicts
from index.search.live import CENTS, Live
from index.search.matching import judge_words
from index.search.senses import Senses
from index.search.text import fold

if TYPE_CHECKING:
    from index.store.offers import Offer

LIVE = frozenset({"price", "stock", "delivery"})
RESERVED = LIVE | {"id", "brand", "kind", "rating", "sales", "shop"}


def live_verdicts(
    leaf: Range | In | Has, live: Live, currencies: NDArray[np.str_], senses: Senses
) -> Verdicts:
    """Return what the offers say of a leaf on price, stock or delivery, per row."""
    match leaf:
        case Range("price", low, high, unit):
            verdicts = _between(live.cents, _cents(low), _cents(high))
            return verdicts if unit is None else _in_currency(verdicts, currencies, unit)
        case Range("stock", low, high):
            return _between(live.stock, low, high)
        case Has("stock"):
            return _between(live.stock, 1, None)
        case Has(name):
            known = ~np.isnan(live.cents) if name == "price" else _delivered(live)
            return np.where(known, YES, UNKNOWN).astype(np.int8)
        case In("delivery", values):
            return _delivery(live, values, senses)
        case _:
            return np.zeros(len(live.cents), np.int8)


def live_facts(name: str, offer: Offer, product: Product) -> Iterator[Fact]:
    """Yield what the offer says about `name`, with the source `offer`."""
    value: FactValue | None = None
    if name == "price" and offer.price is not None:
        value = Quantity(float(offer.price), float(offer.price), product.currency or "")
        quote = str(offer.price)
    elif name == "stock" and offer.stock is not None:
        value, quote = Quantity(offer.stock, offer.stock), str(offer.stock)
    elif name == "delivery" and offer.delivery:
        value, quote = Set(offer.delivery), offer.delivery[0]
    else:
        return
    span = (0, len(quote))
    yield Fact(product.id, offer.sku_id, name, name, value, "offer", name, span, quote, Grade.FIELD)


def _cents(amount: float | None) -> float | None:
    return None if amount is None else round(amount * CENTS, 4)


def _between(numbers: NDArray[np.float64], low: float | None, high: float | None) -> Verdicts:
    with np.errstate(invalid="ignore"):
        out = np.zeros(len(numbers), np.bool_)
        if low is not None:
            out |= numbers < low
        if high is not None:
            out |= numbers > high
    return np.where(np.isnan(numbers), UNKNOWN, np.where(out, NO, YES)).astype(np.int8)


def _in_currency(verdicts: Verdicts, currencies: NDArray[np.str_], unit: str) -> Verdicts:
    """Amounts of another currency (or of none that is stated) cannot be compared."""
    return np.where(currencies == unit, verdicts, UNKNOWN).astype(np.int8)


def _delivered(live: Live) -> NDArray[np.bool_]:
    return np.array([bool(offer.delivery) for offer in live.offers], np.bool_)


def _delivery(live: Live, wanted: Sequence[str], senses: Senses) -> Verdicts:
    judge = judge_words("delivery", wanted, senses)
    known: dict[tuple[str, ...] | None, int] = {None: UNKNOWN, (): UNKNOWN}

    def verdict(options: tuple[str, ...] | None) -> int:
        if options not in known:
            known[options] = max(judge(fold(option)) for option in options or ())
        return known[options]

    return np.array([verdict(offer.delivery) for offer in live.offers], np.int8)
