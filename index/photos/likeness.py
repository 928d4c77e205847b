"""How alike a photo and those of an index are: by look, joint space, colour, class, points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.kinds import kind_scores
from index.photos.local import agreeing_points
from index.photos.table import PhotoTable

if TYPE_CHECKING:
    from index.photos.facts import PhotoFacts
    from index.photos.reading import PhotoReadingResult

Floats = NDArray[np.float32]

WEIGHTS: Mapping[str, float] = {
    "look": 1.0,
    "joint": 0.05,
    "colour": 0.15,
    "classes": 0.05,
    "kind": 0.03,
}
"""How much each part counts in the score of a photo."""
DOUBTED_KIND = 5 / 3
"""How many times more the kind counts where no photo looks like the one seen, in fashion."""
LIKE, UNLIKE = 0.7, 0.6
"""From the first cosine on a photo looks like the one seen; up to the second it does not."""
POINTS = 0.1
FEW_POINTS = 4
"""So many points agree by chance."""
COMPARED = 20
"""Products compared point by point."""
SAME_BITS = 6
"""Perceptual hashes that differ in at most so many of 64 bits are of the same picture."""
SAME_COLOURS = 0.8
"""The hash sees no colour: so alike must the colours of a copy be."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison point by point found: points that agree, and whether it is a copy."""

    points: int
    copy: bool

    @property
    def gain(self) -> float:
        """What it adds to a score."""
        return POINTS * float(np.log1p(max(self.points - FEW_POINTS, 0)))


def likeness(seen: PhotoReadingResult, table: PhotoTable) -> dict[str, Floats]:
    """Return how alike each photo of the table is to the one seen, by part, not yet weighed."""
    parts = {"look": (table.vectors @ seen.vectors.T).max(axis=1)}
    parts["joint"] = table.joint @ seen.joint
    if table.histograms is not None and seen.facts is not None:
        parts["colour"] = table.histograms @ seen.facts.colours.histogram
    if table.class_roots is not None and seen.class_roots is not None:
        parts["classes"] = table.class_roots @ seen.class_roots
    said = np.append(kind_scores(seen, table), np.float32(0))
    parts["kind"] = (1 + DOUBTED_KIND * doubt(parts, table)) * said[table.kind_of_row]
    return parts


def doubt(parts: Mapping[str, Floats], table: PhotoTable) -> float:
    """Return how far a photo must be answered by its kind, 0 to 1.

    1 where nothing looks like it and the kinds of fashion tell the catalogue's kinds apart.
    """
    nearest = float(parts["look"].max(initial=0.0))
    return table.fashion_trust * float(np.clip((LIKE - nearest) / (LIKE - UNLIKE), 0, 1))


def product_scores(
    parts: Mapping[str, Floats], table: PhotoTable
) -> tuple[Floats, NDArray[np.int64]]:
    """Return the score of each product's best photo, and which row that is.

    A product without photos has the score −inf and the row −1.
    """
    total = np.sum([WEIGHTS[name] * values for name, values in parts.items()], axis=0)
    scores = np.full(len(table.products), -np.inf, np.float32)
    best = np.full(len(table.products), -1, np.int64)
    for row in np.argsort(total, kind="stable"):
        scores[table.shows[row]], best[table.shows[row]] = total[row], row
    return scores, best


def compare(
    seen: PhotoReadingResult, table: PhotoTable, rows: Sequence[int]
) -> dict[int, Compared]:
    """Return what comparing point by point finds for each of these rows that was read before."""
    if seen.facts is None or not rows:
        return {}
    kept = table.whole_facts(list(dict.fromkeys(table.contents[row] for row in rows)))
    found: dict[int, Compared] = {}
    for row in rows:
        facts = kept.get(table.contents[row])
        if facts is not None:
            points = agreeing_points(seen.facts.local, facts.local)
            found[row] = Compared(points, same_picture(seen.facts, facts))
    return found


def same_picture(one: PhotoFacts, other: PhotoFacts) -> bool:
    """Return whether two photos are copies of one picture, by perceptual hash and colours."""
    differing = (int(one.look, 16) ^ int(other.look, 16)).bit_count()
    alike = float(one.colours.histogram @ other.colours.histogram)
    return differing <= SAME_BITS and alike >= SAME_COLOURS
