"""«最便宜», «销量», «最好评», «最值»: another order over the same picks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from guide.choosing.aspects import mentions, score
from guide.choosing.judging import Judged
from guide.choosing.scoring import Scored
from guide.need import Need

if TYPE_CHECKING:
    from index.opening import Index

Key = Callable[[Scored], float]


def in_order(need: Need, index: Index, judged: Judged, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the ranked rows in the order that the need asks for; unknown values come last.

    Equal ones stay in the order of fit.
    """
    if need.order == "fit":
        return list(ranked)
    key = _key(need.order, index, judged, ranked)
    return sorted(ranked, key=key)


def _key(order: str, index: Index, judged: Judged, ranked: Sequence[Scored]) -> Key:
    cents = judged.table.live.cents

    def price(scored: Scored) -> float:
        value = float(cents[int(judged.rows[scored.position])])
        return math.inf if math.isnan(value) else value

    match order:
        case "cheapest":
            return price
        case "dearest":
            return lambda s: -price(s) if math.isfinite(price(s)) else math.inf
        case "sales":
            return lambda s: -(index.product(s.product_id).sales or -1)
        case "rating":
            return lambda s: -_liked(s, index)
        case "lightest":
            return lambda s: _low(s, judged, "weight")
        case "newest":
            return lambda s: -_or(-_low(s, judged, "release_year"), 0.0)
        case _:
            return _value(price, ranked)


def _liked(scored: Scored, index: Index) -> float:
    """Stars where there are any, with the signed reviews deciding between equals."""
    product = index.product(scored.product_id)
    stars = (product.rating - 3.0) / 2.0 if product.rating is not None else None
    voices = score(mentions(product))
    return voices if stars is None else stars + voices / 10.0


def _low(scored: Scored, judged: Judged, name: str) -> float:
    column = judged.table.column(name)
    if column is None:
        return math.inf
    low, _ = column.ends()
    return _or(float(low[int(judged.rows[scored.position])]), math.inf)


def _or(value: float, other: float) -> float:
    return value if math.isfinite(value) else other


def _value(price: Key, ranked: Sequence[Scored]) -> Key:
    """Fit for the money: the score over the square root of the price, against the median."""
    prices = sorted(p for s in ranked if math.isfinite(p := price(s)))
    middle = prices[len(prices) // 2] if prices else 1.0

    def key(scored: Scored) -> float:
        paid = price(scored)
        if not math.isfinite(paid):
            return math.inf
        return -(1.0 + scored.total) / math.sqrt(max(paid, 1.0) / max(middle, 1.0))

    return key
