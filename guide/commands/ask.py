"""`guide ask`: one request, or a stream of them."""

from __future__ import annotations


def ask(text: str) -> None:
    """Ask for products."""
