"""Closed lists of the lexicon: what the words of a field, or of a sentence, mean in every shop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from index.fact import Bool, Text
from index.lexicon import Entry, Lexicon, WordMatcher, fold, load


def meanings(attribute_id: str, values: str, words: str) -> tuple[str, ...]:
    """Return the canonical ids that a field's `words` mean, in order; empty where none is known.

    Args:
        attribute_id: canonical id of the attribute.
        values: which closed list it uses (`colours`, `origins`, `materials`, `sizes`, `values`).
        words: one segment of the field.
    """
    return _READERS[values](attribute_id, words)


def meant(id_: str) -> Text | Bool:
    """Return a closed value as a fact's value: `yes` and `no` are a Bool, all else is a word."""
    return Bool(id_ == "yes") if id_ in ("yes", "no") else Text(id_)


def _colours(_: str, words: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for colour in load().colours_in(words):
        found |= {colour.id: None, colour.family: None}
    return tuple(found)


def _sizes(_: str, words: str) -> tuple[str, ...]:
    size = load().size_id(words)
    return (size,) if size else ()


def _values(attribute_id: str, words: str) -> tuple[str, ...]:
    return _field_words().get((attribute_id, fold(words).strip()), ())


def _from_matcher(
    pick: Callable[[Lexicon], WordMatcher[Entry]],
) -> Callable[[str, str], tuple[str, ...]]:
    def read(_: str, words: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(entry.id for _, _, entry in within(pick(load()), words)))

    return read


@cache
def _field_words() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in load().values:
        for word in (word for words in entry.words.values() for word in words):
            key = (entry.attribute, fold(word))
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), entry.id)))
    return found


def within(matcher: WordMatcher[Entry], text: str) -> Iterator[tuple[int, int, Entry]]:
    """Yield what `matcher` finds in `text`, without what stands inside a word that means else."""
    folded = fold(text)
    for hit in matcher.find(text):
        if not any(_covers(folded, other, hit.start, hit.end) for other in hit.payload.not_in):
            yield hit.start, hit.end, hit.payload


def _covers(folded: str, word: str, start: int, end: int) -> bool:
    word = fold(word)
    if len(word) <= end - start:
        return False
    at = folded.find(word, max(0, end - len(word)))
    return 0 <= at <= start and at + len(word) >= end


@cache
def text_values() -> WordMatcher[Entry]:
    """Values whose words mean the same wherever they stand («女士», «修身», "sleeveless")."""
    return WordMatcher((word, entry) for entry in load().values for word in entry.in_text)


@cache
def text_materials() -> WordMatcher[Entry]:
    """Material words that are safe in a sentence: no single characters, none that mean else."""
    shy = load().shy
    return WordMatcher(
        (word, entry)
        for entry in load().materials.values()
        for word in (*entry.in_text, *entry.parts)
        if len(word) > 1 and fold(word) not in shy
    )


@cache
def text_colours() -> WordMatcher[str]:
    """Colour words that are safe in a sentence."""
    shy = load().shy
    return WordMatcher(
        (word, colour.id)
        for colour in load().colours.values()
        for words in colour.words.values()
        for word in words
        if fold(word) not in shy
    )


@cache
def features() -> WordMatcher[Entry]:
    """Features («NFC», «防水», "machine wash")."""
    return WordMatcher(
        (word, entry) for entry in load().features.values() for word in entry.in_text
    )


@cache
def _origin_words() -> WordMatcher[Entry]:
    return WordMatcher(
        (word, entry)
        for entry in load().origins.values()
        for word in (*entry.in_text, *entry.parts)
    )


@cache
def _material_words() -> WordMatcher[Entry]:
    return WordMatcher(
        (word, entry)
        for entry in load().materials.values()
        for word in (*entry.in_text, *entry.parts)
    )


_READERS: dict[str, Callable[[str, str], tuple[str, ...]]] = {
    "colours": _colours,
    "sizes": _sizes,
    "values": _values,
    "origins": _from_matcher(lambda _: _origin_words()),
    "materials": _from_matcher(lambda _: _material_words()),
}
