"""The TOML files of this folder as one `Lexicon`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from index.lexicon.matching import fold
from index.lexicon.model import (
    Attribute,
    Colour,
    Entry,
    Intervals,
    Kind,
    Lexicon,
    Negations,
    Unit,
    UnitRules,
    Unnamed,
    Words,
)

LOCALES = ("zh", "en")


@cache
def load() -> Lexicon:
    """Return the lexicon; the files are read once."""
    sizes = _read("sizes")
    answers = _read("answers")
    units = _read("units")
    colours = _read("colours")
    expressions = _read("expressions")
    return Lexicon(
        colours={row["id"]: _colour(row) for row in colours["colour"]},
        units=tuple(unit for row in units["dimension"] for unit in _units(row)),
        attributes={row["id"]: _attribute(row) for row in _read("attributes")["attribute"]},
        values=tuple(_value(row) for row in _read("values")["value"]),
        origins=_entries("origin", "origins"),
        materials=_entries("material", "materials"),
        features=_entries("feature", "features"),
        kinds={id_: _kind(id_, row) for id_, row in _read("kinds").items()},
        sizes=tuple(sizes["order"]),
        same_sizes=_same_sizes(sizes),
        negations=Negations(**{key: tuple(words) for key, words in _read("negations").items()}),
        intervals=_intervals(_read("intervals")),
        unit_rules=UnitRules(
            *(frozenset(map(fold, units[key])) for key in ("careful", "attached"))
        ),
        unnamed=tuple(_unnamed(row) for row in _read("unnamed")["rule"]),
        shy=frozenset(map(fold, _read("shy")["words"])),
        trailing=tuple(sorted(colours["trailing"], key=len, reverse=True)),
        expressions={name: text for name, text in expressions.items() if isinstance(text, str)},
        no_brand=frozenset(expressions["no_brand"]),
        no_brand_origin=frozenset(expressions["no_brand_origin"]),
        no_value=frozenset(map(fold, answers["none"])),
        yes=frozenset(map(fold, answers["yes"])),
        no=frozenset(map(fold, answers["no"])),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("index.lexicon").joinpath(f"{name}.toml").read_text("utf-8"))


def _words(row: Mapping[str, Any]) -> Words:
    return {locale: tuple(row[locale]) for locale in LOCALES if row.get(locale)}


def _colour(row: Mapping[str, Any]) -> Colour:
    rgb = tuple((int(r), int(g), int(b)) for r, g, b in row["rgb"])
    return Colour(row["id"], row["family"], _words(row), rgb, tuple(row.get("ends", ())))


def _units(dimension: Mapping[str, Any]) -> list[Unit]:
    return [
        Unit(
            tuple(u["words"]), dimension["id"], dimension["base"], float(u["factor"]), u.get("also")
        )
        for u in dimension["units"]
    ]


def _attribute(row: Mapping[str, Any]) -> Attribute:
    better = row.get("better")
    return Attribute(
        id=row["id"],
        names=_words(row),
        dimensions=tuple(row.get("dimension", "").split()),
        better=None if better == "none" else better,
        unit=row.get("unit"),
        values=row.get("values"),
        after=tuple(map(fold, row.get("after", ()))),
        also=row.get("also"),
        whole=bool(row.get("whole", False)),
        closed=bool(row.get("closed", False)),
        suits=bool(row.get("suits", False)),
    )


def _value(row: Mapping[str, Any]) -> Entry:
    words = (*row["fields"], *row["text"])
    by_locale = {
        "zh": tuple(word for word in words if not word.isascii()),
        "en": tuple(word for word in words if word.isascii()),
    }
    return Entry(row["attribute"], row["id"], by_locale, tuple(row["text"]), tuple(row["not_in"]))


def _entries(attribute: str, file: str) -> dict[str, Entry]:
    return {row["id"]: _entry(attribute, row) for row in _read(file)[attribute]}


def _entry(attribute: str, row: Mapping[str, Any]) -> Entry:
    words = _words(row)
    everywhere = tuple(word for group in words.values() for word in group)
    return Entry(
        attribute,
        row["id"],
        words,
        everywhere,
        tuple(row.get("not_in", ())),
        tuple(row.get("parts", ())),
        bool(row.get("only_no", False)),
    )


def _intervals(row: Mapping[str, Any]) -> Intervals:
    before, behind = (
        {fold(word): bound for bound, words in row[side].items() for word in words}
        for side in ("before", "behind")
    )
    begins, ends = (tuple(row["suits"][side]) for side in ("begins", "ends"))
    return Intervals(before, behind, tuple(row["between"]), tuple(row["times"]), begins, ends)


def _unnamed(row: Mapping[str, Any]) -> Unnamed:
    return Unnamed(
        row["dimension"],
        row["attribute"],
        tuple(map(fold, row.get("context", ()))),
        tuple(row.get("places", ("title", "prose"))),
        tuple(row.get("units", ())),
        tuple(map(fold, row.get("without", ()))),
    )


def _kind(id_: str, row: Mapping[str, Any]) -> Kind:
    return Kind(id_, _words(row), tuple(row.get("parents", ())))


def _same_sizes(sizes: Mapping[str, Any]) -> dict[str, str]:
    same = {fold(size): size for size in sizes["order"]}
    for size, words in sizes["same"].items():
        same |= {fold(word): size for word in (size, *words)}
    return same
