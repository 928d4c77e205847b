"""Which attribute of a kind states a word, and as which of its values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.reading.kept import kept
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from index.vocabulary import Attribute, Vocabulary

LONGEST = 16
"""Longer values are prose, and words of prose say nothing of a wish."""
_PROSE = frozenset({"brand", "standard", "model", "barcode", "care"})


_Stated = tuple[tuple[Attribute, tuple[tuple[str, int], ...]], ...]
MOST_KINDS = 256
"""Sets of kinds whose stated values are kept in mind."""


def stating(word: str, setting: Setting) -> Attribute | None:
    """Return the attribute of the kind whose stated values hold `word` most often, or None."""
    if word.isdigit():
        return None
    best, most = None, 0
    for attribute, values in stated_of(setting):
        times = sum(count for text, count in values if word in text)
        if times > most:
            best, most = attribute, times
    return best


def stated_of(setting: Setting) -> _Stated:
    """Return the attributes that the kinds state, with their short values, and how often."""
    known = _by_kinds(setting.vocabulary)
    if setting.kinds not in known:
        if len(known) >= MOST_KINDS:
            known.clear()
        known[setting.kinds] = tuple(_short_values(setting))
    return known[setting.kinds]


@kept
def _by_kinds(_: Vocabulary) -> dict[tuple[str, ...], _Stated]:
    """Return where a vocabulary's stated values are kept, filled as kinds are asked for."""
    return {}


def _short_values(setting: Setting) -> Iterator[tuple[Attribute, tuple[tuple[str, int], ...]]]:
    for attribute in setting.vocabulary.attributes:
        if attribute.id in _PROSE or not setting.stated(attribute.id):
            continue
        short = ((v.text.lower(), v.count) for v in attribute.values if len(v.text) <= LONGEST)
        yield attribute, tuple(short)


def stating_any(words: Sequence[str], setting: Setting) -> tuple[Attribute | None, tuple[str, ...]]:
    """Return the attribute of the kind whose values hold the first of `words` that any does.

    Values that are one of the words count, else those that hold one («深烘» is not «中深烘»).
    """
    found = (stating(word, setting) for word in words) if setting.kinds else ()
    attribute = next(filter(None, found), None)
    if attribute is None:
        return None, ()
    stated = [v.text for v in attribute.values if any(affirmed(v.text.lower(), w) for w in words)]
    whole = [text for text in stated if text.lower() in words]
    return attribute, tuple(dict.fromkeys(whole or stated))


def affirmed(text: str, word: str) -> bool:
    """Return whether a stated value says a word, and does not deny it («无礼盒»)."""
    at = text.find(word)
    return at >= 0 and not text[:at].endswith(tuple(phrases("strength")["denies"]))


def denials(text: str) -> tuple[str, ...]:
    """Return the words that deny something at the beginning of a stated value, longest first."""
    said = sorted(phrases("strength")["denies"], key=len, reverse=True)
    return tuple(word for word in said if text.startswith(word))


def values_stated(attribute: Attribute) -> tuple[str, ...]:
    """Return the short values of an attribute, folded; longer ones are prose."""
    return tuple(v.text.lower() for v in attribute.values if len(v.text) <= LONGEST)
