"""Which function draws which shape, and what its surface is like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from index.demo.drawing import vector
from index.demo.drawing.bottoms import bodysuit, dress, skirt, trousers
from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.finish import CLOTH, Finish
from index.demo.drawing.tops import top


@dataclass(frozen=True, slots=True)
class Shape:
    """A function that draws, and the finish of what it draws."""

    draw: Callable[[Canvas, Sketch], None]
    finish: Finish


def shape(name: str) -> Shape:
    """Return the shape of that name: cloth is drawn by code, the rest from `art/NAME.svg`.

    Raises:
        CatalogueError: where there is neither.
    """
    if name in _CUT:
        return Shape(_CUT[name], CLOTH)
    return Shape(partial(vector.draw, name), vector.finish(name))


_CUT = {"top": top, "dress": dress, "skirt": skirt, "trousers": trousers, "bodysuit": bodysuit}
