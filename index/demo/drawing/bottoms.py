"""Dresses, skirts, trousers, shorts and what is worn in one piece."""

from __future__ import annotations

from dataclasses import replace

from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.collars import draw_back, draw_collar, draw_hanger
from index.demo.drawing.cut import MIDDLE, Cut
from index.demo.drawing.details import buttons, draw_motif
from index.demo.drawing.ink import against, dim, lit
from index.demo.drawing.surface import drape
from index.demo.drawing.tops import body_path, cut_of, sleeves, weave_of


def dress(canvas: Canvas, sketch: Sketch) -> None:
    """Draw a dress.

    Options: as for a top's `collar`, `sleeve` and `pattern`; `flare` (0.7 to 1.3), `length`, `belt`
    (yes), `tiers` (a number of ruffled steps).
    """
    cut = _bodice(sketch)
    cloth = canvas.weave(weave_of(sketch), sketch.colour, sketch.dice)
    draw_hanger(canvas, sketch, cut)
    draw_back(canvas, sketch, cut)
    sleeves(canvas, sketch, cut, cloth)
    edge = dim(sketch.colour, 0.35)
    foot = cut.foot + 178 * sketch.size("length")
    hem = cut.hem + 52 * sketch.size("flare")
    canvas.path(_bell(cut.hem, hem, cut.foot - 6, foot), cloth, edge, 1.4)
    _pleats(canvas, sketch, (cut.hem, hem), (cut.foot, foot))
    canvas.path(body_path(cut, sketch), cloth, edge, 1.4)
    if sketch.word("collar") == "shirt":
        buttons(canvas, sketch, cut.top + 26, cut.foot - 10, 4)
    draw_collar(canvas, sketch, cut, cloth)
    band = [(MIDDLE - cut.hem, cut.foot - 2), (MIDDLE + cut.hem, cut.foot - 2)]
    canvas.line(band, against(sketch.colour, 0.35), 9 if sketch.word("belt") == "yes" else 2.5)
    drape(canvas, sketch, replace(cut, foot=foot, hem=hem))


def skirt(canvas: Canvas, sketch: Sketch) -> None:
    """Draw a skirt. Options: `flare`, `length`, `pattern`, `style` (plain, pleated, denim)."""
    waist, foot = 84.0, 100 + 190 * sketch.size("length")
    hem = 92 + 66 * sketch.size("flare")
    cloth = canvas.weave(weave_of(sketch), sketch.colour, sketch.dice)
    canvas.path(_bell(waist, hem, 110, foot), cloth, dim(sketch.colour, 0.35), 1.4)
    if sketch.word("style") == "denim":
        canvas.line([(MIDDLE, 110), (MIDDLE, foot + 8)], dim(sketch.colour, 0.45), 3)
        buttons(canvas, sketch, 140, foot - 20, 5)
        _slants(canvas, sketch, waist, 118)
    else:
        times = 3 if sketch.word("style") == "pleated" else 1
        for _ in range(times):
            _pleats(canvas, sketch, (waist, hem), (112, foot))
    canvas.rect(MIDDLE - waist - 2, 98, 2 * waist + 4, 22, 4, cloth, dim(sketch.colour, 0.5), 2)
    canvas.shade(f"M {MIDDLE - waist} 124 L {MIDDLE + waist} 124", "#000", 8, 0.3)


def trousers(canvas: Canvas, sketch: Sketch) -> None:
    """Draw trousers or shorts.

    Options: `length` (1 reaches the ankle, 0.4 is short), `width` (0.8 slim to 1.4 wide), `texture`
    (plain, denim, sport), `pattern`.
    """
    dice = sketch.dice
    foot, wide = 74 + 346 * sketch.size("length"), 30 * sketch.size("width")
    spread = 26 + 16 * sketch.size("width") + dice.between(-4, 8)
    cloth = canvas.weave(weave_of(sketch), sketch.colour, dice)
    edge = dim(sketch.colour, 0.35)
    short = sketch.size("length") < 0.6
    thigh = 52 if short else wide
    for side in (-1, 1):
        canvas.path(_leg(side, foot, thigh, spread + (16 if short else 0)), cloth, edge, 1.4)
        middle = MIDDLE + side * (spread + 14)
        canvas.shade(f"M {MIDDLE + side * 40} 150 L {middle:.1f} {foot}", "#fff", 12, 0.16)
        canvas.shade(f"M {MIDDLE + side * 10} 190 L {MIDDLE + side * 14} {foot}", "#000", 14, 0.25)
    _fly(canvas, sketch, cloth)
    _slants(canvas, sketch, 70, 92)
    _knees(canvas, sketch, foot, spread)
    if sketch.word("texture") == "sport":
        for side in (-1, 1):
            run = [(MIDDLE + side * 76, 110), (MIDDLE + side * (spread + thigh * 1.5), foot - 4)]
            canvas.line(run, against(sketch.colour, 0.8), 7)


def bodysuit(canvas: Canvas, sketch: Sketch) -> None:
    """Draw what babies wear, or a swimsuit. Options: as for a top; `legs` (none, long, swim)."""
    swims = sketch.word("legs") == "swim"
    cut = cut_of(sketch)
    cut = replace(cut, foot=340.0 if swims else 300.0, hem=cut.chest * (0.94 if swims else 0.98))
    cloth = canvas.weave(weave_of(sketch), sketch.colour, sketch.dice)
    draw_hanger(canvas, sketch, cut)
    draw_back(canvas, sketch, cut)
    sleeves(canvas, sketch, cut, cloth)
    edge, m, h, low = dim(sketch.colour, 0.35), MIDDLE, cut.hem, cut.foot
    if sketch.word("legs") == "long":
        for side in (-1, 1):
            d = f"M {m} 330 L {m + side * 26} 438 l {side * 46} 0 "
            d += f"L {m + side * h:.1f} 290 L {m} 290 Z"
            canvas.path(d, cloth, edge, 1.4)
    gusset, high = (18, 0) if swims else (34, 38)
    d = f"M {m - h:.1f} {low - 8} Q {m - 44} {low + high:.1f} {m - gusset} {low + 76} "
    d += f"l {gusset * 2} 0 Q {m + 44} {low + high:.1f} {m + h:.1f} {low - 8} Z"
    canvas.path(d, cloth, edge, 1.4)
    canvas.path(body_path(cut, sketch), cloth, "none")
    canvas.path(d, stroke=edge, width=1)
    if not swims:
        for dx in (-20, 0, 20):
            canvas.oval(m + dx, low + 68, 4, fill=against(sketch.colour, 0.5))
    draw_collar(canvas, sketch, cut, cloth)
    draw_motif(canvas, sketch, cut)
    drape(canvas, sketch, cut)


def _bodice(sketch: Sketch) -> Cut:
    cut = cut_of(sketch)
    waist = 66 + 12 * min(sketch.size("flare"), 1.1)
    return replace(
        cut,
        chest=min(cut.chest, 82),
        waist=waist + 2,
        hem=waist,
        foot=cut.top + 150,
        shoulder=cut.shoulder - 6,
    )


def _bell(waist: float, hem: float, start: float, foot: float) -> str:
    m, middle = MIDDLE, (start + foot) / 2
    bulge = waist + (hem - waist) * 0.34
    return (
        f"M {m - waist:.1f} {start:.1f} Q {m - bulge:.1f} {middle:.1f} {m - hem:.1f} {foot:.1f} "
        f"Q {m - hem / 2:.1f} {foot + 16:.1f} {m} {foot + 8:.1f} "
        f"Q {m + hem / 2:.1f} {foot + 16:.1f} {m + hem:.1f} {foot:.1f} "
        f"Q {m + bulge:.1f} {middle:.1f} {m + waist:.1f} {start:.1f} Z"
    )


def _pleats(
    canvas: Canvas, sketch: Sketch, widths: tuple[float, float], heights: tuple[float, float]
) -> None:
    for n in range(9):
        u = (n - 4) / 4.4 + sketch.dice.between(-0.06, 0.06)
        d = f"M {MIDDLE + widths[0] * u:.1f} {heights[0] + 4:.1f} "
        d += f"Q {MIDDLE + widths[0] * u * 1.1:.1f} {sum(heights) / 2:.1f} "
        d += f"{MIDDLE + widths[1] * u:.1f} {heights[1]:.1f}"
        canvas.shade(d, "#000" if n % 2 else "#fff", sketch.dice.between(6, 13), 0.26)


def _leg(side: int, foot: float, wide: float, spread: float) -> str:
    m = MIDDLE
    out, back = m + side * (spread + wide), m + side * (spread - wide * 0.9)
    return (
        f"M {m} 80 L {m + side * 68} 80 Q {m + side * 88} 150 {out:.1f} {foot:.1f} "
        f"Q {m + side * spread:.1f} {foot + 7:.1f} {back:.1f} {foot:.1f} "
        f"Q {m + side * 8} 220 {m} 188 Z"
    )


def _fly(canvas: Canvas, sketch: Sketch, cloth: str) -> None:
    edge = dim(sketch.colour, 0.5)
    canvas.rect(MIDDLE - 70, 66, 140, 20, 3, cloth, edge, 1.4)
    if sketch.word("texture") == "sport":
        d = f"M {MIDDLE - 6} 80 q -10 24 -6 46 M {MIDDLE + 6} 80 q 8 26 2 50"
        canvas.path(d, stroke=lit(sketch.colour, 0.7), width=3)
        return
    canvas.path(f"M {MIDDLE + 16} 86 q 2 60 -16 84", stroke=edge, width=2)
    canvas.oval(MIDDLE, 76, 4.5, fill=against(sketch.colour, 0.5))
    for dx in (-52, -26, 26, 52):
        canvas.rect(MIDDLE + dx - 3, 63, 6, 26, 1, sketch.colour, edge, 1)


def _slants(canvas: Canvas, sketch: Sketch, waist: float, y: float) -> None:
    tone = "#d8a860" if sketch.word("texture") == "denim" or sketch.word("style") == "denim" else ""
    for side in (-1, 1):
        x = MIDDLE + side * (waist - 22)
        d = f"M {x} {y} q {side * 4} 26 {side * 28} 36"
        canvas.path(d, stroke=tone or dim(sketch.colour, 0.5), width=2.2)


def _knees(canvas: Canvas, sketch: Sketch, foot: float, spread: float) -> None:
    dice = sketch.dice
    for side in (-1, 1):
        for _ in range(5):
            x, y = MIDDLE + side * (spread + dice.between(-6, 22)), dice.between(180, foot)
            d = f"M {x:.1f} {y:.1f} q {dice.between(-18, 18):.1f} 6 {dice.between(-26, 26):.1f} 16"
            canvas.shade(d, dice.pick(("#000", "#fff")), dice.between(4, 8), 0.2)
        if sketch.word("texture") == "denim":
            x = MIDDLE + side * (spread + 14)
            canvas.shade(f"M {x:.1f} 170 L {x:.1f} {foot - 60:.1f}", "#fff", 20, 0.22)
