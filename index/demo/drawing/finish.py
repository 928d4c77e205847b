"""What things are made of, as far as light and setting care."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finish:
    """What a shape is made of.

    Attributes:
        soft: 0 to 1, how much it folds, for cloth.
        blur: pixels by which its soft shades are blurred.
        tilt: degrees by which it may lie askew.
        fill: share of the picture's side that it takes up.
        rim: its edges turn away from the light.
        stands: it stands on its foot rather than lying.
        scene: it is a whole picture rather than a thing.
        settings: where it is shown: the first view in one of the first group, others in one of the
            second.
    """

    soft: float = 0.0
    blur: int = 5
    tilt: float = 0.0
    fill: float = 0.76
    rim: bool = False
    stands: bool = True
    scene: bool = False
    settings: tuple[tuple[str, ...], tuple[str, ...]] = (("studio", "wall"), ("table",))


CLOTH = Finish(
    soft=0.95,
    tilt=7,
    fill=0.9,
    rim=True,
    stands=False,
    settings=(("studio", "wall", "sheet"), ("wood", "sheet", "carpet", "tile")),
)
SOLID = Finish()
LYING = Finish(tilt=8, stands=False, settings=(("studio", "wall"), ("wood", "sheet", "table")))
