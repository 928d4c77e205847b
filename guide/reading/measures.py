"""Amounts that are no money: which attribute they measure, in its base unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from guide.need import Constraint, Strength
from guide.reading.amounts import Amount
from guide.reading.binding import coded
from guide.reading.bodies import MONTHS, body_weight, someones_weight, years
from guide.reading.dimensions import (
    dimensions,
    dimensions_of,
    shown_unit,
    stated_as,
    understood_unit,
)
from guide.reading.found import Found, Phrases
from guide.reading.people import of_age
from guide.reading.phrases import phrases, words
from guide.reading.setting import Setting
from index.extraction.quantities import to_base
from index.lexicon import load
from index.vocabulary import load_taxonomy

_OLD = re.compile(r"[ -]olds?\b")
BODY_WEIGHT = "body_weight"
BODY = ("age", "height_range", BODY_WEIGHT)
"""What is told of the wearer: no wish where no goods of the kind state for whom they are."""
NEAR = 4
"""A name counts for an amount when no more characters than this stand between them."""
ABOUT = 0.1
"""«500ml左右» allows this part of it on both sides."""
ABOVE = 0.2
"""«100多» reaches this part above."""
_UNTIL = ("到", "至", "until")
"""Before an age: so old one may get with it."""
_INCH = ("英寸", "寸", "吋", "inch", "inches", "in", '"')


def is_money(heard: Phrases, found: Found, setting: Setting) -> bool:
    """Return whether an amount is a price."""
    amount: Amount = found.meaning
    if amount.currency:
        return True
    if amount.unit or understood_unit(heard, found, setting):
        return False
    named = _name_beside(heard, found)
    if named is not None and not amount.budget and _measures(named, setting):
        return False
    if _by_size(heard, found) or coded(heard, found, setting) is not None:
        return False
    return not _resolution(heard, found)


def _measures(attribute: str, setting: Setting) -> bool:
    """Return whether an attribute holds amounts: by its dimension, or by what is stated of it."""
    known = setting.vocabulary.attribute(attribute)
    stated = known is not None and any(v.text[:1].isdigit() for v in known.values)
    stated = stated and not (known is not None and known.yes_no)
    return bool(dimensions(attribute, setting)) or stated


def _resolution(heard: Phrases, found: Found) -> bool:
    amount: Amount = found.meaning
    return found.words in ("2k", "4k", "8k") and amount.bound == "exact" and not amount.budget


def _name_beside(heard: Phrases, found: Found) -> str | None:
    """Return the attribute whose name stands nearest, before the amount or right behind it."""
    before = [
        (found.start - a.end, 0, a.meaning)
        for a in heard.of("attribute")
        if 0 <= found.start - a.end <= NEAR
        and "," not in heard.text[a.end : found.start]
        and (found.meaning.unit or "的" not in heard.text[a.end : found.start])
        and not any(_touch(heard.text, o, a) for o in heard.of("amount"))
        and not any(a.end <= o.start < found.start for o in heard.of("amount"))
    ]
    behind = [
        (a.start - found.end, 1, a.meaning)
        for a in heard.of("attribute")
        if 0 <= a.start - found.end <= 1
    ]
    return min([*before, *behind], default=(0, 0, None))[2]


def _touch(text: str, first: Found, second: Found) -> bool:
    """Return whether nothing but space stands between two phrases («120Hz screen»)."""
    return first.end <= second.start and not text[first.end : second.start].strip()


def _by_size(heard: Phrases, found: Found) -> bool:
    head = heard.text[: found.start].rstrip(" 是为:")
    return head.endswith(words("amounts", "size_words"))


def quantities(
    heard: Phrases, found: Found, setting: Setting, strength: Strength
) -> Iterator[Constraint]:
    """Yield the constraint that an amount without money makes, if its unit means anything."""
    amount: Amount = found.meaning
    amount = replace(amount, unit=amount.unit or understood_unit(heard, found, setting))
    said = found.words
    if (name := coded(heard, found, setting)) is not None:
        yield replace(name, strength=strength)
        return
    named = _name_beside(heard, found)
    said_name, named = named, named and stated_as(named, setting)
    if amount.unit == "%" and any(
        f.start <= found.end + 1 and f.end > found.end for f in heard.of("value")
    ):
        return
    if _resolution(heard, found):
        yield Constraint("", "4k" if found.words == "4k" else "resolution", "has", strength,
                         setting.source(said))  # fmt: skip
        return
    if amount.unit in ("码", "eu", "eur") or _by_size(heard, found):
        size = f"{amount.said:g}"
        yield Constraint("", "size", "in", strength, setting.source(said), values=(size,))
        return
    dimension = "age" if _old(heard, found) else _dimension(amount, named, setting)
    if dimension is None:
        yield from _as_said(heard, found, named, setting)
        return
    attribute = named if named and dimension in dimensions(named, setting) else None
    attribute = attribute or _called_behind(heard, found, setting, dimension)
    attribute = attribute or called(heard, found, setting, dimension)
    attribute = attribute or _of_a_body(heard, found, setting)
    attribute = attribute or _default(amount, dimension, setting)
    if attribute in BODY and not setting.stated(attribute):
        if attribute == "age":
            yield from of_age(years(amount), said, setting, strength)
        elif attribute == BODY_WEIGHT:  # nobody states it, which the answer says
            yield Constraint("", "words", "in", "must", setting.source(said), values=(said,))
        return
    if attribute not in load().attributes and not setting.vocabulary.attribute(attribute):
        strength = "avoid" if strength == "avoid" else "prefer"  # nobody's word, our own guess
    if said_name and attribute == named:
        said = heard.text[min(found.start, _start_of(heard, said_name, found)) : found.end]
    until = attribute == "age" and heard.text[: found.start].rstrip().endswith(_UNTIL)
    yield _range(amount, attribute, dimension, setting, said, strength, until)


def _of_a_body(heard: Phrases, found: Found, setting: Setting) -> str | None:
    """Return the attribute of a body that is measured, stated by the kind or not."""
    if not someones_weight(heard, found):
        return None
    return body_weight(setting) or BODY_WEIGHT


def _old(heard: Phrases, found: Found) -> bool:
    """Return whether years are someone's age («a 5-year-old»)."""
    return bool(_OLD.match(heard.text, found.end))


def _as_said(
    heard: Phrases, found: Found, named: str | None, setting: Setting
) -> Iterator[Constraint]:
    """Yield an amount of something that is stated in no known unit: nobody can be held to it."""
    if named is None or found.meaning.unit is not None or not setting.stated(named):
        return
    said = heard.text[min(found.start, _start_of(heard, named, found)) : found.end]
    made = Constraint("", named, "range", "prefer", setting.source(said))
    yield replace(made, low=found.meaning.low, high=found.meaning.high)


def called(
    heard: Phrases, found: Found, setting: Setting, dimension: str | None = None
) -> str | None:
    """Return the stated attribute whose name holds the word before («防水10000mm»)."""
    before = heard.text[max(0, found.start - 2) : found.start]
    dimension = dimension or _dimension(found.meaning, None, setting)
    if len(before) < 2 or before.isascii() or dimension is None:
        return None
    for attribute in setting.vocabulary.attributes:
        known = setting.stated(attribute.id) and dimension in dimensions_of(attribute)
        if known and any(before in name for name in attribute.names):
            return attribute.id
    return None


def _called_behind(heard: Phrases, found: Found, setting: Setting, dimension: str) -> str | None:
    """Return the attribute that the word behind an amount measures («10mm厚», «1.6米穿»)."""
    rest = heard.text[found.end :].lstrip("的大小 ")
    word = rest[:1] if not rest[:1].isascii() else rest.split(" ")[0].rstrip(",.;!?")
    attribute = phrases("amounts")["behind"].get(word)
    if attribute in BODY and dimension in dimensions(attribute, setting):
        return attribute
    fits = attribute and setting.stated(attribute) and dimension in dimensions(attribute, setting)
    return attribute if fits else None


def _start_of(heard: Phrases, name: str, found: Found) -> int:
    return next(
        (a.start for a in heard.of("attribute") if a.meaning == name and a.end <= found.start),
        found.start,
    )


def _dimension(amount: Amount, named: str | None, setting: Setting) -> str | None:
    wanted = dimensions(named, setting) if named else ()
    if amount.unit is None:
        return wanted[0] if wanted else None
    units = load().units_named(amount.unit)
    options = [u.dimension for u in units] + [u.also for u in units if u.also]
    for dimension in options:
        if dimension in wanted:
            return dimension
    if "age" in options and (setting.stated("age") or _baby(amount, setting)):
        return "age"
    if amount.unit == "g" and "storage" in options and _storage_like(amount, setting):
        return "storage"
    return options[0] if options else None


def _baby(amount: Amount, setting: Setting) -> bool:
    """Return whether so many months can only be someone's age: the kind states no time."""
    timed = any(
        setting.stated(a.id) and "time" in dimensions_of(a) for a in setting.vocabulary.attributes
    )
    return amount.unit == MONTHS and not timed


def _storage_like(amount: Amount, setting: Setting) -> bool:
    powers = {float(2**n) for n in range(2, 11)}
    return amount.said in powers and bool(setting.stated("memory") or setting.stated("storage"))


def _default(amount: Amount, dimension: str, setting: Setting) -> str:
    """Return the attribute that a unit means for this kind: a listed one, else the one stated."""
    key = "inch" if amount.unit in _INCH else dimension
    taxonomy = load_taxonomy()
    for kind in setting.kinds:
        for above in (kind, *taxonomy.ancestors(kind)):
            listed = phrases("amounts")["kinds"].get(above, {}).get(key)
            if listed and setting.stated(listed):
                return listed
    if dimension == "storage":
        base, _ = to_base(amount.said, amount.unit or "", dimension)
        size = "storage_small" if base <= 64 else "storage_large"
        return phrases("amounts")["defaults"][size]
    for several in phrases("amounts")["several"].get(key, ()):
        if setting.stated(several):
            return several
    usual = phrases("amounts")["defaults"].get(key) or phrases("amounts")["defaults"].get(dimension)
    if usual and setting.stated(usual):
        return usual
    stated = [a for a in setting.vocabulary.attributes if dimension in dimensions_of(a)]
    best = max(stated, key=lambda a: setting.stated(a.id), default=None)
    if best is not None and setting.stated(best.id):
        return best.id
    return usual or dimension


def _range(
    amount: Amount,
    attribute: str,
    dimension: str,
    setting: Setting,
    said: str,
    strength: Strength,
    until: bool = False,
) -> Constraint:
    low, high = amount.low, amount.high
    if amount.bound == "exact" and attribute in phrases("amounts")["holds"]:
        high = None  # what holds more holds it, too
    if amount.bound == "about" and low is not None and high is not None:
        low, high = low * (1 - ABOUT), high * (1 + ABOUT)
    if amount.bound == "above" and high is not None:
        high *= 1 + ABOVE
    unit = amount.unit or shown_unit(attribute, setting)
    base = ""
    ends: list[float | None] = []
    for end in (low, high):
        value = None
        if end is not None:
            value, base = to_base(end, unit, dimension) if unit else (end, "")
        ends.append(value)
    made = Constraint("", attribute, "range", strength, setting.source(said))
    return replace(made, low=ends[0], high=ends[1], unit=base or None, beside=until)
