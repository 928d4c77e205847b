"""Sizes with two or three sides in one expression: 200*230cm, 1.4 x 2.6M, 直径10.5cm*高17cm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.extraction.quantities import to_base
from index.lexicon import fold, load


@dataclass(frozen=True, slots=True)
class Extent:
    """Two or three sides in one expression («200*230cm»): lengths in cm, in the order written."""

    sides: tuple[float, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sides in one fixed form, in centimetres: `200×230cm`."""
        return "×".join(f"{side:g}" for side in self.sides) + "cm"


def parse_extents(text: str) -> list[Extent]:
    """Return the sizes with two or three sides in `text` («48*74cm», «1.4 x 2.6M»)."""
    folded = fold(text)
    found: list[Extent] = []
    for match in _extent_pattern().finditer(folded):
        sides = _sides(match)
        if sides:
            end = match.end() if len(sides) == 3 or not match["c"] else match.end("bu")
            found.append(Extent(sides, match.start(), end))
    return found


def _sides(match: re.Match[str]) -> tuple[float, ...]:
    numbers = [match[name] for name in ("a", "b", "c") if match[name]]
    units = [match[f"{name}u"] for name in ("a", "b", "c") if match[name]]
    if len(numbers) == 3 and units[1] and not units[2]:
        numbers, units = numbers[:2], units[:2]  # 48*74cm*2 are two of them
    last = next((unit for unit in reversed(units) if unit), None)
    if last is None:
        return ()
    return tuple(
        to_base(float(number), unit or last, "length")[0]
        for number, unit in zip(numbers, units, strict=True)
    )


@cache
def _extent_pattern() -> re.Pattern[str]:
    lengths = sorted((w for u in load().units if u.dimension == "length" for w in u.words), key=len)
    unit = "|".join(re.escape(fold(w)) for w in reversed(lengths))
    signs = "|".join(re.escape(word) for word in load().intervals.times if word != "x")
    # «1.4 x 2.6M» and 3x4cm are sizes, «4X 43英寸» is a model and its screen
    times = rf"(?:\s*(?:{signs})\s*|(?<=\s)x(?=\s)\s*|\s+x\s+|x(?=[\dφ直长宽高]))"
    label = r"(?:[φΦ(（]|直径|长|宽|高|约)*"
    side = r"{label}(?P<{n}>\d+(?:\.\d+)?)\s*(?P<{n}u>{unit})?(?:[)）])?"
    a, b, c = (side.format(n=n, unit=unit, label=label) for n in "abc")
    return re.compile(rf"(?<![a-z\d.\-]){a}{times}{b}(?:{times}{c})?(?![a-z\d])")
