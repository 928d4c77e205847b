"""`open_source`: a file, whatever its format, as products with a report of what was wrong."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, cast, runtime_checkable

from index.catalogue.boxes import open_box
from index.catalogue.currency import with_currency
from index.catalogue.fetching import FetchLimits, fetch_photos
from index.catalogue.formats import locate, recognise
from index.catalogue.photos import REMOTE, PhotoFolder
from index.catalogue.products import ProductMaker
from index.catalogue.record import Reading, Record
from index.catalogue.report import Report
from index.errors import CatalogueError
from index.product import Product

FETCHED = "fetched-photos"
_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_POINT = re.compile(r"\d\.\d{1,2}(?!\d)")
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
    path: str | Path,
    *,
    strict: bool = False,
    columns: Mapping[str, str] | None = None,
    photos: str | Path | None = None,
    fetch: FetchLimits | None = None,
) -> CatalogueSource:
    """Return the products of `path`, whatever its format (see `docs/catalogue.md`).

    Args:
        path: a catalogue file, a folder with a `catalogue.*`, or a folder of saved pages.
        strict: stop at the first thing that is wrong instead of reporting it.
        columns: column names to take for fields (`{"title": "宝贝"}`), before any guessing.
        photos: a folder or zip of photos, matched to the products by file name or id.
        fetch: fetch photos that are addresses on the web, within these limits; None fetches none.

    Raises:
        CatalogueError: where the file is missing, empty, of no known format, or has no product that
            can be used; in strict mode, at the first thing that is wrong.
    """
    file = locate(Path(path))
    name, read = recognise(file)
    reading = Reading(file, Report(format=name, strict=strict), dict(columns or {}))
    records = list(read(reading))
    root = file if file.is_dir() else file.parent
    folder = _photos(root, reading.report, records, photos, fetch)
    maker = ProductMaker(reading.report, folder, decimal_comma=_decimal_comma(records))
    products = [product for record in records if (product := maker.make(record))]
    if not products:
        raise CatalogueError(_nothing(file, reading.report))
    _note_photos(folder, reading.report)
    products = _without_constant_ratings(products, reading.report)
    products = with_currency(products, reading.mapping, reading.report)
    reading.report.products = len(products)
    return FileSource(folder.base, reading.report, reading.mapping, tuple(products))


def _photos(
    root: Path,
    report: Report,
    records: Sequence[Record],
    photos: str | Path | None,
    fetch: FetchLimits | None,
) -> PhotoFolder:
    folder = PhotoFolder(root, report, root)
    if photos is not None:
        folder.box = open_box(Path(photos), root)
        folder.box.expect(_ids(records))
        if not folder.box.root.resolve().is_relative_to(root.resolve()):
            folder.base = Path(os.path.commonpath([root.resolve(), folder.box.root.resolve()]))
    if fetch is not None:
        urls = [path for record in records for path in _image_paths(record) if REMOTE.match(path)]
        folder.fetched = fetch_photos(urls, root / FETCHED, fetch) if urls else {}
    return folder


def _skus(record: Record) -> list[Mapping[str, Any]]:
    """The variants of a record that are objects; what else is there is reported later."""
    skus = record.values.get("skus")
    rows = cast("list[Any]", skus) if isinstance(skus, list) else []
    return [cast("Mapping[str, Any]", sku) for sku in rows if isinstance(sku, Mapping)]


def _ids(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        yield str(record.values.get("id"))
        yield from (str(sku.get("id")) for sku in _skus(record))


def _image_paths(record: Record) -> Iterator[str]:
    images = record.values.get("images")
    named = cast("list[Any]", images) if isinstance(images, list) else [images]
    for image in (*named, *(sku.get("image") for sku in _skus(record))):
        if isinstance(image, str):
            yield image


def _note_photos(folder: PhotoFolder, report: Report) -> None:
    if folder.remote:
        report.note(f"{len(folder.remote)} photos are addresses on the web and were not fetched.")
    if folder.box:
        unused = len(folder.box.by_name) - len(folder.box.used)
        report.note(
            f"{len(folder.box.used)} photos were matched to products, {max(unused, 0)} were not."
        )


def _decimal_comma(records: Sequence[Record]) -> bool:
    """Whether prices are written «1.299,00»: more end in a comma and two digits than in a point."""
    prices = [str(r.values[n]) for r in records for n in ("price", "list_price") if r.values.get(n)]
    prices += [str(sku["price"]) for r in records for sku in _skus(r) if sku.get("price")]
    commas = sum(bool(_COMMA.search(price)) for price in prices)
    points = sum(bool(_POINT.search(price)) for price in prices)
    return commas > points


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
