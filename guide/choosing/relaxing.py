"""Which wishes block, and what lifting them would give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.conditions import KIND
from guide.choosing.judging import Judged, judge
from guide.choosing.pool import of_kind
from guide.choosing.weights import RELAXATIONS_MAX
from guide.need import Need
from guide.picks import Relaxation

if TYPE_CHECKING:
    from index.opening import Index
    from index.vocabulary.vocabulary import Kind


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


def widened(need: Need, index: Index, judged: Judged) -> tuple[Relaxation, ...]:
    """Return what the kind above would give («充电器» for «车载充电器»), every other wish kept.

    Only where the word says how the kind is narrower than a carried one above it.
    """
    for kind_id in need.kinds:
        kind = index.vocabulary.kind(kind_id)
        for parent in kind.parents if kind else ():
            said = _modifier(need.kind_words, index.vocabulary.kind(parent))
            if said:
                wide = judge(judged.table, judged.conditions, None, of_kind(index, (parent,)))
                open_rows = wide.available & ~_unsafe(wide)
                found = _relaxation(wide, 0, open_rows)
                return (replace(found, drop=(KIND,), said=said),) if found.count else ()
    return ()


def _modifier(words: str, wider: Kind | None) -> str:
    """Return what stands in `words` before a word of a wider kind, or nothing."""
    ends = [w for w in wider.words if words.endswith(w) and w != words] if wider else []
    return words.removesuffix(max(ends, key=len)).strip() if ends else ""


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
