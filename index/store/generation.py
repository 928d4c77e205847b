"""A finished generation, opened for reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoders.protocol import Vectors
from index.errors import StoreError
from index.fact import Fact
from index.product import Product
from index.store import layout, locks, manifest, records
from index.store.backends import open_backend
from index.store.encoding import PhotoRow
from index.store.locks import Lease
from index.store.manifest import Manifest
from index.store.protocol import Hit, SearchBackend, Space

if TYPE_CHECKING:
    from index.vocabulary import Vocabulary


@dataclass(frozen=True)
class Generation:
    """One generation of an index; its files stay on disk until `close`.

    Parts are read when they are first asked for. Nothing in it changes.

    Attributes:
        folder: where its files are.
        manifest: what it is made of.
        backend: where its vectors are searched.
    """

    folder: Path
    manifest: Manifest
    backend: SearchBackend
    _lease: Lease

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Every product, in the catalogue's order."""
        return records.read_lines(self.folder / records.PRODUCTS, Product)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, product by product."""
        return records.read_lines(self.folder / records.FACTS, Fact)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What this catalogue calls things."""
        from index.vocabulary import Vocabulary

        return records.read_one(self.folder / records.VOCABULARY, Vocabulary)

    @cached_property
    def photos(self) -> tuple[PhotoRow, ...]:
        """Every photo that has a vector: `photo_vectors[i]` is that of `photos[i]`."""
        return records.read_lines(self.folder / records.PHOTOS, PhotoRow)

    @cached_property
    def text_vectors(self) -> Vectors:
        """The text vector of each product, in the order of `products`."""
        return self._aligned("text", [product.id for product in self.products])

    @cached_property
    def photo_vectors(self) -> Vectors:
        """The vector of each photo, in the order of `photos`."""
        return self._aligned("photo", [row.id for row in self.photos])

    def photo_path(self, path: str) -> Path:
        """Return where the photo that a product names `path` lies."""
        return self.folder.parent / self.manifest.source.root / path

    def search(
        self, space: Space, vectors: Vectors, k: int, allowed: Collection[str] | None = None
    ) -> list[list[Hit]]:
        """Return for each vector its best `k` rows of allowed products, best first."""
        return self.backend.search(self.manifest.generation, space, vectors, k, allowed=allowed)

    def close(self) -> None:
        """Let the generation go; a newer one may then take its place on disk."""
        self.backend.close()
        self._lease.release()

    def _aligned(self, space: Space, ids: Sequence[str]) -> Vectors:
        matrix = self.backend.rows(self.manifest.generation, space)
        kept = [owner.id for owner in matrix.owners]
        if kept == ids:
            return matrix.vectors
        row_of = {row_id: row for row, row_id in enumerate(kept)}
        try:
            return matrix.vectors[[row_of[row_id] for row_id in ids]]
        except KeyError as error:
            raise StoreError(
                f"{self.manifest.generation} has no {space} vector {error.args[0]!r}. Build again."
            ) from None


def open_generation(index: Path) -> Generation:
    """Return the live generation of the index at `index`, held by a lease until it is closed.

    Raises:
        StoreError: where there is no index, or it was never finished, or it is damaged.
    """
    layout.check(index)
    lease = locks.lease_live(index)
    try:
        folder = index / lease.generation
        found = manifest.read(folder)
        return Generation(folder, found, open_backend(index, found.backend), lease)
    except BaseException:
        lease.release()
        raise
