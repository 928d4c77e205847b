"""`guide serve`: the web chat."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer


def serve(
    index: Annotated[Path, typer.Option(envvar="GUIDE_INDEX", help="The index to serve.")] = Path(
        ".guide/index"
    ),
    model: Annotated[
        str | None,
        typer.Option(envvar="GUIDE_MODEL", help="PROVIDER:MODEL for LangChain, or scripted:FILE."),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 7860,
) -> None:
    """Serve the web chat, product photos, and POST /api/ask for programs."""
    sys.stderr.write(f"Opening {index} ...\n")
    from ui.server import serve as run

    sys.stderr.write(f"导购 is at http://{host}:{port} (Ctrl-C to stop)\n")
    asyncio.run(run(index, model, host, port))
