"""Colours and what light makes of them."""

from __future__ import annotations

WHITE = "#ffffff"
BLACK = "#101014"


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the three numbers of `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(one: str, other: str, share: float) -> str:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lit(colour: str, share: float = 0.25) -> str:
    """Return the colour where light falls on it."""
    return mix(colour, WHITE, share)


def dim(colour: str, share: float = 0.25) -> str:
    """Return the colour in shadow."""
    return mix(colour, BLACK, share)


def lightness(colour: str) -> float:
    """Return 0 for black to 1 for white (Rec. 601 luma)."""
    r, g, b = rgb(colour)
    return (0.299 * r + 0.587 * g + 0.114 * b) / 255


def against(colour: str, share: float = 0.6) -> str:
    """Return a tone of the colour that is seen on it."""
    return dim(colour, share) if lightness(colour) > 0.45 else lit(colour, share)
