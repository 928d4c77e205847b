"""The default store of vectors: Chroma on disk as the record, an exact scan in memory to search.

Every generation has a Chroma of its own in its own folder, opened by the writer alone and closed
before the pointer moves. Its rows are then written out once more as plain matrices, which readers
map into memory: no reader ever opens Chroma, and opening takes milliseconds.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from index.encoders.protocol import Vectors
from index.errors import FilterError, StoreError
from index.filters import Filter
from index.store import layout, locks
from index.store.chroma_rows import Sample, put_rows, read_rows
from index.store.protocol import Batch, Hit, Space
from index.store.scan import Matrix, read_matrix, write_matrix

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

FOLDER = "chroma"

_SAME = 1e-6


class DiskBackend:
    """Vectors of an index directory.

    Args:
        index: the index directory; generations are folders in it.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._client: ClientAPI | None = None
        self._open: str | None = None
        self._samples: dict[str, Sample] = {}
        self._matrices: dict[tuple[str, Space], Matrix] = {}

    @property
    def pushes_down(self) -> frozenset[type]:
        """None: the caller's own columns answer filters faster than Chroma does."""
        return frozenset()

    def live(self) -> str | None:
        """Return the generation that the pointer names, or None."""
        return layout.current(self._index)

    def stage(self, generation: str, dimensions: Mapping[Space, int]) -> None:
        """Begin an empty generation, in place of whatever a crash left under this name."""
        self.close()
        folder = self._index / generation
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        (folder / locks.LEASE).touch()
        client = self._chroma(generation)
        for space in dimensions:
            client.create_collection(
                space, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            self._samples[space] = Sample()

    def put(self, generation: str, batch: Batch) -> None:
        """Add rows, or replace those with the same ids."""
        put_rows(self._chroma(generation).get_collection(batch.space, None), batch)
        self._samples.setdefault(batch.space, Sample()).add(batch)

    def verify(self, generation: str, counts: Mapping[Space, int]) -> None:
        """Compare Chroma with what was put, and write the matrices that readers map.

        Raises:
            StoreError: where rows are missing or a sample is not found by its own vectors.
        """
        client = self._chroma(generation)
        for space, count in counts.items():
            collection = client.get_collection(space, None)
            owners, vectors = read_rows(collection)
            if len(owners) != count:
                raise StoreError(
                    f"{generation} keeps {len(owners)} {space} vectors, not {count}. Build again."
                )
            write_matrix(self._index / generation, space, owners, vectors)
            matrix = Matrix(tuple(owners), vectors)
            self._samples.get(space, Sample()).check(
                generation, space, lambda v, m=matrix: m.nearest(v, 1)
            )
        self.close()

    def promote(self, generation: str) -> None:
        """Force the generation to the disk and swap the pointer."""
        self.close()
        layout.fsync_tree(self._index / generation)
        layout.point_to(self._index, generation)

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
        """Return for each vector its best `k` rows, exactly, best first."""
        if where is not None:
            raise FilterError(f"this backend pushes no filter down, and got {where!r}.")
        return self.rows(generation, space).nearest(vectors, k, allowed)

    def rows(self, generation: str, space: Space) -> Matrix:
        """Return all rows of a space, mapped into memory.

        Raises:
            StoreError: where the generation is gone or damaged.
        """
        key = (generation, space)
        if key not in self._matrices:
            self._matrices = {k: m for k, m in self._matrices.items() if k[0] == generation}
            self._matrices[key] = read_matrix(self._index / generation, space)
        return self._matrices[key]

    def differences(self, generation: str, space: Space) -> int:
        """Return how many rows of the matrix are not what Chroma keeps under their id."""
        matrix = read_matrix(self._index / generation, space)
        owners, vectors = read_rows(self._chroma(generation).get_collection(space, None))
        self.close()
        if not owners:
            return len(matrix.owners)
        kept = {owner.id: row for row, owner in enumerate(owners)}
        pairs = [(row, kept[o.id]) for row, o in enumerate(matrix.owners) if o.id in kept]
        ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        same = np.isclose(matrix.vectors[ours], vectors[theirs], atol=_SAME).all(axis=1)
        return max(len(owners), len(matrix.owners)) - int(same.sum())

    def retire(self, generation: str) -> bool:
        """Delete a generation unless a reader holds a lease on it."""
        return locks.remove_unleased(self._index, generation)

    def close(self) -> None:
        """Close Chroma; the matrices stay mapped."""
        if self._client is not None:
            cast("Any", self._client).close()
        self._client = self._open = None

    def _chroma(self, generation: str) -> ClientAPI:
        if self._client is None or self._open != generation:
            self.close()
            self._client = _open(self._index / generation / FOLDER)
            self._open = generation
        return self._client


def _open(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    except Exception:
        # Chroma remembers by its path what it half opened, and would hand it out next time.
        SharedSystemClient.clear_system_cache()
        raise
