"""Where a product is photographed: floors, sheets, walls and tables, made of seeded noise."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from index.demo.dice import Dice
from index.demo.drawing import ink
from index.demo.drawing.canvas import SIZE

if TYPE_CHECKING:
    from PIL.Image import Image

_ROOM = 720
_MIDDLE = (360, 540, 1080, 1260)
_WOODS = ("#a9784c", "#8a5a38", "#c8a77c", "#b59f84", "#6d4a30")
_SHEETS = ("#efece6", "#b3273a", "#2a2d3a", "#d9cbb6", "#8f9aa8", "#c2557a", "#3f5a49")
_CARPETS = ("#b9ab97", "#8d8f94", "#6e3b36", "#cfc6b8")
_WALLS = ("#f1efeb", "#dfe3e6", "#e9e0d4", "#cfd6cf", "#d7dbe3")


def setting(name: str, dice: Dice) -> Image:
    """Return a `SIZE`-pixel RGB picture of a setting.

    Args:
        name: `studio`, `wall`, `wood`, `sheet`, `carpet`, `tile`, `table` or `shelf`.
        dice: says which wood, which colour, and from where it is lit.
    """
    match name:
        case "wood":
            room = _wood(dice.pick(_WOODS))
        case "sheet":
            room = _sheet(dice.pick(_SHEETS))
        case "carpet":
            room = _carpet(dice.pick(_CARPETS))
        case "tile":
            room = _tile()
        case "wall":
            return lit(_flat(dice.pick(_WALLS)), dice)
        case "table":
            return _table(dice)
        case _:
            return _studio()
    x, y = dice.integer(0, _ROOM - SIZE), dice.integer(0, _ROOM - SIZE)
    part = room.crop((x, y, x + SIZE, y + SIZE))
    return lit(part, dice)


@cache
def noise(seed: int, cells: int, octaves: int = 3, size: int = _ROOM) -> Image:
    """Return smooth grey noise around 128, `cells` bumps across, with finer ones on it."""
    from PIL import Image as Images

    total: Image | None = None
    for octave in range(octaves):
        side = cells * 2**octave
        raw = Images.frombytes("L", (side, side), _bytes(Dice("noise", seed, octave), side * side))
        layer = raw.resize((size, size), Images.Resampling.BICUBIC)
        total = (
            layer if total is None else Images.blend(total, layer, 0.5 / octave if octave else 1)
        )
    assert total is not None
    return total


@cache
def folds(seed: int) -> Image:
    """Return grey cloth lit from above left, 128 where it is flat: folds and creases."""
    from PIL import Image, ImageChops, ImageFilter

    broad = noise(seed, 8, 3).resize((_ROOM * 2, _ROOM * 3)).rotate(20 * seed).crop(_MIDDLE)
    fine = noise(seed + 50, 24, 3).resize((_ROOM * 3, _ROOM * 2)).rotate(-25 * seed).crop(_MIDDLE)
    hills = Image.blend(broad, fine, 0.3)
    slope = ImageChops.subtract(hills, ImageChops.offset(hills, 5, 6), scale=0.32, offset=128)
    return slope.filter(ImageFilter.GaussianBlur(1.5))


@cache
def grain(seed: int) -> Image:
    """Return grey grain of single pixels around 128, as of fibres or a sensor."""
    from PIL import Image

    return Image.frombytes("L", (_ROOM, _ROOM), _bytes(Dice("grain", seed), _ROOM * _ROOM))


def _bytes(dice: Dice, count: int) -> bytes:
    return b"".join(dice.bits().to_bytes(8, "little") for _ in range(count // 8 + 1))[:count]


def _flat(colour: str, size: int = SIZE) -> Image:
    from PIL import Image

    return Image.new("RGB", (size, size), ink.rgb(colour))


def toned(base: Image, relief: Image, strength: float) -> Image:
    """Return `base` darkened and brightened by grey `relief` around 128."""
    from PIL import Image, ImageChops

    calm = Image.blend(Image.new("L", relief.size, 128), relief, strength)
    return ImageChops.overlay(base, Image.merge("RGB", (calm, calm, calm)))


def lit(picture: Image, dice: Dice) -> Image:
    """Return the picture with light falling in from one side."""
    slope = _slope().rotate(dice.pick((0, 90, 180, 270)))
    return toned(picture, slope, dice.between(0.15, 0.5))


@cache
def _slope() -> Image:
    from PIL import Image

    ramp = Image.linear_gradient("L").resize((SIZE, SIZE))
    return Image.blend(ramp, ramp.rotate(90), 0.5)


@cache
def _studio() -> Image:
    from PIL import Image

    glow = Image.radial_gradient("L").resize((SIZE, SIZE)).point([252 - v // 7 for v in range(256)])
    return Image.merge("RGB", (glow, glow, glow))


@cache
def _wood(colour: str) -> Image:
    from PIL import ImageDraw

    dice = Dice("wood", colour)
    picture = _flat(colour, _ROOM)
    draw = ImageDraw.Draw(picture)
    plank = 90
    for row, top in enumerate(range(0, _ROOM, plank)):
        left = -dice.integer(0, 300)
        while left < _ROOM:
            wide = dice.integer(220, 420)
            tone = (
                ink.lit(colour, dice.between(0, 0.16))
                if row % 2
                else ink.dim(colour, dice.unit() * 0.16)
            )
            box = (left, top, left + wide, top + plank)
            draw.rectangle(box, fill=ink.rgb(tone), outline=ink.rgb(ink.dim(colour, 0.45)))
            left += wide
    veins = noise(11, 6, 4).resize((_ROOM * 4, _ROOM)).crop((0, 0, _ROOM, _ROOM))
    return toned(toned(picture, veins, 0.6), grain(3), 0.06)


@cache
def _sheet(colour: str) -> Image:
    return toned(toned(_flat(colour, _ROOM), folds(2), 0.75), grain(4), 0.05)


@cache
def _carpet(colour: str) -> Image:
    return toned(toned(_flat(colour, _ROOM), noise(31, 90, 2), 0.7), grain(5), 0.3)


@cache
def _tile() -> Image:
    from PIL import ImageDraw

    picture = _flat("#d8d2c8", _ROOM)
    draw = ImageDraw.Draw(picture)
    for at in range(0, _ROOM, 180):
        draw.line((at, 0, at, _ROOM), fill=(150, 144, 136), width=4)
        draw.line((0, at, _ROOM, at), fill=(150, 144, 136), width=4)
    return toned(picture, noise(41, 12, 4), 0.2)


def _table(dice: Dice) -> Image:
    """A table's edge in front of a wall, for what stands."""
    wall = lit(_flat(dice.pick(_WALLS)), dice)
    top = _wood(dice.pick(_WOODS)).crop((0, 0, SIZE, 150)).resize((SIZE, 150))
    wall.paste(top, (0, SIZE - 150))
    return wall
