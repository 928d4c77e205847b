"""`guide search`: ranked candidates for words, a photo and a filter."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import FilterError, SettingsError

if TYPE_CHECKING:
    from decimal import Decimal

    from rich.table import Table

    from index.candidate import Candidate
    from index.filters import Filter
    from index.opening import Index
    from index.product import Product
    from index.search.request import SearchRequest, SearchResult

_TITLE_WIDTH = 60


def search(
    text: Annotated[str, typer.Argument(help="What to look for, in Chinese or English.")] = "",
    photo: Annotated[Path | None, typer.Option(help="Look for what this photo shows.")] = None,
    where: Annotated[
        str | None,
        typer.Option("--filter", help='Such as {"range": {"name": "price", "high": 800}}.'),
    ] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="At most so many results.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    index: Annotated[Path, typer.Option(envvar="GUIDE_INDEX", help="Folder of the index.")] = Path(
        ".guide/index"
    ),
) -> None:
    """Search an index: the filter first, then words, meaning and photo, fused."""
    from index.opening import Index

    if not text.strip() and photo is None and where is None:
        raise SettingsError("nothing to search for: give some words, --photo or --filter.")
    tree = None if where is None else _filter(where)
    opened = Index.open(index)
    try:
        result = opened.search(_request(opened, text, photo, tree, k))
        if as_json:
            typer.echo(json.dumps(_json(opened, result), ensure_ascii=False))
        else:
            _show(opened, result)
    finally:
        opened.close()


def _filter(where: str) -> Filter:
    from index.filters import from_json

    try:
        return from_json(json.loads(where))
    except json.JSONDecodeError as error:
        raise FilterError(
            f"--filter is not JSON: {error.msg} at character {error.pos + 1} of {where!r}. "
            'Write it like {"range": {"name": "price", "high": 800}}.'
        ) from error


def _request(
    opened: Index, text: str, photo: Path | None, tree: Filter | None, k: int
) -> SearchRequest:
    from index.search.request import SearchRequest

    request = SearchRequest(text=text, where=tree, k=k)
    if photo is None:
        return request
    import numpy as np

    from index.photos import open_photo
    from index.photos.matching import rank_photos
    from index.photos.reading import read_photo

    scores = np.full(len(opened.products), -np.inf, np.float32)
    for match in rank_photos(read_photo(open_photo(photo), opened, words=text or None), opened):
        at = opened.table.position(match.product_id)
        if at is not None:
            scores[at] = match.score
    return replace(request, photo_scores=scores)


def _json(opened: Index, result: SearchResult) -> dict[str, object]:
    from index.wire import dump

    data = dump(result)
    for row in data["candidates"]:
        product = opened.product(row["product_id"])
        price = _price(opened, product, row["sku_id"])
        row |= {"title": product.title, "price": None if price is None else float(price)}
        row["currency"] = product.currency
    return data


def _show(opened: Index, result: SearchResult) -> None:
    from rich.console import Console

    console = Console(soft_wrap=False)
    if result.candidates:
        console.print(_table(opened, result))
    console.print(_summary(result), style="dim")


def _table(opened: Index, result: SearchResult) -> Table:
    from rich.table import Table

    table = Table(show_lines=False)
    for heading in ("#", "id", "title", "price", "score", "brought by"):
        right = heading in ("#", "price", "score")
        table.add_column(heading, justify="right" if right else "left", no_wrap=heading != "title")
    for number, candidate in enumerate(result.candidates, 1):
        product = opened.product(candidate.product_id)
        table.add_row(
            str(number),
            candidate.product_id,
            product.title[:_TITLE_WIDTH],
            _amount(_price(opened, product, candidate.sku_id), product.currency),
            f"{candidate.score:.2f}",
            _signals(candidate),
        )
    return table


def _price(opened: Index, product: Product, sku_id: str | None) -> Decimal | None:
    sku = next((sku for sku in product.skus if sku.id == sku_id), None)
    return opened.offers.current(product, sku).price


def _amount(price: Decimal | None, currency: str | None) -> str:
    return "–" if price is None else f"{price:.2f} {currency or ''}".rstrip()


def _signals(candidate: Candidate) -> str:
    """Name the signals by rank, the one that ranks the candidate best first."""
    best = sorted(candidate.signals, key=lambda signal: signal.rank)
    return "\n".join(f"{signal.signal} #{signal.rank} ({signal.score:.2f})" for signal in best)


def _summary(result: SearchResult) -> str:
    said = f"{result.total} products meet the filter"
    if result.undecided:
        said += f", {result.undecided} more might (their records leave something out)"
    if result.unstated:
        said += f"; no product states {', '.join(result.unstated)}"
    return f"{said}. {result.timings['total']:.0f} ms."
