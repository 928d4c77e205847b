"""From a catalogue to a live generation, going on from whatever was computed before."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoders.protocol import Encoder
from index.photos.facts import read_all as read_photo_facts
from index.store import layout, locks, manifest
from index.store.backends import DISK, open_backend
from index.store.cache import VectorCache
from index.store.changes import Changes, changes, refuse_shrinking
from index.store.encoding import PhotoProblem, encode_photos, encode_texts, photo_rows
from index.store.inspection import examine
from index.store.manifest import Counts, EncoderEntry, Manifest
from index.store.progress import Progress, Silent, Stage
from index.store.reading import DEMO, Records, check_source, read_catalogue
from index.store.retiring import retire_others
from index.store.space import explain_full_disk
from index.store.staging import Vectorised, contents, store_vectors, versions, write_records

if TYPE_CHECKING:
    from index.catalogue import Report


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    Attributes:
        encoder: a spec for `open_encoder`, or an encoder.
        strict: stop at the first bad row instead of skipping it.
        columns: field to column, for a table whose columns are not guessed right.
        photos: whether photos get vectors.
        photo_text: whether the words printed in photos are read too, once for each photo.
        backend: where the vectors go: `disk`, or the address of a Chroma server.
        photos_from: a folder or zip of photos, matched to the products by file name or id.
        fetch_images: fetch the photos that are addresses on the web, within limits.
        allow_shrink: go on even where most of the live products would be removed.
    """

    encoder: str | Encoder = "auto"
    strict: bool = False
    columns: Mapping[str, str] | None = None
    photos: bool = True
    backend: str = DISK
    photo_text: bool = True
    photos_from: str | None = None
    fetch_images: bool = False
    allow_shrink: bool = True

    def stated(self) -> dict[str, str]:
        """Return what a manifest keeps of the options: all that shapes the products."""
        return {
            name: json.dumps(getattr(self, name), ensure_ascii=False, sort_keys=True, default=dict)
            for name in _KEPT
        }

    @classmethod
    def of(cls, made: Manifest) -> BuildOptions:
        """Return the options by which an index was made, to make it again from another source."""
        kept = {name: json.loads(made.options[name]) for name in _KEPT if name in made.options}
        return cls(made.encoder.spec, backend=made.backend, **kept)


_KEPT = ("columns", "photos", "photo_text", "photos_from", "fetch_images")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        manifest: of the generation that is live now.
        unchanged: nothing was different, so the live generation stayed.
        changes: which products are new, other, or gone.
        computed: by space, how many vectors were computed; all others were known.
        problems: photos that could not be used.
        rows: what was wrong with the rows of the source.
        seconds: by stage.
        waiting: older generations that readers still hold.
    """

    manifest: Manifest
    unchanged: bool
    changes: Changes
    computed: Mapping[str, int]
    problems: tuple[PhotoProblem, ...]
    rows: Report
    seconds: Mapping[str, float]
    waiting: tuple[str, ...] = ()


def build(
    source: Path | str,
    out: Path,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Index the catalogue at `source` into the directory `out`, and make it live.

    What is live stays so until the new generation is whole, verified and on the disk. A build that
    was stopped at any moment goes on from the vectors that it had computed.

    Args:
        source: a catalogue file, a folder with a `catalogue.jsonl`, or the word `demo`.
        out: a new or empty directory, or an index.
        options: how; by default `BuildOptions()`.
        progress: told how far it is.

    Raises:
        StoreError: where `out` is not ours, another process writes to it, the disk is full, or most
            of the live products are gone from the source and `allow_shrink` is off.
        CatalogueError: where the source cannot be read, or a row of it with `strict`.
    """
    options = options or BuildOptions()
    check_source(str(source))
    layout.prepare(out)
    with locks.writer(out), explain_full_disk(out):
        return _Build(str(source), out, options, progress or Silent()).run()


@dataclass
class _Build:
    source: str
    out: Path
    options: BuildOptions
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    def run(self) -> BuildReport:
        retire_others(self.out)
        encoder, entry = open_entry(self.options.encoder)
        read = self._read()
        if not self.options.allow_shrink:
            refuse_shrinking(self.out, self.source, read.products)
        vectors, problems = self._encode(read, encoder, entry)
        changed = changes(self.out, read.products, vectors.photo_rows)
        missing = len(problems) + sum(row.field == "images" for row in read.report.problems)
        made, unchanged = self._store(read, vectors, entry, missing)
        return BuildReport(
            made,
            unchanged,
            changed,
            {"text": vectors.texts.computed, "photo": vectors.photos.computed},
            tuple(problems),
            read.report,
            self.seconds,
            retire_others(self.out),
        )

    def _read(self) -> Records:
        with self._timed("read"):
            return read_catalogue(
                self.source,
                self.out,
                self.progress,
                strict=self.options.strict,
                columns=self.options.columns,
                photos=self.options.photos_from,
                fetch_images=self.options.fetch_images,
            )

    def _encode(
        self, read: Records, encoder: Encoder, entry: EncoderEntry
    ) -> tuple[Vectorised, list[PhotoProblem]]:
        wanted = read.products if self.options.photos else ()
        rows, problems = photo_rows(wanted, read.root)
        with VectorCache(self.out / layout.VECTORS, entry.identity) as cache:
            with self._timed("texts"):
                texts = encode_texts(read.products, encoder, cache, self.progress)
            with self._timed("photos"):
                good, photos, broken = encode_photos(rows, read.root, encoder, cache, self.progress)
        with self._timed("photo facts"):
            # The demo's drawings bear no words: reading them would cost minutes and find nothing.
            text = self.options.photo_text and self.source != DEMO
            read_photo_facts(good, read.root, self.out, self.progress, text=text)
        return Vectorised(texts, tuple(good), photos), problems + broken

    def _store(
        self, read: Records, vectors: Vectorised, entry: EncoderEntry, missing: int
    ) -> tuple[Manifest, bool]:
        backend = open_backend(self.out, self.options.backend)
        name = layout.next_generation(self.out)
        try:
            # Before what was begun is deleted: the disk must be seen as it was.
            with explain_full_disk(self.out), self._timed("store"):
                files = write_records(self.out / name, read, vectors)
                made = self._manifest(name, read, vectors, entry, missing, files)
                live = manifest.find(self.out / (layout.current(self.out) or "none"))
                if live is not None and _same(live, made) and not examine(self.out):
                    return live, True
                store_vectors(self.out, made, backend, read, vectors, self.progress)
        finally:
            backend.close()
            if layout.current(self.out) != name:
                shutil.rmtree(self.out / name, ignore_errors=True)
        self._forget(vectors, entry)
        return manifest.read(self.out / name), False

    def _forget(self, vectors: Vectorised, entry: EncoderEntry) -> None:
        """Drop the vectors that the new live generation does not use."""
        with (
            suppress(sqlite3.Error),  # the generation is live already: tidying may wait
            VectorCache(self.out / layout.VECTORS, entry.identity) as cache,
        ):
            cache.keep_only("text", vectors.texts.keys)
            if self.options.photos:
                cache.keep_only("photo", vectors.photos.keys)

    def _manifest(
        self,
        name: str,
        read: Records,
        vectors: Vectorised,
        entry: EncoderEntry,
        missing: int,
        files: Mapping[str, str],
    ) -> Manifest:
        counts = Counts(
            len(read.products),
            sum(len(product.skus) for product in read.products),
            len(read.facts),
            len(vectors.texts.keys),
            len(vectors.photos.keys),
            missing,
        )
        made = datetime.now(UTC).isoformat(timespec="seconds")
        return Manifest(
            name,
            made,
            entry,
            read.source,
            counts,
            self.options.backend,
            versions(),
            self.options.stated(),
            contents(vectors),
            files,
        )

    @contextmanager
    def _timed(self, stage: Stage) -> Generator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[stage] = time.perf_counter() - begun


def open_entry(encoder: str | Encoder) -> tuple[Encoder, EncoderEntry]:
    """Return the encoder that a spec names (or the one given), and how a manifest names it."""
    if isinstance(encoder, str):
        from index.encoders import open_encoder, resolve

        spec = resolve(encoder)
        opened = open_encoder(spec)
    else:
        opened, spec = encoder, encoder.identity
    return opened, EncoderEntry(spec, opened.identity, opened.text_dim, opened.photo_dim)


def _same(live: Manifest, made: Manifest) -> bool:
    """Return whether a new generation would hold exactly what the live one holds."""
    shared = ("encoder", "source", "counts", "backend", "versions", "options", "contents")
    return all(getattr(live, part) == getattr(made, part) for part in shared) and all(
        live.files.get(name) == checksum for name, checksum in made.files.items()
    )
