"""What is said in one language of goods that are described in the other («dark roast», «深烘»)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from guide.need import Constraint, Strength
from guide.reading.found import Found
from guide.reading.kept import kept
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.reading.stating import stating_any
from index.lexicon import WordMatcher, fold
from index.vocabulary import Vocabulary


def glossed(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the phrases that the catalogue says in its own language, with how it says them."""
    matcher = _glosses(english=not is_english(vocabulary))
    for hit in matcher.find(text):
        yield Found(hit.start, hit.end, "gloss", text[hit.start : hit.end], hit.payload)


def said_otherwise(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return how the catalogue says a word in its own language; () where nobody knows."""
    whole = (hit for hit in _glosses(english=not is_english(vocabulary)).find(word))
    return next((hit.payload for hit in whole if hit.end - hit.start == len(word)), ())


def gloss_wishes(
    found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield the wish of a phrase, by the attribute of the kind that states it, else by titles.

    Where no title of the kind says it, it is only a preference, and the answer says so.
    """
    source = setting.source(said)
    made = Constraint("", "words", "in", strength, source, values=tuple(found.meaning))
    attribute, values = stating_any(found.meaning, setting)
    if attribute is not None:
        yield replace(made, attribute=attribute.id, values=values)
    else:
        yield made


@kept
def is_english(vocabulary: Vocabulary) -> bool:
    """Return whether the catalogue names most of its kinds in Latin letters."""
    latin = sum(kind.label.isascii() for kind in vocabulary.kinds)
    return 2 * latin > len(vocabulary.kinds)


@cache
def _glosses(*, english: bool) -> WordMatcher[tuple[str, ...]]:
    """Return the matcher of words in one language; what it finds is how the other one says it."""
    found: dict[str, tuple[str, ...]] = {}
    for chinese, latin in phrases("glossary")["said"]:
        said, meant = (latin, chinese) if english else (chinese, latin)
        for word in said:
            found.setdefault(fold(word), tuple(map(fold, meant)))
    return WordMatcher(found.items())
