"""Does the shop carry what a photo shows? A calibrated answer, so that «店里没有» can be said.

Evidence is weighed by numbers (`carried.toml`) that `python -m eval.carried_calibration` fitted:
photos asked of catalogues that have their kind against the same photos asked of catalogues without
it. Beside each piece of evidence that a shop can be asked about itself stands how far it speaks for
«carried» in this very shop (`index.photos.carriage`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.photos.carriage import SHOWN, WRITTEN
from index.photos.likeness import WEIGHTS, Compared

if TYPE_CHECKING:
    from index.photos.carriage import Carriage
    from index.photos.reading import PhotoReadingResult
    from index.photos.table import PhotoTable
    from index.photos.text import TextLine

Floats = NDArray[np.float32]

TOLD = tuple(f"{name}_told" for name in SHOWN)
"""How far each piece of `SHOWN` speaks for «carried» in this shop."""
NAMES = (*SHOWN, *TOLD, "points", "colour", "joint", *WRITTEN)
"""The evidence, in the order of the weights."""

_MOST_POINTS = 4.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """Means, scales and weights of the evidence, and from which sum on the kind is carried.

    Within `doubt` of the threshold the words in a photo are worth reading.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    threshold: float
    doubt: float


def evidence(
    seen: PhotoReadingResult,
    parts: Mapping[str, Floats],
    table: PhotoTable,
    compared: Mapping[int, Compared],
    carriage: Carriage | None = None,
) -> Floats:
    """Return the evidence that a photo's kind is carried, in the order of `NAMES`.

    What cannot be known is NaN: classes of vectors that no classifier reads.

    Args:
        seen: the photo.
        parts: unweighed likeness of each photo of the table, by name.
        table: the photos.
        compared: rows that were compared point by point, and what was found.
        carriage: the photos that count; all of them when None. The calibration takes kinds out.
    """
    carriage = carriage or table.carriage
    rows = carriage.rows
    alike = [WEIGHTS[name] * values for name, values in parts.items() if name != "kind"]
    order = rows[np.argsort(-np.sum(alike, axis=0)[rows], kind="stable")]
    near = np.sort(parts["look"][rows])[-5:]
    found = {**carriage.shown(seen.vectors), "look": near[-1], "look_5": near.mean()}
    usual = carriage.usual
    told = {f"{name}_told": usual[name].told(found[name]) for name in found if name in usual}
    points = max((compared[row].points for row in rows.tolist() if row in compared), default=0)
    found |= told | {
        "points": min(float(np.log1p(max(points - 4, 0))), _MOST_POINTS),
        "colour": parts["colour"][order[0]] if "colour" in parts else np.nan,
        "joint": parts["joint"][rows].max() if "joint" in parts else np.nan,
    }
    bare = np.array([float(found.get(name, np.nan)) for name in NAMES], np.float32)
    return with_words(bare, seen.text, carriage)


def with_words(found: Floats, lines: Sequence[TextLine], carriage: Carriage) -> Floats:
    """Return the evidence together with that of the words in the photo."""
    said = carriage.written(lines) if lines else dict.fromkeys(WRITTEN, 0.0)
    words = np.array([said[name] for name in WRITTEN], np.float32)
    return np.concatenate([found[: -len(WRITTEN)], words])


def is_carried(found: Floats) -> bool:
    """Return whether the evidence speaks for a kind that the shop carries."""
    return surplus(found) >= 0


def in_doubt(found: Floats) -> bool:
    """Return whether the evidence is so near the threshold that words in the photo may decide."""
    return abs(surplus(found)) < calibration().doubt


def surplus(found: Floats) -> float:
    """Return how far the weighed evidence lies over the threshold; what is unknown weighs 0."""
    numbers = calibration()
    known = np.nan_to_num((found - numbers.mean) / numbers.scale, nan=0.0)
    return float(known @ numbers.weights) - numbers.threshold


@cache
def calibration() -> Calibration:
    """Return the shipped numbers."""
    rows = tomllib.loads(files("index.photos").joinpath("carried.toml").read_text("utf-8"))
    mean, scale, weights = (
        np.array([rows[name][part] for name in NAMES], np.float32)
        for part in ("mean", "scale", "weight")
    )
    return Calibration(mean, scale, weights, float(rows["threshold"]), float(rows["doubt"]))
