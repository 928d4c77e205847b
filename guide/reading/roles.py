"""Words for kinds that name no thing asked for: what a thing can be used as, what it is to have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from guide.reading.found import Found, Phrases
from guide.reading.phrases import ends_with, phrases
from guide.reading.setting import Setting
from guide.reading.stating import stating
from index.lexicon import fold
from index.vocabulary import Vocabulary


def used_as(found: Found, text: str) -> bool:
    """Return whether a word says what a thing can be used as («能当支架的»)."""
    return ends_with(text[: found.start].rstrip(), phrases("roles")["used_as"]) is not None


def told_of(
    found: Found, mentions: Sequence[Found], heard: Phrases, vocabulary: Vocabulary
) -> bool:
    """Return whether a word names what another kind states («遮阳帽,防晒要UPF50+»)."""
    if not _asks().match(heard.text, found.end):
        return False
    for other in mentions:
        kinds = tuple(kind for kind in other.meaning if vocabulary.kind(kind))
        if other is not found and kinds:
            setting = Setting(vocabulary, kinds, 0, None)
            if _named(found.words, setting) or stating(found.words, setting) is not None:
                return True
    return False


def of_what_stands(text: str) -> bool:
    """Return whether words ask something of «it» or «them», so that they name no other thing."""
    return _it().search(text) is not None


def _named(word: str, setting: Setting) -> bool:
    """Return whether an attribute that the kind states has a name with the word in it."""
    return any(
        setting.stated(attribute.id) and any(word in fold(name) for name in attribute.names)
        for attribute in setting.vocabulary.attributes
    )


@cache
def _asks() -> re.Pattern[str]:
    return re.compile("|".join(phrases("roles")["asks"]))


@cache
def _it() -> re.Pattern[str]:
    return re.compile("|".join(phrases("roles")["of_it"]))
