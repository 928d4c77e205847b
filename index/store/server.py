"""Vectors on a Chroma server: collections `name-space--generation`, the pointer a row of its own.

The server must not be reachable from outside: Chroma asks nobody who they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np

from index.encoders.protocol import Vectors
from index.errors import FilterError, StoreError
from index.filters import And, Filter, In, Or
from index.store.chroma_rows import PRODUCT, Sample, put_rows, read_rows
from index.store.protocol import KEPT_FIELDS, Batch, Hit, Space
from index.store.scan import Matrix

if TYPE_CHECKING:
    from chromadb import Collection as ChromaCollection
    from chromadb.api import ClientAPI

_POINTER_ROW = "current"
_POINTER_VECTOR = [1.0]
_SPACES: tuple[Space, ...] = ("text", "photo")


class ServerBackend:
    """Vectors of one index on a Chroma server.

    Args:
        address: `http://HOST:PORT/NAME`; NAME tells indexes on one server apart.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._address = address
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (443 if parts.scheme == "https" else 8000)
        self._ssl = parts.scheme == "https"
        self._name = parts.path.strip("/") or "daogou"
        self._client: ClientAPI | None = None
        self._samples: dict[str, Sample] = {}

    @property
    def pushes_down(self) -> frozenset[type]:
        """`And`, `Or` and `In` over the fields that rows keep.

        Not `Not`: Chroma lets a row without the field pass, and unknown must not.
        """
        return frozenset({And, Or, In})

    def live(self) -> str | None:
        """Return the generation that the pointer row names, or None."""
        row = cast("Any", self._pointer().get)(ids=[_POINTER_ROW], include=["metadatas"])
        return str(row["metadatas"][0]["generation"]) if row["ids"] else None

    def stage(self, generation: str, dimensions: Mapping[Space, int]) -> None:
        """Begin an empty generation, in place of whatever a crash left under this name."""
        self.retire(generation)
        for space in dimensions:
            self._connected().create_collection(
                self._named(space, generation),
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine"}},
            )
            self._samples[space] = Sample()

    def put(self, generation: str, batch: Batch) -> None:
        """Add rows, or replace those with the same ids."""
        put_rows(self._collection(generation, batch.space), batch)
        self._samples.setdefault(batch.space, Sample()).add(batch)

    def verify(self, generation: str, counts: Mapping[Space, int]) -> None:
        """Count the rows of each space and look for a sample of them.

        Raises:
            StoreError: where rows are missing or a sample is not found by its own vectors.
        """
        for space, count in counts.items():
            kept = self._collection(generation, space).count()
            if kept != count:
                raise StoreError(
                    f"{generation} keeps {kept} {space} vectors, not {count}. Build again."
                )
            self._samples.get(space, Sample()).check(
                generation, space, lambda v, s=space: self.search(generation, s, v, 1)
            )

    def promote(self, generation: str) -> None:
        """Point the pointer row at `generation`."""
        cast("Any", self._pointer().upsert)(
            ids=[_POINTER_ROW],
            embeddings=[_POINTER_VECTOR],
            metadatas=[{"generation": generation}],
        )

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
        """Return for each vector its best `k` rows by the server's index, best first."""
        clauses = [] if where is None else [_clause(where)]
        if allowed is not None:
            clauses.append({PRODUCT: {"$in": sorted(allowed)}})
        collection = self._collection(generation, space)
        if k < 1 or not len(vectors) or (allowed is not None and not allowed):
            return [[] for _ in vectors]
        found = cast("Any", collection.query)(
            query_embeddings=np.asarray(vectors, np.float32),
            n_results=k,
            where=clauses[0] if len(clauses) == 1 else {"$and": clauses} if clauses else None,
            include=["metadatas", "distances"],
        )
        columns = (found["ids"], found["metadatas"], found["distances"])
        return [
            [Hit(i, str(said[PRODUCT]), 1.0 - far) for i, said, far in zip(*row, strict=True)]
            for row in zip(*columns, strict=True)
        ]

    def rows(self, generation: str, space: Space) -> Matrix:
        """Return every row of a space, fetched from the server."""
        owners, vectors = read_rows(self._collection(generation, space))
        return Matrix(tuple(owners), vectors)

    def retire(self, generation: str) -> bool:
        """Delete the collections of a generation; the caller has seen that nobody reads it."""
        from chromadb.errors import NotFoundError

        for space in _SPACES:
            try:
                self._connected().delete_collection(self._named(space, generation))
            except NotFoundError:
                continue
        return True

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            _close(self._client)
        self._client = None

    def _named(self, space: Space, generation: str) -> str:
        return f"{self._name}-{space}--{generation}"

    def _collection(self, generation: str, space: Space) -> ChromaCollection:
        from chromadb.errors import NotFoundError

        name = self._named(space, generation)
        try:
            return self._connected().get_collection(name, None)
        except NotFoundError:
            raise StoreError(f"{self._address} has no collection {name!r}. Build again.") from None

    def _pointer(self) -> ChromaCollection:
        return self._connected().get_or_create_collection(
            f"{self._name}--pointer", embedding_function=None
        )

    def _connected(self) -> ClientAPI:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            try:
                self._client = chromadb.HttpClient(
                    self._host,
                    self._port,
                    self._ssl,
                    settings=Settings(anonymized_telemetry=False),
                )
            except ValueError as error:
                raise StoreError(f"no Chroma server answers at {self._address}: {error}") from error
        return self._client


def _close(client: ClientAPI) -> None:
    """Close `client`, and the HTTP sessions that Chroma (1.5) stops using but leaves open."""
    owners = (client, getattr(client, "_admin_client", None))
    servers = [getattr(owner, "_server", None) for owner in owners]
    cast("Any", client).close()
    for server in servers:
        session = getattr(server, "_session", None)
        if session is not None and not getattr(server, "_running", True):
            session.close()


def _clause(tree: Filter) -> dict[str, Any]:
    match tree:
        case In(name, values) if name in KEPT_FIELDS:
            return {name: {"$in": list(values)}}
        case And(parts) if len(parts) > 1:
            return {"$and": [_clause(part) for part in parts]}
        case Or(parts) if len(parts) > 1:
            return {"$or": [_clause(part) for part in parts]}
        case And((part,)) | Or((part,)):
            return _clause(part)
        case _:
            raise FilterError(
                f"a Chroma server is asked And, Or, In of {KEPT_FIELDS}, not {tree!r}."
            )
