"""What words mean in shops: the lexicon, asked attribute by attribute."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from index.lexicon import Entry, Lexicon, WordMatcher, load
from index.search.text import fold

COLOURS, MATERIALS, ORIGINS, SIZES = "colours", "materials", "origins", "sizes"


class Senses:
    """Words of attributes to what they mean; a word without a known meaning means nothing here."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or load()
        self.of = lru_cache(maxsize=65536)(self._of)

    @cached_property
    def yes(self) -> frozenset[str]:
        """Folded words that say yes («支持»)."""
        return frozenset(map(fold, self._lexicon.yes))

    @cached_property
    def no(self) -> frozenset[str]:
        """Folded words that say no («不支持»)."""
        return frozenset(map(fold, self._lexicon.no))

    @cached_property
    def denials(self) -> tuple[str, ...]:
        """Folded words that deny what stands right after them («不含», «仿», "faux")."""
        negations = self._lexicon.negations
        words = (*negations.before_zh, *negations.before_en, *decorations()["imitations"])
        return tuple(fold(word) for word in words if not word.isdigit())

    def attribute(self, name: str) -> str:
        """Return the canonical id of an attribute that a catalogue calls `name`, else `name`."""
        known = self._lexicon.attribute_named(name)
        return name if known is None else known.id

    def suits(self, name: str) -> bool:
        """Return whether an interval of an attribute is all that a product suits («3-6岁»)."""
        return self._lexicon.suits(name)

    def narrows(self, attribute: str, narrow: frozenset[str], wide: frozenset[str]) -> bool:
        """Return whether one of `narrow` is a shade of one of `wide` (colour ids)."""
        if self._list(attribute) != COLOURS:
            return False
        return not wide.isdisjoint(self._lexicon.colours[colour].family for colour in narrow)

    def is_part(self, attribute: str, word: str) -> bool:
        """Return whether a folded word is narrower than what it means («牛皮» is one leather)."""
        return word in self._parts.get(attribute, frozenset())

    def has_part(self, attribute: str, text: str) -> bool:
        """Return whether a folded text holds such a narrower word."""
        return any(part in text for part in self._parts.get(attribute, frozenset()))

    def denied(self, text: str, start: int) -> bool:
        """Return whether what begins at `start` of a folded text is denied right before it."""
        return text[:start].rstrip(" 的").endswith(self.denials)

    def _of(self, attribute: str, word: str) -> frozenset[str]:
        """Return the ids of what `word`, a folded value of `attribute`, means; often none."""
        match self._list(attribute):
            case None:
                found = self._values.get(attribute, {}).get(word)
                return frozenset() if found is None else frozenset((found,))
            case "colours":
                return frozenset(colour.id for colour in self._lexicon.colours_in(word))
            case "sizes":
                size = self._lexicon.size_id(word)
                return frozenset() if size is None else frozenset((size,))
            case _:
                return frozenset(self._inside(attribute, word))

    def _inside(self, attribute: str, word: str) -> Iterator[str]:
        matcher = self._matchers.get(attribute)
        for hit in matcher.find(word) if matcher else ():
            around = [w for w in hit.payload.not_in if fold(w) in word]
            if not around and not self.denied(word, hit.start):
                yield hit.payload.id

    def _list(self, attribute: str) -> str | None:
        known = self._lexicon.attributes.get(attribute)
        listed = known.values if known else None
        return listed if listed in (COLOURS, MATERIALS, ORIGINS, SIZES) else None

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for entry in self._lexicon.values:
            known = found.setdefault(entry.attribute, {})
            for word in (entry.id, *(w for words in entry.words.values() for w in words)):
                known.setdefault(fold(word), entry.id)
        return found

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[str]]:
        return {
            attribute: frozenset(fold(part) for entry in entries for part in entry.parts)
            for attribute, entries in self._entries.items()
        }

    @cached_property
    def _entries(self) -> Mapping[str, tuple[Entry, ...]]:
        lists = {MATERIALS: self._lexicon.materials, ORIGINS: self._lexicon.origins}
        return {
            attribute.id: tuple(lists[attribute.values].values())
            for attribute in self._lexicon.attributes.values()
            if attribute.values in lists
        }

    @cached_property
    def _matchers(self) -> Mapping[str, WordMatcher[Entry]]:
        return {attribute: _matcher(entries) for attribute, entries in self._entries.items()}


def _matcher(entries: Iterable[Entry]) -> WordMatcher[Entry]:
    return WordMatcher(
        (word, entry)
        for entry in entries
        for word in (entry.id, *entry.parts, *(w for ws in entry.words.values() for w in ws))
    )


@cache
def decorations() -> Mapping[str, tuple[str, ...]]:
    """Return the suffixes and imitations of `decorations.toml`, folded, the longest first."""
    text = files("index.search").joinpath("decorations.toml").read_text("utf-8")
    rows = tomllib.loads(text)
    return {
        key: tuple(sorted(map(fold, words), key=len, reverse=True)) for key, words in rows.items()
    }


@cache
def common_senses() -> Senses:
    """Return the senses of the lexicon that ships with the package."""
    return Senses()
