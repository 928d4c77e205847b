"""Zips, buttons, pockets, hems and prints."""

from __future__ import annotations

from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.cut import MIDDLE, Cut, scoop
from index.demo.drawing.ink import against, dim, lit, mix

_WORDS = ("NORD", "ALTO", "SOLE", "TERRA", "ATLAS", "RIO")
# Letters as strokes from their upper left corner.
_LETTERS = {
    "A": "m 0 26 l 7.5 -26 l 7.5 26 m -12 -9 h 9",
    "D": "v 26 h 6 q 9 -3 9 -13 q 0 -10 -9 -13 Z",
    "E": "h 14 h -14 v 26 h 14 m -14 -13 h 11",
    "I": "m 7 0 v 26",
    "L": "v 26 h 14",
    "N": "m 0 26 v -26 l 15 26 v -26",
    "O": "m 7.5 0 q 7.5 2 7.5 13 q 0 11 -7.5 13 q -7.5 -2 -7.5 -13 q 0 -11 7.5 -13 Z",
    "R": "m 0 26 v -26 h 9 q 6 2 6 7 q 0 5 -6 6 h -9 m 7 0 l 8 13",
    "S": "m 14 3 q -13 -7 -14 3 q 1 7 8 7 q 7 1 7 7 q -2 10 -15 3",
    "T": "h 15 h -7.5 v 26",
}


def draw_front(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw what closes the front."""
    start, seam = cut.top + scoop(sketch), dim(sketch.colour, 0.5)
    match sketch.word("front", "none"):
        case "zip":
            _zip(canvas, sketch, start, cut.foot)
        case "buttons":
            low = cut.foot + (28 if sketch.word("hem") == "tail" else 5)
            canvas.rect(MIDDLE - 12, start, 24, low - start, fill=lit(sketch.colour, 0.07))
            for dx in (-12, 12):
                canvas.line([(MIDDLE + dx, start), (MIDDLE + dx, low)], seam, 1.5)
            canvas.shade(f"M {MIDDLE + 17} {start} V {low}", "#000", 7, 0.3)
            buttons(canvas, sketch, start + 14, cut.foot - 12, 7)
        case "half":
            canvas.rect(MIDDLE - 10, start - 4, 20, 70, 2, stroke=seam)
            buttons(canvas, sketch, start + 12, start + 54, 3)
        case "double":
            canvas.line([(MIDDLE + 18, start), (MIDDLE + 14, cut.foot + 5)], seam, 2)
            for dx in (-22, 22):
                buttons(canvas, sketch, start + 24, cut.foot - 90, 3, dx, 6.5)
        case "single":
            edge = [(MIDDLE + 2, start), (MIDDLE + 6, cut.foot - 10), (MIDDLE + 16, cut.foot + 5)]
            canvas.line(edge, seam, 2)
            buttons(canvas, sketch, start + 14, start + 58, 2, -6, 5.5)
        case _:
            return


def buttons(
    canvas: Canvas,
    sketch: Sketch,
    start: float,
    end: float,
    count: int,
    dx: float = 0,
    r: float = 4.2,
) -> None:
    """Draw a row of buttons down the front."""
    tone = against(sketch.colour, 0.55)
    for n in range(count):
        y = start + (end - start) * n / max(count - 1, 1)
        canvas.oval(MIDDLE + dx, y, r, fill=tone, stroke=dim(tone, 0.5), width=1)


def draw_pockets(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw the pockets."""
    low = cut.top + min((cut.foot - cut.top) * 0.62, 190)
    edge, face = dim(sketch.colour, 0.5), dim(sketch.colour, 0.06)
    match sketch.word("pockets", "none"):
        case "side":
            for s in (-1, 1):
                canvas.line([(MIDDLE + s * 58, low), (MIDDLE + s * 70, low + 52)], edge, 5)
                ends = [(MIDDLE + s * 60, low), (MIDDLE + s * 72, low + 52)]
                canvas.line(ends, lit(sketch.colour, 0.3), 1.5)
        case "kangaroo":
            d = f"M {MIDDLE - 44} {low} l 88 0 l 24 58 l -136 0 Z"
            canvas.path(d, face, edge, 2)
        case "chest":
            d = f"M {MIDDLE + 26} {cut.top + 78} h 40 v 40 l -20 10 l -20 -10 Z"
            canvas.path(d, face, edge, 1.6)
        case "flap":
            for s in (-1, 1):
                canvas.rect(MIDDLE + s * 48 - 26, low + 6, 52, 14, 2, fill=face, stroke=edge)
        case "bust":
            for s in (-1, 1):
                x = MIDDLE + s * 42 - 22
                canvas.rect(x, cut.top + 74, 44, 46, 3, fill=face, stroke=edge)
                canvas.rect(x, cut.top + 72, 44, 15, 3, fill=mix(face, edge, 0.15), stroke=edge)
        case _:
            return


def draw_hem(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw the lower edge."""
    left, right, y, edge = MIDDLE - cut.hem, MIDDLE + cut.hem, cut.foot, dim(sketch.colour, 0.4)
    match sketch.word("hem", "plain"):
        case "rib":
            d = f"M {left + 7:.1f} {y - 6:.1f} Q {MIDDLE} {y + 3:.1f} {right - 7:.1f} {y - 6:.1f}"
            canvas.path(d, stroke=dim(sketch.colour, 0.2), width=14)
            d = f"M {left + 2:.1f} {y - 15:.1f} Q {MIDDLE} {y - 6:.1f} {right - 2:.1f} {y - 15:.1f}"
            canvas.path(d, stroke=edge, width=1.6)
        case "tail":
            return
        case _:
            d = f"M {left + 2:.1f} {y - 8:.1f} Q {MIDDLE} {y + 1:.1f} {right - 2:.1f} {y - 8:.1f}"
            canvas.path(d, stroke=edge, width=1.4)


def draw_motif(canvas: Canvas, sketch: Sketch, cut: Cut) -> None:
    """Draw the print on the chest."""
    tone, x, y = against(sketch.colour, 0.8), MIDDLE, cut.top + 100
    match sketch.word("motif", "none"):
        case "letters":
            _word(canvas, sketch, tone, y)
        case "mountain":
            d = f"M {x - 52} {y + 54} l 36 -60 l 20 28 l 14 -18 l 34 50 Z"
            canvas.path(d, tone)
            canvas.oval(x + 30, y - 8, 11, fill="#e8a33c")
        case "logo":
            canvas.oval(x + 44, y - 18, 7, fill=tone)
        case "sun":
            canvas.oval(x, y + 22, 36, fill="#e4674f")
            d = f"M {x - 36} {y + 32} q 18 -14 36 0 t 36 0 l 0 16 q -36 26 -72 0 Z"
            canvas.path(d, tone)
        case _:
            return


def _word(canvas: Canvas, sketch: Sketch, tone: str, y: float) -> None:
    """Draw a word in strokes of 15 by 26, small or over the whole chest."""
    word, scale = sketch.dice.pick(_WORDS), sketch.dice.pick((1.0, 1.3))
    left = MIDDLE - (len(word) * 21 - 6) / 2 * scale
    canvas.open(f"translate({left:.1f} {y:.1f}) scale({scale:g})")
    for n, letter in enumerate(word):
        canvas.path(f"M {n * 21} 0 {_LETTERS[letter]}", stroke=tone, width=5)
    canvas.close()


def _zip(canvas: Canvas, sketch: Sketch, start: float, foot: float) -> None:
    if sketch.dice.chance(0.45):
        start = _opening(canvas, sketch, start, foot)
    run = [(MIDDLE, start - 4), (MIDDLE, foot + 4)]
    canvas.line(run, dim(sketch.colour, 0.5), 7)
    canvas.line(run, lit(sketch.colour, 0.5), 2.4, "3 3")
    canvas.rect(MIDDLE - 4, start + 4, 8, 18, 3, fill="#d9dbe0", stroke="#777a80")
    canvas.shade(f"M {MIDDLE + 10} {start:.1f} L {MIDDLE + 10} {foot:.1f}", "#000", 10, 0.25)


def _opening(canvas: Canvas, sketch: Sketch, start: float, foot: float) -> float:
    """Draw the lining where the zip is open, and return where it is closed."""
    low = start + (foot - start) * sketch.dice.between(0.3, 1.0)
    wide = sketch.dice.between(18, 34)
    d = f"M {MIDDLE - wide} {start - 12} L {MIDDLE + wide} {start - 12} "
    d += f"Q {MIDDLE + wide * 0.7} {(start + low) / 2} {MIDDLE} {low} "
    d += f"Q {MIDDLE - wide * 0.7} {(start + low) / 2} {MIDDLE - wide} {start - 12} Z"
    lining = sketch.dice.pick((dim(sketch.colour, 0.5), lit(sketch.colour, 0.4), "#4b4e55"))
    canvas.path(d, lining, dim(sketch.colour, 0.45), 3)
    canvas.bulk(d, "#000", 0.3)
    return low
