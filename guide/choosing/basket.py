"""A list of things within one budget: the best that fits, exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from guide.need import Need, Slot
from guide.picks import Claim, Group, Pick, Picks

if TYPE_CHECKING:
    from index.opening import Index

ALTERNATIVES_MAX = 2
EMPTY_SLOT = -1000.0
"""What an empty slot costs: more than any difference between products, so that few stay empty."""

Alternatives = Callable[[Need, "Index"], tuple[Pick, ...]]


def choose_list(need: Need, index: Index, alternatives: Alternatives) -> Picks:
    """Return a group for each slot, chosen so that the sum stays within the budget.

    `alternatives` ranks the products of one slot. Products without a price are in no sum; a note
    says how many were chosen.
    """
    offers = [alternatives(slot_need(need, slot), index) for slot in need.slots]
    limit = need.budget.high if need.budget else None
    chosen = within(offers, limit)
    groups = tuple(
        Group(slot.name, pick, tuple(p for p in found if p is not pick)[:ALTERNATIVES_MAX])
        for slot, found, pick in zip(need.slots, offers, chosen, strict=True)
    )
    unpriced = sum(1 for pick in chosen if pick is not None and pick.price is None)
    notes = (Claim("note.too_many_budget", {"count": str(unpriced)}),) if unpriced else ()
    return Picks(need=need, groups=groups, total=sum(map(len, offers)), notes=notes)


def slot_need(need: Need, slot: Slot) -> Need:
    """Return the need of one line of the list: its kinds, its wishes and those of the whole."""
    return replace(
        need,
        topic=slot.name,
        kinds=slot.kinds,
        kind_words=slot.name,
        words="" if slot.kinds else slot.name,
        constraints=(*need.constraints, *slot.constraints),
        budget=None,
        slots=(),
        photo=None,
    )


def total(groups: Sequence[Group]) -> Decimal:
    """Return what the chosen products with a price cost together."""
    picks = (group.chosen for group in groups)
    return sum((p.price.total for p in picks if p is not None and p.price is not None), Decimal(0))


def within(offers: Sequence[Sequence[Pick]], limit: Decimal | None) -> tuple[Pick | None, ...]:
    """Return one pick a slot, so that the sum is at most `limit` and the fit is greatest.

    Slots stay empty only where they must. Exact: a table over all sums in 分, best score for each.
    """
    if limit is None:
        return tuple(found[0] if found else None for found in offers)
    size = int(limit * 100) + 1
    best = np.full(size, -np.inf)
    best[0] = 0.0
    taken: list[np.ndarray] = []
    for found in offers:
        best, choice = _add_slot(best, found, size)
        taken.append(choice)
    return _walk_back(best, taken, offers)


def _add_slot(best: np.ndarray, found: Sequence[Pick], size: int) -> tuple[np.ndarray, np.ndarray]:
    after = best + EMPTY_SLOT
    choice = np.full(size, -1, np.int16)
    top = found[0].score if found else 0.0
    for i, pick in enumerate(found):
        cents = _cents(pick)
        if cents >= size:
            continue
        shifted = np.full(size, -np.inf)
        shifted[cents:] = best[: size - cents] + (pick.score - top)
        better = shifted > after
        after[better], choice[better] = shifted[better], i
    return after, choice


def _walk_back(
    best: np.ndarray, taken: Sequence[np.ndarray], offers: Sequence[Sequence[Pick]]
) -> tuple[Pick | None, ...]:
    at = int(np.argmax(best))
    chosen: list[Pick | None] = []
    for choice, found in zip(reversed(taken), reversed(offers), strict=True):
        pick = found[int(choice[at])] if choice[at] >= 0 else None
        chosen.append(pick)
        at -= _cents(pick) if pick is not None else 0
    return tuple(reversed(chosen))


def _cents(pick: Pick) -> int:
    return int(pick.price.total * 100) if pick.price is not None else 0
