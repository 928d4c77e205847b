"""Reads the drawings in `art/`: SVG with words for colours, and parts that depend on options."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from importlib.resources import files

from index.demo.dice import Dice
from index.demo.drawing.canvas import Canvas, Sketch
from index.demo.drawing.finish import Finish
from index.demo.drawing.ink import against, dim, lit
from index.errors import CatalogueError

_WORD = re.compile(r"{(\w+)}")
_TEST = re.compile(r"(\w+)(=|!=|>=)(.+)")
_ACCENTS = ("#d9573f", "#2f7fb8", "#e0a63a", "#3f9c78", "#7a5aa6", "#d46a92", "#37424f")
_SCREENS = (
    ("#20345f", "#5a79c9", "#e8a2a0"),
    ("#123f45", "#3aa6a0", "#f0dfa8"),
    ("#3a1f4d", "#a34f8f", "#f2b48a"),
)
# Turned metal, seen from the side: its colour, how bright it shines, how dark its edges are.
_METALS = {
    "steel": ("#b4b9c0", 0.7, 0.35),
    "dark": ("#303238", 0.3, 0.4),
    "gold": ("#cfa65a", 0.6, 0.35),
}
_BULGING = {"black": ("#26272c", 0.35, 0.4), "cream": ("#f1ece2", 0.6, 0.12)}
_GLASS = ("#ffffff", "#cfdfe6", "#f4fafc", "#a9bdc6")
_TIMBER = ("#b98a5a", "#d6aa78", "#a5774a")


def draw(name: str, canvas: Canvas, sketch: Sketch) -> None:
    """Draw `art/NAME.svg`.

    Raises:
        CatalogueError: where there is no such file, or it uses a word that stands for no colour.
    """
    paint = _Paint(canvas, sketch)
    root = ET.fromstring(_WORD.sub(lambda found: paint.of(found[1], name), _text(name)))
    _choose(root, sketch)
    for child in root:
        layer = canvas.soft if child.attrib.pop("layer", "") == "soft" else canvas.body
        layer.append(ET.tostring(child, encoding="unicode"))


@cache
def finish(name: str) -> Finish:
    """Return what `art/NAME.svg` says on its first line about how it is shown."""
    said = dict(re.findall(r'(\w+)="([^"]*)"', _text(name).split(">", 1)[0]))
    plain = Finish()
    lies = said.get("lies") == "yes"
    outside = (("studio", "wall"), ("wood", "sheet", "carpet") if lies else ("table",))
    return Finish(
        soft=float(said.get("soft", plain.soft)),
        blur=int(said.get("blur", plain.blur)),
        tilt=float(said.get("tilt", 6 if lies else 0)),
        fill=float(said.get("fill", plain.fill)),
        rim=said.get("rim") == "yes",
        stands=not lies,
        scene=plain.scene or float(said.get("fill", 0)) == 1.0,
        settings=outside,
    )


@cache
def _text(name: str) -> str:
    art = files("index.demo.drawing") / "art" / f"{name}.svg"
    if not art.is_file():
        raise CatalogueError(f"no drawing {name!r}: write index/demo/drawing/art/{name}.svg.")
    return art.read_text(encoding="utf-8")


class _Paint:
    """What the words for colours stand for in one drawing, each made when it is first used."""

    def __init__(self, canvas: Canvas, sketch: Sketch) -> None:
        self._canvas, self._sketch = canvas, sketch
        self._made: dict[str, str] = {}
        dice = Dice(str(sketch.dice.bits()))
        self._accent = dice.pick(_ACCENTS)
        self._screen = dice.pick(_SCREENS)

    def of(self, word: str, where: str) -> str:
        if word not in self._made:
            made = self._tone(word) or self._fill(word)
            if not made:
                raise CatalogueError(f"art/{where}.svg: {word!r} stands for no colour.")
            self._made[word] = made
        return self._made[word]

    def _tone(self, word: str) -> str:
        base, accent = self._sketch.colour, self._accent
        tones = {
            "base": base, "lit": lit(base, 0.28), "pale": lit(base, 0.62), "dim": dim(base, 0.22),
            "deep": dim(base, 0.45), "edge": dim(base, 0.5), "ink": against(base, 0.72),
            "soft": against(base, 0.3), "accent": accent, "accent_lit": lit(accent, 0.4),
            "accent_dim": dim(accent, 0.35),
        }  # fmt: skip
        return tones.get(word, "")

    def _fill(self, word: str) -> str:
        canvas, base = self._canvas, self._sketch.colour
        if word in _METALS:
            return canvas.round(*_METALS[word])
        if word in _BULGING:
            return canvas.ball(*_BULGING[word])
        match word:
            case "round" | "round_accent":
                return canvas.round(base if word == "round" else self._accent)
            case "ball" | "ball_accent":
                return canvas.ball(base if word == "ball" else self._accent)
            case "down":
                return canvas.across(lit(base, 0.25), base, dim(base, 0.3), vertical=True)
            case "timber" | "screen":
                return canvas.across(
                    *(_TIMBER if word == "timber" else self._screen), vertical=True
                )
            case "glass":
                return canvas.across(*_GLASS)
            case "weave":
                pattern = self._sketch.word("pattern", "plain")
                return canvas.weave(pattern, base, self._sketch.dice)
            case _:
                return ""


def _choose(root: ET.Element, sketch: Sketch) -> None:
    """Remove parts whose `when` does not hold, and all but one of those that share an `any`."""
    for parent in list(root.iter()):
        rivals: dict[str, list[ET.Element]] = {}
        for child in list(parent):
            if not _holds(child.attrib.pop("when", ""), sketch):
                parent.remove(child)
            elif "any" in child.attrib:
                rivals.setdefault(child.attrib.pop("any"), []).append(child)
        for same in rivals.values():
            kept = sketch.dice.pick(same)
            for child in same:
                if child is not kept:
                    parent.remove(child)


def _holds(condition: str, sketch: Sketch) -> bool:
    return all(_test(part, sketch) for part in condition.split("&")) if condition else True


def _test(part: str, sketch: Sketch) -> bool:
    found = _TEST.fullmatch(part.strip())
    if not found:
        raise CatalogueError(f"art: {part!r} is no condition such as style=over or cameras>=3.")
    if found[2] == ">=":
        return sketch.size(found[1], 0) >= float(found[3])
    return (sketch.word(found[1]) in found[3].split("|")) == (found[2] == "=")
