"""Expressions with a meaning of their own in titles and prose: 8GB+256GB, SPF50+ PA+++, 1.8m床."""

from __future__ import annotations

import re

from index.extraction.notebook import Notebook
from index.extraction.places import Place
from index.fact import Bool, Quantity, Text
from index.lexicon import fold

_PAIR = re.compile(
    r"(?<![a-z\d.])(\d{1,2})\s*(?:gb?)?\s*[+＋]\s*(\d{1,4})\s*(gb?|tb?)(?![a-z])", re.IGNORECASE
)
_SPF = re.compile(r"spf\s*(\d{1,3})\s*(\+)?", re.IGNORECASE)
_PA = re.compile(r"(?<![a-z])pa\s*(\+{1,4})", re.IGNORECASE)
_BED = re.compile(r"(\d(?:\.\d{1,2})?)\s*(?:m|米)(?=\s*(?:宽)?\s*床)", re.IGNORECASE)
_SUPPORTS = re.compile(
    r"(?P<no>不)?支持\s*(?P<what>[A-Za-z][\w.\-+]{1,15}[\u4e00-\u9fff]{0,6}|[\u4e00-\u9fff]{2,10})"
)
_GB = {"g": 1, "gb": 1, "t": 1024, "tb": 1024}


def spot_pairs(place: Place, notebook: Notebook, sku_id: str | None = None) -> bool:
    """Note memory and storage of every «8GB+256GB» in `place`; return whether there was one."""
    found = False
    for match in _PAIR.finditer(fold(place.text)):
        memory, storage = float(match[1]), float(match[2]) * _GB[match[3].lower()]
        if memory >= storage:
            continue
        found = True
        plus = re.search("[+＋]", match[0])
        assert plus is not None
        middle = match.start() + plus.start()
        left = place.text[match.start() : middle].rstrip()
        memory_span = (match.start(), match.start() + len(left))
        notebook.add(place, memory_span, "memory", "内存", Quantity(memory, memory, "GB"), sku_id)
        span = (match.start(2), match.end())
        notebook.add(place, span, "storage", "存储容量", Quantity(storage, storage, "GB"), sku_id)
    return found


def spot_sun_protection(place: Place, notebook: Notebook) -> bool:
    """Note SPF and PA values in `place`; return whether there was one."""
    folded = fold(place.text)
    spf, pa = _SPF.search(folded), _PA.search(folded)
    if spf:
        value = float(spf[1])
        quantity = Quantity(value, None if spf[2] else value, "")
        notebook.add(place, spf.span(), "spf", "SPF", quantity)
    if pa:
        notebook.add(place, pa.span(), "pa", "PA", Text(f"PA{pa[1]}"))
    return bool(spf or pa)


def spot_beds(place: Place, notebook: Notebook) -> None:
    """Note the bed that bedding fits («1.8米床品»)."""
    for match in _BED.finditer(fold(place.text)):
        width = float(match[1]) * 100
        notebook.add(place, match.span(), "bed_size", "适用床", Quantity(width, width, "cm"))


def spot_support(place: Place, notebook: Notebook, known: set[int]) -> None:
    """Note «支持X» and «不支持X» where X is no feature of the lexicon (those begin at `known`)."""
    for match in _SUPPORTS.finditer(place.text):
        if not any(match.start("what") <= at < match.end("what") for at in known):
            what = match["what"]
            notebook.add(place, match.span(), what, what, Bool(match["no"] is None))
