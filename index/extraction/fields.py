"""Facts out of a field: lists, intervals, alternatives, yes and no, closed lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from index.extraction.brands import names
from index.extraction.closed import features, meanings, meant, within
from index.extraction.extents import Extent, parse_extents
from index.extraction.negation import Said, said, statement
from index.extraction.notebook import Notebook
from index.extraction.places import Place
from index.extraction.quantities import Measure, parse_quantities
from index.extraction.segments import is_prose, is_rate, segments, states
from index.extraction.spotting import spot_beds, spot_pairs, spot_sun_protection
from index.fact import Bool, FactValue, Quantity, Text
from index.lexicon import Attribute, fold, load

_WHETHER = re.compile(r"^(?:是否|有无)(?:为|有|支持|带|可以|可|具备|含|具有|属于)?")
_BARE = re.compile(r"\d+(?:\.\d+)?\+?")


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute value of a product (or of one of its SKUs), to be read."""

    name: str
    place: Place
    sku_id: str | None = None


def read_field(field: Field, notebook: Notebook) -> bool:
    """Note the facts that `field` states; return False where it is a paragraph, to be read so."""
    attribute = load().attribute_named(field.name)
    text = field.place.text
    if is_prose(text) and not (attribute and (attribute.dimensions or attribute.values)):
        return False
    _Reader(field, attribute, notebook).read()
    return True


@dataclass(frozen=True, slots=True)
class _Reader:
    field: Field
    attribute: Attribute | None
    notebook: Notebook

    def read(self) -> None:
        text = self.field.place.text
        if self._name == "brand":
            for span in names(text):
                self._brand(span)
            return
        if self._closed_whole(text) or self._yes_or_no(text):
            return
        if self._spotted():
            return
        if not is_rate(text) and self._quantities(text):
            return
        for span in segments(text, whole=bool(self.attribute and self.attribute.whole)):
            self._segment(span)

    def _spotted(self) -> bool:
        """An expression with a meaning of its own: «8+256GB», «SPF50+ PA+++»."""
        place = self.field.place
        if self._name in ("memory", "storage"):
            return spot_pairs(place, self.notebook, self.field.sku_id)
        if self.attribute is None:
            spot_pairs(place, self.notebook, self.field.sku_id)  # «配置: 16GB+1TB» is itself too
            return False
        return self._name in ("spf", "pa") and spot_sun_protection(place, self.notebook)

    @property
    def _name(self) -> str:
        return self.attribute.id if self.attribute else self.field.name

    def _note(self, span: tuple[int, int], value: FactValue, name: str | None = None) -> None:
        place, label = self.field.place, self.field.name
        self.notebook.add(place, span, name or self._name, value, label, self.field.sku_id)

    def _brand(self, span: tuple[int, int]) -> None:
        own = self.field.place.text[slice(*span)]
        if states(own):
            self._note(span, Text(own))

    def _closed_whole(self, text: str) -> bool:
        """A value of a closed list that is the whole field («无» of a hood, «秋冬»)."""
        if not (self.attribute and self.attribute.values == "values"):
            return False
        ids = meanings(self.attribute.id, "values", text)
        if not ids:
            return False
        start = len(text) - len(text.lstrip())
        self._both((start, len(text.rstrip())), ids)
        return True

    def _both(self, span: tuple[int, int], ids: tuple[str, ...]) -> None:
        """Note the catalogue's own words first, then what they mean, all with the same quote."""
        own = self.field.place.text[slice(*span)]
        if fold(own) not in load().yes | load().no:
            self._note(span, Text(own))
        for id_ in ids:
            self._note(span, meant(id_))

    def _yes_or_no(self, text: str) -> bool:
        key = fold(text).strip()
        asks = bool(_WHETHER.match(self.field.name))
        yes, no = key in load().yes, key in load().no
        start = len(text) - len(text.lstrip())
        span = (start, start + len(text.strip()))
        if yes or (no and (asks or key not in load().no_value)):
            self._note(span, Bool(yes), self._subject())
            return True
        answer = self._repeated(key)
        if answer is not None:
            self._note(span, Text(text.strip()))
            self._note(span, Bool(answer), self._subject())
        return answer is not None

    def _subject(self) -> str:
        """What a yes or no is about: a feature, an attribute, or the shop's own word."""
        subject = _WHETHER.sub("", self.field.name) or self.field.name
        hits = list(within(features(), subject))
        if len(hits) == 1:
            return hits[0][2].id
        return self.attribute.id if self.attribute else subject

    def _repeated(self, key: str) -> bool | None:
        """Whether a field repeats its own name as a yes or no («酒精: 不含酒精»)."""
        name = fold(self.field.name).strip()
        answers = [(word, False) for word in load().negations.before_zh]
        answers += [(word, True) for word in load().yes if not word.isascii()]
        for word, answer in sorted(answers, key=lambda pair: -len(pair[0])):
            rest = key.removeprefix(word).strip()
            same = rest.startswith(name) or name.startswith(rest) or name.endswith(rest)
            if key.startswith(word) and rest and same and len(rest) <= len(name) + 2:
                return answer
        return None

    def _quantities(self, text: str) -> bool:
        if self.attribute and self.attribute.dimensions:
            return self._of_known_dimension(text, self.attribute)
        return self._of_any_dimension(text)

    def _of_known_dimension(self, text: str, attribute: Attribute) -> bool:
        extents = parse_extents(text) if "length" in attribute.dimensions else []
        for extent in extents:
            self._extent(extent)
        beds = spot_beds(self.field.place, self.notebook) if attribute.id == "dimensions" else []
        taken = [(e.start, e.end) for e in extents] + beds
        found = parse_quantities(text, " ".join(attribute.dimensions))
        for measure in found:
            if not any(start <= measure.core[0] < end for start, end in taken):
                self._measure(measure, beside_extent=bool(extents))
        if attribute.id == "storage":
            self._features(0, text)
        if extents or found:
            return True
        return self._bare(text, attribute) or self._of_any_dimension(text)

    def _bare(self, text: str, attribute: Attribute) -> bool:
        """A number alone, where its dimension has one unit only («蓬松度: 650»)."""
        match = _BARE.fullmatch(text.strip())
        unit = load().sole_unit(attribute.dimensions[0])
        if match is None or unit is None:
            return False
        value = float(match[0].rstrip("+"))
        start = len(text) - len(text.lstrip())
        high = None if match[0].endswith("+") else value
        self._note((start, start + len(match[0])), Quantity(value, high, unit.base))
        return True

    def _of_any_dimension(self, text: str) -> bool:
        """Quantities that nobody expects there, only where they are all that the field says."""
        spans = segments(text)
        measures = [m for m in parse_quantities(text) if m.dimension != "count"]
        extents = parse_extents(text)
        covered = all(
            any((m.start, m.end) == span for m in measures)
            or any((e.start, e.end) == span for e in extents)
            for span in spans
        )
        for extent in extents:
            self._extent(extent)
        if not covered or not spans:
            return False
        for measure in measures:
            if not any(e.start <= measure.core[0] < e.end for e in extents):
                name = self._name_for(measure)
                self._note((measure.start, measure.end), measure.quantity, name)
        return True

    def _name_for(self, measure: Measure) -> str:
        """A power bank's «容量: 5000mAh» is its battery; what nobody expects keeps its label."""
        if self.attribute is None:
            return self.field.name
        rules = (r for r in load().unnamed if r.dimension == measure.dimension and not r.context)
        rule = next((r for r in rules if not r.units and len(r.places) > 1), None)
        return rule.attribute if rule else self.field.name

    def _measure(self, measure: Measure, *, beside_extent: bool) -> None:
        name = self._name
        if name == "dimensions":
            axis = _axis(self.field.place.text, measure.start)
            if beside_extent and axis is None:
                return  # beside 1.4 x 2.6M, a width speaks of something else (the window)
            name = axis or name
        self._note((measure.start, measure.end), measure.quantity, name)

    def _extent(self, extent: Extent) -> None:
        """A size in its own words and in one fixed form, under its own name as well."""
        span = (extent.start, extent.end)
        own = self.field.place.text[slice(*span)]
        if self._name != "dimensions":
            self._note(span, Text(own))
        for value in dict.fromkeys((own, extent.text)):
            self._note(span, Text(value), "dimensions")

    def _segment(self, span: tuple[int, int]) -> None:
        own = self.field.place.text[slice(*span)]
        values = self.attribute.values if self.attribute else None
        ids = meanings(self._name, values, own) if values else ()
        self._both(span, ids)
        if self.attribute and self.attribute.also:
            for id_ in meanings(self.attribute.also, "values", own):
                self._note(span, meant(id_), self.attribute.also)
        if self.attribute is None or not (self.attribute.whole or self.attribute.closed):
            self._features(span[0], own)

    def _features(self, offset: int, text: str) -> None:
        folded = fold(text)
        for start, end, entry in within(features(), text):
            verdict = said(folded, start, end)
            if verdict is Said.NO or (verdict is Said.YES and not entry.only_no):
                begin, stop = statement(folded, start, end, verdict)
                span = (offset + begin, offset + stop)
                place, sku_id = self.field.place, self.field.sku_id
                yes = Bool(verdict is Said.YES)
                self.notebook.add(place, span, entry.id, yes, sku_id=sku_id)


@cache
def _axes() -> tuple[tuple[str, str], ...]:
    """Words before a number that name the side it measures."""
    axes = ("diameter", "height", "width", "length", "thickness")
    names = [(fold(n), a) for a in axes for ns in load().attributes[a].names.values() for n in ns]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _axis(text: str, start: int) -> str | None:
    before = fold(text[:start]).rstrip(" :：约")
    return next((axis for word, axis in _axes() if before.endswith(word)), None)
