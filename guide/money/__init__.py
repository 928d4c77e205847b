"""Prices, line by line, in `Decimal`."""

from guide.money.price import price

__all__ = ["price"]
