"""What attributes are called, by this catalogue and by all shops."""

from __future__ import annotations

from guide.reading.kept import kept
from guide.reading.phrases import phrases
from index.lexicon import WordMatcher, fold, load
from index.vocabulary import Vocabulary


@kept
def attribute_names(vocabulary: Vocabulary) -> WordMatcher[str]:
    """Return the names of attributes, this catalogue's own before the common ones."""
    return WordMatcher(_all_names(vocabulary).items())


def _all_names(vocabulary: Vocabulary) -> dict[str, str]:
    names: dict[str, str] = {}
    for attribute in vocabulary.attributes:
        for name in (*attribute.names, attribute.label):
            if len(name) > 1:
                names.setdefault(fold(name), attribute.id)
    for name, attribute_id in phrases("said")["attributes"]:
        names.setdefault(name, attribute_id)
    for attribute in load().attributes.values():
        for said in attribute.names.values():
            for name in said:
                if len(name) > 1:
                    names.setdefault(fold(name), attribute.id)
    return names
