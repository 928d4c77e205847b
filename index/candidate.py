"""What search hands on: a product, the SKU that satisfies the wishes, and why it came up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Signal = Literal["words", "meaning", "kind", "photo"]
"""`kind`: the request names the kind that the catalogue's own category gives the product."""


@dataclass(frozen=True, slots=True)
class SignalScore:
    """One ranking's say on a candidate: its raw score there and its rank (1 is best)."""

    signal: Signal
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product and the SKU that satisfies the whole filter, best first in a result.

    Attributes:
        product_id: the product.
        sku_id: the cheapest SKU in stock that satisfies the filter; None where there are no SKUs.
        score: the fused score; comparable inside one result only.
        signals: what brought it, each with its own score and rank.
    """

    product_id: str
    sku_id: str | None
    score: float
    signals: tuple[SignalScore, ...] = ()
