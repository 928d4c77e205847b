"""Words common to shops: colours, units, attributes, values, kinds; read with `load()`."""

from __future__ import annotations

from index.lexicon.loading import load
from index.lexicon.matching import Hit, WordMatcher, fold
from index.lexicon.model import (
    Attribute,
    Colour,
    Entry,
    Kind,
    Lexicon,
    Negations,
    Unit,
    Unnamed,
    name_key,
)

__all__ = [
    "Attribute",
    "Colour",
    "Entry",
    "Hit",
    "Kind",
    "Lexicon",
    "Negations",
    "Unit",
    "Unnamed",
    "WordMatcher",
    "fold",
    "load",
    "name_key",
]
