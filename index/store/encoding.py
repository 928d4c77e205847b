"""Products to vectors through the cache: only what is new is computed, and kept at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.encoders.protocol import Encoder, Vectors
from index.errors import PhotoError, StoreError
from index.product import Product
from index.store.cache import VectorCache, text_key
from index.store.passage import passage_text
from index.store.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image

T = TypeVar("T")

TEXTS_AT_ONCE = 128
PHOTOS_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo of a product.

    Attributes:
        id: `product#number`, the id of its vector.
        product: id of the product.
        number: its place among the product's images, from 0.
        path: as the catalogue names it, relative to the source's root.
        content: digest of the file, in hexadecimal; equal files are the same photo.
    """

    id: str
    product: str
    number: int
    path: str
    content: str


@dataclass(frozen=True, slots=True)
class PhotoProblem:
    """A photo that could not be used, and why."""

    product: str
    path: str
    problem: str


@dataclass(frozen=True, slots=True)
class Encoded:
    """Vectors row by row, and how many of the distinct ones had to be computed."""

    keys: tuple[bytes, ...]
    vectors: Vectors
    computed: int


def photo_rows(
    products: Sequence[Product], root: Path
) -> tuple[list[PhotoRow], list[PhotoProblem]]:
    """Return the photos whose files can be read, and what was wrong with the others."""
    rows: list[PhotoRow] = []
    problems: list[PhotoProblem] = []
    for product in products:
        for number, path in enumerate(product.images):
            try:
                content = _digest(root / path)
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                problems.append(PhotoProblem(product.id, path, reason))
            else:
                rows.append(PhotoRow(f"{product.id}#{number}", product.id, number, path, content))
    return rows, problems


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def encode_texts(
    products: Sequence[Product], encoder: Encoder, cache: VectorCache, progress: Progress
) -> Encoded:
    """Return one text vector for each product, in their order."""
    texts = [passage_text(product) for product in products]
    keys = tuple(text_key(text) for text in texts)
    known = cache.get("text", keys)
    missing = {k: t for k, t in zip(keys, texts, strict=True) if k not in known}
    progress.start("texts", len(missing))
    for part in _parts(list(missing), TEXTS_AT_ONCE):
        fresh = _checked(encoder.passages([missing[k] for k in part]), len(part), encoder.text_dim)
        new = dict(zip(part, fresh, strict=True))
        cache.put("text", new)
        known |= new
        progress.advance(len(part))
    return Encoded(keys, _stack(keys, known, encoder.text_dim), len(missing))


def encode_photos(
    rows: Sequence[PhotoRow],
    root: Path,
    encoder: Encoder,
    cache: VectorCache,
    progress: Progress,
) -> tuple[list[PhotoRow], Encoded, list[PhotoProblem]]:
    """Return the photos that decode, a vector for each, and what was wrong with the others."""
    known = cache.get("photo", (bytes.fromhex(row.content) for row in rows))
    missing = {bytes.fromhex(r.content): r for r in rows}
    missing = {key: row for key, row in missing.items() if key not in known}
    broken: dict[str, str] = {}
    progress.start("photos", len(missing))
    for part in _parts(list(missing.items()), PHOTOS_AT_ONCE):
        opened = _open(part, root, broken)
        if opened:
            images = list(opened.values())
            fresh = _checked(encoder.photos(images), len(images), encoder.photo_dim)
            new = dict(zip(opened, fresh, strict=True))
            cache.put("photo", new)
            known |= new
        progress.advance(len(part))
    good = [row for row in rows if row.content not in broken]
    problems = [
        PhotoProblem(row.product, row.path, broken[row.content])
        for row in rows
        if row.content in broken
    ]
    keys = tuple(bytes.fromhex(row.content) for row in good)
    computed = len(missing) - len(broken)
    return good, Encoded(keys, _stack(keys, known, encoder.photo_dim), computed), problems


def _open(
    part: Sequence[tuple[bytes, PhotoRow]], root: Path, broken: dict[str, str]
) -> dict[bytes, Image]:
    from index.photos import open_photo

    images: dict[bytes, Image] = {}
    for key, row in part:
        try:
            images[key] = open_photo(root / row.path).image
        except PhotoError as error:
            broken[row.content] = str(error)
    return images


def _parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _checked(vectors: Vectors, rows: int, dim: int) -> Vectors:
    if vectors.shape != (rows, dim) or not np.isfinite(vectors).all():
        raise StoreError(
            f"the encoder gave vectors of shape {vectors.shape!r}, or some that are no numbers, "
            f"where {(rows, dim)!r} was due. Nothing was kept of them."
        )
    return np.asarray(vectors, np.float32)


def _stack(keys: Sequence[bytes], known: Mapping[bytes, Vectors], dim: int) -> Vectors:
    stacked = np.empty((len(keys), dim), np.float32)
    for row, key in enumerate(keys):
        stacked[row] = known[key]
    return stacked
