"""The seam between search and whatever keeps the vectors."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from index.encoders.protocol import Vectors
from index.filters import Filter

if TYPE_CHECKING:
    from index.store.scan import Matrix

Space = Literal["text", "photo"]

MAX_BATCH = 5000
"""Rows that one `put` may carry; what Chroma takes safely."""

KEPT_FIELDS = ("id", "brand")
"""What a row says about its product beside the vector: all that may be pushed down."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one space: each an id that never changes, the product it belongs to, its vector.

    Attributes:
        ids: unique in the space; the product's id for a text, `product#number` for a photo.
        products: id of the product of each row.
        vectors: unit rows, shape `(len(ids), dimensions)`.
        fields: by row, the words that a pushed-down filter may ask for; a missing one is unknown.
    """

    space: Space
    ids: Sequence[str]
    products: Sequence[str]
    vectors: Vectors
    fields: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One row found: its id, its product, and the cosine to what was asked."""

    id: str
    product: str
    score: float


class SearchBackend(Protocol):
    """Vectors in generations: staged beside the live one, verified, promoted, retired.

    One process writes. A generation that was promoted never changes.
    """

    @property
    def pushes_down(self) -> frozenset[type]:
        """Filter nodes that `search` evaluates itself, over `KEPT_FIELDS` only."""
        ...

    def live(self) -> str | None:
        """Return the generation that was promoted last, or None."""
        ...

    def stage(self, generation: str, dimensions: Mapping[Space, int]) -> None:
        """Begin an empty generation, in place of whatever a crash left under this name."""
        ...

    def put(self, generation: str, batch: Batch) -> None:
        """Add rows, or replace those with the same ids.

        Raises:
            StoreError: where the batch is larger than `MAX_BATCH` or cannot be kept.
        """
        ...

    def verify(self, generation: str, counts: Mapping[Space, int]) -> None:
        """Return where each space has so many rows and a sample is found by its own vectors.

        Raises:
            StoreError: where it is not so; the generation must not be promoted then.
        """
        ...

    def promote(self, generation: str) -> None:
        """Make a verified generation the live one, wholly or not at all."""
        ...

    def search(
        self,
        generation: str,
        space: Space,
        vectors: Vectors,
        k: int,
        *,
        allowed: Collection[str] | None = None,
        where: Filter | None = None,
    ) -> list[list[Hit]]:
        """Return for each vector its best `k` rows, best first, of allowed products only.

        Args:
            generation: a promoted generation that was not retired.
            space: which vectors to compare with.
            vectors: unit rows, shape `(asked, dimensions)`.
            k: at most so many rows for each.
            allowed: product ids; None allows all, an empty collection none.
            where: a filter of nodes that `pushes_down` names; what it leaves unknown is left out.

        Raises:
            FilterError: where `where` has a node or a name that is not pushed down.
            StoreError: where the generation is gone.
        """
        ...

    def rows(self, generation: str, space: Space) -> Matrix:
        """Return every row of a space, in any order.

        Raises:
            StoreError: where the generation is gone or damaged.
        """
        ...

    def retire(self, generation: str) -> bool:
        """Delete a generation that nobody reads; return whether it is gone now."""
        ...

    def close(self) -> None:
        """Let go of files and connections; the backend opens again by itself when used."""
        ...
