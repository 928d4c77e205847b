"""Prices that follow from what a product is."""

from __future__ import annotations

from index.demo.attributes import Values, added
from index.demo.dice import Dice
from index.demo.spec import Brand, KindSpec


def price_of(kind: KindSpec, values: Values, brand: Brand, dice: Dice) -> float:
    """Return the price in 元 of the plainest variant, ending as shops' prices end."""
    total = kind.price.base
    for name, spec in kind.attributes.items():
        worth = spec.price
        if isinstance(worth, tuple):
            total += added(worth, values[name])
        else:
            total += worth * (values[name].number - (spec.low or 0.0))
    return ending(dice.near(total * brand.premium, total * kind.price.spread), kind.price.cents)


def list_price_of(price: float, cents: bool, dice: Dice) -> float | None:
    """Return a crossed-out price above `price`, or None for a product that has none."""
    if dice.chance(0.4):
        return None
    return max(ending(price * dice.between(1.12, 1.6), cents), price)


def ending(amount: float, cents: bool) -> float:
    """Return the nearest amount that ends in 9 元, or in .9 where prices are written so."""
    if cents:
        return max(round(amount + 0.1) - 0.1, 1.9)
    return float(max(round((amount + 1) / 10) * 10 - 1, 9))
