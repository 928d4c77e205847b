"""Wishes that name no attribute («显瘦», «送女朋友»): what they are taken for, from data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from guide.need import Constraint, Strength
from guide.reading.found import Found, Phrases
from guide.reading.phrases import phrases
from guide.reading.scope import strength_of
from guide.reading.setting import Setting
from guide.reading.stating import affirmed, stating_any
from guide.turn import Locale
from index.extraction.quantities import to_base

TOLERANCE = 0.3


def wished(heard: Phrases, setting: Setting, locale: Locale) -> list[Constraint]:
    """Return the wishes as preferences on what the catalogue states for the kind, or on reviews.

    A wish said with «必须» is a must where an attribute carries it.
    """
    made: list[Constraint] = []
    for found in (*heard.of("wish"), *_felt(heard, setting)):
        for one in _of(heard, found, setting, locale):
            if all((one.attribute, one.values) != (old.attribute, old.values) for old in made):
                made.append(one)
    return made


def stands_for(found: Found, setting: Setting) -> Found | None:
    """Return the wish that a value is here, where the kind states only what it is taken for.

    «静音» is a feature of keyboards; of fans, which state their noise, it is a wish for little.
    """
    if found.what != "value" or not setting.kinds:
        return None
    if any(setting.stated(attribute) for attribute, _ in found.meaning):
        return None
    row = _rows().get(found.words)
    taken = row is not None and any(setting.stated(t["attribute"]) for t in row.get("takes", ()))
    return replace(found, what="wish", meaning=row) if taken else None


def _felt(heard: Phrases, setting: Setting) -> Iterator[Found]:
    return (wish for found in heard.of("value") if (wish := stands_for(found, setting)))


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    return {word: row for row in reversed(phrases("wishes")["wish"]) for word in row["words"]}


def _of(heard: Phrases, found: Found, setting: Setting, locale: Locale) -> Iterator[Constraint]:
    row: Mapping[str, Any] = found.meaning
    taken_for = row["say"] if locale == "zh" else row["say_en"]
    told = strength_of(heard, found)
    strength: Strength = "avoid" if found.avoided else told or "prefer"
    if found.avoided and row.get("kinds"):
        yield Constraint(
            "", "kind", "in", "avoid", setting.source(found.words), values=tuple(row["kinds"])
        )
        return
    stated = [take for take in row.get("takes", ()) if setting.stated(take["attribute"])]
    for take in stated:
        own = take.get("strength", strength) if setting.kinds and strength == "prefer" else strength
        made = _constraint(take, own, setting, found.words, taken_for)
        yield _firm(made, setting) if take.get("firm") else made
    aspect = row.get("aspect")
    if not stated and not aspect:
        said = (_word_for_word(one, found, told, setting) for one in
                _as_stated(row, found, setting, strength, taken_for))  # fmt: skip
        yield from said
    if aspect:
        yield Constraint(
            "", aspect, "has", "prefer", setting.source(found.words), taken_for=taken_for
        )


def _as_stated(
    row: Mapping[str, Any], found: Found, setting: Setting, strength: Strength, taken_for: str
) -> Iterator[Constraint]:
    """Yield the wish by the attribute of the kind whose values hold its words («学习护眼»)."""
    words = row.get("search", ())
    attribute, values = stating_any(words, setting)
    if attribute is not None:
        source = setting.source(found.words)
        suited = any(p in name for p in phrases("strength")["suited"] for name in attribute.names)
        firm = suited and strength == "prefer"
        own: Strength = row.get("strength", strength) if firm else strength
        yield Constraint("", attribute.id, "in", own, source, values=values, taken_for=taken_for)


def _word_for_word(
    wish: Constraint, found: Found, told: Strength | None, setting: Setting
) -> Constraint:
    """Make a wish a must where the kind states the very words and nothing softens them («低糖»)."""
    known = setting.vocabulary.attribute(wish.attribute)
    texts = known.values if known else ()
    values = tuple(v.text for v in texts if affirmed(v.text.lower(), found.words))
    if not values or found.avoided or told is not None:
        return wish
    return replace(wish, strength="must", values=values)


def _firm(wish: Constraint, setting: Setting) -> Constraint:
    """Make a wish a must where values of the kind say it, met by each that does."""
    known = setting.vocabulary.attribute(wish.attribute)
    held = tuple(
        value.text
        for value in (known.values if known and setting.kinds else ())
        if any(affirmed(value.text.lower(), word) for word in wish.values)
    )
    if not held:
        return wish
    strength: Strength = "must" if wish.strength == "prefer" else wish.strength
    return replace(wish, strength=strength, values=tuple(dict.fromkeys((*held, *wish.values))))


def _constraint(
    take: Mapping[str, Any], strength: Any, setting: Setting, said: str, taken_for: str
) -> Constraint:
    source = setting.source(said)
    name = take["attribute"]
    if "values" in take:
        return Constraint(
            "", name, "in", strength, source, values=tuple(take["values"]), taken_for=taken_for
        )
    if "low" not in take and "high" not in take:
        return Constraint("", name, "has", strength, source, taken_for=taken_for)
    low, base = _base(take.get("low"), take["unit"])
    high, other = _base(take.get("high"), take["unit"])
    return Constraint(
        "", name, "range", strength, source, low=low, high=high, unit=base or other or None,
        tolerance=TOLERANCE, taken_for=taken_for,
    )  # fmt: skip


def _base(value: float | None, unit: str) -> tuple[float | None, str]:
    return (None, "") if value is None else to_base(float(value), unit)


def search_words(found: Sequence[Found], turned: bool = False) -> tuple[str, ...]:
    """Return the words of titles that speak for the wishes among `found`."""
    wanted = [f for f in found if f.what == "wish" and f.avoided == turned]
    said = [w for f in wanted for w in (f.words, *f.meaning.get("search", ()))]
    return tuple(dict.fromkeys(w for w in said if not (w.isascii() and " " in w)))


def recipient(found: Sequence[Found]) -> str | None:
    """Return for whom the thing is, or None."""
    said = [row for f in found if "recipient" in (row := _row(f))]
    return min(said, key=lambda row: "gift" in row["words"])["recipient"] if said else None


def occasion(found: Sequence[Found]) -> str | None:
    """Return for what occasion the thing is, or None."""
    return next((f.meaning["occasion"] for f in found if "occasion" in _row(f)), None)


def order_of(found: Sequence[Found]) -> str | None:
    """Return the order of picks that is asked for, or None."""
    said = [f.meaning for f in found if f.what == "order"]
    said += [f.meaning["order"] for f in found if f.what == "adjective" and "order" in f.meaning]
    said += [f.meaning["order"] for f in found if f.what == "wish" and "order" in _row(f)]
    return said[0] if said else None


def _row(found: Found) -> Mapping[str, Any]:
    return found.meaning if found.what == "wish" else {}
