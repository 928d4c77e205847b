"""Does the text in a photo name a product? Words read by OCR against what its record says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.photos.text import TextLine
from index.product import Product

_PIECES = re.compile(r"[a-z0-9]+|[\u4e00-\u9fff]+")
_SHORTEST = 2


def text_agreement(
    lines: Sequence[TextLine], product: Product, printed: Iterable[TextLine] = ()
) -> float:
    """Return how much of the text in a photo a product's record and its own photo's text share.

    A model number («led32s1») says more than a common word: a piece counts by its length. 0 is
    nothing in common, 1 a great deal.
    """
    asked = pieces(" ".join(line.text for line in lines))
    record = pieces(" ".join(filter(None, (product.title, product.brand, product.subtitle))))
    own = record | pieces(" ".join(line.text for line in printed))
    return said_alike(asked, own)


def said_alike(asked: frozenset[str], own: frozenset[str]) -> float:
    """Return how much two texts share, 0 to 1, given their `pieces`."""
    return min(1.0, sum(_weight(piece) for piece in asked & own) / 8.0)


def pieces(text: str) -> frozenset[str]:
    """Return the Latin words and numbers of `text`, and the pairs of neighbouring characters."""
    found: set[str] = set()
    for run in _PIECES.findall(text.lower()):
        if run.isascii():
            found |= {run} if len(run) >= _SHORTEST else set()
        else:
            found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return frozenset(found)


def _weight(piece: str) -> float:
    """Codes of letters and digits are rarer than words, and words than short numbers."""
    if not piece.isascii():
        return 1.0
    mixed = any(c.isdigit() for c in piece) and any(c.isalpha() for c in piece)
    return 4.0 if mixed and len(piece) >= 4 else 2.0 if piece.isalpha() and len(piece) >= 3 else 0.5
