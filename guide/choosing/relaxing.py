"""Which wishes block, and what lifting them would give."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guide.choosing.judging import Judged
from guide.choosing.weights import RELAXATIONS_MAX
from guide.picks import Relaxation


def relaxations(judged: Judged) -> tuple[Relaxation, ...]:
    """Return the smallest sets of wishes that block, the one that gives most first.

    All sets of that size are looked at; those without which nothing would fit either are left out.
    Nothing is returned where something fits, or where only safety blocks.
    """
    open_rows = judged.available & ~_unsafe(judged)
    masks = np.unique(judged.broken[open_rows])
    if not len(masks) or masks[0] == 0:
        return ()
    sizes = np.array([int(mask).bit_count() for mask in masks])
    smallest = masks[sizes == sizes.min()]
    found = [_relaxation(judged, int(mask), open_rows) for mask in smallest]
    return tuple(sorted(found, key=lambda r: (-r.count, r.drop))[:RELAXATIONS_MAX])


def wider(judged: Judged, at_least: int) -> tuple[Relaxation, ...]:
    """Return single wishes whose lifting would give more than `at_least` products."""
    open_rows = judged.available & ~_unsafe(judged)
    droppable = [i for i, wish in enumerate(judged.conditions) if wish.droppable]
    found = [_relaxation(judged, 1 << i, open_rows) for i in droppable]
    better = [r for r in found if r.count > at_least]
    return tuple(sorted(better, key=lambda r: (-r.count, r.drop))[:RELAXATIONS_MAX])


def _unsafe(judged: Judged) -> NDArray[np.bool_]:
    kept = sum(1 << i for i, wish in enumerate(judged.conditions) if not wish.droppable)
    return (judged.broken & kept) != 0


def _relaxation(judged: Judged, mask: int, open_rows: NDArray[np.bool_]) -> Relaxation:
    fits = open_rows & ((judged.broken & ~mask) == 0)
    positions = np.flatnonzero(fits)
    count = len(np.unique(judged.product_of(positions)))
    wishes = [wish for i, wish in enumerate(judged.conditions) if mask >> i & 1]
    return Relaxation(
        drop=tuple(wish.id for wish in wishes),
        said=" + ".join(wish.said for wish in wishes),
        count=count,
        from_price=judged.lowest(positions),
    )
