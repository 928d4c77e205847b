"""What one catalogue calls things: kinds, brands, attributes, values, and how words find them."""

from __future__ import annotations

from index.vocabulary.brands import makers
from index.vocabulary.build import build, own_id
from index.vocabulary.linking import KindLink
from index.vocabulary.taxonomy import Taxonomy, load_taxonomy
from index.vocabulary.values import words_of
from index.vocabulary.vocabulary import (
    Attribute,
    AttributeValue,
    Brand,
    BrandMention,
    Kind,
    KindMention,
    ValueMention,
    Vocabulary,
)

__all__ = [
    "Attribute",
    "AttributeValue",
    "Brand",
    "BrandMention",
    "Kind",
    "KindLink",
    "KindMention",
    "Taxonomy",
    "ValueMention",
    "Vocabulary",
    "build",
    "load_taxonomy",
    "makers",
    "own_id",
    "words_of",
]
