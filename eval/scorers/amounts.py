"""Is every amount what the shop asks? Prices are compared to the 分 with the live offers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from eval.scorers.grounding import shown
from eval.scorers.kept import wanted
from eval.scoring import Asked, Json, MeanScorer, Score

if TYPE_CHECKING:
    from index.opening import Index


@dataclass(frozen=True, slots=True)
class PriceExact(MeanScorer):
    """Share of products shown whose price is the offered one and whose lines sum to the total.

    An unknown price must be shown as unknown. Nothing shown scores 0 where something is due.
    """

    def __str__(self) -> str:
        return "PriceExact"

    def score(self, asked: Asked) -> Score:
        """Return the share, and the products whose amounts are wrong."""
        if asked.outcome.silent:
            return Score(0.0, asked.outcome.error or "no answer")
        picks = [pick for answer in asked.outcome.answers for pick in shown(answer)]
        if not picks:
            due = asked.case.where is not None and wanted(asked, 0) > 0
            return Score(float(not due), "no prices")
        wrong = [why for pick in picks if (why := _wrong(pick, asked.index))]
        said = "; ".join(wrong[:3]) or f"{len(picks)} prices exact"
        return Score(1 - len(wrong) / len(picks), said)


def _wrong(pick: Json, index: Index) -> str:
    if pick.get("id") not in index:
        return f"{pick.get('id')!r} is no product"
    offered = _offered(pick, index)
    if _amount(pick.get("price")) != offered:
        return f"{pick.get('title')}: {pick.get('price')} shown, {offered} offered"
    lines = [_amount(line.get("amount")) or Decimal(0) for line in pick.get("price_lines") or ()]
    if lines and sum(lines, Decimal(0)) != _amount(pick.get("final_price")):
        return f"{pick.get('title')}: lines sum to {sum(lines)}, not {pick.get('final_price')}"
    return ""


def _offered(pick: Json, index: Index) -> Decimal | None:
    from guide.money import price

    made = price(index.product(str(pick["id"])), pick.get("sku"), index.offers)
    return None if made is None else made.total


def _amount(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))
