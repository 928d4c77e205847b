"""The products that miss something: how far they are from the wish, and what each misses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.attributes import in_base
from guide.choosing.conditions import BUDGET, STOCK, Condition
from guide.choosing.evidence import absent, amount_text, of_fact, of_price
from guide.choosing.judging import Judged
from guide.choosing.verdicts import explaining
from guide.choosing.weights import MISS_NO, MISS_RANGE_FLOOR, MISS_UNKNOWN
from guide.picks import Miss
from index.filters import Not, Range

if TYPE_CHECKING:
    from guide.choosing.pool import Pool

_SOLD_OUT = 0.5
GOT_MAX = 3
"""So many values are told of what a product is instead."""


def distances(judged: Judged) -> NDArray[np.float64]:
    """Return per row how far it is from meeting every wish; 0 where it meets them all.

    What is avoided and what is unsafe is no near miss: such rows are infinitely far.
    """
    total = np.zeros(len(judged.rows))
    for i, wish in enumerate(judged.conditions):
        missed = (judged.broken >> i) & 1 == 1
        total += np.where(missed, _cost(judged, i, wish), 0.0)
    return total + np.where(judged.available, 0.0, _SOLD_OUT)


def _cost(judged: Judged, i: int, wish: Condition) -> NDArray[np.float64]:
    verdicts = judged.verdicts[:, i]
    if wish.avoids:
        return np.where(verdicts < 0, np.inf, np.inf if not wish.droppable else MISS_UNKNOWN)
    cost = np.where(verdicts == 0, MISS_UNKNOWN, MISS_NO if wish.droppable else np.inf)
    if isinstance(wish.filter, Range):
        off = _range_distance(judged, wish.filter)
        scaled = MISS_RANGE_FLOOR + (MISS_NO - MISS_RANGE_FLOOR) * np.minimum(off * 2.0, 1.0)
        cost = np.where((verdicts < 0) & ~np.isnan(off), np.nan_to_num(scaled, nan=MISS_NO), cost)
    return cost


def _range_distance(judged: Judged, leaf: Range) -> NDArray[np.float64]:
    """Return how far outside the range a row's number is, as a part of the end that it misses."""
    if leaf.name == "price":
        low = high = judged.table.live.cents[judged.rows] / 100.0
        ends = (leaf.low, leaf.high)
    else:
        column = judged.table.column(leaf.name)
        if column is None:
            return np.full(len(judged.rows), np.nan)
        all_low, all_high = column.ends()
        low, high = all_low[judged.rows], all_high[judged.rows]
        ends = (in_base(leaf.low, leaf.unit), in_base(leaf.high, leaf.unit))
    off = np.zeros(len(judged.rows))
    with np.errstate(invalid="ignore", divide="ignore"):
        if ends[0]:
            off = np.fmax(off, (ends[0] - high) / ends[0])
        if ends[1]:
            off = np.fmax(off, (low - ends[1]) / ends[1])
    return off


def nearest_rows(judged: Judged, pool: Pool, most: int, without: Sequence[int]) -> list[int]:
    """Return the positions of the nearest products, nearest first, each product once.

    Products whose index is in `without` are left out; where distances are equal the better found,
    then the cheaper, then the lower id comes first.
    """
    far = distances(judged)
    left_out = set(without)
    best: dict[int, tuple[float, float, float, str, int]] = {}
    for position in np.flatnonzero(np.isfinite(far) & (far > 0)):
        product = int(judged.table.row_product[judged.rows[position]])
        if product in left_out:
            continue
        key = _key(judged, pool, int(position), float(far[position]))
        if product not in best or key < best[product]:
            best[product] = key
    return [key[-1] for key in sorted(best.values())[:most]]


def nearest_row_of(judged: Judged, product_id: str) -> int | None:
    """Return the position of the row of a product that misses least, the cheapest of equals."""
    rows = judged.table.rows_of(product_id)
    far = distances(judged)
    own = [int(at) for at in np.flatnonzero(np.isin(judged.rows, list(rows)))]
    return min(own, key=lambda at: float(far[at]), default=None)


def _key(
    judged: Judged, pool: Pool, position: int, far: float
) -> tuple[float, float, float, str, int]:
    row = int(judged.rows[position])
    product = judged.table.products[int(judged.table.row_product[row])]
    cents = float(judged.table.live.cents[row])
    rank = -pool.ranks.get(product.id, 0.0)
    return (round(far, 4), rank, cents if cents == cents else np.inf, product.id, position)


def misses(judged: Judged, position: int) -> tuple[Miss, ...]:
    """Return what a row misses: what was wanted, and what it is instead."""
    broken = int(judged.broken[position])
    found = [
        _miss(judged, wish, position) for i, wish in enumerate(judged.conditions) if broken >> i & 1
    ]
    if not judged.available[position]:
        row = int(judged.rows[position])
        product = judged.table.products[int(judged.table.row_product[row])]
        found.append(Miss(STOCK, "stock", "0", (absent(product.id, "stock"),)))
    return tuple(found)


def _miss(judged: Judged, wish: Condition, position: int) -> Miss:
    row = int(judged.rows[position])
    product = judged.table.products[int(judged.table.row_product[row])]
    if wish.id == BUDGET:
        price = judged.price(position)
        if price is None:
            return Miss(BUDGET, wish.said, None, (absent(product.id, "price"),))
        sku = next((s for s in product.skus if s.id == judged.table.row_sku[row]), None)
        return Miss(BUDGET, wish.said, amount_text(price), (of_price(product, sku, price),))
    wish = explaining(judged.table, wish, row)
    facts = judged.table.explain(wish.filter, row)
    if not facts:
        return Miss(wish.id, wish.said, None, (absent(product.id, wish.said),))
    top = max(fact.grade for fact in facts)
    avoided = wish.constraint.values if wish.constraint and isinstance(wish.filter, Not) else ()
    told = sorted((f for f in facts if f.grade == top), key=lambda f: f.span[0])
    found = list({e.quote: e for e in (of_fact(fact, avoided) for fact in told)}.values())
    kept = found[: 1 if avoided else GOT_MAX]
    return Miss(wish.id, wish.said, " / ".join(e.value for e in kept), tuple(kept))
