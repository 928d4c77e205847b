"""The one door to a built index, for everything that reads it."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.protocol import Encoder
from index.errors import EncoderMismatch, StoreError
from index.fact import Fact
from index.product import Product
from index.search import FactTable, SearchEngine, SearchRequest, SearchResult
from index.store import layout
from index.store.generation import Generation, open_generation
from index.store.offers import SqliteOffers
from index.store.words import read_words

if TYPE_CHECKING:
    from index.vocabulary import Vocabulary


class Index:
    """A built index, open for reading: products, facts, vocabulary, live offers, and search.

    A long-lived reader calls `refresh` once a turn; between two calls nothing in it changes but
    by that. Made by `Index.open`; closed by `close` or by leaving a `with` block.
    """

    def __init__(self, folder: Path, generation: Generation, encoder: Encoder | str | None) -> None:
        self._folder = folder
        self._asked = encoder
        self._looking = threading.Lock()
        self._encoder = _matching(generation, encoder)
        self._offers = SqliteOffers(folder / layout.OFFERS)
        self._opened = _Opened(generation, self._encoder, self._offers)

    @classmethod
    def open(cls, folder: Path | str, encoder: Encoder | str | None = None) -> Index:
        """Return the index at `folder`.

        Args:
            folder: where it was built.
            encoder: an encoder, or a spec for one; by default the one that it was built with.

        Raises:
            StoreError: where there is no index, or it is damaged.
            EncoderMismatch: where its vectors were made by another encoder.
        """
        folder = Path(folder)
        generation = open_generation(folder)
        try:
            return cls(folder, generation, encoder)
        except BaseException:
            generation.close()
            raise

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._folder

    @property
    def generation(self) -> Generation:
        """The generation that answers now."""
        return self._opened.generation

    @property
    def encoder(self) -> Encoder:
        """The encoder that the vectors were made with."""
        return self._encoder

    @property
    def offers(self) -> SqliteOffers:
        """Live prices and stock."""
        return self._offers

    @property
    def vocabulary(self) -> Vocabulary:
        """What this catalogue calls things."""
        return self._opened.generation.vocabulary

    @property
    def products(self) -> tuple[Product, ...]:
        """Every product, in the catalogue's order."""
        return self._opened.generation.products

    @property
    def table(self) -> FactTable:
        """Facts and offers, row by row."""
        return self._opened.table

    def product(self, product_id: str) -> Product:
        """Return a product.

        Raises:
            StoreError: where the index has none of this id.
        """
        found = self._opened.by_id.get(product_id)
        if found is None:
            raise StoreError(f"no product {product_id!r} in the index at {str(self._folder)!r}.")
        return found

    def __contains__(self, product_id: object) -> bool:
        return product_id in self._opened.by_id

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        """Return what was read from a product; nothing for an id that is not there."""
        return self._opened.facts_of.get(product_id, ())

    def photo_path(self, path: str) -> Path:
        """Return where the photo that a product names `path` lies."""
        return self._opened.generation.photo_path(path)

    def search(self, request: SearchRequest) -> SearchResult:
        """Return ranked candidates.

        Words without a photo are also asked of the photos, where this catalogue's can be believed
        to show what words say («红色连衣裙», and no title says 红色).

        Raises:
            FilterError: where the filter has an unknown unit.
            SettingsError: where a part of the request is out of range.
        """
        from index.photos.described import described

        if request.photo_scores is None and request.photo_vectors is None:
            request = replace(request, photo_scores=described(request.text, self))
        return self._opened.engine.search(request)

    def refresh(self) -> bool:
        """Look for a newer generation and newer offers; return whether there was either.

        Raises:
            EncoderMismatch: where the newer generation was made by another encoder than was asked.
        """
        with self._looking:
            newer_offers = self._offers.refresh()
            newer = layout.current(self._folder) != self._opened.generation.manifest.generation
            if newer:
                self._move_on()
            else:
                newer_offers = self._opened.table.refresh() or newer_offers
            return newer or newer_offers

    def close(self) -> None:
        """Let go of the generation."""
        self._opened.generation.close()

    def _move_on(self) -> None:
        generation = open_generation(self._folder)
        try:
            encoder = self._encoder
            if generation.manifest.encoder.identity != encoder.identity:
                encoder = _matching(generation, self._asked)
            opened = _Opened(generation, encoder, self._offers)
            _ = opened.engine
        except BaseException:
            generation.close()
            raise
        self._opened.generation.close()
        self._encoder, self._opened = encoder, opened


class _Opened:
    """What is derived from one generation, each part when first needed."""

    def __init__(self, generation: Generation, encoder: Encoder, offers: SqliteOffers) -> None:
        self.generation = generation
        self._encoder = encoder
        self._offers = offers

    @cached_property
    def by_id(self) -> dict[str, Product]:
        return {product.id: product for product in self.generation.products}

    @cached_property
    def facts_of(self) -> dict[str, tuple[Fact, ...]]:
        grouped: dict[str, list[Fact]] = {}
        for fact in self.generation.facts:
            grouped.setdefault(fact.product_id, []).append(fact)
        return {product_id: tuple(facts) for product_id, facts in grouped.items()}

    @cached_property
    def table(self) -> FactTable:
        generation = self.generation
        return FactTable(generation.products, generation.facts, self._offers, generation.vocabulary)

    @cached_property
    def engine(self) -> SearchEngine:
        generation = self.generation
        position = {product.id: at for at, product in enumerate(generation.products)}
        return SearchEngine(
            self.table,
            read_words(generation.folder, generation.products),
            np.asarray(generation.text_vectors),
            np.asarray(generation.photo_vectors),
            [position[row.product] for row in generation.photos],
            self._encoder,
            generation.vocabulary,
        )


def _matching(generation: Generation, asked: Encoder | str | None) -> Encoder:
    made_by = generation.manifest.encoder
    if asked is None or isinstance(asked, str):
        from index.encoders import open_encoder

        encoder = open_encoder(asked or made_by.spec)
    else:
        encoder = asked
    if encoder.identity != made_by.identity:
        raise EncoderMismatch(
            f"the index was made by the encoder {made_by.identity!r}, and this one is "
            f"{encoder.identity!r}: their vectors do not compare. Open it with "
            f"--encoder {made_by.spec}, or build it again with the encoder you want."
        )
    return encoder
