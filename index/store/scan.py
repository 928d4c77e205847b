"""Exact search over vectors in memory: one matrix product, and the best of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Vectors
from index.store import records
from index.store.protocol import Hit


@dataclass(frozen=True, slots=True)
class RowOwner:
    """The id of a row and the product that it belongs to."""

    id: str
    product: str


@dataclass(frozen=True)
class Matrix:
    """The rows of one space: `vectors[i]` is the row `owners[i]`."""

    owners: tuple[RowOwner, ...]
    vectors: Vectors
    _rows_of: dict[str, list[int]] = field(default_factory=dict[str, list[int]], init=False)

    def __post_init__(self) -> None:
        for row, owner in enumerate(self.owners):
            self._rows_of.setdefault(owner.product, []).append(row)

    def rows_of(self, products: Collection[str]) -> NDArray[np.intp]:
        """Return the rows of `products`, ascending; products without rows are left out."""
        found = [row for p in products for row in self._rows_of.get(p, ())]
        return np.sort(np.asarray(found, dtype=np.intp))

    def nearest(
        self, vectors: Vectors, k: int, allowed: Collection[str] | None = None
    ) -> list[list[Hit]]:
        """Return for each vector its best `k` rows by cosine, ties in row order."""
        if not self.owners:
            return [[] for _ in vectors]
        rows = None if allowed is None else self.rows_of(allowed)
        matrix = self.vectors if rows is None else self.vectors[rows]
        scores = np.asarray(vectors, np.float32) @ matrix.T
        return [self._hits(row_scores, k, rows) for row_scores in scores]

    def _hits(self, scores: Vectors, k: int, rows: NDArray[np.intp] | None) -> list[Hit]:
        best = top(scores, k)
        owners = [self.owners[i if rows is None else rows[i]] for i in best]
        return [
            Hit(owner.id, owner.product, float(scores[i]))
            for i, owner in zip(best, owners, strict=True)
        ]


def top(scores: Vectors, k: int) -> NDArray[np.intp]:
    """Return the positions of the `k` highest scores, highest first, ties in order."""
    k = min(k, len(scores))
    if k <= 0:
        return np.empty(0, np.intp)
    cut = np.partition(scores, len(scores) - k)[len(scores) - k]
    above = np.flatnonzero(scores > cut)
    at = np.flatnonzero(scores == cut)[: k - len(above)]
    chosen = np.concatenate([above, at])
    return chosen[np.lexsort((chosen, -scores[chosen]))]


def write_matrix(folder: Path, space: str, owners: Sequence[RowOwner], vectors: Vectors) -> None:
    """Write the rows of one space as `SPACE.npy` and `SPACE.rows.jsonl`."""
    np.save(folder / f"{space}.npy", np.ascontiguousarray(vectors, np.float32))
    records.write_lines(folder / f"{space}.rows.jsonl", owners)


def read_matrix(folder: Path, space: str) -> Matrix:
    """Return the rows of one space; the vectors stay on disk until they are read.

    Raises:
        StoreError: where they are missing or damaged.
    """
    owners = records.read_lines(folder / f"{space}.rows.jsonl", RowOwner)
    return Matrix(owners, np.load(folder / f"{space}.npy", mmap_mode="r"))
