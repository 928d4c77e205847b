"""Which function draws which shape, and what its surface is like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.tops import top


@dataclass(frozen=True, slots=True)
class Finish:
    """What a shape is made of.

    Attributes:
        soft: 0 to 1, how much it folds, for cloth.
        blur: pixels by which its soft shades are blurred.
        tilt: degrees by which it may lie askew.
        rim: its edges turn away from the light.
        stands: it stands on its foot rather than lying.
        settings: where it is shown: the first view in one of the first group, others in one of the
            second.
    """

    soft: float = 0.0
    blur: int = 5
    tilt: float = 0.0
    rim: bool = False
    stands: bool = True
    settings: tuple[tuple[str, ...], tuple[str, ...]] = (("studio", "wall"), ("table",))


@dataclass(frozen=True, slots=True)
class Shape:
    """A function that draws, and the finish of what it draws."""

    draw: Callable[[Canvas, Sketch], None]
    finish: Finish


CLOTH = Finish(
    soft=0.5,
    tilt=6,
    rim=True,
    stands=False,
    settings=(("studio", "wall", "sheet"), ("wood", "sheet", "carpet", "tile")),
)
SOLID = Finish()
LYING = Finish(tilt=8, stands=False, settings=(("studio", "wall"), ("wood", "sheet", "table")))


def _not_yet(canvas: Canvas, sketch: Sketch) -> None:
    canvas.rect(120, 120, 240, 240, 30, fill=canvas.ball(sketch.colour))


SHAPES: dict[str, Shape] = {
    "top": Shape(top, CLOTH),
} | {
    name: Shape(_not_yet, SOLID)
    for name in "dress shoe backpack phone laptop headphones rice_cooker bottle tube cosmetic lamp bed pouch".split()
}
