"""What a catalogue says, read once: products, facts, and its own vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CatalogueError
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


def check_source(source: str) -> None:
    """Return where there is something at `source` to read.

    Raises:
        CatalogueError: where there is not.
    """
    if source != DEMO and not Path(source).exists():
        raise CatalogueError(f"there is no catalogue {source!r}; check the path, or say demo.")


def read_catalogue(
    source: str,
    out: Path,
    progress: Progress,
    *,
    strict: bool = False,
    columns: Mapping[str, str] | None = None,
    photos: str | None = None,
    fetch_images: bool = False,
) -> Records:
    """Return what the catalogue at `source` says; the word `demo` stands for the project's own.

    Raises:
        CatalogueError: where it cannot be read, has no product, or (strict) has a bad row.
    """
    from index.catalogue import open_source
    from index.catalogue.fetching import DEFAULT_LIMITS

    path = _path(source, out, progress)
    progress.start("read", None)
    limits = DEFAULT_LIMITS if fetch_images else None
    opened = open_source(path, strict=strict, columns=columns, photos=photos, fetch=limits)
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
            _root(opened.root.resolve(), out.resolve()),
            opened.report.format,
            dict(opened.mapping),
            opened.report.skipped,
        ),
        opened.root,
        opened.report,
    )


def _path(source: str, out: Path, progress: Progress) -> Path:
    if source != DEMO:
        return Path(source)
    from index.demo import write

    return write(out / DEMO, progress=_drawing(progress))


def _root(root: Path, out: Path) -> str:
    return str(root.relative_to(out) if root.is_relative_to(out) else root)


def _drawing(progress: Progress) -> Callable[[int, int], None]:
    """Return what tells `progress` how many pictures are drawn."""
    told = 0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if not told:
            progress.start("draw", total)
        progress.advance(done - told)
        told = done

    return tell


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
