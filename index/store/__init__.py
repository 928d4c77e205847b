"""Disk: generations of an index, the vectors in them, and the offers beside them."""

from __future__ import annotations

from index.store.building import BuildOptions, BuildReport, build
from index.store.generation import Generation, PhotoRow, open_generation
from index.store.manifest import Manifest
from index.store.offers import Offer, Offers, SqliteOffers
from index.store.passage import passage_text
from index.store.protocol import Batch, Hit, SearchBackend

__all__ = [
    "Batch",
    "BuildOptions",
    "BuildReport",
    "Generation",
    "Hit",
    "Manifest",
    "Offer",
    "Offers",
    "PhotoRow",
    "SearchBackend",
    "SqliteOffers",
    "build",
    "open_generation",
    "passage_text",
]
