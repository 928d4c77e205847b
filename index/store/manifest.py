"""What a generation is made of and how, so that it can be trusted and told apart."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.errors import StoreError

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class EncoderEntry:
    """Which encoder made the vectors: how it was asked for, and who it is."""

    spec: str
    identity: str
    text_dim: int
    photo_dim: int


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What was indexed.

    Attributes:
        path: the catalogue, absolute.
        root: the folder that the photos' paths start from, absolute; relative to the index where it
            lies inside it, so that an index with its photos can be moved.
        format: name of the reader that read it.
        mapping: which column or key was taken for which field.
        bad_rows: rows that were skipped.
    """

    path: str
    root: str
    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict[str, str])
    bad_rows: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    products: int = 0
    skus: int = 0
    facts: int = 0
    texts: int = 0
    photos: int = 0
    photos_missing: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """One generation in a page.

    Attributes:
        made: when it was finished, ISO 8601 in UTC.
        backend: where its vectors are: `disk`, or the address of a Chroma server.
        versions: of the libraries that its files depend on.
        options: as given to the build.
        contents: digest of what went in, by part; equal digests mean an equal index.
        files: SHA-256 of each file, by its name in the generation.
    """

    generation: str
    made: str
    encoder: EncoderEntry
    source: SourceEntry
    counts: Counts
    backend: str = "disk"
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    contents: Mapping[str, str] = field(default_factory=dict[str, str])
    files: Mapping[str, str] = field(default_factory=dict[str, str])


def write(folder: Path, manifest: Manifest) -> None:
    """Write `manifest` into its generation's folder."""
    (folder / NAME).write_bytes(TypeAdapter(Manifest).dump_json(manifest, indent=1) + b"\n")


def read(folder: Path) -> Manifest:
    """Return the manifest of the generation in `folder`.

    Raises:
        StoreError: where there is none, or it does not parse.
    """
    try:
        return TypeAdapter(Manifest).validate_json((folder / NAME).read_bytes())
    except FileNotFoundError:
        raise StoreError(f"{str(folder)!r} is no finished generation of an index.") from None
    except ValidationError as error:
        raise StoreError(f"the manifest in {str(folder)!r} is damaged: build again.") from error


def find(folder: Path) -> Manifest | None:
    """Return the manifest of the generation in `folder`, or None where there is none to rely on."""
    try:
        return read(folder)
    except StoreError:
        return None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
