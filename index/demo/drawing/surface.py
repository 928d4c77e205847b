"""What cloth looks like close by: quilting, seams, shine, and the way it falls."""

from __future__ import annotations

from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.cut import MIDDLE, Cut
from index.demo.drawing.ink import dim

_THREAD = "#d8a860"


def surface(canvas: Canvas, sketch: Sketch, cut: Cut, outline: str) -> None:
    """Draw the surface of a body with this outline."""
    match sketch.word("texture", "plain"):
        case "quilt":
            canvas.slack = 0.5
            puffs(canvas, outline, sketch, 27 + sketch.dice.integer(-4, 8))
        case "denim":
            _stitches(canvas, cut)
        case "leather":
            canvas.slack = 0.5
            for side in (-1, 1):
                x = MIDDLE + side * cut.chest * 0.55
                d = f"M {x:.1f} {cut.top + 60} q {side * 10} 60 {side * -4} 130"
                canvas.shade(d, "#fff", 9, 0.42)
        case _:
            return


def puffs(canvas: Canvas, outline: str, sketch: Sketch, gap: float) -> None:
    """Draw quilted rows, each bright above and dark below, with creases at the seams."""
    canvas.path(outline, canvas.rows(gap, sketch.dice.between(0, gap)), "none")
    canvas.open(clip=outline)
    for _ in range(26):
        x, y = sketch.dice.between(90, 390), sketch.dice.between(90, 470)
        tilt = sketch.dice.between(-4, 4)
        canvas.path(
            f"M {x:.1f} {y:.1f} q {tilt:.1f} 5 {tilt / 2:.1f} 11", stroke="#000", opacity=0.22
        )
    canvas.close()


def drape(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Lay folds that fall from the armpits and rise from the hem, and darken the sides."""
    dice, m = sketch.dice, MIDDLE
    strength = 0.12 if sketch.word("texture") in ("quilt", "knit") else 0.26
    for side in (-1, 1):
        x = m + side * cut.chest * 0.88
        for _ in range(4):
            dx, dy = dice.between(18, 80), dice.between(30, 120)
            d = f"M {x - side * dx * 0.2:.1f} {cut.armpit + dice.between(-20, 60):.1f} "
            d += f"q {-side * dx * 0.6:.1f} {dy * 0.25:.1f} {-side * dx:.1f} {dy:.1f}"
            canvas.shade(d, dice.pick(("#000", "#fff")), dice.between(4, 9), strength)
        d = f"M {x + side * 4:.1f} {cut.armpit:.1f} L {m + side * cut.hem:.1f} {cut.foot:.1f}"
        canvas.shade(d, "#000", 22, strength * 1.2)
    for _ in range(5):
        x = m + dice.between(-0.8, 0.8) * cut.hem
        d = f"M {x:.1f} {cut.foot:.1f} q {dice.between(-14, 14):.1f} -50 "
        d += f"{dice.between(-14, 14):.1f} {-dice.between(60, 160):.1f}"
        canvas.shade(d, dice.pick(("#000", "#fff")), dice.between(5, 11), strength)


def _stitches(canvas: Canvas, cut: Cut) -> None:
    m, yoke = MIDDLE, cut.top + 60
    runs = [[(m - cut.chest + 6, yoke), (m + cut.chest - 6, yoke)]]
    runs.append([(m - cut.hem, cut.foot - 16), (m + cut.hem, cut.foot - 16)])
    for side in (-1, 1):
        x = m + side * cut.chest * 0.5
        runs.append([(x, yoke), (x - side * 6, cut.foot - 16)])
    for run in runs:
        canvas.line(run, dim(_THREAD, 0.1), 1.6, "5 3")
