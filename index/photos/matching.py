"""Ranks products by a photo: likeness first, then what one look leaves open.

The score of a product is that of its best photo: the cosine of the photo vectors (the better of the
whole photo and its inner part), plus weighed agreement in the space of words, in colour and in what
a classifier sees, in kind and in printed text; the best of them are compared point by point, which
tells the same item from a lookalike. `docs/photo-model-card.md` has what each part brings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.likeness import (
    COMPARED,
    WEIGHTS,
    Compared,
    compare,
    doubt,
    likeness,
    product_scores,
)
from index.photos.printed import text_agreement
from index.photos.table import PhotoTable, photo_table

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult

Floats = NDArray[np.float32]

TEXT = 0.15
VARIETY = 0.05
"""What stands behind others of its own kind loses this times the logarithm of its place."""
SAME_POINTS = 25
"""From so many agreeing points on, two photos may show the same item."""
SAME_SHARE = 0.8
"""Of the points that agree with the best: series share logos and poster frames with the item."""


@dataclass(frozen=True, slots=True)
class PhotoRank:
    """How well a product answers a photo.

    Attributes:
        product_id: the product.
        score: comparable within one ranking.
        same: the very item («同款»), by points or picture; else a lookalike («相似款»).
        parts: what the score is made of: `look`, `joint`, `colour`, `classes`, `points`, `kind`,
            `text`.
    """

    product_id: str
    score: float
    same: bool
    parts: Mapping[str, float] = field(default_factory=dict[str, float])


def rank_photos(
    reading: PhotoReadingResult, index: Index, rows: Sequence[int] | None = None
) -> list[PhotoRank]:
    """Return the products that have photos, the best answer to the photo first.

    Args:
        reading: of the photo.
        index: where its products are.
        rows: positions in the index's table to look at; all of them when None.
    """
    table = photo_table(index)
    parts = likeness(reading, table)
    scores, best = product_scores(parts, table)
    wanted = range(len(scores)) if rows is None else dict.fromkeys(rows)
    positions = [at for at in wanted if best[at] >= 0]
    looked = [
        (_first_look(at, int(best[at]), parts, reading, index, table), at) for at in positions
    ]
    looked.sort(key=lambda item: _order(item[0]))
    near = [int(best[at]) for _, at in looked[:COMPARED]]
    missing = [row for row in near if row not in reading.compared]
    compared = {**reading.compared, **compare(reading, table, missing)}
    needed = _needed(compared.values())
    closer = [_closer(rank, compared.get(int(best[at])), needed) for rank, at in looked[:COMPARED]]
    ranked = sorted(closer, key=_order) + [rank for rank, _ in looked[COMPARED:]]
    kinds = dict(zip(table.products, table.kinds, strict=True))
    return _varied(ranked, kinds, VARIETY * doubt(parts, table))


def _varied(
    ranked: Sequence[PhotoRank], kinds: Mapping[str, tuple[str, ...]], variety: float
) -> list[PhotoRank]:
    """Return the ranks with those lowered that stand behind others of their narrowest kind."""
    before: dict[str, int] = {}
    found: list[PhotoRank] = []
    for rank in ranked:
        kind = next(iter(kinds[rank.product_id]), "")
        lost = variety * math.log1p(before.get(kind, 0))
        before[kind] = before.get(kind, 0) + 1
        found.append(replace(rank, score=rank.score - lost))
    return sorted(found, key=_order)


def _order(rank: PhotoRank) -> tuple[float, str]:
    return -rank.score, rank.product_id


def _first_look(
    at: int,
    row: int,
    parts: Mapping[str, Floats],
    reading: PhotoReadingResult,
    index: Index,
    table: PhotoTable,
) -> PhotoRank:
    own = {name: WEIGHTS[name] * float(values[row]) for name, values in parts.items()}
    if reading.text:
        facts = table.facts.get(table.contents[row])
        printed = facts.text if facts and facts.text else ()
        own["text"] = TEXT * text_agreement(reading.text, index.products[at], printed)
    return PhotoRank(table.products[at], sum(own.values()), same=False, parts=own)


def _needed(compared: Iterable[Compared]) -> float:
    most = max((each.points for each in compared), default=0)
    return max(SAME_POINTS, SAME_SHARE * most)


def _closer(rank: PhotoRank, compared: Compared | None, needed: float) -> PhotoRank:
    if compared is None:
        return rank
    parts = {**rank.parts, "points": compared.gain}
    same = compared.copy or compared.points >= needed
    return PhotoRank(rank.product_id, rank.score + compared.gain, same, parts)
