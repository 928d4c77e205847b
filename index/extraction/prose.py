"""Facts out of titles, descriptions and reviews: what is named, needs no name, or is denied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from index.extraction.closed import (
    features,
    meant,
    text_colours,
    text_materials,
    text_values,
    within,
)
from index.extraction.extents import parse_extents
from index.extraction.negation import Said, said, statement
from index.extraction.notebook import Notebook
from index.extraction.places import Place
from index.extraction.profile import Profile
from index.extraction.quantities import Measure, parse_quantities
from index.extraction.spotting import (
    spot_beds,
    spot_cameras,
    spot_pairs,
    spot_sun_protection,
    spot_support,
)
from index.fact import Bool, FactValue, Grade, Text
from index.lexicon import Attribute, Unnamed, fold, load

_BEFORE = 10
_AFTER = 10
_LINKS = " :：约为是达高至长可的=("
_BOAST = "超长大强劲的 "


@dataclass(frozen=True, slots=True)
class _Reader:
    place: Place
    folded: str
    context: str
    notebook: Notebook
    profile: Profile
    kind: str | None
    stated: frozenset[str]

    def note(
        self, span: tuple[int, int], name: str, value: FactValue, label: str | None = None
    ) -> None:
        """Note a fact, unless a field has spoken on the same attribute."""
        if name not in self.stated:
            self.notebook.add(self.place, span, name, value, label)


def read_prose(place: Place, notebook: Notebook, profile: Profile) -> None:
    """Note the facts that a title or a sentence states."""
    product = notebook.product
    context = fold(" ".join((product.title, *product.category)))
    kind = product.category[-1] if product.category else None
    stated = notebook.stated()
    reader = _Reader(place, fold(place.text), context, notebook, profile, kind, stated)
    _features(reader)
    _values(reader)
    _materials(reader)
    _colours(reader)
    _learnt(reader)
    if any(char.isdigit() for char in reader.folded) or place.grade is Grade.TITLE:
        _numbers(reader)


def read_review(place: Place, notebook: Notebook) -> None:
    """Note the features that a buyer mentions; what is denied counts as a no."""
    folded = fold(place.text)
    for start, end, entry in within(features(), place.text):
        verdict = said(folded, start, end)
        if verdict is not Said.NEITHER and not (entry.only_no and verdict is Said.YES):
            yes = Bool(verdict is Said.YES)
            notebook.add(place, (start, end), entry.id, yes)


def _features(reader: _Reader) -> None:
    known: set[int] = set()
    for start, end, entry in within(features(), reader.place.text):
        known.add(start)
        verdict = said(reader.folded, start, end)
        if verdict is Said.NEITHER or (entry.only_no and verdict is Said.YES):
            continue
        span = statement(reader.folded, start, end, verdict)
        reader.note(span, entry.id, Bool(verdict is Said.YES))
    spot_support(reader.place, reader.notebook, known)


def _values(reader: _Reader) -> None:
    for start, end, entry in within(text_values(), reader.place.text):
        if said(reader.folded, start, end) is Said.YES:
            reader.note((start, end), entry.attribute, meant(entry.id))


def _materials(reader: _Reader) -> None:
    for start, end, entry in within(text_materials(), reader.place.text):
        if said(reader.folded, start, end) is Said.YES:
            for value in dict.fromkeys((reader.place.text[start:end], entry.id)):
                reader.note((start, end), "material", Text(value))


def _colours(reader: _Reader) -> None:
    if reader.place.grade is Grade.PROSE:
        return  # a description speaks of other things' colours too
    for hit in text_colours().find(reader.place.text):
        colour = load().colours[hit.payload]
        own = reader.place.text[hit.start : hit.end]
        if own.isascii() and not reader.profile.colours:
            continue  # "Red Grapefruit Juice" where no product has a colour
        if said(reader.folded, hit.start, hit.end) is Said.YES:
            for value in dict.fromkeys((own, colour.id, colour.family)):
                reader.note((hit.start, hit.end), "colour", Text(value))


def _learnt(reader: _Reader) -> None:
    """Words of this catalogue's own fields, where the lexicon knows no better."""
    known = {
        hit.start for m in (text_values(), text_materials()) for hit in m.find(reader.place.text)
    }
    for hit in reader.profile.vocabulary.find(reader.place.text):
        learnt = hit.payload
        if hit.start in known or (learnt.kinds and reader.kind not in learnt.kinds):
            continue
        if said(reader.folded, hit.start, hit.end) is Said.YES:
            value = Text(reader.place.text[hit.start : hit.end])
            reader.note((hit.start, hit.end), learnt.name, value, learnt.label)


def _numbers(reader: _Reader) -> None:
    place, notebook = reader.place, reader.notebook
    pairs = spot_pairs(place, notebook)
    spot_sun_protection(place, notebook)
    spot_cameras(place, notebook)
    beds = spot_beds(place, notebook)
    extents = parse_extents(place.text)
    taken = [(e.start, e.end) for e in extents] + beds
    for extent in extents:
        own = place.text[extent.start : extent.end]
        for value in dict.fromkeys((own, extent.text)):
            reader.note((extent.start, extent.end), "dimensions", Text(value))
    for measure in parse_quantities(place.text):
        inside = any(start <= measure.core[0] < end for start, end in taken)
        if inside or (pairs and measure.dimension == "storage"):
            continue
        _quantity(reader, measure)
    _ages(reader)


def _quantity(reader: _Reader, measure: Measure) -> None:
    if said(reader.folded, measure.start, measure.end) is not Said.YES:
        return  # «适用6.5英寸手机» speaks of another product
    attribute, start, end = _named(reader, measure)
    if attribute is None:
        attribute = _unnamed(reader, measure)
    if attribute is not None:
        reader.note((start, end), attribute.id, measure.quantity)


def _named(reader: _Reader, measure: Measure) -> tuple[Attribute | None, int, int]:
    """The attribute whose name stands right before the quantity, or a word of it right after."""
    before = reader.folded[max(0, measure.start - _BEFORE) : measure.start]
    bare = before.rstrip(_LINKS)
    after = reader.folded[measure.end : measure.end + _AFTER].lstrip(_BOAST)
    for word, attribute in _names_before(measure.dimension):
        if bare.endswith(word):
            return attribute, measure.start - (len(before) - len(bare)) - len(word), measure.end
    for word, attribute in _names_after(measure.dimension):
        if after.startswith(word):
            skipped = reader.folded.index(word, measure.end)
            return attribute, measure.start, skipped + len(word)
    return None, measure.start, measure.end


@cache
def _names_before(dimension: str) -> tuple[tuple[str, Attribute], ...]:
    found = [
        (fold(name), attribute)
        for attribute in load().attributes.values()
        if dimension in attribute.dimensions
        for names in attribute.names.values()
        for name in names
        if len(name) > 1
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _names_after(dimension: str) -> tuple[tuple[str, Attribute], ...]:
    found = [
        (word, attribute)
        for attribute in load().attributes.values()
        if dimension in attribute.dimensions
        for word in attribute.after
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def _unnamed(reader: _Reader, measure: Measure) -> Attribute | None:
    """What the titles of this category mean by the unit, else what shops commonly mean by it.

    In a catalogue without categories the titles speak of all kinds at once, so they come last.
    """
    learnt = reader.profile.unnamed.get((reader.kind or "", measure.written))
    if reader.place.grade is not Grade.TITLE:
        learnt = None
    if learnt and reader.kind:
        return load().attributes[learnt]
    place = "title" if reader.place.grade is Grade.TITLE else "prose"
    rules = (rule for rule in load().unnamed if _fits(rule, measure, place, reader.context))
    name = next((rule.attribute for rule in rules), learnt)
    return load().attributes[name] if name else None


def _fits(rule: Unnamed, measure: Measure, place: str, context: str) -> bool:
    return (
        rule.dimension == measure.dimension
        and place in rule.places
        and (not rule.units or measure.written in rule.units)
        and (not rule.context or any(word in context for word in rule.context))
        and not any(word in context for word in rule.without)
    )


def _ages(reader: _Reader) -> None:
    if "岁" not in reader.folded:
        return
    for measure in parse_quantities(reader.place.text, "age"):
        if measure.bound in ("interval", "at_least", "at_most"):
            reader.note((measure.start, measure.end), "age", measure.quantity)
