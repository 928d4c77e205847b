"""A small writer of SVG: shapes in order, gradients and patterns made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.demo.dice import Dice
from index.demo.drawing.ink import against, dim, lit, mix

SIZE = 480
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is drawn.

    Attributes:
        options: the kind's `[drawing]` table with everything looked up.
        colour: main colour, `#rrggbb`.
        dice: the drawing's own chance.
    """

    options: Mapping[str, str | float]
    colour: str
    dice: Dice

    def word(self, name: str, default: str = "") -> str:
        """Return an option that is a word."""
        return str(self.options.get(name, default))

    def size(self, name: str, default: float = 1.0) -> float:
        """Return an option that is a number."""
        return float(self.options.get(name, default))


@dataclass(slots=True)
class Canvas:
    """What has been drawn so far, and over it the soft light and shade on it.

    `shine` says how bright light is on it: dark cloth gives back little. `slack` says how much of
    its finish's softness it has: leather and quilting crease less than a shirt.
    """

    shine: float = 1.0
    slack: float = 1.0
    defs: list[str] = field(default_factory=list[str])
    body: list[str] = field(default_factory=list[str])
    soft: list[str] = field(default_factory=list[str])

    def path(
        self,
        d: str,
        fill: str = "none",
        stroke: str = "none",
        width: float = 1.5,
        opacity: float = 1.0,
        extra: str = "",
    ) -> None:
        """Draw a path."""
        self.body.append(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" '
            f'stroke-linecap="round" stroke-linejoin="round" fill-opacity="{opacity:g}" '
            f'stroke-opacity="{opacity:g}" {extra}/>'
        )

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        r: float = 0,
        fill: str = "none",
        stroke: str = "none",
        width: float = 1.5,
        opacity: float = 1.0,
    ) -> None:
        """Draw a rectangle with round corners."""
        self.body.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r:.1f}" '
            f'fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" '
            f'fill-opacity="{opacity:g}" stroke-opacity="{opacity:g}"/>'
        )

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float | None = None,
        fill: str = "none",
        stroke: str = "none",
        width: float = 1.5,
        opacity: float = 1.0,
    ) -> None:
        """Draw an ellipse around (x, y)."""
        self.body.append(
            f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{(ry or rx):.1f}" '
            f'fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" '
            f'fill-opacity="{opacity:g}" stroke-opacity="{opacity:g}"/>'
        )

    def line(self, points: Sequence[Point], stroke: str, width: float = 2, dash: str = "") -> None:
        """Draw straight lines from point to point."""
        d = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self.path(d, stroke=stroke, width=width, extra=f'stroke-dasharray="{dash}"' if dash else "")

    def shade(self, d: str, tone: str = "#000", width: float = 8, opacity: float = 0.35) -> None:
        """Lay a fold or an edge of shadow or light that is blurred before it is seen."""
        opacity *= self.shine if tone == "#fff" else 1.0
        self.soft.append(
            f'<path d="{d}" fill="none" stroke="{tone}" stroke-width="{width:g}" '
            f'stroke-opacity="{opacity:.2f}" stroke-linecap="round"/>'
        )

    def bulk(self, d: str, tone: str = "#000", opacity: float = 0.3) -> None:
        """Lay an area of shadow or light that is blurred before it is seen."""
        self.soft.append(f'<path d="{d}" fill="{tone}" fill-opacity="{opacity:g}"/>')

    def open(self, transform: str = "", clip: str = "") -> None:
        """Begin a group."""
        held = f' clip-path="url(#{self._clip(clip)})"' if clip else ""
        moved = f' transform="{transform}"' if transform else ""
        self.body.append(f"<g{moved}{held}>")

    def close(self) -> None:
        """End the group."""
        self.body.append("</g>")

    def across(self, *stops: str, vertical: bool = False) -> str:
        """Return a fill that goes evenly through the colours, from left to right or downwards."""
        at = [(n / max(len(stops) - 1, 1), stop) for n, stop in enumerate(stops)]
        ends = 'x1="0" y1="0" x2="0" y2="1"' if vertical else 'x1="0" y1="0" x2="1" y2="0"'
        inner = "".join(f'<stop offset="{o:.3f}" stop-color="{c}"/>' for o, c in at)
        return self._define(f"<linearGradient id='%' {ends}>{inner}</linearGradient>")

    def round(self, colour: str, light: float = 0.35, shadow: float = 0.3) -> str:
        """Return the fill of something turned on a lathe: lit from the left, dark to the right."""
        return self.across(
            dim(colour, shadow * 0.7), lit(colour, light), colour, dim(colour, shadow * 0.5),
            dim(colour, shadow * 1.3),
        )  # fmt: skip

    def ball(self, colour: str, light: float = 0.5, shadow: float = 0.35) -> str:
        """Return the fill of something bulging: light from above left."""
        inner = (
            f'<stop offset="0" stop-color="{lit(colour, light)}"/>'
            f'<stop offset="0.55" stop-color="{colour}"/>'
            f'<stop offset="1" stop-color="{dim(colour, shadow)}"/>'
        )
        return self._define(
            f"<radialGradient id='%' cx='0.36' cy='0.3' r='0.8'>{inner}</radialGradient>"
        )

    def weave(self, name: str, colour: str, dice: Dice, scale: float = 1.0) -> str:
        """Return the fill of a cloth with the pattern `name` on `colour`."""
        if name in ("", "plain"):
            return colour
        side, inner = _pattern(name, colour, dice)
        scale *= dice.pick((0.5, 0.7, 1.0)) if name != "knit" else 1.0
        side *= scale
        turn = "rotate(45)" if name == "diagonal" else ""
        return self._define(
            f"<pattern id='%' width='{side:g}' height='{side:g}' patternUnits='userSpaceOnUse' "
            f"patternTransform='{turn}'><g transform='scale({scale:g})'>{inner}</g></pattern>"
        )

    def rows(self, gap: float, start: float) -> str:
        """Return the fill of quilted rows: light fading into shadow, then a seam, every `gap`."""
        fade = self._define(
            "<linearGradient id='%' x1='0' y1='0' x2='0' y2='1'>"
            "<stop offset='0' stop-color='#fff' stop-opacity='.05'/>"
            "<stop offset='.3' stop-color='#fff' stop-opacity='.36'/>"
            "<stop offset='.62' stop-color='#000' stop-opacity='.02'/>"
            "<stop offset='1' stop-color='#000' stop-opacity='.5'/></linearGradient>"
        )
        return self._define(
            f"<pattern id='%' y='{start:.1f}' width='480' height='{gap:g}' "
            f"patternUnits='userSpaceOnUse'><rect width='480' height='{gap:g}' fill='{fade}'/>"
            f"<rect width='480' y='{gap - 1.6:.1f}' height='1.6' fill='#000' fill-opacity='.45'/>"
            "</pattern>"
        )

    def svg(self, layer: str = "body", size: int = SIZE, box: Box = (0, 0, SIZE, SIZE)) -> str:
        """Return the layer (`body` or `soft`) as one SVG of `size` pixels that shows `box`."""
        inner = "".join(self.body if layer == "body" else self.soft)
        defs = "".join(self.defs)
        view = " ".join(f"{n:g}" for n in box)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
            f'viewBox="{view}"><defs>{defs}</defs>{inner}</svg>'
        )

    def _define(self, markup: str) -> str:
        name = f"d{len(self.defs)}"
        self.defs.append(markup.replace("%", name, 1).replace("'", '"'))
        return f"url(#{name})"

    def _clip(self, d: str) -> str:
        return self._define(f"<clipPath id='%'><path d='{d}'/></clipPath>")[5:-1]


def _pattern(name: str, colour: str, dice: Dice) -> tuple[float, str]:
    tone = against(colour, 0.72)
    soft = against(colour, 0.4)
    match name:
        case "stripe" | "diagonal":
            wide = dice.integer(4, 14)
            return 26, f"{_ground(26, colour)}<rect width='26' height='{wide}' fill='{tone}'/>"
        case "pinstripe":
            wide = dice.integer(2, 9)
            return 18, f"{_ground(18, colour)}<rect width='{wide}' height='18' fill='{soft}'/>"
        case "check":
            return 44, _check(colour, tone)
        case "dots":
            spots = "".join(
                f"<circle cx='{x}' cy='{y}' r='5' fill='{tone}'/>" for x, y in ((9, 9), (27, 27))
            )
            return 36, _ground(36, colour) + spots
        case "print":
            return 120, _ground(120, colour) + _blobs(colour, dice)
        case "knit":
            ribs = f"<path d='M0 4 L5 9 L10 4' stroke='{soft}' stroke-opacity='.4' fill='none'/>"
            return 10, _ground(10, colour) + ribs
        case _:
            return 96, _ground(96, colour) + _flowers(colour, dice)


def _ground(side: float, colour: str) -> str:
    return f"<rect width='{side}' height='{side}' fill='{colour}'/>"


def _check(colour: str, tone: str) -> str:
    half = mix(colour, tone, 0.5)
    return (
        f"{_ground(44, colour)}<rect width='18' height='44' fill='{half}'/>"
        f"<rect width='44' height='18' fill='{half}'/><rect width='18' height='18' fill='{tone}'/>"
        f"<path d='M31 0V44M0 31H44' stroke='{tone}' stroke-width='1.5'/>"
    )


def _blobs(colour: str, dice: Dice) -> str:
    """A crowded print in tones of the cloth and two others."""
    tones = (against(colour, 0.75), against(colour, 0.35), "#d98a5a", "#e9e2d2", "#3d6f8f")
    out: list[str] = []
    for _ in range(46):
        x, y, r = dice.between(8, 112), dice.between(8, 112), dice.between(3, 10)
        turn, tone = dice.integer(0, 180), dice.pick(tones)
        out.append(
            f"<ellipse cx='{x:.1f}' cy='{y:.1f}' rx='{r:.1f}' ry='{r * 0.5:.1f}' fill='{tone}' "
            f"transform='rotate({turn} {x:.1f} {y:.1f})'/>"
        )
    return "".join(out)


def _flowers(colour: str, dice: Dice) -> str:
    petals = dice.pick((("#f6f1e7", "#d9576b"), ("#f4c6cf", "#b3324d"), ("#f2d36b", "#7a9e5a")))
    bloom = petals[0] if against(colour) != dim(colour, 0.6) else petals[1]
    out: list[str] = []
    for x, y in ((20, 22), (68, 14), (46, 50), (86, 62), (14, 74), (60, 84)):
        r = dice.between(4.5, 7.5)
        out += [
            f"<circle cx='{x + dx * r:.1f}' cy='{y + dy * r:.1f}' r='{r:.1f}' fill='{bloom}'/>"
            for dx, dy in ((0, -1), (0.95, -0.3), (0.6, 0.8), (-0.6, 0.8), (-0.95, -0.3))
        ]
        out.append(f"<circle cx='{x}' cy='{y}' r='{r * 0.6:.1f}' fill='#e8b64a'/>")
        out.append(
            f"<path d='M{x + 9} {y + 9}q8 0 9 8q-8 0 -9 -8' fill='#5f8a58' fill-opacity='.9'/>"
        )
    return "".join(out)
