"""What attributes measure: their dimensions, their units, and those that go without saying."""

from __future__ import annotations

from guide.reading.amounts import Amount
from guide.reading.found import Found, Phrases
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from index.lexicon import load
from index.vocabulary import Attribute


def stated_as(name: str, setting: Setting) -> str:
    """Return the attribute that the kind states for one that it does not («头围» of a 帽围)."""
    known = setting.vocabulary.attribute(name)
    if known is None or setting.stated(name):
        return name
    for alike in phrases("said")["alike_names"]:
        if not set(alike).isdisjoint((*known.names, known.label)):
            held = (a for a in setting.vocabulary.attributes if not set(alike).isdisjoint(a.names))
            return next((a.id for a in held if setting.stated(a.id)), name)
    return name


def understood_unit(heard: Phrases, found: Found, setting: Setting) -> str | None:
    """Return the unit that goes without saying («充电宝 20000的», «吸800以上»), or None."""
    amount: Amount = found.meaning
    told = phrases("amounts")["verbs"].get(heard.text[found.start - 1 : found.start], ())
    for unit in told if not (amount.currency or amount.budget) else ():
        if any(_measured_in(a, unit, setting) for a in setting.vocabulary.attributes):
            return unit
    rows = (phrases("amounts")["bare"].get(kind) for kind in setting.kinds)
    row = next(filter(None, rows), None)
    if row is None or amount.currency or amount.budget or amount.said < row["from"]:
        return None
    return row["unit"]


def _measured_in(attribute: Attribute, unit: str, setting: Setting) -> bool:
    """Return whether the kind states an attribute in a unit of the same dimension."""
    wanted = {u.dimension for u in load().units_named(unit)}
    return bool(setting.stated(attribute.id)) and not wanted.isdisjoint(dimensions_of(attribute))


def dimensions(attribute: str, setting: Setting) -> tuple[str, ...]:
    """Return what an attribute measures, by its id; () where it measures nothing."""
    known = load().attributes.get(attribute)
    if known is not None:
        return known.dimensions
    own = setting.vocabulary.attribute(attribute)
    units = load().units_named(own.unit) if own and own.unit else ()
    return tuple(u.dimension for u in units)


def dimensions_of(attribute: Attribute) -> tuple[str, ...]:
    """Return what an attribute of the catalogue measures."""
    known = load().attributes.get(attribute.id)
    if known is not None and known.dimensions:
        return known.dimensions
    units = load().units_named(attribute.unit) if attribute.unit else ()
    return tuple(u.dimension for u in units)


def shown_unit(attribute: str, setting: Setting) -> str:
    """Return the unit in which an attribute is shown, or ""."""
    known = load().attributes.get(attribute)
    if known is not None and known.unit:
        return known.unit
    own = setting.vocabulary.attribute(attribute)
    return own.unit if own and own.unit else ""
