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


def pictures(kind: KindSpec, id: str, values: Values, chosen: tuple[str, ...]) -> list[Job]:
    """Return the product's pictures, the main view first.

    Clothes and what else comes in colours are shown in their first colours, the second in another
    setting; a third of the rest has a second setting.
    """
    dice = Dice(id, "pictures")
    name = str(kind.drawing["shape"])
    first, second = shape(name).finish.settings
    options = looked_up(kind.drawing, values)
    paints = [colours()[name] for name in chosen] or [_paint(options, dice)]
    views = [(paints[0], dice.pick(first))]
    if len(paints) > 1 and dice.chance(0.5):
        views.append((paints[1], dice.pick(second)))
    elif dice.chance(0.34):
        views.append((paints[0], dice.pick(second)))
    hangs = shape(name).finish is CLOTH
    return [
        Job(
            f"images/{id}-{n}.jpg",
            name,
            options | ({"hung": "yes"} if hangs and setting == "wall" else {}),
            paint,
            setting,
            f"{id}-{n}",
        )
        for n, (paint, setting) in enumerate(views, start=1)
    ]


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
