"""What a catalogue says, read once: products, facts, and its own vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.fact import Fact
from index.product import Product
from index.store.manifest import SourceEntry
from index.store.progress import Progress

if TYPE_CHECKING:
    from index.catalogue import Report
    from index.vocabulary import Vocabulary

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Records:
    """A catalogue, read.

    Attributes:
        root: the folder that the photos' paths start from.
        report: what was wrong with its rows.
    """

    products: tuple[Product, ...]
    facts: tuple[Fact, ...]
    vocabulary: Vocabulary
    source: SourceEntry
    root: Path
    report: Report


def read_catalogue(
    source: str,
    out: Path,
    progress: Progress,
    *,
    strict: bool = False,
    columns: Mapping[str, str] | None = None,
) -> Records:
    """Return what the catalogue at `source` says; the word `demo` stands for the project's own.

    Raises:
        CatalogueError: where it cannot be read, has no product, or (strict) has a bad row.
    """
    from index.catalogue import open_source

    progress.start("read", None)
    opened = open_source(_path(source, out), strict=strict, columns=columns)
    products: list[Product] = []
    for product in opened:
        products.append(product)
        progress.advance()
    facts = _facts(products, progress)
    return Records(
        tuple(products),
        facts,
        _vocabulary(products, facts),
        SourceEntry(
            DEMO if source == DEMO else str(Path(source).resolve()),
            str(opened.root.resolve()),
            opened.report.format,
            dict(opened.mapping),
            opened.report.skipped,
        ),
        opened.root,
        opened.report,
    )


def _path(source: str, out: Path) -> Path:
    if source != DEMO:
        return Path(source)
    from index.demo import write

    return write(out / DEMO)


def _facts(products: list[Product], progress: Progress) -> tuple[Fact, ...]:
    from index.extraction import extract, learn

    progress.start("facts", len(products))
    profile = learn(products)
    facts: list[Fact] = []
    for product in products:
        facts += extract(product, profile)
        progress.advance()
    return tuple(facts)


def _vocabulary(products: list[Product], facts: tuple[Fact, ...]) -> Vocabulary:
    from index.vocabulary import build

    return build(products, facts)
