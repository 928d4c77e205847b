"""What one catalogue calls its kinds, brands, attributes and values: made from itself alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from index.lexicon import WordMatcher, fold
from index.vocabulary.values import common_values, spellings

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder
    from index.vocabulary.linking import KindLink


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that the catalogue carries.

    Attributes:
        id: canonical id of `index/lexicon/kinds.toml`, or `own-…` where that has none.
        label: what the catalogue calls it most often.
        words: every word that names it, folded.
        parents: ids of the carried kinds right above it.
        covers: canonical ids that one shelf holds together («Hoodies & Sweatshirts»).
        count: products of it.
    """

    id: str
    label: str
    words: tuple[str, ...]
    parents: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand with every spelling of it, and where it comes from if the catalogue says."""

    id: str
    label: str
    words: tuple[str, ...]
    origin: str | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """A value in the catalogue's own words, and how many products state it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that the catalogue's facts state.

    Attributes:
        id: the facts' name: canonical id, or the catalogue's own name.
        label: the name to show.
        names: every name that the catalogue gives it.
        unit: base unit of its quantities; None where it has none.
        values: its words, the commonest first.
        low: least quantity stated.
        high: greatest quantity stated.
        kinds: kind id to the number of its products that state the attribute.
        yes_no: its facts are yes or no.
    """

    id: str
    label: str
    names: tuple[str, ...]
    unit: str | None = None
    values: tuple[AttributeValue, ...] = ()
    low: float | None = None
    high: float | None = None
    kinds: Mapping[str, int] = field(default_factory=dict[str, int])
    yes_no: bool = False


@dataclass(frozen=True, slots=True)
class KindMention:
    """A kind word found in a text, and the kind ids it may mean."""

    start: int
    end: int
    word: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrandMention:
    """A brand name found in a text, and the brand's id."""

    start: int
    end: int
    word: str
    id: str


@dataclass(frozen=True, slots=True)
class ValueMention:
    """A stated value found in a text: which attributes have it, in which spellings."""

    start: int
    end: int
    word: str
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the catalogue says of itself; JSON by `index.wire`.

    Attributes:
        kinds: carried kinds, wide ones too.
        brands: brands.
        attributes: attributes of the facts.
        kinds_of: product id to its kinds, the narrowest first.
        brands_of: product id to its brand ids.
        terms: words of titles, to how many titles hold them.
    """

    kinds: tuple[Kind, ...] = ()
    brands: tuple[Brand, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    kinds_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    brands_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    terms: Mapping[str, int] = field(default_factory=dict[str, int])

    def kind(self, kind_id: str) -> Kind | None:
        """Return the carried kind with this id, or None."""
        return self._kinds.get(kind_id)

    def brand(self, brand_id: str) -> Brand | None:
        """Return the brand with this id, or None."""
        return self._brands.get(brand_id)

    def attribute(self, attribute_id: str) -> Attribute | None:
        """Return the attribute with this id, or None where no fact states it."""
        return self._attributes.get(attribute_id)

    def kinds_in(self, text: str) -> tuple[KindMention, ...]:
        """Return the kind words in `text`, each with the ids it may mean, carried or common."""
        from index.vocabulary.linking import kind_mentions

        return kind_mentions(self, text)

    def link_kind(self, words: str, encoder: Encoder | None = None) -> KindLink:
        """Return the carried kinds that `words` name: by word, then synonym, then meaning."""
        from index.vocabulary.linking import link_kind

        return link_kind(self, words, encoder)

    def brands_in(self, text: str) -> tuple[BrandMention, ...]:
        """Return the brand names in `text`, each with its brand id."""
        return tuple(
            BrandMention(h.start, h.end, *h.payload) for h in self._brand_matcher.find(text)
        )

    def values_in(self, text: str) -> tuple[ValueMention, ...]:
        """Return the values in `text`, stated here or common to shops, the longest ones."""
        return tuple(
            ValueMention(h.start, h.end, *h.payload) for h in self._value_matcher.find(text)
        )

    @cached_property
    def _kinds(self) -> Mapping[str, Kind]:
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def _brands(self) -> Mapping[str, Brand]:
        return {brand.id: brand for brand in self.brands}

    @cached_property
    def _attributes(self) -> Mapping[str, Attribute]:
        return {attribute.id: attribute for attribute in self.attributes}

    @cached_property
    def kind_matcher(self) -> WordMatcher[tuple[str, tuple[str, ...]]]:
        """Words of the catalogue's own kinds beside the common ones, to the ids they may mean."""
        from index.vocabulary.linking import kind_words

        return WordMatcher((word, (word, ids)) for word, ids in kind_words(self).items())

    @cached_property
    def _brand_matcher(self) -> WordMatcher[tuple[str, str]]:
        ids = {word: brand.id for brand in reversed(self.brands) for word in brand.words}
        return WordMatcher((word, (word, id_)) for word, id_ in ids.items())

    @cached_property
    def _value_matcher(self) -> WordMatcher[tuple[str, tuple[tuple[str, str], ...]]]:
        found: dict[str, dict[tuple[str, str], None]] = {}
        for word, meanings in common_values():
            found.setdefault(fold(word), {}).update(dict.fromkeys(meanings))
        for attribute in self.attributes:
            for value in attribute.values:
                for word in spellings(value.text):
                    found.setdefault(word, {})[(attribute.id, value.text)] = None
        return WordMatcher((w, (w, tuple(meanings))) for w, meanings in found.items())
