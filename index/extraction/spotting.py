"""Expressions with a meaning of their own: 8GB+256GB, SPF50+ PA+++, 1.8m床, «支持X», 6400万四摄."""

from __future__ import annotations

import re
from functools import cache

from index.extraction.notebook import Notebook
from index.extraction.numbers import tidy
from index.extraction.places import Place
from index.fact import Bool, Quantity, Text
from index.lexicon import fold, load

_GB = {"g": 1, "gb": 1, "t": 1024, "tb": 1024}
_LARGEST_MEMORY = 64
_SMALLEST_CAMERA = 100


@cache
def expression(name: str) -> re.Pattern[str]:
    """Return the expression of that name in `index/lexicon/expressions.toml`, compiled."""
    return re.compile(load().expressions[name])


def spot_pairs(place: Place, notebook: Notebook, sku_id: str | None = None) -> bool:
    """Note memory and storage of every «8GB+256GB» in `place`; return whether there was one."""
    found = False
    for match in expression("memory_and_storage").finditer(fold(place.text)):
        memory = float(match["memory"])
        storage = float(match["storage"]) * _GB[match["unit"]]
        if memory >= storage or memory > _LARGEST_MEMORY:
            continue
        found = True
        left = re.split(r"[+/＋／]", place.text[match.start() : match.end()])[0].rstrip()
        first = (match.start(), match.start() + len(left))
        second = (match.start("storage"), match.end())
        for name, value, span in (("memory", memory, first), ("storage", storage, second)):
            quantity = Quantity(value, value, "GB")
            notebook.add(place, span, name, quantity, sku_id=sku_id)
    return found


def spot_sun_protection(place: Place, notebook: Notebook) -> bool:
    """Note SPF and PA values in `place`; return whether there was one."""
    folded = fold(place.text)
    spf, pa = expression("spf").search(folded), expression("pa").search(folded)
    if spf:
        value = float(spf["number"])
        quantity = Quantity(value, None if spf["more"] else value, "")
        notebook.add(place, spf.span(), "spf", quantity)
    if pa:
        notebook.add(place, pa.span(), "pa", Text(f"PA{pa['grade']}"))
    return bool(spf or pa)


def spot_beds(place: Place, notebook: Notebook) -> list[tuple[int, int]]:
    """Note the bed that bedding fits («1.8米床品»); return where that was said."""
    spans: list[tuple[int, int]] = []
    for match in expression("bed").finditer(fold(place.text)):
        width = tidy(float(match["number"]) * 100)
        quantity = Quantity(width, width, "cm")
        notebook.add(place, match.span(), "bed_size", quantity)
        spans.append(match.span())
    return spans


def spot_cameras(place: Place, notebook: Notebook) -> None:
    """Note cameras whose pixels are stated in short («6400万四摄», «3200万自拍»)."""
    folded = fold(place.text)
    front: set[int] = set()
    for match in expression("front_camera").finditer(folded):
        front.add(match.start())
        _note_camera(place, notebook, match, "front_camera")
    for match in expression("camera").finditer(folded):
        if match.start() not in front:
            _note_camera(place, notebook, match, "camera")


def _note_camera(place: Place, notebook: Notebook, match: re.Match[str], name: str) -> None:
    value = float(match["number"] or match["other"])
    if value >= _SMALLEST_CAMERA:
        quantity = Quantity(value, value, "万像素")
        notebook.add(place, match.span(), name, quantity)


def spot_support(place: Place, notebook: Notebook, known: set[int]) -> None:
    """Note «支持X» and «不支持X» where X is no feature of the lexicon (those begin at `known`)."""
    for match in expression("supports").finditer(fold(place.text)):
        if not any(match.start("what") <= at < match.end("what") for at in known):
            what = place.text[slice(*match.span("what"))]
            notebook.add(place, match.span(), what, Bool(match["no"] is None))
