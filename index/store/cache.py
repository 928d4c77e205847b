"""Vectors by content, beside the index: what was computed once is never computed again.

A key is the digest of what was encoded; vectors of different encoders never meet. Each batch is
committed as soon as it is computed, so a stop at any moment loses at most one batch.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType

import numpy as np

from index.encoders.protocol import Vectors
from index.store.protocol import Space

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    encoder TEXT NOT NULL, space TEXT NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (encoder, space, key)
) WITHOUT ROWID
"""
_AT_ONCE = 500


def text_key(text: str) -> bytes:
    """Return the key of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class VectorCache:
    """Vectors of one encoder in one SQLite file.

    Args:
        path: the file; made where it is missing.
        encoder: identity of the encoder that makes the vectors.
    """

    def __init__(self, path: Path, encoder: str) -> None:
        self._encoder = encoder
        self._db = sqlite3.connect(path, timeout=30.0)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(_SCHEMA)

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()

    def get(self, space: Space, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
        """Return the vectors that are known, by key."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, Vectors] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows = self._db.execute(
                "SELECT key, vector FROM vectors "
                f"WHERE encoder = ? AND space = ? AND key IN ({marks})",
                (self._encoder, space, *part),
            )
            found.update((key, np.frombuffer(blob, np.float32)) for key, blob in rows)
        return found

    def put(self, space: Space, vectors: Mapping[bytes, Vectors]) -> None:
        """Keep vectors; they are safe from a crash of this process when this returns."""
        rows = [
            (self._encoder, space, key, np.ascontiguousarray(vector, np.float32).tobytes())
            for key, vector in vectors.items()
        ]
        with self._db:
            self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", rows)

    def keep_only(self, space: Space, keys: Iterable[bytes]) -> int:
        """Forget this encoder's vectors of all other keys; return how many went."""
        with self._db:
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY)")
            self._db.execute("DELETE FROM kept")
            self._db.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((k,) for k in keys))
            gone = self._db.execute(
                "DELETE FROM vectors WHERE encoder = ? AND space = ? "
                "AND key NOT IN (SELECT key FROM kept)",
                (self._encoder, space),
            )
        return gone.rowcount
