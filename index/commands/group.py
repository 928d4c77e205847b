"""`guide index`: build, inspect and update an index."""

from __future__ import annotations

import typer

app = typer.Typer(help="Build, inspect and update an index.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Build, inspect and update an index."""
