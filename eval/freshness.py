"""Does the next turn follow what changed in the shop: a price, the stock, a delisting?

    python -m eval.freshness SUITE > FRESH

writes each request of a suite once for each change. To run such a case, the request is asked, the
offer of its first pick is changed in a copy of the index, and the request is asked again.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
import tempfile
import uuid
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.case import Case, Suite, open_suite
from eval.fairness import UNALTERABLE
from eval.predicates import satisfies
from eval.scoring import Outcome
from eval.systems import MODEL, RULES, InProcess, System, open_system
from index.errors import EvalError, GuideError

if TYPE_CHECKING:
    from index.opening import Index
    from index.store.offers import Offer

log = logging.getLogger(__name__)

CHANGES: Mapping[str, Mapping[str, Any]] = {
    "cheaper": {"price_times": "0.97"},
    "dearer": {"price_times": "30"},
    "sold_out": {"stock": 0},
    "delisted": {"delisted": True},
}
"""What is changed in the offer of the first pick."""
IN_STOCK = 99
_CENT = Decimal("0.01")


def cases(suite: Suite) -> Iterator[dict[str, Any]]:
    """Yield every request that finds something, once for each change.

    A price that rises can only be followed visibly where the request bounds it.
    """
    for case in suite.cases:
        if not int(case.raw.get("at_least", 1)):
            continue
        for name, change in CHANGES.items():
            if name != "dearer" or '"price"' in json.dumps(case.where):
                row = {"id": f"{case.id}~{name}", "catalogue": case.raw.get("catalogue")}
                yield row | {"text": case.text, "change": dict(change), "where": case.where}


@asynccontextmanager
async def open_fresh(name: str, folder: Path) -> AsyncGenerator[System]:
    """Open a system over a copy of an index whose offers may be changed.

    Raises:
        EvalError: where there is no such system.
        StoreError: where there is no index.
    """
    if name != RULES and not name.startswith(MODEL):
        async with open_system(name, folder):
            yield _Unchangeable()
        return
    with tempfile.TemporaryDirectory() as scratch:
        async with open_system(name, copy_of(folder, Path(scratch))) as system:
            assert isinstance(system, InProcess)
            yield _BetweenTurns(system)


def copy_of(folder: Path, scratch: Path) -> Path:
    """Copy the live generation and the offers of an index."""
    from index.store import layout

    layout.check(folder)
    live = layout.current(folder)
    if live is None:
        raise EvalError(f"no index at {str(folder)!r} is finished. Build it first.")
    copy = scratch / "index"
    shutil.copytree(folder / live, copy / live)
    for name in (layout.MARKER, layout.CURRENT, layout.OFFERS):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, copy / name)
    return copy


class _Unchangeable:
    """A system whose offers are not ours to change: nothing of it can be judged."""

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return that it is unscored, and why."""
        return Outcome(extra={"unscored": UNALTERABLE})


class _BetweenTurns:
    """Asks, changes the offer of the first pick, asks again, and puts the offer back."""

    def __init__(self, system: InProcess) -> None:
        self._guide = system.guide

    async def answer(self, case: Case, suite: Suite) -> Outcome:
        """Return both answers, and what was changed between them."""
        try:
            return await self._answer(case)
        except GuideError as error:
            return Outcome(error=str(error))
        except Exception as error:
            log.debug("case %s of %s failed", case.id, suite.name, exc_info=True)
            return Outcome(error=f"{type(error).__name__}: {error}")

    async def _answer(self, case: Case) -> Outcome:
        from guide.answer import to_json

        session, index = f"eval-{uuid.uuid4().hex[:12]}", self._guide.index
        before = to_json(await self._guide.aanswer(session, case.text))
        if not before.get("picks"):
            return Outcome((before,), error="nothing was picked whose offer could change")
        old = _offer(str(before["picks"][0]["id"]), index)
        new, price = _changed(old, case.raw["change"])
        index.offers.update([new])
        try:
            after = to_json(await self._guide.aanswer(session, case.text))
            fits = _sold(new) and satisfies({"id": old.product_id}, case.where, index)
        finally:
            index.offers.update([old])
            await self._guide.aforget(session)
        change = {"product": old.product_id, "price": price, "fits": fits}
        return Outcome((before, after), extra={"changed": change})


def _offer(product_id: str, index: Index) -> Offer:
    """Return what a product is offered for now, whole, so that stating it again restores it."""
    from index.store.offers import Offer

    product = index.product(product_id)
    now = index.offers.current(product)
    price = now.price or next((s.price for s in product.skus if s.price is not None), None)
    stock = IN_STOCK if now.stock is None else now.stock
    return Offer(product_id, None, price=price, stock=stock, delisted=False)


def _sold(offer: Offer) -> bool:
    return offer.stock != 0 and not offer.delisted


def _changed(offer: Offer, change: Mapping[str, Any]) -> tuple[Offer, str | None]:
    """Return the offer after a change, and its price in words."""
    if "price_times" in change and offer.price is not None:
        price = (offer.price * Decimal(str(change["price_times"]))).quantize(_CENT)
        return replace(offer, price=price), str(price)
    own = {name: change[name] for name in ("stock", "delisted") if name in change}
    return replace(offer, **own), None


def main() -> None:
    """Write the cases made from the suite named on the command line."""
    for case in cases(open_suite(Path(sys.argv[1]))):
        sys.stdout.write(json.dumps(case, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
