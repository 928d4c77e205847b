"""«同系列的餐椅»: of the same series as what was shown, as titles call it («原素系列»)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from guide.need import Constraint
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.reading.shown import ShownFacts
from guide.turn import Context
from index.lexicon import fold

_SERIES = re.compile(
    r"(?P<zh>[\u4e00-\u9fffa-z0-9]{2,6}?系列)|(?P<en>[a-z]+ (?:series|collection))"
)


def same_series(
    text: str, context: Context, facts: ShownFacts | None, setting: Setting
) -> Iterator[Constraint]:
    """Yield the must for the series of the first product shown that names one in its title."""
    asked = _same().search(text)
    if asked is None or facts is None:
        return
    for item in (*context.shown, *context.earlier):
        named = _SERIES.search(fold(facts.title(item.product_id)))
        if named is not None:
            source = setting.source(asked[0])
            yield Constraint("", "words", "in", "must", source, values=(named[0],))
            return


@cache
def _same() -> re.Pattern[str]:
    return re.compile("|".join(phrases("another")["series"]))
