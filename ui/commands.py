"""`guide serve`: the web chat."""

from __future__ import annotations


def serve() -> None:
    """Serve the web chat."""
