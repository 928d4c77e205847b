"""«哪款是一级能效的», «里面带显示器的是哪个», "is there a digital one among them"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from guide.reading.extremes import asks_everywhere
from guide.reading.phrases import phrases
from guide.reading.pointing import fitting_all
from guide.reading.shown import ShownFacts
from guide.turn import Context, Reference, Shown
from index.vocabulary import Vocabulary

MOST_TOLD = 3


def asked_which(text: str) -> str | None:
    """Return what a plain text asks which product has it, or None."""
    found = (pattern.search(text) for pattern in _patterns())
    return next((match["what"].strip() for match in found if match), None)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    data = phrases("which")
    return tuple(re.compile(row["pattern"] + data["end"]) for row in data["which"])


def having(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> tuple[Reference, ...]:
    """Return the products that have what is asked for: of those on the screen, or of all that fit.

    Whoever asks of the whole shop, or of what nothing on the screen has, is answered from all.
    """
    what = asked_which(text)
    if what is None or facts is None:
        return ()
    picks = [item for item in context.shown if not item.near] or list(context.shown)
    found: Sequence[Shown] = ()
    if not asks_everywhere(text):
        found = fitting_all(what, picks, vocabulary, facts)
    if not found:
        every = [Shown(0, i, sku, facts.title(i)) for i, sku in facts.fitting(context.need)]
        found = fitting_all(what, every, vocabulary, facts)
    return tuple(Reference("", item.product_id, item.sku_id) for item in found[:MOST_TOLD])
