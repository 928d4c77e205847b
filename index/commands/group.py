"""`guide index`: build, inspect and update an index."""

from __future__ import annotations

import typer

from index.commands.build import build
from index.commands.inspect import dump, facts, stats, verify
from index.commands.offers import offers
from index.commands.sync import sync

app = typer.Typer(help="Build, inspect and update an index.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Build, inspect and update an index."""


for _command in (build, sync, stats, verify, dump, facts):
    app.command()(_command)
app.add_typer(offers, name="offers")
