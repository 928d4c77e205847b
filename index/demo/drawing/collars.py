"""Collars, lapels and hoods."""

from __future__ import annotations

from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.cut import MIDDLE, Cut, scoop
from index.demo.drawing.ink import against, dim, lit, mix

_FUR = "#c9ae8c"


def draw_back(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw the inside of the back, seen through the neck, with its label."""
    m, t, n = MIDDLE, cut.top, cut.neck
    low = t + scoop(sketch) + 8
    d = (
        f"M {m - n:.1f} {t} Q {m} {t - 14} {m + n:.1f} {t} "
        f"L {m + n * 0.8:.1f} {low} L {m - n * 0.8:.1f} {low} Z"
    )
    canvas.path(d, dim(sketch.colour, 0.42), dim(sketch.colour, 0.6))
    if cut.sleeve != "straps":
        canvas.rect(m - 9, t - 4, 18, 9, 1, fill=lit(sketch.colour, 0.75))


def draw_hanger(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw the hanger that a garment hangs on, where it hangs."""
    if sketch.word("hung") != "yes":
        return
    t, wide = cut.top, cut.shoulder - 6
    hook = f"M {MIDDLE} {t - 6} v -22 q 0 -10 10 -14 q 14 -8 6 -24 q -10 -14 -24 0"
    canvas.path(hook, stroke="#8d9196", width=4)
    arms = f"M {MIDDLE - wide} {t + 34} Q {MIDDLE - 20} {t - 10} {MIDDLE} {t - 10} "
    arms += f"Q {MIDDLE + 20} {t - 10} {MIDDLE + wide} {t + 34}"
    canvas.path(arms, stroke=sketch.dice.pick(("#b58a5c", "#2b2c30", "#e9e7e2")), width=11)


def draw_collar(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str) -> None:
    """Draw what is around the neck."""
    match sketch.word("collar", "crew"):
        case "crew" | "scoop":
            _band(canvas, sketch, cut, f"Q {MIDDLE} {cut.top + 2 * scoop(sketch)}", 8)
        case "hood":
            _crossed(canvas, sketch, cut)
        case "v":
            _band(canvas, sketch, cut, f"L {MIDDLE} {cut.top + scoop(sketch)} L", 6)
        case "polo" | "shirt":
            _turned(canvas, sketch, cut, cloth)
        case "stand":
            _standing(canvas, sketch, cut, 26)
        case "turtle":
            _standing(canvas, sketch, cut, 36)
        case "lapel":
            _lapels(canvas, sketch, cut)
        case "bow":
            _bow(canvas, sketch, cut)
        case _:
            return


def draw_hood(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw a hood that lies behind the neck, with fur or cords."""
    edge, high = dim(sketch.colour, 0.35), 66 + sketch.dice.between(-22, 18)
    m, t, n = MIDDLE, cut.top, cut.neck
    canvas.path(_arch(cut, 24, high, 20), sketch.colour, edge, 1.3)
    canvas.path(_arch(cut, -6, high - 22, 2), dim(sketch.colour, 0.48), edge, 1.3)
    canvas.shade(f"M {m} {t - high} v 22", "#000", 6, 0.35)
    for s in (-1, 1):
        canvas.shade(f"M {m + s * (n + 16)} {t + 4} q {-s * 8} -30 {-s * 26} -44", "#000", 9, 0.25)
        canvas.shade(f"M {m + s * (n - 4)} {t + 6} q {s * 2} -24 {-s * 8} -40", "#fff", 5, 0.3)
    canvas.shade(f"M {m - n} {t + 16} q {n} 26 {n * 2} 0", "#000", 12, 0.45)
    if sketch.word("collar") == "fur_hood":
        _fur(canvas, sketch, cut)


def _crossed(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Where a hood's two edges meet below the neck, and its cords."""
    m, t, n = MIDDLE, cut.top, cut.neck
    d = f"M {m - n + 2} {t - 2} Q {m - 14} {t + 16} {m} {t + 40} "
    d += f"Q {m + 14} {t + 16} {m + n - 2} {t - 2} Z"
    canvas.path(d, dim(sketch.colour, 0.48))
    for s in (-1, 1):
        lap = f"M {m + s * (n + 6)} {t - 10} Q {m + s * 20} {t + 12} {m - s * 4} {t + 44}"
        canvas.path(lap, stroke=dim(sketch.colour, 0.3), width=13)
        canvas.path(lap, stroke=sketch.colour, width=11)
        if sketch.word("texture") != "quilt":
            d = f"M {m + s * 14} {t + 24} q {s * 12} 30 {s * 4} 70"
            canvas.path(d, stroke=against(sketch.colour, 0.7), width=4)


def _band(canvas: Canvas, sketch: Sketch, cut: Cut, through: str, width: float) -> None:
    d = f"M {MIDDLE - cut.neck} {cut.top} {through} {MIDDLE + cut.neck} {cut.top}"
    canvas.path(d, stroke=dim(sketch.colour, 0.5), width=width + 3)
    canvas.path(d, stroke=dim(sketch.colour, 0.14), width=width)


def _turned(canvas: Canvas, sketch: Sketch, cut: Cut, cloth: str) -> None:
    m, t, n, low = MIDDLE, cut.top, cut.neck, cut.top + scoop(sketch)
    fill = lit(sketch.colour, 0.1) if cloth == sketch.colour else cloth
    for s in (-1, 1):
        d = (
            f"M {m} {low + 4} L {m + s * (n + 2)} {t - 16} Q {m + s * (n + 14)} {t} "
            f"{m + s * (n + 12)} {t + 22} L {m + s * 30} {t + 52} Z"
        )
        canvas.path(d, fill, dim(sketch.colour, 0.5), 2)
    d = f"M {m - 46} {t + 50} L {m - 6} {low + 14} L {m + 6} {low + 14} L {m + 46} {t + 50}"
    canvas.shade(d, "#000", 8, 0.3)


def _standing(canvas: Canvas, sketch: Sketch, cut: Cut, height: float) -> None:
    m, t, n = MIDDLE, cut.top, cut.neck
    edge = dim(sketch.colour, 0.5)
    up = t - height
    d = (
        f"M {m - n} {t + 5} L {m - n + 4} {up} Q {m} {up + 9} {m + n - 4} {up} "
        f"L {m + n} {t + 5} Q {m} {t + 24} {m - n} {t + 5} Z"
    )
    canvas.path(d, mix(sketch.colour, edge, 0.15), edge, 2)
    if height > 30:
        d = f"M {m - n + 2} {t - 12} Q {m} {t - 2} {m + n - 2} {t - 12}"
        canvas.path(d, stroke=edge, width=1.5)


def _lapels(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    m, t, n, low = MIDDLE, cut.top, cut.neck, cut.top + scoop(sketch)
    edge = dim(sketch.colour, 0.55)
    inside = "#f2f1ee" if sketch.word("inside") == "shirt" else dim(sketch.colour, 0.5)
    canvas.path(f"M {m - n} {t} Q {m} {t - 12} {m + n} {t} L {m} {low} Z", inside)
    for s in (-1, 1):
        d = (
            f"M {m + s * (n - 4)} {t - 8} L {m + s * (n + 16)} {t + 10} L {m + s * 46} {t + 44} "
            f"L {m + s * 58} {t + 54} L {m} {low + 6} L {m + s * (n - 10)} {t + 8} Z"
        )
        canvas.path(d, lit(sketch.colour, 0.08), edge, 2)
        canvas.line([(m + s * 46, t + 44), (m + s * 30, t + 42)], edge, 2)
        canvas.shade(f"M {m + s * 56} {t + 62} L {m + s * 8} {low + 8}", "#000", 10, 0.35)


def _bow(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    d = (
        f"M {MIDDLE} {cut.top + scoop(sketch) + 6} q -34 -18 -40 6 q 4 16 40 -6 "
        "q 34 -18 40 6 q -4 16 -40 -6 l -14 60 m 14 -60 l 16 54"
    )
    canvas.path(d, lit(sketch.colour, 0.2), dim(sketch.colour, 0.5), 2)


def _arch(cut: Cut, wider: float, high: float, bulge: float) -> str:
    m, t, n = MIDDLE, cut.top + wider * 0.2 + 10, cut.neck + wider
    peak = cut.top - high
    return (
        f"M {m - n} {t} C {m - n - bulge * 0.5} {peak + 26} {m - 30} {peak} {m} {peak} "
        f"C {m + 30} {peak} {m + n + bulge * 0.5} {peak + 26} {m + n} {t} "
        f"Q {m} {t + 24} {m - n} {t} Z"
    )


def _fur(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    dice, n = sketch.dice, cut.neck + 12
    for step in range(70):
        u = step / 69
        x = MIDDLE + n * (2 * u - 1) * (1.1 - 0.1 * abs(2 * u - 1))
        y = cut.top + 10 - 300 * u * (1 - u)
        tone = mix(_FUR, dice.pick(("#7c634a", "#efe3cf")), dice.unit() * 0.6)
        canvas.oval(
            x + dice.between(-4, 4), y + dice.between(-4, 4), dice.between(7, 11), fill=tone
        )
