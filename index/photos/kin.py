"""Which of a shop's kinds stand nearest to what a photo shows, where it carries none of the kind.

What looks most alike may have nothing to do with it (a vest beside a backpack). The classifiers'
classes have names, and the common kinds say what stands beside what: a vest stands beside shirts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.kinds import class_kinds
from index.photos.naming import Lineages, fashion_meanings
from index.vocabulary import load_taxonomy

if TYPE_CHECKING:
    from index.photos.reading import PhotoReadingResult
    from index.photos.table import PhotoTable

Floats = NDArray[np.float32]
Kinds = tuple[tuple[str, float], ...]

SAME, UNDER_ONE, OF_ONE_ROOT, OF_ONE_ROW = 1.0, 0.6, 0.4, 0.25
"""How near a kind stands to the one named or one that holds it, to one under the same narrower
kind, to one that only the widest kind holds as well, and to one whose widest kind is beside it."""
FASHION = 0.25
"""How much the classifier of fashion counts: it knows nothing else, and names a shirt in a seat."""
LOOKS = 0.15
"""How much looking alike counts beside it."""
BEHIND = 0.3
"""What is left of the shares behind the first, for one shelf is named as the nearest."""
LEAST = 0.1
"""Where nothing is this near, looks alone decide."""


def nearest_kinds(kinds: Kinds, seen: PhotoReadingResult, table: PhotoTable) -> Kinds:
    """Return the shop's kinds with their shares, the nearest of kin to the photo first.

    Args:
        kinds: of the products that look alike, with their shares.
        seen: the photo.
        table: the photos of the shop.
    """
    near = kin(seen, table)
    if max(near.values(), default=0.0) < LEAST:
        return kinds
    alike = dict(kinds)
    scores = {kind: value + LOOKS * alike.get(kind, 0.0) for kind, value in near.items()}
    among = [kind for kind in scores if scores[kind] > 0]
    order = sorted(among, key=lambda kind: (-scores[kind], kind))
    shares = [scores[kind] * (1.0 if kind == order[0] else BEHIND) for kind in order]
    return tuple((kind, share / sum(shares)) for kind, share in zip(order, shares, strict=True))


def kin(seen: PhotoReadingResult, table: PhotoTable) -> Mapping[str, float]:
    """Return how near each of the shop's kinds stands to what the classifiers see, 0 to 1."""
    kinds = table.shown_kinds
    lineages = tuple((kind, table.lineages[kind]) for kind in kinds)
    total, sure = np.zeros(len(kinds), np.float32), 0.0
    for roots, near_to, weight in (
        (seen.class_roots, _of_things, 1.0),
        (seen.fashion_roots, _of_fashion, FASHION),
    ):
        if roots is not None and len(kinds):
            likely = roots**2
            told = weight * float(likely.max())
            total += told * (near_to(lineages) @ likely)
            sure += told
    return {kind: float(value) / max(sure, 1e-9) for kind, value in zip(kinds, total, strict=True)}


@lru_cache(maxsize=8)
def _of_things(lineages: tuple[tuple[str, frozenset[str]], ...]) -> Floats:
    return nearness(dict(lineages), class_kinds())


@lru_cache(maxsize=8)
def _of_fashion(lineages: tuple[tuple[str, frozenset[str]], ...]) -> Floats:
    return nearness(dict(lineages), fashion_meanings())


def nearness(lineages: Lineages, classes: Sequence[Iterable[str]]) -> Floats:
    """Return how near each of the shop's kinds stands to each class, `(kinds, classes)`.

    Args:
        lineages: each of the shop's kinds with every kind that holds it.
        classes: the common kinds that the words of each class name.
    """
    return np.array(
        [
            [max((_near(kind, lineage, each) for each in ids), default=0.0) for ids in classes]
            for kind, lineage in lineages.items()
        ],
        np.float32,
    )


def _near(kind: str, lineage: frozenset[str], named: str) -> float:
    common = load_taxonomy()
    above = {named, *common.ancestors(named)}
    if named in lineage or kind in above:
        return SAME
    both = above & lineage
    if any(common.kinds[each].parents for each in both if each in common.kinds):
        return UNDER_ONE
    if both:
        return OF_ONE_ROOT
    return OF_ONE_ROW if any(row & above and row & lineage for row in _rows()) else 0.0


@cache
def _rows() -> tuple[frozenset[str], ...]:
    text = files("index.photos").joinpath("kin.toml").read_text("utf-8")
    return tuple(map(frozenset, tomllib.loads(text)["rows"]))
