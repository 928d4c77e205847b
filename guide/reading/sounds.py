"""How the words that a shopper may mean sound, and which of them are worth finding again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from guide.reading.kept import kept
from guide.reading.phrases import phrases
from index.lexicon import fold
from index.vocabulary import Vocabulary, load_taxonomy, makers

HAN = re.compile(r"[\u4e00-\u9fff]+")
MOST_TERMS = 6_000
"""Words of titles, the commonest, that are found by their pinyin."""


@dataclass(frozen=True)
class Sounds:
    """The words of one catalogue, and of all shops, by how they sound."""

    vocabulary: Vocabulary

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Names of kinds, brands and values, those of this catalogue first."""
        return tuple(dict.fromkeys(w for w in _named(self.vocabulary) if _is_word(w)))

    @cached_property
    def known(self) -> frozenset[str]:
        """Every name, to tell a right word from a slip."""
        return frozenset(self.named)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Pinyin to the word it most likely means: a name, or a word of requests."""
        return _by_pinyin((*self.named, *_said()))

    @cached_property
    def terms(self) -> Mapping[str, str]:
        """Pinyin to the commonest word of titles that sounds so."""
        terms = sorted(self.vocabulary.terms.items(), key=lambda each: (-each[1], each[0]))
        return _by_pinyin(word for word, _ in terms[:MOST_TERMS] if _is_word(word))

    @cached_property
    def particles(self) -> Mapping[str, str]:
        """Pinyin of single characters («yao») to them."""
        return _by_pinyin(phrases("spelling")["particles"], 1)


@kept
def sounds_of(vocabulary: Vocabulary) -> Sounds:
    """Return the sounds of a catalogue's words, computed once each."""
    return Sounds(vocabulary)


def _is_word(word: str) -> bool:
    return 1 < len(word) <= 8 and HAN.fullmatch(word) is not None


def _named(vocabulary: Vocabulary) -> Iterator[str]:
    from index.vocabulary.values import common_values

    taxonomy = load_taxonomy()
    for kind in vocabulary.kinds:
        yield from (fold(kind.label), *kind.words)
    yield from (word for kind in taxonomy.kinds for word in taxonomy.words(kind))
    yield from (word for brand in vocabulary.brands for word in brand.words)
    yield from (name for names in makers() for name in names)
    yield from (word for word, meanings in common_values() if meanings)
    yield from (name for attribute in vocabulary.attributes for name in attribute.names)


def _said() -> Iterator[str]:
    for key in ("at_most_after", "at_least_after", "about_after", "at_most_before", "budget"):
        yield from phrases("amounts")[key]
    yield from phrases("amounts")["currency"]["CNY"]
    yield from (w for order in phrases("orders").values() for w in order)
    yield from phrases("spelling")["words"]
    yield from (w for row in phrases("wishes")["wish"] for w in row["words"])


def _by_pinyin(words: Iterable[str], shortest: int = 2) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        if len(word) >= shortest and HAN.fullmatch(word):
            found.setdefault(pinyin(word), word)
    return found


def pinyin(word: str) -> str:
    """Return how a word is spelt in pinyin, without tones and spaces."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word))


@cache
def sound(char: str) -> str:
    """Return how one character sounds."""
    return pinyin(char)


@cache
def near_sound(char: str) -> str:
    """Return how one character sounds to those who do not tell near sounds apart."""
    heard = sound(char)
    for one, other in phrases("spelling")["near"]:
        heard = heard.replace(one, other)
    return heard
