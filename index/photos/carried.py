"""Does the shop carry what a photo shows? A calibrated answer, so that «店里没有» can be said.

Evidence is weighed by a logistic regression whose numbers (`carried.toml`) were fitted by
`python -m eval.carried_calibration`: photos asked of a catalogue from which their kind was taken
out, against the same photos asked of the whole catalogue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.kinds import kinds_by_lookalikes
from index.photos.likeness import WEIGHTS, Compared

if TYPE_CHECKING:
    from index.photos.reading import PhotoReadingResult
    from index.photos.table import PhotoTable

Floats = NDArray[np.float32]

NAMES = (
    "look",
    "look_5",
    "joint",
    "colour",
    "classes",
    "classes_best",
    "sure_class",
    "share",
    "points",
    "carried_classes",
    "other_classes",
)
"""The evidence, in the order of the weights."""

_MOST_POINTS = 4.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Means, scales and weights of the evidence, and from which sum on the kind is carried."""

    mean: Floats
    scale: Floats
    weights: Floats
    threshold: float


def evidence(
    seen: PhotoReadingResult,
    parts: Mapping[str, Floats],
    table: PhotoTable,
    compared: Mapping[int, Compared],
    kept: NDArray[np.bool_] | None = None,
) -> Floats:
    """Return the evidence that a photo's kind is carried, in the order of `NAMES`.

    Args:
        seen: the photo.
        parts: unweighed likeness of each photo of the table, by name.
        table: the photos.
        compared: rows that were compared point by point, and what was found.
        kept: rows that count; all of them when None. The calibration takes kinds out with it.
    """
    rows = np.arange(len(table.shows)) if kept is None else np.flatnonzero(kept)
    alike = [WEIGHTS[name] * values for name, values in parts.items() if name != "kind"]
    total = np.sum(alike, axis=0)[rows]
    order = rows[np.argsort(-total, kind="stable")]
    best = order[0]
    scores = np.full(len(table.products), -np.inf, np.float32)
    np.maximum.at(scores, table.shows[rows], total)
    shares = kinds_by_lookalikes(scores, table)
    named, other = table.class_carriage(frozenset(kind for kind in _kinds(table, rows)))
    likely = seen.class_roots**2 if seen.class_roots is not None else np.zeros(len(named))
    classes = parts.get("classes", np.zeros(len(table.shows), np.float32))
    points = max((compared[row].points for row in rows.tolist() if row in compared), default=0)
    found = {
        "look": parts["look"][best],
        "look_5": parts["look"][order[:5]].mean(),
        "joint": parts["joint"][rows].max() if "joint" in parts else 0.0,
        "colour": parts["colour"][best] if "colour" in parts else 0.0,
        "classes": classes[best],
        "classes_best": classes[rows].max(),
        "sure_class": (likely**2).sum(),
        "share": shares[0][1] if shares else 0.0,
        "points": min(float(np.log1p(max(points - 4, 0))), _MOST_POINTS),
        "carried_classes": likely[named].sum() if named.any() else 0.0,
        "other_classes": likely[other].sum() if other.any() else 0.0,
    }
    return np.array([float(found[name]) for name in NAMES], np.float32)


def _kinds(table: PhotoTable, rows: NDArray[np.int64]) -> set[str]:
    return {kind for at in set(table.shows[rows].tolist()) for kind in table.kinds[at]}


def is_carried(found: Floats) -> bool:
    """Return whether the evidence speaks for a kind that the shop carries."""
    numbers = calibration()
    return float(((found - numbers.mean) / numbers.scale) @ numbers.weights) >= numbers.threshold


@cache
def calibration() -> Calibration:
    """Return the shipped numbers."""
    rows = tomllib.loads(files("index.photos").joinpath("carried.toml").read_text("utf-8"))
    mean, scale, weights = (
        np.array([rows[name][part] for name in NAMES], np.float32)
        for part in ("mean", "scale", "weight")
    )
    return Calibration(mean, scale, weights, float(rows["threshold"]))
