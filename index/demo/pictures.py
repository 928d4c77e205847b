"""Which pictures each product has: what is drawn, in which colour, in which setting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from index.demo.attributes import Values
from index.demo.dice import Dice
from index.demo.drawing.finish import CLOTH
from index.demo.drawing.render import Job
from index.demo.drawing.shapes import shape
from index.demo.spec import KindSpec, colours

# What a product without a choice of colours is painted, where its table says nothing.
_TINTS = ("#e9e2d6", "#f2f1ee", "#d8e3e6", "#efd9cf", "#dfe6d4", "#f0e2b8", "#d9d4e6")


# How often there is a second view: clothes are looked at from more sides.
_SECOND = {True: 0.62, False: 0.26}


def pictures(kind: KindSpec, id: str, values: Values, chosen: tuple[str, ...]) -> list[Job]:
    """Return the product's pictures, the main view first.

    A second view is in another setting and, where the product comes in colours, in the next one.
    """
    dice = Dice(id, "pictures")
    name = str(kind.drawing["shape"])
    finish = shape(name).finish
    cloth = finish is CLOTH
    options = looked_up(kind.drawing, values)
    paints = [colours()[colour] for colour in chosen] or [_paint(options, dice)]
    views = [(paints[0], dice.pick(finish.settings[0]))]
    if dice.chance(_SECOND[cloth]):
        views.append((paints[min(1, len(paints) - 1)], dice.pick(finish.settings[1])))
    return [
        Job(
            f"images/{id}-{n}.jpg",
            name,
            options | _hung(cloth, setting),
            paint,
            setting,
            f"{id}-{n}",
        )
        for n, (paint, setting) in enumerate(views, start=1)
    ]


def _hung(cloth: bool, setting: str) -> dict[str, str | float]:
    """Clothes before a wall are on a hanger."""
    return {"hung": "yes"} if cloth and setting == "wall" else {}


def looked_up(drawing: Mapping[str, Any], values: Values) -> dict[str, str | float]:
    """Return a `[drawing]` table with what depends on attributes looked up."""
    return {name: _looked_up(entry, values) for name, entry in drawing.items() if name != "shape"}


def _looked_up(entry: Any, values: Values) -> str | float:
    if not isinstance(entry, Mapping):
        return cast("str | float", entry)
    table = cast("Mapping[str, str | float]", entry)
    return table[values[str(table["of"])].text]


def _paint(options: Mapping[str, str | float], dice: Dice) -> str:
    tint = str(options.get("tint", ""))
    return tint or dice.pick(_TINTS)
