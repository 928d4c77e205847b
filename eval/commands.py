"""`guide eval`: measure answers."""

from __future__ import annotations

import typer

app = typer.Typer(help="Measure answers.")


@app.callback()
def _group() -> None:
    """Measure answers."""
