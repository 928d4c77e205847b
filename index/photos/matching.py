"""Ranks products by a photo: likeness first, then what one look leaves open.

The score of a product is that of its best photo: the cosine of the photo vectors (the best of the
whole photo and its inner part), plus weighed agreement in colour and in what a classifier sees;
the best of them are then compared point by point, which tells the same item from a lookalike. The
weights were measured together on four photo suites (`docs/photo-model-card.md`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.kinds import agreement
from index.photos.local import agreeing_points
from index.photos.printed import text_agreement
from index.photos.table import PhotoTable, photo_table

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.facts import PhotoFacts
    from index.photos.reading import PhotoReadingResult

Floats = NDArray[np.float32]

COLOUR = 0.15
CLASSES = 0.05
POINTS = 0.1
KIND = 0.05
TEXT = 0.15
COMPARED = 20
"""Products compared point by point."""
FEW_POINTS = 4
"""So many points agree by chance."""
SAME_POINTS = 15
"""From so many agreeing points on, two photos may show the same item."""
SAME_SHARE = 0.8
"""Of the points that agree with the best: series share logos and poster frames with the item."""
SAME_BITS = 6
"""Perceptual hashes that differ in at most so many of 64 bits are of the same picture."""


@dataclass(frozen=True, slots=True)
class PhotoRank:
    """How well a product answers a photo.

    Attributes:
        product_id: the product.
        score: comparable within one ranking.
        same: the very item («同款»), by points or picture; else a lookalike («相似款»).
        parts: what the score is made of: `look`, `colour`, `classes`, `points`, `kind`, `text`.
    """

    product_id: str
    score: float
    same: bool
    parts: Mapping[str, float] = field(default_factory=dict[str, float])


def likeness(reading: PhotoReadingResult, table: PhotoTable) -> dict[str, Floats]:
    """Return the weighed parts of the score of every photo of the table, by name."""
    parts = {"look": (table.vectors @ reading.vectors.T).max(axis=1)}
    if table.histograms is not None and reading.facts is not None:
        parts["colour"] = COLOUR * (table.histograms @ reading.facts.colours.histogram)
    if table.class_roots is not None and reading.class_roots is not None:
        parts["classes"] = CLASSES * (table.class_roots @ reading.class_roots)
    return parts


def product_scores(
    parts: Mapping[str, Floats], table: PhotoTable
) -> tuple[Floats, NDArray[np.int64]]:
    """Return the score of each product's best photo, and which row that is (−1 without photos)."""
    total = np.sum(list(parts.values()), axis=0)
    scores = np.full(len(table.products), -np.inf, np.float32)
    best = np.full(len(table.products), -1, np.int64)
    for row in np.argsort(total, kind="stable"):
        scores[table.shows[row]], best[table.shows[row]] = total[row], row
    return scores, best


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
    found = [_first_look(at, int(best[at]), parts, reading, index, table) for at in positions]
    found = sorted(zip(found, positions, strict=True), key=_order)
    near = [at for _, at in found[:COMPARED]]
    same = _compare(reading, table, [int(best[at]) for at in near])
    most = max((points for points, _ in same.values()), default=0)
    needed = max(SAME_POINTS, SAME_SHARE * most)
    closer = [_closer(rank, same.get(int(best[at])), needed) for rank, at in found[:COMPARED]]
    return sorted(closer, key=_rank_order) + [rank for rank, _ in found[COMPARED:]]


def _order(item: tuple[PhotoRank, int]) -> tuple[float, str]:
    return _rank_order(item[0])


def _rank_order(rank: PhotoRank) -> tuple[float, str]:
    return -rank.score, rank.product_id


def _first_look(
    at: int,
    row: int,
    parts: Mapping[str, Floats],
    reading: PhotoReadingResult,
    index: Index,
    table: PhotoTable,
) -> PhotoRank:
    own = {name: float(values[row]) for name, values in parts.items()}
    own["kind"] = KIND * agreement(reading.kinds, table.kinds[at])
    if reading.text:
        facts = table.facts.get(table.contents[row])
        printed = facts.text if facts and facts.text else ()
        own["text"] = TEXT * text_agreement(reading.text, index.products[at], printed)
    return PhotoRank(table.products[at], sum(own.values()), same=False, parts=own)


def _compare(
    reading: PhotoReadingResult, table: PhotoTable, rows: Sequence[int]
) -> dict[int, tuple[int, bool]]:
    """Return for each row how many points agree, and whether it is the same picture."""
    if reading.facts is None:
        return {}
    kept = table.whole_facts(list(dict.fromkeys(table.contents[row] for row in rows)))
    found: dict[int, tuple[int, bool]] = {}
    for row in rows:
        facts = kept.get(table.contents[row])
        if facts is not None:
            points = agreeing_points(reading.facts.local, facts.local)
            found[row] = points, same_picture(reading.facts, facts)
    return found


def same_picture(one: PhotoFacts, other: PhotoFacts) -> bool:
    """Return whether two photos are copies of one picture, by their perceptual hashes."""
    return (int(one.look, 16) ^ int(other.look, 16)).bit_count() <= SAME_BITS


def _closer(rank: PhotoRank, compared: tuple[int, bool] | None, needed: float) -> PhotoRank:
    if compared is None:
        return rank
    points, copy = compared
    gain = POINTS * float(np.log1p(max(points - FEW_POINTS, 0)))
    parts = {**rank.parts, "points": gain}
    return PhotoRank(rank.product_id, rank.score + gain, copy or points >= needed, parts)
