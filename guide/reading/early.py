"""Turns that speak of picks before any were made: «第二款怎么样» as the first message."""

from __future__ import annotations

from guide.reading.comparatives import wants_less_or_more
from guide.reading.found import Phrases
from guide.reading.phrases import find, has_any, phrases, words
from guide.reading.references import points_at_all, points_by_number
from guide.turn import Context

NOTHING_SHOWN, NOTHING_TO_UNDO = "nothing_shown", "nothing_to_undo"
"""Topics of the reply."""
LEFT = 1
"""Characters that may be left beside a bare question («它会掉毛吗»)."""
_GOODS = ("kind", "brand", "amount")


def begun(context: Context) -> bool:
    """Return whether there is anything to go back to, or to point at."""
    need = context.need
    wished = need.kinds or need.constraints or need.budget or need.photo or need.not_carried
    return bool(context.shown or context.earlier or context.shelf or wished)


def speaks_of_picks(heard: Phrases, context: Context) -> bool:
    """Return whether a turn is about picks, and none were shown that it could be about."""
    if begun(context) or any(found.what in _GOODS for found in heard.found):
        return False
    text = heard.text
    pointed = points_by_number(text) or _points(text)
    return pointed or wants_less_or_more(text) or _asks_nothing_else(text)


def _asks_nothing_else(text: str) -> bool:
    """Return whether the words ask about an aspect («能机洗吗») and name nothing beside it."""
    from guide.choosing.topics import topics_in

    marks = phrases("questions")["marks"]["words"]
    topics = topics_in(text) if has_any(text, tuple(marks)) else ()
    said = {*marks, *phrases("acts")["particles"], *(w for topic in topics for w in topic.asks)}
    rest = text
    for word in sorted(said, key=len, reverse=True):
        rest = rest.replace(word, "")
    return bool(topics) and len(rest) <= LEFT


def _points(text: str) -> bool:
    """Return whether «这款», «这几个», «刚才那个» stand in a question or a comparison."""
    cues = (*words("acts", "compare"), *words("acts", "why_not"))
    if has_any(text, cues) or has_any(text, words("acts", "next_page_whole")):
        return True
    told = (*words("references", "previous_page"), "刚才", "刚刚")
    this = [w for w in words("references", "this") if not w.isascii() or " " in w]
    pointed = points_at_all(text) or any(find(text, w) is not None for w in this)
    marked = has_any(text, tuple(phrases("questions")["marks"]["words"]))
    return any(find(text, w) is not None for w in told) or (pointed and marked)
