"""Words for values: those common to shops beside those that this catalogue states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from index.lexicon import Entry, fold, load

_PARTS = re.compile(r"[/、,,;;+\n]|\s{2,}")
_VERSION = re.compile(r"([a-z]{3,})\s+\d[\d.]*$")
_SHARE = re.compile(r"^[\d.]+\s*%\s*")

LISTS = {"colours": "colour", "origins": "origin", "materials": "material", "sizes": "size"}


def common_values() -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield `(word, ((attribute id, value id), …))`; no meanings where the word is a trap.

    A feature («防水») has the value `yes`. A trap is a longer word that contains a known one and
    means something else («棉花糖» is no cotton).
    """
    lexicon = load()
    for colour in lexicon.colours.values():
        for word in _all(colour.words):
            yield word, (("colour", colour.id),)
    entries = [*lexicon.values, *lexicon.materials.values(), *lexicon.origins.values()]
    for entry in entries:
        for word in (*entry.in_text, *entry.parts):
            yield word, ((entry.attribute, entry.id),)
    for entry in lexicon.features.values():
        for word in entry.in_text:
            yield word, ((entry.id, "yes"),)
    for entry in (*entries, *lexicon.features.values()):
        for word in entry.not_in:
            yield word, ()


@cache
def _entries_by_value() -> dict[tuple[str, str], Entry]:
    lexicon = load()
    return {
        (entry.attribute, entry.id): entry
        for entry in (*lexicon.values, *lexicon.materials.values(), *lexicon.origins.values())
    }


def words_of(attribute: str, value: str) -> tuple[str, ...]:
    """Return the words of every language by which `value` of `attribute` is known, itself first.

    `lining`, `filling` and other attributes with values of a shared list are looked up there.
    """
    lexicon = load()
    if value == "yes" and attribute in lexicon.features:
        return (attribute, *_all(lexicon.features[attribute].words))
    known = lexicon.attributes.get(attribute)
    list_name = LISTS.get((known.values if known else None) or "", attribute)
    if list_name == "colour" and value in lexicon.colours:
        return (value, *_all(lexicon.colours[value].words))
    for name in (attribute, list_name, "material", "origin"):
        entry = _entries_by_value().get((name, value))
        if entry is not None:
            return (value, *_all(entry.words), *entry.parts)
    return (value,)


def spellings(value: str) -> tuple[str, ...]:
    """Return how a shopper may write a stated `value`: «100%羊毛» is also 羊毛."""
    folded = fold(value).strip()
    parts = [part.strip() for part in _PARTS.split(folded)]
    bare = [_SHARE.sub("", part) for part in parts]
    family = [m[1] for m in [_VERSION.match(folded)] if m]
    found = dict.fromkeys([folded, *parts, *bare, *family])
    return tuple(w for w in found if 2 <= len(w) <= 16 and not w.replace(".", "").isdigit())


def _all(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for group in words.values() for word in group)
