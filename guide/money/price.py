"""What a product costs, and how that comes about."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from guide.picks import PriceBreakdown, PriceLine
from index.product import Product, Sku
from index.wire import CENT

if TYPE_CHECKING:
    from index.search.live import OfferSnapshot

LISTED = "listed_price"
"""Rule id of the first line of every price; lines of promotions come after it."""


def price(product: Product, sku: Sku | str | None, offers: OfferSnapshot) -> PriceBreakdown | None:
    """Return how the price of a product comes about, or of one variant of it (itself or its id).

    One line so far: what it is offered for now. The total is the sum of the lines, to the 分.
    None where no price is stated.
    """
    if isinstance(sku, str):
        sku = next((each for each in product.skus if each.id == sku), None)
    amount = offers.current(product, sku).price
    if amount is None:
        return None
    lines = (PriceLine(LISTED, LISTED, to_cent(amount)),)
    return PriceBreakdown(lines, total(lines))


def total(lines: tuple[PriceLine, ...]) -> Decimal:
    """Return the sum of the lines, to the 分."""
    return to_cent(sum((line.amount for line in lines), Decimal(0)))


def to_cent(amount: Decimal) -> Decimal:
    """Return an amount rounded to the 分, half up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
