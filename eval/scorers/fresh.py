"""Does an answer follow the shop as it is now?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from eval.scoring import Asked, Json, MeanScorer, Score


@dataclass(frozen=True, slots=True)
class Followed(MeanScorer):
    """1 where the turn after a change of an offer follows it.

    A product that fits no longer (sold out, delisted, its price outside the wish by the index's own
    filter) is no pick any more; one that fits is picked, at the price it has now. An answer that
    shows nothing at all follows nothing: 0. A shop that cannot be changed from here is unscored.
    """

    def __str__(self) -> str:
        return "Followed"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and what became of the product."""
        outcome = asked.outcome
        if "unscored" in outcome.extra:
            return Score(None, str(outcome.extra["unscored"]))
        changed = outcome.extra.get("changed")
        if len(outcome.answers) < 2 or not changed:
            return Score(0.0, outcome.error or "no answer after the change")
        after = outcome.answers[1]
        if not after.get("picks") and not after.get("nearest"):
            return Score(0.0, f"nothing is shown after the change: {after.get('text', '')[:60]!r}")
        now = _picked(str(changed["product"]), after)
        if not changed["fits"]:
            return Score(float(now is None), "gone" if now is None else "picked though it is gone")
        return _priced(now, changed["price"])


def _priced(now: Json | None, price: str) -> Score:
    if now is None:
        return Score(0.0, "not picked any more, though it fits")
    shown = now.get("price")
    right = shown is not None and Decimal(str(shown)) == Decimal(price)
    return Score(float(right), f"{shown} shown, {price} offered")


def _picked(product_id: str, answer: Json) -> Json | None:
    picks = answer.get("picks") or ()
    return next((pick for pick in picks if str(pick["id"]) == product_id), None)
