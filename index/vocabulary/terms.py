"""The words that a catalogue's titles are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.lexicon import fold
from index.product import Product

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z0-9-]+|[a-z]*\d[a-z0-9.]*")
MAX_TERMS = 20_000


def title_terms(products: Sequence[Product]) -> dict[str, int]:
    """Return the words of two characters or more, to how many titles (with subtitles) hold them."""
    import rjieba

    counted: Counter[str] = Counter()
    for product in products:
        runs = _RUN.findall(fold(f"{product.title} {product.subtitle or ''}"))
        words = {w for run in runs for w in ([run] if run.isascii() else rjieba.cut(run))}
        counted.update(word for word in words if len(word) > 1)
    return dict(sorted(counted.most_common(MAX_TERMS)))
