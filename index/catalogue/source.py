"""`open_source`: a file, whatever its format, as products with a report of what was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from index.catalogue.jsonl import read_jsonl
from index.catalogue.photos import PhotoFolder
from index.catalogue.products import ProductMaker
from index.catalogue.record import Format, Reading
from index.catalogue.report import Report
from index.catalogue.table import read_table
from index.errors import CatalogueError
from index.product import Product

_NAMES = ("catalogue.jsonl", "catalogue.csv", "catalogue.tsv")
_FORMATS: Mapping[str, tuple[str, Format]] = {
    ".jsonl": ("JSONL", read_jsonl),
    ".ndjson": ("JSONL", read_jsonl),
    ".csv": ("CSV", read_table),
    ".tsv": ("TSV", read_table),
    ".txt": ("TSV", read_table),
}
_SAME = 0.97
_ENOUGH = 30


@runtime_checkable
class CatalogueSource(Protocol):
    """Anything that yields products, with a report of what was wrong line by line."""

    @property
    def root(self) -> Path:
        """The folder that photo paths are relative to."""
        ...

    @property
    def report(self) -> Report:
        """What was read and what was wrong."""
        ...

    @property
    def mapping(self) -> Mapping[str, str]:
        """Column of the source to the field that it was taken for."""
        ...

    def __iter__(self) -> Iterator[Product]:
        """Yield the products in the order of the source, the same every time."""
        ...


@dataclass(frozen=True)
class FileSource:
    """The products of one file, read and checked."""

    root: Path
    report: Report
    mapping: Mapping[str, str]
    products: tuple[Product, ...]

    def __iter__(self) -> Iterator[Product]:
        """Yield the products in the order of the file."""
        return iter(self.products)

    def __len__(self) -> int:
        """Return how many products there are."""
        return len(self.products)


def open_source(
    path: str | Path, *, strict: bool = False, columns: Mapping[str, str] | None = None
) -> CatalogueSource:
    """Return the products of `path`: a catalogue file, or a folder with a `catalogue.jsonl`.

    Args:
        path: JSONL, CSV or TSV; the format is told from the name and the content.
        strict: stop at the first thing that is wrong instead of reporting it.
        columns: column names to take for fields (`{"title": "宝贝"}`), before any guessing.

    Raises:
        CatalogueError: where the file is missing, empty, of no known format, or has no product that
            can be used; in strict mode, at the first thing that is wrong.
    """
    file = _file(Path(path))
    name, read = _format(file)
    reading = Reading(file, Report(format=name, strict=strict), dict(columns or {}))
    photos = PhotoFolder(file.parent, reading.report)
    maker = ProductMaker(reading.report, photos)
    products = [product for record in read(reading) if (product := maker.make(record))]
    if not products:
        raise CatalogueError(_nothing(file, reading.report))
    if photos.remote:
        reading.report.note(
            f"{photos.remote} photos are addresses on the web and were not fetched."
        )
    products = _without_constant_ratings(products, reading.report)
    reading.report.products = len(products)
    return FileSource(file.parent, reading.report, reading.mapping, tuple(products))


def _file(path: Path) -> Path:
    if path.is_dir():
        for name in _NAMES:
            if (path / name).is_file():
                return path / name
        raise CatalogueError(
            f"the folder {str(path)!r} has no {' or '.join(_NAMES)}; name the file."
        )
    if not path.is_file():
        raise CatalogueError(f"there is no catalogue {str(path)!r}; check the path.")
    if path.stat().st_size == 0:
        raise CatalogueError(f"the catalogue {str(path)!r} is empty; write one product a line.")
    return path


def _format(file: Path) -> tuple[str, Format]:
    found = _FORMATS.get(file.suffix.lower())
    if found is None:
        kinds = ", ".join(sorted(_FORMATS))
        raise CatalogueError(f"{file.name!r} is of no known format; known are {kinds}.")
    return found


def _nothing(file: Path, report: Report) -> str:
    first = f" First: {report.problems[0]}." if report.problems else ""
    return f"no product could be read from {str(file)!r} ({report.rows} rows).{first}"


def _without_constant_ratings(products: list[Product], report: Report) -> list[Product]:
    """Drop review ratings that are the same nearly everywhere: they are no star count."""
    stars = Counter(r.rating for p in products for r in p.reviews if r.rating is not None)
    total = stars.total()
    if total < _ENOUGH:
        return products
    value, count = stars.most_common(1)[0]
    if count < _SAME * total:
        return products
    report.note(f"{count} of {total} review ratings are {value:g}: taken for no star count.")
    return [_without_ratings(product) for product in products]


def _without_ratings(product: Product) -> Product:
    if all(review.rating is None for review in product.reviews):
        return product
    reviews = tuple(replace(review, rating=None) for review in product.reviews)
    return replace(product, reviews=reviews, rating=None)
