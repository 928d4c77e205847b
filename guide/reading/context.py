"""By when, with which memberships, under which promotions: what is said around a wish."""

from __future__ import annotations

import re
from functools import cache

from guide.reading.phrases import phrases


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases("context")[key]))


def deadline(text: str) -> str | None:
    """Return by when it is needed, in the shopper's words («周五前»), or None."""
    found = _pattern("deadline").search(text)
    return found[0] if found else None


def memberships(text: str) -> tuple[str, ...]:
    """Return the memberships that the shopper has («88VIP»), in capitals where Latin."""
    found = (match[0].replace(" ", "").upper() for match in _pattern("membership").finditer(text))
    return tuple(dict.fromkeys(found))


def without_promotions(text: str) -> str:
    """Return `text` with promotion rules («满300减50») blanked out: they are no budget."""
    return _pattern("promotion").sub(lambda match: " " * len(match[0]), text)
