"""Every row of the right kind against every wish; selecting and relaxing are read off this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.conditions import Condition
from guide.choosing.verdicts import verdicts as wishes_verdicts
from index.filters import Filter
from index.search.live import CENTS

if TYPE_CHECKING:
    from index.search.table import FactTable


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows that may be shown against the wishes.

    Attributes:
        table: where the rows come from.
        conditions: the wishes, in the order of the columns.
        rows: rows of the right kind that are listed, cheapest of a product first.
        verdicts: 1 yes, 0 unknown, −1 no; shape `(rows, conditions)`, int8.
        broken: the conditions that a row does not meet, one bit each; shape `(rows,)`.
        available: False where the row is sold out.
    """

    table: FactTable
    conditions: tuple[Condition, ...]
    rows: NDArray[np.int64]
    verdicts: NDArray[np.int8]
    broken: NDArray[np.int64]
    available: NDArray[np.bool_]

    def product_of(self, at: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the product index of positions in `rows`."""
        return self.table.row_product[self.rows[at]]

    def best_rows(self, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return for each product its cheapest position in `rows` among those marked."""
        at = np.flatnonzero(among)
        _, first = np.unique(self.product_of(at), return_index=True)
        return at[np.sort(first)]

    def price(self, position: int) -> Decimal | None:
        """Return what the row at `position` costs now."""
        return self.table.live.offers[int(self.rows[position])].price

    def lowest(self, positions: NDArray[np.int64]) -> Decimal | None:
        """Return the lowest price of some rows, or None where none is known."""
        cents = self.table.live.cents[self.rows[positions]]
        known = cents[~np.isnan(cents)]
        return Decimal(round(float(known.min()))) / CENTS if len(known) else None


def judge(
    table: FactTable,
    wishes: Sequence[Condition],
    kind: Filter | None,
    only: Sequence[int] | None = None,
) -> Judged:
    """Return the rows of the right kind judged by every wish.

    Args:
        table: the catalogue.
        wishes: at most 62 conditions.
        kind: None where any kind will do.
        only: product indices to look at; None looks at all.
    """
    keep = table.live.listed.copy()
    if kind is not None:
        keep &= table.verdicts((kind,))[:, 0] > 0
    if only is not None:
        chosen = np.zeros(len(table.products), np.bool_)
        chosen[list(only)] = True
        keep &= chosen[table.row_product]
    order = table.live.cheapest
    rows = order[keep[order]]
    verdicts = wishes_verdicts(table, tuple(wishes), rows)
    passing = np.array([0 if wish.unknown_passes else 1 for wish in wishes], np.int8)
    bits = (verdicts < passing) @ (1 << np.arange(len(wishes), dtype=np.int64))
    return Judged(table, tuple(wishes), rows, verdicts, bits, table.live.available[rows])


def demote_unstated(judged: Judged) -> tuple[Condition, ...]:
    """Return the quality wishes that no product of the kind states, so that they can only guide.

    Numbers, brands, colours, sizes and kinds said flatly stay musts.
    """
    if not len(judged.rows):
        return ()
    stated = np.any(judged.verdicts != 0, axis=0)
    return tuple(
        wish
        for wish, anyone in zip(judged.conditions, stated, strict=True)
        if not anyone and _is_quality(wish)
    )


_FLAT = frozenset({"brand", "brand_origin", "colour", "size", "kind", "price", "id", "model"})


def _is_quality(wish: Condition) -> bool:
    constraint = wish.constraint
    return (
        constraint is not None
        and constraint.strength == "must"
        and constraint.op != "range"
        and constraint.attribute not in _FLAT
    )
