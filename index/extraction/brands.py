"""Brands: a brand's several names, the brand that a title begins with, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.extraction.notebook import Notebook
from index.extraction.places import Place
from index.extraction.profile import Profile
from index.extraction.segments import states
from index.fact import Grade, Text

_BRACKETS = re.compile(r"^(?P<a>[^（(]+?)\s*[（(](?P<b>[^）)]+)[）)]$")
_SLASH = re.compile(r"^(?P<a>[^/]+?)\s*/\s*(?P<b>[^/]+)$")
_TITLE = re.compile(
    r"^\s*(?:[【\[（(][^】\]）)]*[】\]）)]\s*)*"
    r"(?P<a>[A-Za-z][A-Za-z0-9&'.\-]*(?: [A-Za-z0-9&'.\-]+)?)\s*/\s*(?P<b>[\u4e00-\u9fff]{2,6})(?=\s|[A-Za-z0-9]|$)"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&'.\- ]*")


def names(brand: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that a brand is stated with («联想（Lenovo）» has two)."""
    match = _BRACKETS.match(brand) or _SLASH.match(brand)
    if match and all(_is_name(match[group]) for group in "ab"):
        yield match.span("a")
        yield match.span("b")
        return
    yield 0, len(brand)


def _is_name(text: str) -> bool:
    return bool(text.strip()) and len(text.strip()) <= 30


def read_brand(notebook: Notebook, profile: Profile) -> None:
    """Note the brand of the field, and other names of it in the title."""
    product = notebook.product
    if product.brand:
        _note(notebook, Place("brand", product.brand, Grade.FIELD), list(names(product.brand)))
    place = Place("title", product.title, Grade.TITLE)
    if match := _TITLE.match(product.title):
        _note(notebook, place, [match.span("a"), match.span("b")])
    elif product.brand:
        _bracketed(notebook, place, product.brand)


def _bracketed(notebook: Notebook, place: Place, brand: str) -> None:
    """«惠普（HP）战66» of the brand 惠普 names it HP as well."""
    match = re.search(
        re.escape(brand) + r"\s*[（(]([A-Za-z][A-Za-z0-9&'.\- ]{1,20})[）)]", place.text
    )
    if match:
        _note(notebook, place, [match.span(1)])


def _note(notebook: Notebook, place: Place, spans: list[tuple[int, int]]) -> None:
    for span in spans:
        name = place.text[slice(*span)]
        if states(name):
            notebook.add(place, span, "brand", "品牌", Text(name))
