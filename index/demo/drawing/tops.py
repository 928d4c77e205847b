"""Everything worn above the waist, from an undershirt to a long down coat."""

from __future__ import annotations

from index.demo.drawing.canvas import Canvas, Point, Sketch
from index.demo.drawing.collars import draw_back, draw_collar, draw_hanger, draw_hood
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
    (none, side, kangaroo, chest, flap, bust), `hem` (plain, rib, tail), `motif` (none, letters,
    mountain, logo, sun), `hung` (yes: on a hanger), and the numbers `length`, `width`, `flare`.
    """
    cut = cut_of(sketch)
    cloth = canvas.weave(weave_of(sketch), sketch.colour, sketch.dice)
    draw_hanger(canvas, sketch, cut)
    draw_back(canvas, sketch, cut)
    if sketch.word("collar") in ("hood", "fur_hood"):
        draw_hood(canvas, sketch, cut)
    sleeves(canvas, sketch, cut, cloth)
    outline = body_path(cut, sketch)
    canvas.path(outline, cloth, dim(sketch.colour, 0.35), 1.3)
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
    shoulder = (66 if bare else 92) * (0.9 + 0.1 * width) + dice.between(-3, 3)
    chest = 95 * width * dice.between(0.95, 1.06)
    top, hung = 96.0, sketch.word("hung") == "yes"
    return Cut(
        neck=min(_NECKS.get(sketch.word("collar", "crew"), 36), shoulder - 16),
        shoulder=shoulder,
        chest=chest,
        waist=chest * (0.88 if width < 1 else 0.99),
        hem=chest * (1.02 + dice.between(0, 0.06)) * sketch.size("flare"),
        top=top,
        armpit=top + (84 if bare else 78) + dice.between(-4, 4),
        foot=top + 276 * sketch.size("length") * dice.between(0.95, 1.08),
        sleeve=sleeve,
        drop=34 if hung else 24,
        spread=dice.between(0.13, 0.3)
        if hung
        else dice.between(0.2, 0.75 if sleeve == "long" else 0.9),
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
        f"{_foot(cut, sketch)} {m + cut.hem:.1f} {cut.foot:.1f} "
        f"Q {m + cut.waist:.1f} {waist:.1f} {m + cut.chest:.1f} {cut.armpit:.1f} "
        f"Q {m + cut.shoulder - inset:.1f} {arm:.1f} {m + cut.shoulder:.1f} {fall} "
        f"L {m + n:.1f} {t} {neckline} {m - n:.1f} {t} Z"
    )


def _foot(cut: Cut, sketch: Sketch) -> str:
    """How the lower edge runs to the right: nearly straight, or as shirts' tails do."""
    if sketch.word("hem") != "tail":
        return f"Q {MIDDLE} {cut.foot + 9:.1f}"
    low = cut.foot + 40
    return f"C {MIDDLE - cut.hem * 0.6:.1f} {low:.1f} {MIDDLE + cut.hem * 0.6:.1f} {low:.1f}"


def sleeves(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str) -> None:
    """Draw both sleeves, or the straps, where there are any."""
    for side in (-1, 1):
        if cut.sleeve == "straps":
            _strap(canvas, sketch, cut, side)
        elif cut.sleeve in _REACH:
            _sleeve(canvas, sketch, cut, cloth, side)


def _sleeve(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str, side: int) -> None:
    reach, y = _REACH[cut.sleeve], cut.top + cut.drop
    x = MIDDLE + side * cut.shoulder
    aside, down = cut.spread / (1 + cut.spread**2) ** 0.5, 1 / (1 + cut.spread**2) ** 0.5
    long = (244 if sketch.word("texture") == "quilt" else 232) * reach
    wide = 50 - 22 * reach if cut.sleeve == "long" else 52 - 8 * reach
    end: Point = (x + side * long * aside, y + long * down)
    inner: Point = (end[0] - side * wide * down, end[1] + wide * aside)
    pit: Point = (MIDDLE + side * (cut.chest - 8), cut.armpit + 6)
    bulge = 10 + sketch.dice.between(-4, 6) * reach
    d = (
        f"M {x - side * 14:.1f} {y - 5:.1f} C {x + side * 13:.1f} {y + 1:.1f} "
        f"{x + side * (long * 0.4 * aside + bulge):.1f} {y + long * 0.4 * down:.1f} "
        f"{end[0]:.1f} {end[1]:.1f} L {inner[0]:.1f} {inner[1]:.1f} "
        f"Q {(pit[0] + inner[0]) / 2:.1f} {(pit[1] + inner[1]) / 2:.1f} {pit[0]:.1f} {pit[1]:.1f} Z"
    )
    canvas.path(d, cloth, dim(sketch.colour, 0.35), 1.3)
    if sketch.word("texture") == "quilt":
        puffs(canvas, d, sketch, 22)
    _cuff(canvas, sketch, cut, end, inner)
    canvas.shade(f"M {pit[0]:.1f} {pit[1]:.1f} L {inner[0]:.1f} {inner[1]:.1f}", "#000", 14, 0.3)
    lean = f"{side * long * aside * 0.5:.1f} {long * down * 0.5:.1f}"
    canvas.shade(f"M {x:.1f} {y + 12:.1f} l {lean}", "#fff", 13, 0.16)
    for _ in range(3 if cut.sleeve == "long" else 1):
        u = sketch.dice.between(0.3, 0.9)
        at = (x + (inner[0] - x) * u, y + (inner[1] - y) * u)
        canvas.shade(
            f"M {at[0]:.1f} {at[1]:.1f} l {side * 16} {sketch.dice.between(-12, 12):.1f}",
            "#000",
            5,
            0.3,
        )


def _cuff(canvas: Canvas, sketch: Sketch, cut: Cut, end: Point, inner: Point) -> None:
    ribbed = sketch.word("hem") == "rib" and cut.sleeve == "long"
    inset = 0.0  # round ends must not stand out beyond the sleeve
    ends = ((1 - inset, inset), (inset, 1 - inset))
    across = [(end[0] * u + inner[0] * v, end[1] * u + inner[1] * v - 4) for u, v in ends]
    canvas.line(across, dim(sketch.colour, 0.22 if ribbed else 0.35), 13 if ribbed else 2)
    if sketch.word("collar") == "shirt" and cut.sleeve == "long":
        canvas.line([(x, y - 20) for x, y in across], dim(sketch.colour, 0.4), 1.5)
    if ribbed:
        lift = 9
        canvas.line([(x, y - lift) for x, y in across], dim(sketch.colour, 0.5), 1.5)


def _strap(canvas: Canvas, sketch: Sketch, cut: Cut, side: int) -> None:
    x = MIDDLE + side * (cut.neck + 2)
    d = f"M {x:.1f} {cut.top + 4} q {-side * 4} -44 {-side * 22} -50"
    canvas.path(d, stroke=dim(sketch.colour, 0.4), width=9)
    canvas.path(d, stroke=sketch.colour, width=6)
