"""Deliberately wrong systems: what each does is plain, and every scorer must see it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from eval.case import Case, Suite
from eval.scoring import Outcome
from eval.systems import InProcess, ranking_of
from index.opening import Index
from index.product import Product

Answer = dict[str, Any]
Canary = Callable[[Case, Suite, Outcome], Outcome]
PICKS = 3


@dataclass
class Canaries:
    """The wrong systems over one index; each is given what the real one answered."""

    index: Index
    seed: int = 7

    def empty(self, case: Case, suite: Suite, real: Outcome) -> Outcome:
        """Says nothing, at once."""
        return Outcome(tuple({"text": "", "picks": []} for _ in real.answers), total_ms=0.1)

    def at_random(self, case: Case, suite: Suite, real: Outcome) -> Outcome:
        """Shows three products drawn by lot."""
        drawn = random.Random(f"{self.seed}{case.id}").sample(self.index.products, PICKS)
        return self._showing(drawn, real)

    def most_popular(self, case: Case, suite: Suite, real: Outcome) -> Outcome:
        """Shows the best sold to everyone."""
        best = sorted(self.index.products, key=lambda p: (-(p.sales or 0), p.id))
        return self._showing(best[:PICKS], real)

    def over_budget(self, case: Case, suite: Suite, real: Outcome) -> Outcome:
        """Shows the dearest of the same kind, and reads a budget as twice as much."""
        kinds = {self.index.product(p["id"]).category for a in real.answers for p in a["picks"]}
        same = [p for p in self.index.products if p.category in kinds]
        dear = sorted(same, key=lambda p: -(p.price or 0))
        return self._showing(dear[:PICKS] or self.index.products[:PICKS], real)

    def invents_price(self, case: Case, suite: Suite, real: Outcome) -> Outcome:
        """Answers rightly, at half the price."""
        return self._changed(
            real, lambda pick: {"price": halved(pick), "final_price": halved(pick)}
        )

    def _showing(self, products: Iterable[Product], real: Outcome) -> Outcome:
        picks = [shown(product) for product in products]
        text = "全网最低,手慢无!" + ",".join(f"《{pick['title']}》" for pick in picks)
        answers = tuple(dict(a) | nothing() | {"text": text, "picks": picks} for a in real.answers)
        kept = answers or ({"text": text, "picks": picks},)
        return Outcome(kept, ranking_of(kept[-1]), real.total_ms)

    def _changed(self, real: Outcome, change: Callable[[Answer], Answer]) -> Outcome:
        answers = tuple(
            dict(a) | {"picks": [dict(p) | change(p) for p in a.get("picks", ())]}
            for a in real.answers
        )
        return replace(real, answers=answers)


async def ignores_negation(system: InProcess, case: Case, suite: Suite) -> Outcome:
    """Answers as if «不要…» had not been said: the case's `deaf` is what it hears."""
    heard = str(case.raw.get("deaf", case.text))
    return await system.answer(replace(case, text=heard), suite)


def nothing() -> Answer:
    return {"nearest": [], "groups": [], "relaxations": [], "table": None, "not_carried": None}


def shown(product: Product) -> Answer:
    """A card with the product's own title and price, and a reason that nothing backs."""
    price = None if product.price is None else float(product.price)
    praise = {"text": "品质好,大家都说好", "evidence": []}
    return {
        "id": product.id, "sku": None, "title": product.title, "price": price,
        "final_price": price, "reasons": [praise], "trade_offs": [],
    }  # fmt: skip


def halved(pick: Answer) -> float | None:
    return None if pick["price"] is None else round(pick["price"] / 2, 2)
