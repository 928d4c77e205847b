"""Ranked candidates: a filter in three values, then words, meaning and photo, fused."""

from __future__ import annotations

from index.search.engine import SearchEngine
from index.search.fusion import fuse
from index.search.live import OfferSnapshot
from index.search.request import SearchRequest, SearchResult
from index.search.senses import Senses
from index.search.table import FactTable, Satisfying, names_in
from index.search.words import WordIndex

__all__ = [
    "FactTable",
    "OfferSnapshot",
    "Satisfying",
    "SearchEngine",
    "SearchRequest",
    "SearchResult",
    "Senses",
    "WordIndex",
    "fuse",
    "names_in",
]
