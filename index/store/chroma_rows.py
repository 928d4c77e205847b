"""Rows into a Chroma collection and out of it again, the same on disk and on a server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from index.encoders.protocol import Vectors
from index.errors import StoreError
from index.store.protocol import KEPT_FIELDS, MAX_BATCH, Batch, Hit
from index.store.scan import RowOwner

if TYPE_CHECKING:
    from chromadb import Collection

PRODUCT = "product"
_PAGE = 5000
_SAMPLE = 64
_SAME = 1e-4


def put_rows(collection: Collection, batch: Batch) -> None:
    """Upsert a batch.

    Raises:
        StoreError: where it is larger than `MAX_BATCH`.
    """
    if len(batch.ids) > MAX_BATCH:
        raise StoreError(f"a batch of {len(batch.ids)} rows; at most {MAX_BATCH} go in at once.")
    if not batch.ids:
        return
    fields = batch.fields or [{} for _ in batch.ids]
    rows = [
        {PRODUCT: product} | {k: v for k, v in said.items() if k in KEPT_FIELDS}
        for product, said in zip(batch.products, fields, strict=True)
    ]
    collection.upsert(
        ids=list(batch.ids), embeddings=cast("Any", batch.vectors), metadatas=cast("Any", rows)
    )


def read_rows(collection: Collection) -> tuple[list[RowOwner], Vectors]:
    """Return every row of a collection, in the order in which it was put."""
    owners: list[RowOwner] = []
    pages: list[Vectors] = []
    while page := cast("Any", collection.get)(
        limit=_PAGE, offset=len(owners), include=["embeddings", "metadatas"]
    ):
        if not page["ids"]:
            break
        pages.append(np.asarray(page["embeddings"], np.float32))
        owners += [
            RowOwner(row, said[PRODUCT])
            for row, said in zip(page["ids"], page["metadatas"], strict=True)
        ]
    return owners, np.concatenate(pages) if pages else np.empty((0, 0), np.float32)


@dataclass
class Sample:
    """Some of the rows that were put, to be looked for afterwards."""

    ids: list[str] = field(default_factory=list[str])
    vectors: list[Vectors] = field(default_factory=list[Vectors])

    def add(self, batch: Batch) -> None:
        """Remember a few rows of a batch, evenly spread, up to 64 in all."""
        room = min(_SAMPLE - len(self.ids), max(1, _SAMPLE // 4), len(batch.ids))
        if room > 0:
            rows = np.linspace(0, len(batch.ids) - 1, room, dtype=int)
            self.ids += [batch.ids[int(row)] for row in rows]
            self.vectors.append(np.asarray(batch.vectors)[rows])

    def check(
        self, generation: str, space: str, search: Callable[[Vectors], Sequence[Sequence[Hit]]]
    ) -> None:
        """Search each remembered row by its own vector.

        Equal vectors may stand in for each other, so the score decides and not the id.

        Raises:
            StoreError: where one does not find a row as near as itself.
        """
        if not self.ids:
            return
        found = search(np.concatenate(self.vectors))
        lost = [
            row
            for row, hits in zip(self.ids, found, strict=True)
            if not hits or hits[0].score < 1 - _SAME
        ]
        if lost:
            raise StoreError(
                f"{generation}: {len(lost)} of {len(self.ids)} {space} vectors are not found "
                f"by themselves, {lost[0]!r} first. Build again."
            )
