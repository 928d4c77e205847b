"""What the lexicon holds: words common to shops, as values. The words are in the TOML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from index.lexicon.matching import WordMatcher, fold

Locale = str
Words = Mapping[Locale, tuple[str, ...]]
RGB = tuple[int, int, int]

_DROPPED = str.maketrans("", "", " _-*:：()（）[]【】")


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """Return the form in which names of attributes are compared: no case, spaces, punctuation."""
    return fold(name).translate(_DROPPED)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour: its words by locale, its family (a colour id), and RGB prototypes."""

    id: str
    family: str
    words: Words
    rgb: tuple[RGB, ...]
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure; `factor` times a number in it is the number in the base unit."""

    words: tuple[str, ...]
    dimension: str
    base: str
    factor: float
    also: str | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that shops share.

    Attributes:
        id: canonical id, the `name` of its facts.
        names: what shops call it, by locale; the first is the one to show.
        dimensions: the dimensions that its quantities are read in; empty where it is words.
        better: "low", "high", or None where neither is better.
        unit: what a shopper shows it in; a bare number of a request is in this unit.
        values: which closed list its words are linked to (`colours`, `origins`, …), or None.
        after: words behind a quantity that say it is this one («0.8mm厚度», «30W快充»).
        also: another attribute that its values may be values of.
        whole: its values are never split.
        closed: its values are not looked for in titles and descriptions.
        suits: an interval of it is all that the product suits («3-6岁», «15-25㎡»).
    """

    id: str
    names: Words
    dimensions: tuple[str, ...] = ()
    better: str | None = None
    unit: str | None = None
    values: str | None = None
    after: tuple[str, ...] = ()
    also: str | None = None
    whole: bool = False
    closed: bool = False
    suits: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A value, origin, material or feature: an id and the words that mean it.

    Attributes:
        attribute: the attribute it is a value of.
        id: canonical id, the same in every language.
        words: by locale, to recognise and to show (the first).
        in_text: the words that mean it anywhere, in a title or a sentence too.
        not_in: longer words that contain one of its words and mean something else.
        parts: narrower words: places inside it (origins), sorts of it (materials).
        only_no: only its absence is worth stating («不含酒精»); a mention alone says nothing.
    """

    attribute: str
    id: str
    words: Words
    in_text: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    only_no: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of goods: words by locale and wider kinds (ids)."""

    id: str
    words: Words
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Negations:
    """Words that turn what follows (or precedes) them into a stated no."""

    before_zh: tuple[str, ...]
    before_en: tuple[str, ...]
    after_zh: tuple[str, ...]
    after_en: tuple[str, ...]
    excused: tuple[str, ...]
    against: tuple[str, ...]
    clause: tuple[str, ...]
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What a quantity without a name in a title or sentence is taken for.

    Attributes:
        dimension: of the quantity.
        attribute: what it is taken for.
        context: words of which the title or category must have one; empty for any product.
        places: where it must stand: "title", "prose".
        units: units that it must be written in (as in units.toml); empty for any.
        without: words of which the title or category must have none.
    """

    dimension: str
    attribute: str
    context: tuple[str, ...]
    places: tuple[str, ...]
    units: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intervals:
    """Words around a quantity that make it an interval: before it, behind it, or between two.

    `suits_begins` and `suits_ends` are how attributes are called whose interval is all that the
    product suits.
    """

    before: Mapping[str, str]
    behind: Mapping[str, str]
    between: tuple[str, ...]
    times: tuple[str, ...]
    suits_begins: tuple[str, ...]
    suits_ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRules:
    """Which units need care.

    Attributes:
        careful: words that are read as units only where their dimension is asked for.
        attached: units that count only when written right behind the number.
    """

    careful: frozenset[str]
    attached: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """Words common to shops. Everything else comes from the catalogue itself."""

    colours: Mapping[str, Colour]
    units: tuple[Unit, ...]
    attributes: Mapping[str, Attribute]
    values: tuple[Entry, ...]
    origins: Mapping[str, Entry]
    materials: Mapping[str, Entry]
    features: Mapping[str, Entry]
    kinds: Mapping[str, Kind]
    sizes: tuple[str, ...]
    same_sizes: Mapping[str, str]
    negations: Negations = field(repr=False)
    intervals: Intervals = field(repr=False)
    unit_rules: UnitRules = field(repr=False)
    unnamed: tuple[Unnamed, ...] = field(repr=False)
    shy: frozenset[str] = field(repr=False)
    trailing: tuple[str, ...] = field(repr=False)
    expressions: Mapping[str, str] = field(repr=False)
    no_brand: frozenset[str] = field(repr=False)
    no_brand_origin: frozenset[str] = field(repr=False)
    no_value: frozenset[str] = field(repr=False)
    yes: frozenset[str] = field(repr=False)
    no: frozenset[str] = field(repr=False)

    @cached_property
    def _attribute_names(self) -> dict[str, Attribute]:
        return {
            name_key(name): attribute
            for attribute in self.attributes.values()
            for names in attribute.names.values()
            for name in (*names, attribute.id)
        }

    def attribute_named(self, name: str) -> Attribute | None:
        """Return the attribute that shops call `name` (any locale), or None."""
        return self._attribute_names.get(name_key(name))

    def suits(self, name: str) -> bool:
        """Return whether an interval of attribute `name` is all that the product suits."""
        known = self.attribute_named(name)
        if known is not None:
            return known.suits
        rules = self.intervals
        return name.startswith(rules.suits_begins) or name.endswith(rules.suits_ends)

    @cached_property
    def _units_by_word(self) -> dict[str, tuple[Unit, ...]]:
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            for word in unit.words:
                found[fold(word)] = (*found.get(fold(word), ()), unit)
        return found

    def units_named(self, word: str) -> tuple[Unit, ...]:
        """Return the units written `word`; several where the word is used in two dimensions."""
        return self._units_by_word.get(fold(word).strip(), ())

    def sole_unit(self, dimension: str) -> Unit | None:
        """Return the unit of a dimension that has only one (蓬, %, 匹), else None."""
        units = [unit for unit in self.units if unit.dimension == dimension]
        return units[0] if len(units) == 1 else None

    @cached_property
    def unit_words(self) -> tuple[str, ...]:
        """Every way a unit is written, folded, longest first."""
        return tuple(sorted(self._units_by_word, key=len, reverse=True))

    @cached_property
    def colour_matcher(self) -> WordMatcher[Colour]:
        """Finds whole colour words («藏青色», "navy blue") in a text."""
        return WordMatcher(
            (w, c) for c in self.colours.values() for ws in c.words.values() for w in ws
        )

    @cached_property
    def _colour_ends(self) -> dict[str, Colour]:
        return {end: colour for colour in self.colours.values() for end in colour.ends}

    def colours_in(self, words: str) -> tuple[Colour, ...]:
        """Return the colours that a colour value names («石板灰», «蓝白», "Navy Blue"), in order.

        For values of colour attributes only: where no whole colour word is found, the characters
        on which it ends count («砖釉红», «灰白格»), which in a sentence would mean something else.
        """
        hits = self.colour_matcher.find(words)
        found = {hit.start: hit.payload for hit in hits} or self._by_last_characters(words)
        return tuple({found[start].id: found[start] for start in sorted(found)}.values())

    def _by_last_characters(self, words: str) -> dict[int, Colour]:
        end = len(words)
        while tail := next((t for t in self.trailing if words[:end].rstrip().endswith(t)), None):
            end = len(words[:end].rstrip()) - len(tail)
        found: dict[int, Colour] = {}
        while end and words[end - 1] in self._colour_ends:
            end -= 1
            found[end] = self._colour_ends[words[end]]
        everywhere = {
            i: self._colour_ends[c] for i, c in enumerate(words) if c in self._colour_ends
        }
        return found or everywhere

    @cached_property
    def size_words(self) -> frozenset[str]:
        """Every word for a size, folded."""
        return frozenset(self.same_sizes)

    def size_id(self, word: str) -> str | None:
        """Return the letter size that `word` means («2XL» is XXL, «均码» is one size), or None."""
        key = fold(word).strip()
        return self.same_sizes.get(key)
