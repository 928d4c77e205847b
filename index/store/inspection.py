"""Looking into an index from outside: what it holds, and whether it is whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import StoreError
from index.store import layout, manifest
from index.store.backends import DISK
from index.store.chroma import FOLDER, DiskBackend
from index.store.generation import Generation, open_generation
from index.store.manifest import Manifest
from index.store.offers import SqliteOffers
from index.store.protocol import Space

_MEGABYTE = 1e6
_UNIT = 1e-3
_SAMPLE = 64


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds.

    Attributes:
        attributes: for each attribute of the facts, how many products state it, most first.
        megabytes: on disk, by part.
        offers: how many were stated; `offers_version` counts their updates.
    """

    index: str
    manifest: Manifest
    attributes: dict[str, int]
    megabytes: dict[str, float]
    offers: int
    offers_version: int

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield label and value, for people."""
        made, counts = self.manifest, self.manifest.counts
        yield "index", f"{self.index} ({made.generation}, made {made.made})"
        yield "source", made.source.path
        yield "products", f"{counts.products} ({counts.skus} SKUs)"
        yield "facts", f"{counts.facts} on {len(self.attributes)} attributes"
        yield "stated most", ", ".join(f"{n} {c}" for n, c in list(self.attributes.items())[:12])
        yield "photos", f"{counts.photos} ({counts.photos_missing} could not be used)"
        yield "encoder", f"{made.encoder.spec}: {made.encoder.identity}"
        yield "vectors", f"text {made.encoder.text_dim}, photo {made.encoder.photo_dim} numbers"
        yield "kept in", made.backend
        yield "offers", f"{self.offers} stated, version {self.offers_version}"
        yield "disk", ", ".join(f"{part} {size:.1f} MB" for part, size in self.megabytes.items())


def describe(index: Path) -> Stats:
    """Return what the index at `index` holds.

    Raises:
        StoreError: where there is none, or it is damaged.
    """
    generation = open_generation(index)
    try:
        stated = {(fact.name, fact.product_id) for fact in generation.facts}
        attributes = Counter(name for name, _ in sorted(stated))
        offers = SqliteOffers(index / layout.OFFERS)
        return Stats(
            str(index),
            generation.manifest,
            dict(attributes.most_common()),
            {
                "generation": _megabytes(generation.folder),
                "vector cache": _megabytes(index / layout.VECTORS),
                "all": _megabytes(index),
            },
            sum(1 for _ in offers.changed()),
            offers.version,
        )
    finally:
        generation.close()


def examine(index: Path) -> list[str]:
    """Return what is wrong with the index at `index`; nothing where it is whole.

    Raises:
        StoreError: where there is no index to look at.
    """
    generation = open_generation(index)
    try:
        problems = list(_files(generation))
        if not problems:
            problems = [*_records(generation), *_vectors(index, generation)]
        return problems
    except StoreError as error:
        return [str(error)]
    finally:
        generation.close()


def _files(generation: Generation) -> Iterator[str]:
    for name, expected in sorted(generation.manifest.files.items()):
        path = generation.folder / name
        if not path.is_file():
            yield f"{name} is missing."
        elif manifest.checksum(path) != expected:
            yield f"{name} is not what was written: its checksum differs."


def _records(generation: Generation) -> Iterator[str]:
    counts = generation.manifest.counts
    found = {
        "products": (len(generation.products), counts.products),
        "facts": (len(generation.facts), counts.facts),
        "photos": (len(generation.photos), counts.photos),
    }
    for part, (kept, expected) in found.items():
        if kept != expected:
            yield f"{kept} {part} where the manifest says {expected}."
    known = {product.id for product in generation.products}
    if len(known) != counts.products:
        yield f"{counts.products - len(known)} product ids are not unique."
    strays = {fact.product_id for fact in generation.facts} - known
    if strays:
        yield f"facts of {len(strays)} products that are not there, {min(strays)!r} first."


def _vectors(index: Path, generation: Generation) -> Iterator[str]:
    spaces: tuple[tuple[Space, np.ndarray], ...] = (
        ("text", generation.text_vectors),
        ("photo", generation.photo_vectors),
    )
    for space, vectors in spaces:
        lengths = np.linalg.norm(vectors, axis=1)
        bad = int((~(np.abs(lengths - 1) < _UNIT)).sum())
        if bad:
            yield f"{bad} {space} vectors are not of length 1."
        sample = np.linspace(0, len(vectors) - 1, min(_SAMPLE, len(vectors)), dtype=int)
        found = generation.search(space, np.asarray(vectors[sample]), 1)
        lost = sum(1 for hits in found if not hits or hits[0].score < 1 - _UNIT)
        if lost:
            yield f"{lost} of {len(sample)} {space} vectors are not found by themselves."
        if generation.manifest.backend == DISK:
            yield from _chroma(index, generation.manifest.generation, space)


def _chroma(index: Path, generation: str, space: Space) -> Iterator[str]:
    from chromadb.errors import ChromaError

    if not (index / generation / FOLDER / "chroma.sqlite3").is_file():
        yield f"Chroma's own files of {generation} are missing."
        return
    try:
        differ = DiskBackend(index).differences(generation, space)
    except (ChromaError, ValueError, AttributeError) as error:
        yield f"Chroma cannot read the {space} vectors of {generation}: {error}"
        return
    if differ:
        yield f"{differ} {space} vectors are not what Chroma keeps."


def _megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(file.stat().st_size for file in files) / _MEGABYTE
