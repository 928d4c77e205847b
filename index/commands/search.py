"""`guide search`: ranked candidates for words, a photo and a filter."""

from __future__ import annotations


def search(text: str) -> None:
    """Search an index."""
