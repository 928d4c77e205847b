"""Writing one generation: records, vectors, manifest, and then the pointer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from index.store import layout, locks, manifest, records, words
from index.store.encoding import Encoded, PhotoRow
from index.store.manifest import Manifest
from index.store.progress import Progress
from index.store.protocol import MAX_BATCH, Batch, SearchBackend, Space
from index.store.reading import Records
from index.store.space import need_room

_PACKAGES = ("daogou", "chromadb", "numpy")


@dataclass(frozen=True, slots=True)
class Vectorised:
    """The vectors of a catalogue: one text for each product, one photo for each readable photo."""

    texts: Encoded
    photo_rows: tuple[PhotoRow, ...]
    photos: Encoded


def write_records(folder: Path, read: Records, vectors: Vectorised) -> dict[str, str]:
    """Write everything but vectors into `folder`; return the checksum of each file."""
    folder.mkdir()
    (folder / locks.LEASE).touch()
    records.write_lines(folder / records.PRODUCTS, read.products)
    records.write_lines(folder / records.FACTS, read.facts)
    records.write_one(folder / records.VOCABULARY, read.vocabulary)
    records.write_lines(folder / records.PHOTOS, vectors.photo_rows)
    words.write_words(folder, read.products)
    names = (records.PRODUCTS, records.FACTS, records.VOCABULARY, records.PHOTOS, words.NAME)
    return {name: manifest.checksum(folder / name) for name in names}


def contents(vectors: Vectorised) -> dict[str, str]:
    """Return a digest of what was encoded, by space."""
    return {
        "text": hashlib.sha256(b"".join(vectors.texts.keys)).hexdigest(),
        "photo": hashlib.sha256(b"".join(vectors.photos.keys)).hexdigest(),
    }


def versions() -> dict[str, str]:
    """Return the versions of the libraries that a generation's files depend on."""
    return {"format": str(layout.FORMAT)} | {name: _version(name) for name in _PACKAGES}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def store_vectors(
    index: Path,
    made: Manifest,
    backend: SearchBackend,
    read: Records,
    vectors: Vectorised,
    progress: Progress,
) -> None:
    """Put all vectors into `backend`, verify them, write the manifest, and go live.

    Raises:
        StoreError: where the disk has no room, or what was put is not found again.
    """
    folder = index / made.generation
    sizes: dict[Space, int] = {"text": vectors.texts.vectors.shape[1]}
    sizes["photo"] = vectors.photos.vectors.shape[1]
    encoded = (vectors.texts, vectors.photos)
    need_room(index, sum(len(e.keys) for e in encoded), sum(e.vectors.size for e in encoded))
    progress.start("store", sum(len(e.keys) for e in encoded))
    backend.stage(made.generation, sizes)
    for batch in _batches(read, vectors):
        backend.put(made.generation, batch)
        progress.advance(len(batch.ids))
    progress.start("verify", None)
    backend.verify(made.generation, {"text": len(read.products), "photo": len(vectors.photo_rows)})
    backend.close()
    files = {p.name: manifest.checksum(p) for p in folder.iterdir() if _is_final(p)}
    manifest.write(folder, replace(made, files=dict(made.files) | files))
    layout.fsync_tree(folder)
    backend.promote(made.generation)
    if layout.current(index) != made.generation:
        layout.point_to(index, made.generation)


def _is_final(path: Path) -> bool:
    return path.suffix == ".npy" or path.name.endswith(".rows.jsonl")


def _batches(read: Records, vectors: Vectorised) -> list[Batch]:
    said: dict[str, dict[str, str]] = {
        p.id: {"id": p.id} | ({"brand": p.brand} if p.brand else {}) for p in read.products
    }
    ids = [product.id for product in read.products]
    owners = [row.product for row in vectors.photo_rows]
    return [
        *_cut("text", ids, ids, vectors.texts, said),
        *_cut("photo", [row.id for row in vectors.photo_rows], owners, vectors.photos, said),
    ]


def _cut(
    space: Space, ids: Sequence[str], owners: Sequence[str], encoded: Encoded, said: Any
) -> list[Batch]:
    batches: list[Batch] = []
    for start in range(0, len(ids), MAX_BATCH):
        part = slice(start, start + MAX_BATCH)
        fields = [said[owner] for owner in owners[part]]
        batches.append(Batch(space, ids[part], owners[part], encoded.vectors[part], fields))
    return batches
