"""The page's own words by locale, from `texts.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def texts(locale: str) -> dict[str, Any]:
    """Return the page's words in `zh` or `en` (any other locale reads as `zh`)."""
    tables = tomllib.loads(files("ui").joinpath("texts.toml").read_text("utf-8"))
    words: dict[str, Any] = tables.get(locale, tables["zh"])
    return words


def examples(locale: str) -> list[str]:
    """Return requests to start with."""
    return list(texts(locale)["examples"].values())
