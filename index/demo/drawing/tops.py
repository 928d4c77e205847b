"""Everything worn above the waist, from an undershirt to a long down coat."""

from __future__ import annotations

from index.demo.drawing.canvas import Canvas, Point, Sketch
from index.demo.drawing.collars import draw_back, draw_collar, draw_hood
from index.demo.drawing.cut import MIDDLE, Cut, scoop
from index.demo.drawing.details import draw_front, draw_hem, draw_motif, draw_pockets
from index.demo.drawing.ink import dim
from index.demo.drawing.surface import drape, puffs, surface

_REACH = {"cap": 0.16, "short": 0.42, "half": 0.66, "long": 1.0}
_NECKS = {"scoop": 44, "square": 46, "straps": 48, "v": 34, "stand": 32, "turtle": 30}


def top(canvas: Canvas, sketch: Sketch) -> None:
    """Draw a garment for the upper body.

    Options: `sleeve` (none, straps, cap, short, half, long), `collar` (crew, v, scoop, square,
    straps, polo, shirt, hood, fur_hood, stand, lapel, turtle, bow), `front` (none, half, buttons,
    zip, single, double), `texture` (plain, quilt, knit, denim, leather), `pattern`, `pockets`
    (none, side, kangaroo, chest, flap, bust), `hem` (plain, rib, ruffle), `motif` (none, letters,
    mountain, logo, sun), and the numbers `length`, `width`, `flare`.
    """
    cut = cut_of(sketch)
    cloth = canvas.weave(weave_of(sketch), sketch.colour, sketch.dice)
    draw_back(canvas, sketch, cut)
    if sketch.word("collar") in ("hood", "fur_hood"):
        draw_hood(canvas, sketch, cut)
    sleeves(canvas, sketch, cut, cloth)
    outline = body_path(cut, sketch)
    canvas.path(outline, cloth, dim(sketch.colour, 0.45), 2)
    surface(canvas, sketch, cut, outline)
    draw_front(canvas, sketch, cut)
    draw_collar(canvas, sketch, cut, cloth)
    draw_pockets(canvas, sketch, cut)
    draw_hem(canvas, sketch, cut)
    draw_motif(canvas, sketch, cut)
    drape(canvas, sketch, cut)


def weave_of(sketch: Sketch) -> str:
    """Return the pattern of the cloth."""
    pattern = sketch.word("pattern", "plain")
    return "knit" if pattern == "plain" and sketch.word("texture") == "knit" else pattern


def cut_of(sketch: Sketch) -> Cut:
    """Return where the seams of a garment for the upper body are."""
    width, dice = sketch.size("width"), sketch.dice
    sleeve = sketch.word("sleeve", "long")
    bare = sleeve in ("none", "straps")
    shoulder = (62 if bare else 88) * (0.9 + 0.1 * width) + dice.between(-3, 3)
    chest = 88 * width + dice.between(-3, 3)
    top = 96.0
    return Cut(
        neck=min(_NECKS.get(sketch.word("collar", "crew"), 36), shoulder - 16),
        shoulder=shoulder,
        chest=chest,
        waist=chest * (0.88 if width < 1 else 0.99),
        hem=chest * (1.02 + dice.between(0, 0.06)) * sketch.size("flare"),
        top=top,
        armpit=top + (84 if bare else 78) + dice.between(-4, 4),
        foot=top + 262 * sketch.size("length"),
        sleeve=sleeve,
    )


def body_path(cut: Cut, sketch: Sketch) -> str:
    """Return the outline of the body without sleeves."""
    m, t, n, low = MIDDLE, cut.top, cut.neck, cut.top + scoop(sketch)
    waist, fall = (cut.armpit + cut.foot) / 2, cut.top + cut.drop
    collar = sketch.word("collar", "crew")
    neckline = f"Q {m} {low * 2 - t:.1f}"
    if collar in ("v", "lapel"):
        neckline = f"L {m} {low:.1f} L"
    if collar == "square":
        neckline = f"L {m + n - 4:.1f} {low:.1f} L {m - n + 4:.1f} {low:.1f} L"
    inset = 16 if cut.sleeve in ("none", "straps") else 3
    arm = cut.armpit - 24
    return (
        f"M {m - n:.1f} {t} L {m - cut.shoulder:.1f} {fall} "
        f"Q {m - cut.shoulder + inset:.1f} {arm:.1f} {m - cut.chest:.1f} {cut.armpit:.1f} "
        f"Q {m - cut.waist:.1f} {waist:.1f} {m - cut.hem:.1f} {cut.foot:.1f} "
        f"Q {m} {cut.foot + 9:.1f} {m + cut.hem:.1f} {cut.foot:.1f} "
        f"Q {m + cut.waist:.1f} {waist:.1f} {m + cut.chest:.1f} {cut.armpit:.1f} "
        f"Q {m + cut.shoulder - inset:.1f} {arm:.1f} {m + cut.shoulder:.1f} {fall} "
        f"L {m + n:.1f} {t} {neckline} {m - n:.1f} {t} Z"
    )


def sleeves(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str) -> None:
    """Draw both sleeves, or the straps, where there are any."""
    for side in (-1, 1):
        if cut.sleeve == "straps":
            _strap(canvas, sketch, cut, side)
        elif cut.sleeve in _REACH:
            _sleeve(canvas, sketch, cut, cloth, side)


def _sleeve(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str, side: int) -> None:
    reach = _REACH[cut.sleeve]
    x, y = MIDDLE + side * cut.shoulder, cut.top + cut.drop
    out = 40 + 58 * reach + sketch.dice.between(-8, 12)
    full = (220 if sketch.word("texture") == "quilt" else 206) * reach
    wide = 46 - 20 * reach if cut.sleeve == "long" else 50 - 8 * reach
    end: Point = (x + side * out, y + full)
    inner: Point = (end[0] - side * wide, end[1] + wide * 0.34)
    pit: Point = (MIDDLE + side * (cut.chest - 8), cut.armpit + 6)
    d = (
        f"M {x - side * 14:.1f} {y - 5:.1f} C {x + side * 14:.1f} {y - 2:.1f} "
        f"{x + side * (out * 0.8 + 10):.1f} {y + full * 0.4:.1f} {end[0]:.1f} {end[1]:.1f} "
        f"L {inner[0]:.1f} {inner[1]:.1f} Q {pit[0] + side * 14:.1f} {pit[1] + 40 * reach:.1f} "
        f"{pit[0]:.1f} {pit[1]:.1f} Z"
    )
    canvas.path(d, cloth, dim(sketch.colour, 0.45), 2)
    if sketch.word("texture") == "quilt":
        puffs(canvas, d, sketch, 22)
    _cuff(canvas, sketch, cut, end, inner)
    canvas.shade(f"M {pit[0]:.1f} {pit[1]:.1f} L {inner[0]:.1f} {inner[1]:.1f}", "#000", 14, 0.28)
    canvas.shade(
        f"M {x:.1f} {y + 8:.1f} l {side * out * 0.42:.1f} {full * 0.4:.1f}", "#fff", 16, 0.2
    )


def _cuff(canvas: Canvas, sketch: Sketch, cut: Cut, end: Point, inner: Point) -> None:
    ribbed = sketch.word("hem") == "rib" and cut.sleeve == "long"
    across = [(end[0], end[1] - 4), (inner[0], inner[1] - 4)]
    canvas.line(across, dim(sketch.colour, 0.22 if ribbed else 0.35), 13 if ribbed else 2)
    if ribbed:
        lift = 9
        canvas.line([(x, y - lift) for x, y in across], dim(sketch.colour, 0.5), 1.5)


def _strap(canvas: Canvas, sketch: Sketch, cut: Cut, side: int) -> None:
    x = MIDDLE + side * (cut.neck + 2)
    d = f"M {x:.1f} {cut.top + 4} q {-side * 4} -44 {-side * 22} -50"
    canvas.path(d, stroke=dim(sketch.colour, 0.4), width=9)
    canvas.path(d, stroke=sketch.colour, width=6)
