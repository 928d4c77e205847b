"""From a shape to a picture: vectors by resvg, then cloth, light, shadow and setting by Pillow."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.demo.dice import Dice
from index.demo.drawing import scene
from index.demo.drawing.canvas import SIZE, Box, Canvas, Sketch
from index.demo.drawing.finish import Finish
from index.demo.drawing.ink import lightness
from index.demo.drawing.shapes import shape

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 82


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to draw.

    Attributes:
        path: where it goes, relative to the shop's folder.
        shape: a name that `shapes.shape` knows.
        options: what the shape is given.
        colour: main colour, `#rrggbb`.
        setting: a name that `scene.setting` knows.
        seed: what the chance in it depends on.
    """

    path: str
    shape: str
    options: Mapping[str, str | float]
    colour: str
    setting: str
    seed: str


def picture(job: Job) -> bytes:
    """Return the job's picture as JPEG."""
    from PIL.Image import Resampling

    form = shape(job.shape)
    canvas, dice = Canvas(shine=0.35 + 0.65 * lightness(job.colour)), Dice(job.seed)
    form.draw(canvas, Sketch(job.options, job.colour, Dice(job.seed, "shape")))
    thing = _shaded(canvas, form.finish, dice)
    askew = dice.between(-form.finish.tilt, form.finish.tilt)
    if form.finish.soft:
        thing = _crumpled(thing, askew, dice)
    elif askew:
        thing = thing.rotate(askew, resample=Resampling.BICUBIC)
    room = scene.setting(job.setting, dice)
    photo = _placed(thing, room, form.finish, job.setting, dice)
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _raster(svg: str) -> Image:
    import resvg_py
    from PIL import Image

    png = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)
    return Image.open(io.BytesIO(png), formats=("PNG",)).convert("RGBA")


def _shaded(canvas: Canvas, finish: Finish, dice: Dice) -> Image:
    """The shape, filling its picture, with its soft shades and its cloth."""
    from PIL import Image, ImageChops, ImageFilter

    near = dice.between(0.93, 1.06) if finish.soft else 1.0
    box = _frame(canvas, finish.fill * near) if not finish.scene else (0, 0, SIZE, SIZE)
    thing = _raster(canvas.svg(box=box))
    alpha = thing.getchannel("A")
    flat = thing.convert("RGB")
    if canvas.soft:
        soft = _raster(canvas.svg("soft", SIZE // 2, box)).resize((SIZE, SIZE))
        soft = soft.filter(ImageFilter.BoxBlur(finish.blur))
        flat = Image.alpha_composite(flat.convert("RGBA"), soft).convert("RGB")
    if finish.soft:
        x, y = dice.integer(0, 200), dice.integer(0, 200)
        part = (x, y, x + SIZE, y + SIZE)
        flat = scene.toned(
            flat, scene.folds(dice.integer(1, 4)).crop(part), canvas.slack * finish.soft
        )
        flat = scene.toned(flat, scene.grain(1).crop(part), 0.10)
    if finish.rim:
        inner = alpha.filter(ImageFilter.BoxBlur(14))
        flat = Image.composite(flat, ImageChops.multiply(flat, inner.convert("RGB")), inner)
    flat.putalpha(alpha)
    return flat


def _frame(canvas: Canvas, fill: float) -> Box:
    """The square of the canvas in which the shape takes up this share of the longer side."""
    small = SIZE // 4
    left, top, right, foot = _raster(canvas.svg(size=small)).getbbox() or (0, 0, small, small)
    side = max(right - left, foot - top) / fill * 4
    x, y = (left + right) * 2 - side / 2, (top + foot) * 2 - side / 2
    return x, y, side, side


def _crumpled(thing: Image, askew: float, dice: Dice, cells: int = 6, reach: float = 5) -> Image:
    """The shape as it lies when somebody put it down by hand, `askew` degrees."""
    from PIL import Image

    step, middle, lean = SIZE // cells, SIZE / 2, askew / 57.3
    knots: dict[tuple[int, int], tuple[float, float]] = {}
    for i in range(cells + 1):
        for j in range(cells + 1):
            x, y = i * step, j * step
            turned = (x + (y - middle) * lean, y - (x - middle) * lean)
            knots[i, j] = (
                turned[0] + dice.between(-reach, reach),
                turned[1] + dice.between(-reach, reach),
            )
    mesh = [
        (
            (i * step, j * step, (i + 1) * step, (j + 1) * step),
            (*knots[i, j], *knots[i, j + 1], *knots[i + 1, j + 1], *knots[i + 1, j]),
        )
        for i in range(cells)
        for j in range(cells)
    ]
    return thing.transform(
        (SIZE, SIZE), Image.Transform.MESH, mesh, resample=Image.Resampling.BILINEAR
    )


def _placed(thing: Image, room: Image, finish: Finish, setting: str, dice: Dice) -> Image:
    """The shape in its setting, with the shadow that it throws there."""
    from PIL import Image, ImageFilter

    if finish.scene:
        return _seen(thing.convert("RGB"), dice)
    alpha = thing.getchannel("A")
    alone, alpha = alpha, alpha.point([v if v > 128 else v // 4 for v in range(256)])
    if finish.stands and setting in ("table", "studio", "shelf"):
        shadow = _floor_shadow(alpha)
    else:
        shadow = Image.new("L", alpha.size, 0)
        shadow.paste(alpha, (7, 9))
        shadow = shadow.filter(ImageFilter.BoxBlur(9)).point(lambda v: int(v * 0.5))
    room = Image.composite(Image.new("RGB", room.size, (18, 16, 22)), room, shadow)
    room.paste(thing, (0, 0), alone)
    return room


def _seen(view: Image, dice: Dice) -> Image:
    """A whole picture as one photographer took it: from nearer, from the other side, warmer."""
    from PIL import Image, ImageOps

    side = dice.integer(SIZE * 3 // 4, SIZE)
    x, y = dice.integer(0, SIZE - side), dice.integer(0, SIZE - side)
    part = view.crop((x, y, x + side, y + side)).resize((SIZE, SIZE))
    part = ImageOps.mirror(part) if dice.chance(0.5) else part
    light = Image.new(
        "RGB", part.size, dice.pick(((255, 196, 120), (140, 190, 255), (255, 255, 255)))
    )
    return scene.lit(Image.blend(part, light, dice.between(0, 0.14)), dice)


def _floor_shadow(alpha: Image) -> Image:
    """The shadow of something that stands: its outline laid flat at its foot."""
    from PIL import Image, ImageFilter

    left, _, right, foot = alpha.getbbox() or (0, 0, SIZE, SIZE)
    flat = alpha.crop((left, 0, right, foot)).resize((right - left, 34))
    shadow = Image.new("L", alpha.size, 0)
    shadow.paste(flat.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (left + 8, foot - 20))
    return shadow.filter(ImageFilter.BoxBlur(8)).point(lambda v: int(v * 0.55))
