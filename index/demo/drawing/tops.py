"""Everything worn above the waist, from an undershirt to a long down coat."""

from __future__ import annotations

from dataclasses import dataclass

from index.demo.drawing.canvas import Canvas, Point, Sketch
from index.demo.drawing.ink import against, dim, lit, mix

MIDDLE = 240.0
_TOP = 96.0


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a garment's seams are, in pixels; half widths are measured from the middle."""

    neck: float
    shoulder: float
    chest: float
    waist: float
    hem: float
    top: float
    drop: float
    armpit: float
    foot: float
    sleeve: str


def top(canvas: Canvas, sketch: Sketch) -> None:
    """Draw a garment for the upper body.

    Options: `sleeve` (none, straps, cap, short, half, long), `collar` (crew, v, scoop, square, polo,
    shirt, hood, fur_hood, stand, lapel, turtle, bow), `front` (none, half, buttons, zip, double),
    `texture` (plain, quilt, knit, denim, leather, fleece), `pattern`, `pockets` (none, side,
    kangaroo, chest, flap), `hem` (plain, rib, ruffle), `length`, `width`, `motif`.
    """
    cut = _cut(sketch)
    scale = min(1.0, 366 / (cut.foot - 50))
    canvas.open(f"translate({240 - 240 * scale:.1f} {(1 - scale) * 20:.1f}) scale({scale:.3f})")
    cloth = canvas.weave(_pattern(sketch), sketch.colour, sketch.dice)
    _back(canvas, sketch, cut)
    if sketch.word("collar") in ("hood", "fur_hood"):
        _hood(canvas, sketch, cut)
    for side in (-1, 1):
        _sleeve(canvas, sketch, cut, cloth, side)
    outline = body_path(cut, sketch)
    canvas.path(outline, cloth, dim(sketch.colour, 0.45), 2)
    _texture(canvas, sketch, cut, outline)
    _front(canvas, sketch, cut)
    _collar(canvas, sketch, cut, cloth)
    _pockets(canvas, sketch, cut)
    _hem(canvas, sketch, cut)
    _motif(canvas, sketch, cut)
    canvas.close()
    _drape(canvas, sketch, cut, scale)


def _pattern(sketch: Sketch) -> str:
    if sketch.word("texture") == "knit" and sketch.word("pattern", "plain") == "plain":
        return "knit"
    return sketch.word("pattern", "plain")


def _cut(sketch: Sketch) -> Cut:
    width, length = sketch.size("width"), sketch.size("length")
    sleeve, dice = sketch.word("sleeve", "long"), sketch.dice
    bare = sleeve in ("none", "straps")
    shoulder = (62 if bare else 88) * (0.9 + 0.1 * width) + dice.between(-3, 3)
    chest = 88 * width + dice.between(-3, 3)
    hem = chest * (1.02 + dice.between(0, 0.06)) * sketch.size("flare")
    neck = {"scoop": 44, "square": 46, "straps": 48, "v": 34, "stand": 32, "turtle": 30}
    return Cut(
        neck=min(neck.get(sketch.word("collar", "crew"), 36), shoulder - 16),
        shoulder=shoulder,
        chest=chest,
        waist=chest * (0.9 if width < 1 else 0.99),
        hem=hem,
        top=_TOP,
        drop=22,
        armpit=_TOP + (84 if bare else 78) + dice.between(-4, 4),
        foot=_TOP + 262 * length,
        sleeve=sleeve,
    )


def body_path(cut: Cut, sketch: Sketch) -> str:
    """Return the outline of the body without sleeves."""
    m, low = MIDDLE, cut.top + _scoop(sketch)
    waist = (cut.armpit + cut.foot) / 2
    collar = sketch.word("collar", "crew")
    neckline = f"Q {m} {low * 2 - cut.top:.1f}"
    if collar in ("v", "lapel"):
        neckline = f"L {m} {low:.1f} L"
    if collar == "square":
        neckline = f"L {m + cut.neck - 4:.1f} {low:.1f} L {m - cut.neck + 4:.1f} {low:.1f} L"
    inset = 16 if cut.sleeve in ("none", "straps") else 3
    return (
        f"M {m - cut.neck:.1f} {cut.top} L {m - cut.shoulder:.1f} {cut.top + cut.drop} "
        f"Q {m - cut.shoulder + inset:.1f} {cut.armpit - 24:.1f} {m - cut.chest:.1f} {cut.armpit:.1f} "
        f"Q {m - cut.waist:.1f} {waist:.1f} {m - cut.hem:.1f} {cut.foot:.1f} "
        f"Q {m} {cut.foot + 9:.1f} {m + cut.hem:.1f} {cut.foot:.1f} "
        f"Q {m + cut.waist:.1f} {waist:.1f} {m + cut.chest:.1f} {cut.armpit:.1f} "
        f"Q {m + cut.shoulder - inset:.1f} {cut.armpit - 24:.1f} {m + cut.shoulder:.1f} {cut.top + cut.drop} "
        f"L {m + cut.neck:.1f} {cut.top} {neckline} {m - cut.neck:.1f} {cut.top} Z"
    )


def _scoop(sketch: Sketch) -> float:
    depth = {"v": 62, "lapel": 128, "scoop": 42, "square": 40, "straps": 44, "crew": 15, "bow": 15}
    return depth.get(sketch.word("collar", "crew"), 9.0)


def _back(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """The inside of the back, seen through the neck, with its label."""
    m = MIDDLE
    low = cut.top + _scoop(sketch) + 8
    canvas.path(
        f"M {m - cut.neck:.1f} {cut.top} Q {m} {cut.top - 14} {m + cut.neck:.1f} {cut.top} "
        f"L {m + cut.neck * 0.8:.1f} {low} L {m - cut.neck * 0.8:.1f} {low} Z",
        dim(sketch.colour, 0.42), dim(sketch.colour, 0.6),
    )  # fmt: skip
    if cut.sleeve != "straps":
        canvas.rect(m - 9, cut.top - 4, 18, 9, 1, fill=lit(sketch.colour, 0.75))


def _sleeve(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str, side: int) -> None:
    reach = {"cap": 0.16, "short": 0.42, "half": 0.66, "long": 1.0}.get(cut.sleeve)
    if cut.sleeve == "straps":
        _straps(canvas, sketch, cut, side)
    if reach is None:
        return
    sway = sketch.dice.between(-6, 10)
    full = 206 + (14 if sketch.word("texture") == "quilt" else 0)
    shoulder: Point = (MIDDLE + side * cut.shoulder, cut.top + cut.drop)
    out = 40 + 58 * reach + sway
    end: Point = (shoulder[0] + side * out, shoulder[1] + full * reach)
    wide = 46 - 20 * reach if cut.sleeve == "long" else 50 - 8 * reach
    inner: Point = (end[0] - side * wide, end[1] + wide * 0.34)
    pit: Point = (MIDDLE + side * (cut.chest - 8), cut.armpit + 6)
    elbow = (shoulder[0] + side * (out * 0.72 + 12), shoulder[1] + full * reach * 0.42)
    d = (
        f"M {shoulder[0] - side * 14:.1f} {shoulder[1] - 5:.1f} Q {shoulder[0] + side * 10:.1f} "
        f"{shoulder[1] - 2:.1f} {elbow[0]:.1f} {elbow[1]:.1f} L {end[0]:.1f} {end[1]:.1f} "
        f"L {inner[0]:.1f} {inner[1]:.1f} Q {pit[0] + side * 14:.1f} {pit[1] + 40 * reach:.1f} "
        f"{pit[0]:.1f} {pit[1]:.1f} Z"
    )
    canvas.path(d, cloth, dim(sketch.colour, 0.45), 2)
    if sketch.word("texture") == "quilt":
        _puffs(canvas, d, sketch, shoulder[1], end[1] + 16, 21)
    cuff = dim(sketch.colour, 0.2) if sketch.word("hem") == "rib" else dim(sketch.colour, 0.35)
    width = 13 if sketch.word("hem") == "rib" and cut.sleeve == "long" else 2
    canvas.line([(end[0] - side, end[1] - 3), (inner[0], inner[1] - 3)], cuff, width)
    canvas.shade(f"M {pit[0]:.1f} {pit[1]:.1f} L {inner[0]:.1f} {inner[1]:.1f}", "#000", 14, 0.28)
    middle = (shoulder[0] + side * out * 0.42, shoulder[1] + full * reach * 0.4)
    canvas.shade(
        f"M {shoulder[0]:.1f} {shoulder[1] + 8:.1f} L {middle[0]:.1f} {middle[1]:.1f}",
        "#fff",
        16,
        0.16,
    )


def _straps(canvas: Canvas, sketch: Sketch, cut: Cut, side: int) -> None:
    x = MIDDLE + side * (cut.neck + 2)
    canvas.path(
        f"M {x:.1f} {cut.top + 4} Q {x - side * 4:.1f} {cut.top - 40} {x - side * 22:.1f} {cut.top - 46}",
        stroke=sketch.colour, width=6,
    )  # fmt: skip


def _texture(canvas: Canvas, sketch: Sketch, cut: Cut, outline: str) -> None:
    match sketch.word("texture", "plain"):
        case "quilt":
            _puffs(canvas, outline, sketch, cut.top + 30, cut.foot, 27)
        case "denim":
            seam = "#d8a860"
            for side in (-1, 1):
                x = MIDDLE + side * cut.chest * 0.5
                canvas.line([(x, cut.top + 62), (x - side * 6, cut.foot - 16)], seam, 1.6, "5 3")
            canvas.line(
                [(MIDDLE - cut.chest + 6, cut.top + 60), (MIDDLE + cut.chest - 6, cut.top + 60)],
                seam,
                1.6,
                "5 3",
            )
            canvas.line(
                [(MIDDLE - cut.hem, cut.foot - 16), (MIDDLE + cut.hem, cut.foot - 16)],
                seam,
                1.6,
                "5 3",
            )
        case "leather":
            for side in (-1, 1):
                x = MIDDLE + side * cut.chest * 0.55
                canvas.shade(
                    f"M {x:.1f} {cut.top + 60} q {side * 10} 60 {side * -4} 130", "#fff", 9, 0.42
                )
        case _:
            return


def _puffs(
    canvas: Canvas, outline: str, sketch: Sketch, start: float, end: float, gap: float
) -> None:
    """Quilted rows: a bright back and a dark seam each."""
    canvas.open(clip=outline)
    y = start
    while y < end:
        bow = 5 + sketch.dice.between(-2, 2)
        canvas.path(
            f"M 40 {y:.1f} Q 240 {y + bow:.1f} 440 {y:.1f}",
            stroke=dim(sketch.colour, 0.5),
            width=2.4,
        )
        canvas.path(
            f"M 40 {y + gap * 0.38:.1f} Q 240 {y + gap * 0.38 + bow:.1f} 440 {y + gap * 0.38:.1f}",
            stroke=lit(sketch.colour, 0.4),
            width=gap * 0.3,
            opacity=0.42,
        )
        canvas.path(
            f"M 40 {y - gap * 0.2:.1f} Q 240 {y - gap * 0.2 + bow:.1f} 440 {y - gap * 0.2:.1f}",
            stroke=dim(sketch.colour, 0.4),
            width=gap * 0.26,
            opacity=0.38,
        )
        y += gap
    canvas.close()


def _front(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    start = cut.top + _scoop(sketch)
    seam = dim(sketch.colour, 0.5)
    match sketch.word("front", "none"):
        case "zip":
            canvas.line([(MIDDLE, start - 4), (MIDDLE, cut.foot + 4)], seam, 7)
            canvas.line(
                [(MIDDLE, start - 4), (MIDDLE, cut.foot + 4)], lit(sketch.colour, 0.5), 2.4, "3 3"
            )
            canvas.rect(MIDDLE - 4, start + 10, 8, 18, 3, fill="#d9dbe0", stroke="#777a80")
            canvas.shade(
                f"M {MIDDLE + 10} {start:.1f} L {MIDDLE + 10} {cut.foot:.1f}", "#000", 10, 0.25
            )
        case "buttons":
            canvas.line([(MIDDLE - 11, start), (MIDDLE - 11, cut.foot + 5)], seam, 1.5)
            canvas.line([(MIDDLE + 11, start), (MIDDLE + 11, cut.foot + 5)], seam, 1.5)
            _buttons(canvas, sketch, start + 14, cut.foot - 12, 7)
        case "half":
            canvas.rect(MIDDLE - 10, start - 4, 20, 70, 2, stroke=seam)
            _buttons(canvas, sketch, start + 12, start + 54, 3)
        case "double":
            canvas.line([(MIDDLE + 18, start), (MIDDLE + 14, cut.foot + 5)], seam, 2)
            for dx in (-22, 22):
                _buttons(canvas, sketch, start + 24, cut.foot - 90, 3, dx, 6.5)
        case "single":
            canvas.line(
                [(MIDDLE + 2, start), (MIDDLE + 6, cut.foot - 10), (MIDDLE + 16, cut.foot + 5)],
                seam,
                2,
            )
            _buttons(canvas, sketch, start + 14, start + 58, 2, -6, 5.5)
        case _:
            return


def _buttons(
    canvas: Canvas,
    sketch: Sketch,
    start: float,
    end: float,
    count: int,
    dx: float = 0,
    r: float = 4.2,
) -> None:
    tone = against(sketch.colour, 0.55)
    for n in range(count):
        y = start + (end - start) * n / max(count - 1, 1)
        canvas.oval(MIDDLE + dx, y, r, fill=tone, stroke=dim(tone, 0.5), width=1)


def _collar(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str) -> None:
    m, t, n = MIDDLE, cut.top, cut.neck
    edge, low = dim(sketch.colour, 0.5), cut.top + _scoop(sketch)
    band = dim(sketch.colour, 0.14)
    match sketch.word("collar", "crew"):
        case "crew" | "scoop":
            canvas.path(f"M {m - n} {t} Q {m} {low * 2 - t} {m + n} {t}", stroke=edge, width=11)
            canvas.path(f"M {m - n} {t} Q {m} {low * 2 - t} {m + n} {t}", stroke=band, width=8)
        case "v":
            canvas.path(f"M {m - n} {t} L {m} {low} L {m + n} {t}", stroke=edge, width=9)
            canvas.path(f"M {m - n} {t} L {m} {low} L {m + n} {t}", stroke=band, width=6)
        case "polo" | "shirt":
            for s in (-1, 1):
                canvas.path(
                    f"M {m} {low + 2} L {m + s * (n + 3)} {t - 12} Q {m + s * (n + 12)} {t} "
                    f"{m + s * (n + 8)} {t + 16} L {m + s * 26} {t + 42} Z", lit(sketch.colour, 0.1) if cloth == sketch.colour else cloth, edge, 2,
                )  # fmt: skip
            canvas.shade(
                f"M {m - 40} {t + 40} L {m - 6} {low + 12} L {m + 6} {low + 12} L {m + 40} {t + 40}",
                "#000",
                8,
                0.3,
            )
        case "stand":
            canvas.path(
                f"M {m - n} {t + 4} L {m - n + 3} {t - 26} Q {m} {t - 16} {m + n - 3} {t - 26} L {m + n} {t + 4} Q {m} {low + 12} {m - n} {t + 4} Z",
                mix(sketch.colour, edge, 0.15),
                edge,
                2,
            )
        case "turtle":
            canvas.path(
                f"M {m - n} {t + 6} L {m - n + 4} {t - 34} Q {m} {t - 26} {m + n - 4} {t - 34} L {m + n} {t + 6} Q {m} {low + 16} {m - n} {t + 6} Z",
                band,
                edge,
                2,
            )
            canvas.path(
                f"M {m - n + 2} {t - 12} Q {m} {t - 2} {m + n - 2} {t - 12}", stroke=edge, width=1.5
            )
        case "lapel":
            _lapels(canvas, sketch, cut, low)
        case "bow":
            canvas.path(
                f"M {m} {low + 6} q -34 -18 -40 6 q 4 16 40 -6 q 34 -18 40 6 q -4 16 -40 -6 l -14 60 m 14 -60 l 16 54",
                lit(sketch.colour, 0.2),
                edge,
                2,
            )
        case _:
            return


def _lapels(canvas: Canvas, sketch: Sketch, cut: Cut, low: float) -> None:
    m, t, n = MIDDLE, cut.top, cut.neck
    edge, face = dim(sketch.colour, 0.55), lit(sketch.colour, 0.08)
    inside = "#f2f1ee" if sketch.word("inside") == "shirt" else dim(sketch.colour, 0.5)
    canvas.path(f"M {m - n} {t} Q {m} {t - 12} {m + n} {t} L {m} {low} Z", inside)
    for s in (-1, 1):
        canvas.path(
            f"M {m + s * (n - 4)} {t - 8} L {m + s * (n + 16)} {t + 10} L {m + s * 46} {t + 44} L {m + s * 58} {t + 54} L {m} {low + 6} L {m + s * (n - 10)} {t + 8} Z",
            face,
            edge,
            2,
        )
        canvas.line([(m + s * 46, t + 44), (m + s * 30, t + 42)], edge, 2)
        canvas.shade(f"M {m + s * 56} {t + 62} L {m + s * 8} {low + 8}", "#000", 10, 0.35)


def _hood(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    m, t, n = MIDDLE, cut.top, cut.neck
    edge = dim(sketch.colour, 0.5)
    canvas.path(
        f"M {m - n - 22} {t + 14} C {m - n - 36} {t - 58} {m - 34} {t - 84} {m} {t - 84} C {m + 34} {t - 84} {m + n + 36} {t - 58} {m + n + 22} {t + 14} Q {m} {t + 38} {m - n - 22} {t + 14} Z",
        sketch.colour,
        edge,
        2,
    )
    canvas.path(
        f"M {m - n} {t + 10} C {m - n - 14} {t - 40} {m - 22} {t - 58} {m} {t - 58} C {m + 22} {t - 58} {m + n + 14} {t - 40} {m + n} {t + 10} Q {m} {t + 26} {m - n} {t + 10} Z",
        dim(sketch.colour, 0.5),
        edge,
        2,
    )
    if sketch.word("collar") == "fur_hood":
        fur, dice = "#c9ae8c", sketch.dice
        for step in range(60):
            u = step / 59
            x = m + (n + 22) * (2 * u - 1)
            y = t + 8 - 300 * u * (1 - u)
            canvas.oval(
                x,
                y,
                dice.between(9, 14),
                fill=mix(fur, dice.pick(("#7c634a", "#efe3cf")), dice.unit() * 0.6),
            )
    if sketch.word("texture") != "quilt":
        for s in (-1, 1):
            canvas.path(
                f"M {m + s * 20} {t + 16} q {s * 4} 30 {s * -2} 64",
                stroke=against(sketch.colour, 0.7),
                width=4,
            )


def _pockets(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    m, edge = MIDDLE, dim(sketch.colour, 0.5)
    low = cut.top + min((cut.foot - cut.top) * 0.62, 190)
    match sketch.word("pockets", "none"):
        case "side":
            for s in (-1, 1):
                canvas.line([(m + s * 58, low), (m + s * 70, low + 52)], edge, 5)
                canvas.line(
                    [(m + s * 60, low), (m + s * 72, low + 52)], lit(sketch.colour, 0.3), 1.5
                )
        case "kangaroo":
            canvas.path(
                f"M {m - 44} {low} L {m + 44} {low} L {m + 68} {low + 58} L {m - 68} {low + 58} Z",
                mix(sketch.colour, edge, 0.1),
                edge,
                2,
            )
        case "chest":
            x = m + 26
            canvas.path(
                f"M {x} {cut.top + 78} h 40 v 40 l -20 10 l -20 -10 Z",
                mix(sketch.colour, edge, 0.08),
                edge,
                1.6,
            )
        case "flap":
            for s in (-1, 1):
                canvas.rect(
                    m + s * 48 - 26,
                    low + 6,
                    52,
                    14,
                    2,
                    fill=mix(sketch.colour, edge, 0.15),
                    stroke=edge,
                )
        case "bust":
            for s in (-1, 1):
                canvas.rect(
                    m + s * 42 - 22,
                    cut.top + 74,
                    44,
                    46,
                    3,
                    fill=mix(sketch.colour, edge, 0.08),
                    stroke=edge,
                )
                canvas.rect(
                    m + s * 42 - 22,
                    cut.top + 72,
                    44,
                    15,
                    3,
                    fill=mix(sketch.colour, edge, 0.18),
                    stroke=edge,
                )
        case _:
            return


def _hem(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    m, y = MIDDLE, cut.foot
    edge = dim(sketch.colour, 0.4)
    match sketch.word("hem", "plain"):
        case "rib":
            canvas.path(
                f"M {m - cut.hem + 2:.1f} {y - 9:.1f} Q {m} {y:.1f} {m + cut.hem - 2:.1f} {y - 9:.1f}",
                stroke=dim(sketch.colour, 0.2),
                width=18,
            )
            canvas.path(
                f"M {m - cut.hem + 2:.1f} {y - 18:.1f} Q {m} {y - 9:.1f} {m + cut.hem - 2:.1f} {y - 18:.1f}",
                stroke=edge,
                width=1.6,
            )
        case "ruffle":
            canvas.path(
                f"M {m - cut.hem:.1f} {y - 10:.1f} " + "q 6 16 12 0 " * int(cut.hem / 6),
                mix(sketch.colour, edge, 0.1),
                edge,
                2,
            )
        case _:
            canvas.path(
                f"M {m - cut.hem + 2:.1f} {y - 8:.1f} Q {m} {y + 1:.1f} {m + cut.hem - 2:.1f} {y - 8:.1f}",
                stroke=edge,
                width=1.4,
            )


def _motif(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """A print on the chest."""
    if sketch.word("motif", "none") == "none":
        return
    tone, x, y = against(sketch.colour, 0.8), MIDDLE, cut.top + 110
    match sketch.word("motif"):
        case "letters":
            for n in range(5):
                canvas.rect(x - 52 + n * 21, y, 15, 26, 3, stroke=tone, width=5)
        case "mountain":
            canvas.path(f"M {x - 52} {y + 44} l 36 -60 l 20 28 l 14 -18 l 34 50 Z", tone)
            canvas.oval(x + 30, y - 18, 11, fill="#e8a33c")
        case "logo":
            canvas.oval(x + 44, y - 28, 7, fill=tone)
        case _:
            canvas.oval(x, y + 12, 36, fill="#e4674f")
            canvas.path(f"M {x - 36} {y + 22} q 18 -14 36 0 t 36 0 l 0 16 q -36 26 -72 0 Z", tone)


def _drape(canvas: Canvas, sketch: Sketch, cut: Cut, scale: float) -> None:
    """Folds that fall from shoulders and armpits, and the dark sides of the body."""
    dice, m = sketch.dice, MIDDLE
    strength = 0.12 if sketch.word("texture") in ("quilt", "knit") else 0.26
    for side in (-1, 1):
        x = m + side * cut.chest * 0.9 * scale
        y = 20 + (cut.armpit - 20) * scale
        for _ in range(3):
            dx, dy = dice.between(20, 60) * scale, dice.between(40, 130) * scale
            canvas.shade(
                f"M {x:.1f} {y:.1f} q {-side * dx * 0.7:.1f} {dy * 0.3:.1f} {-side * dx:.1f} {dy:.1f}",
                dice.pick(("#000", "#000", "#fff")),
                dice.between(6, 14),
                strength,
            )
        canvas.shade(
            f"M {x + side * 2:.1f} {y:.1f} L {m + side * cut.hem * scale:.1f} {20 + (cut.foot - 20) * scale:.1f}",
            "#000",
            20,
            strength,
        )
    for _ in range(4):
        x = m + dice.between(-0.7, 0.7) * cut.hem * scale
        y = 20 + (cut.foot - 20) * scale
        canvas.shade(
            f"M {x:.1f} {y:.1f} q {dice.between(-12, 12):.1f} -50 {dice.between(-10, 10):.1f} {-dice.between(70, 150):.1f}",
            dice.pick(("#000", "#fff")),
            dice.between(7, 14),
            strength * 0.8,
        )
