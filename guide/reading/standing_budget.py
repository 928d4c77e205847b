"""«预算再加五百», «少一百», "another $50": an amount that is added to the standing budget."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from guide.need import Budget
from guide.reading.frames import spelled
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from index.extraction.numbers import parse_number


def changed_budget(text: str, standing: Budget | None, setting: Setting) -> Budget | None:
    """Return the standing budget with what a plain text adds to it or takes off it, or None."""
    if standing is None or (standing.high is None and standing.low is None):
        return None
    for pattern in _patterns("below"):
        if standing.high is not None and pattern.search(text) is not None:
            return replace(standing, low=None, about=None)
    for key, sign in (("less", -1), ("more", 1)):
        for match in (found for pattern in _patterns(key) if (found := pattern.search(text))):
            step = Decimal(str(parse_number(match["amount"]) or 0)) * sign
            if step:
                return _moved(standing, step, setting, text)
    return None


def _moved(standing: Budget, step: Decimal, setting: Setting, text: str) -> Budget:
    """Return a budget with its upper end moved; its lower end only gives way."""
    low, high = (
        None if end is None else max(end + step, Decimal(0))
        for end in (standing.low, standing.high)
    )
    if step > 0 and high is not None:
        low = standing.low
    ends = high if high is not None else low
    words = ("up to {}" if text.isascii() else "{}以内") if high is not None else "{}"
    said = words.format(f"{ends.normalize():f}" if ends is not None else "")
    return replace(standing, low=low, high=high, about=None, source=setting.source(said))


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of words that add to a budget, or take off it."""
    listed = phrases("standing_budget")[key]
    return tuple(re.compile(spelled("standing_budget", frame)) for frame in listed)
