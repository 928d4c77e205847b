"""`guide index offers`: live prices and stock."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from index.commands.options import DEFAULT_INDEX, IndexOption

offers = typer.Typer(help="Live prices, stock and delisting.", no_args_is_help=True)


@offers.callback()
def _group() -> None:
    """Live prices, stock and delisting."""


@offers.command()
def update(
    file: Annotated[
        Path,
        typer.Argument(
            help="JSONL or CSV (- for stdin, JSONL) with id, and any of sku, price, list_price, "
            "stock, delisted, delivery.",
            show_default=False,
        ),
    ],
    index: IndexOption = DEFAULT_INDEX,
) -> None:
    """State prices, stock, delisting and delivery; the next turn of a running page sees them.

    A field that is absent or empty stays as it was. Bad rows are reported and left out.
    """
    from index.store.offer_files import update_offers

    report = update_offers(index, file)
    for problem in report.problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"{report.stated} offers stated, {len(report.problems)} rows left out.")
