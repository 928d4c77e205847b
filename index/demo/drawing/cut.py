"""Where a garment's seams are."""

from __future__ import annotations

from dataclasses import dataclass

from index.demo.drawing.canvas import SIZE, Sketch

MIDDLE = SIZE / 2

_SCOOPS = {"v": 62, "lapel": 128, "scoop": 42, "square": 40, "straps": 44, "crew": 15, "bow": 15}


@dataclass(frozen=True, slots=True)
class Cut:
    """Half widths measured from the middle, and heights, in pixels of the canvas.

    Attributes:
        neck: half the neck's opening.
        shoulder: to the shoulder's seam.
        chest: to the seam under the arm.
        waist: to the side at the waist.
        hem: to the side at the hem.
        top: height of the neck.
        armpit: height of the seam under the arm.
        foot: height of the hem.
        sleeve: what the sleeves are like.
        spread: how far sleeves stand off: the tangent of their angle to the body.
        drop: by how much shoulders are lower than the neck.
    """

    neck: float
    shoulder: float
    chest: float
    waist: float
    hem: float
    top: float
    armpit: float
    foot: float
    sleeve: str
    spread: float = 0.4
    drop: float = 24.0


def scoop(sketch: Sketch) -> float:
    """Return how far below the neck the collar opens."""
    return float(_SCOOPS.get(sketch.word("collar", "crew"), 9))
