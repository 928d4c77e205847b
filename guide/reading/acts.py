"""What a turn is: a wish, a comparison, a question, a step back, talk, or something to refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from guide.choosing.extremes import MOST
from guide.reading.comparatives import wants_less_or_more, wants_other
from guide.reading.context import memberships, without_promotions
from guide.reading.early import NOTHING_SHOWN, NOTHING_TO_UNDO, begun, speaks_of_picks
from guide.reading.extremes import asked_extreme
from guide.reading.found import Phrases
from guide.reading.phrases import find, has_any, phrases, starts_with, words
from guide.reading.references import all_shown, in_mind, points_at_all
from guide.reading.refusing import refused
from guide.reading.superlatives import asked_most
from guide.reading.talk import talk, whole_talk
from guide.turn import (
    Act,
    Context,
    Edit,
    NextPage,
    PhotoReading,
    Reference,
    ReturnTo,
    SetContext,
    StartTopic,
)


@dataclass(frozen=True, slots=True)
class Move:
    """The act of a turn; `edits` is None where the wishes in the words make them."""

    act: Act
    refers: tuple[Reference, ...] = ()
    asks: tuple[str, ...] = ()
    edits: tuple[Edit, ...] | None = None
    new_topic: bool = False


def move_of(
    heard: Phrases,
    photo: PhotoReading | None,
    refers: tuple[Reference, ...],
    context: Context,
) -> Move:
    """Return what the shopper just did."""
    text = heard.text
    if not text:
        return Move("wish")
    return (
        _refused(text)
        or _stepped(heard, context, photo)
        or _talked(heard, photo, refers)
        or _extreme(heard, photo, refers, context)
        or _compared(heard, refers, context)
        or _asked(heard, photo, refers, context)
        or _served(heard, photo)
        or _too_early(heard, photo, context)
        or Move("wish", refers, new_topic=_cut_off(text))
    )


def _refused(text: str) -> Move | None:
    topic = refused(text)
    return Move("refuse", asks=(topic,), edits=()) if topic else None


def _stepped(heard: Phrases, context: Context, photo: PhotoReading | None) -> Move | None:
    text = heard.text
    if photo is not None:
        return None
    if has_any(text, words("acts", "undo")):
        nothing = Move("chat", asks=(NOTHING_TO_UNDO,), edits=())
        return Move("undo", edits=()) if begun(context) else nothing
    if _is(text, "next_page_whole") and (context.shown or context.need.kinds):
        shown = tuple(item.product_id for item in context.shown)
        return Move("refine", edits=(NextPage(shown),))
    if has_any(text, words("acts", "restart")):
        return Move("wish", edits=(StartTopic(""),))
    if has_any(text, words("acts", "return_to")):
        topic = _shelved(heard, context)
        if topic is not None:
            return Move("refine", edits=(ReturnTo(topic),))
    return None


def _shelved(heard: Phrases, context: Context) -> str | None:
    """Return the shelved topic that the words name, by its own words or by its kind."""
    for need in context.shelf:
        if any(name and name in heard.text for name in (need.topic, need.kind_words)):
            return need.topic
    kinds = {kind for found in heard.of("kind") for kind in found.meaning}
    return next((need.topic for need in context.shelf if kinds & set(need.kinds)), None)


def _extreme(
    heard: Phrases, photo: PhotoReading | None, refers: tuple[Reference, ...], context: Context
) -> Move | None:
    """Return the question which of several has the least or the most of something."""
    standing = set(context.need.kinds)
    others = [f for f in heard.of("kind") if standing.isdisjoint(f.meaning)]
    if photo is not None or not context.shown or others or refers:
        return None
    return Move("ask", refers, (MOST,), ()) if asked_extreme(heard.text) is not None else None


def _compared(heard: Phrases, refers: tuple[Reference, ...], context: Context) -> Move | None:
    text = heard.text
    cue = has_any(text, words("acts", "compare"))
    most = asked_most(text)
    against = len(refers) > 1 and ("比" in text or bool(most))
    if not (cue or against) or len(context.shown) + len(refers) < 2:
        return None
    if len(refers) == 1 and not points_at_all(text) and not _versus(text):
        return None
    if heard.of("kind") and not refers and not points_at_all(text):
        return None
    chosen = refers if len(refers) > 1 else all_shown(context)
    asks = tuple(ask for ask in aspects(text) if ask == "drawbacks") or most
    return Move("compare", chosen, asks, ()) if len(chosen) > 1 else None


def _versus(text: str) -> bool:
    return has_any(text, ("其他", "别的", "另外", "others", "the rest"))


def _asked(
    heard: Phrases,
    photo: PhotoReading | None,
    refers: tuple[Reference, ...],
    context: Context,
) -> Move | None:
    text = heard.text
    if has_any(text, words("acts", "why_not")) and context.shown:
        return Move("ask", refers, ("why_not", *_named(heard)), ())
    marked = has_any(text, tuple(phrases("questions")["marks"]["words"]))
    if not marked and not _LEFT_OPEN.search(text) and not _of_the_shown(text):
        return None
    if photo is not None or (context.need.photo is not None and _to_go_with_it(heard)):
        return None
    if not context.shown:
        return _priced(heard)
    from guide.choosing.topics import about_promotions

    if about_promotions(text) and not heard.of("kind"):
        return Move("ask", refers or in_mind(context), ("price",), _with_cards(text))
    if wants_other(text) or (not refers and wants_less_or_more(text)):
        return None
    if has_any(text, tuple(phrases("questions")["marks"]["wanting"])) and not refers:
        return None
    if not refers and _new_wish(heard, context):
        return None
    asks = aspects(text)
    if not asks and not refers and not _of_the_shown(text):
        return None
    chosen = refers or (all_shown(context) if points_at_all(text) else in_mind(context))
    return Move("ask", chosen, asks or (text,), _with_cards(text))


def _with_cards(text: str) -> tuple[Edit, ...]:
    cards = memberships(text)
    return (SetContext(membership=cards),) if cards else ()


def _of_the_shown(text: str) -> bool:
    """Return whether a question of no known aspect can only be about what is on the screen."""
    return any(
        re.search(pattern, text) for pattern in phrases("questions")["marks"]["of_the_shown"]
    )


def _to_go_with_it(heard: Phrases) -> bool:
    """Return whether another kind is asked for beside the photo's («which shorts go with it»)."""
    return bool(heard.of("kind")) and has_any(heard.text, words("references", "photo_match"))


def _priced(heard: Phrases) -> Move | None:
    """Return the question what something costs after promotions, with nothing on the screen."""
    if heard.of("kind") or without_promotions(heard.text) == heard.text:
        return None
    return Move("ask", (), ("price",), _with_cards(heard.text))


def _named(heard: Phrases) -> tuple[str, ...]:
    """Return what «为什么不是 X» names."""
    cue = next(w for w in words("acts", "why_not") if find(heard.text, w) is not None)
    rest = heard.text.split(cue, 1)[1].strip(" ?？的呢啊吗").removeprefix("the ")
    return (rest,) if rest else ()


def _new_wish(heard: Phrases, context: Context) -> bool:
    """Return whether the words ask for other products, not about those shown."""
    from guide.reading.amounts import Amount

    standing = set(context.need.kinds)
    kinds = [f for f in heard.of("kind") if not f.avoided and not _of_the_shown(heard.text)]
    if any(not standing & set(f.meaning) for f in kinds):
        return True
    amounts: list[Amount] = [f.meaning for f in heard.of("amount")]
    if any(a.budget or a.currency for a in amounts):
        return True
    if heard.of("attribute") and _WHICH.match(heard.text):
        return False
    if _ANOTHER.search(heard.text):
        return True
    if _of_the_shown(heard.text):
        return False
    has = heard.text.startswith(("有", "要", "换", "再", "还是", "只要", "不要", "别"))
    return has and bool(heard.of("value") or heard.of("brand") or heard.of("attribute"))


_LEFT_OPEN = re.compile(r"[\u4e00-\u9fff](?<![要还能就得也都])不[?？]?$")
"""«防水不» asks, as it is spoken."""

_ANOTHER = re.compile(r"^那(?![这个款件第它]).{1,8}的呢|^(?:what|how) about (?!it|this|that|the )")
"""«那零乳糖的呢» asks for others than those shown."""

_WHICH = re.compile(r"有(?:什么|哪些|哪几|几|多少|啥)")
"""«有什么颜色» asks about what is shown; «有黑色的吗» asks for something else."""


def aspects(text: str) -> tuple[str, ...]:
    """Return what a question asks about: topics of `guide.choosing`, or aspects of its own."""
    from guide.choosing.topics import topics_in

    if _FITS.search(text):
        return ("size_advice",)
    found = [topic.id for topic in topics_in(text)]
    for row in phrases("questions")["question"]:
        if row["aspect"] in ("drawbacks", "summary") and has_any(text, tuple(row["words"])):
            found.append(row["aspect"])
    telling = [aspect for aspect in found if aspect != "summary"]
    return tuple(dict.fromkeys(telling or found))


_FITS = re.compile(
    r"(?:适合|身高|穿).{0,4}1[4-9]\d(?!\d)|1[4-9]\d(?:cm|厘米)?.{0,6}(?:能穿|穿什么码|穿多大|可以穿)"
)


def _talked(
    heard: Phrases, photo: PhotoReading | None, refers: tuple[Reference, ...]
) -> Move | None:
    if photo is not None:
        return None
    goods = [(f.start, f.end) for f in heard.found if f.what in ("kind", "brand", "amount")]
    topic = whole_talk(heard.text) if refers else talk(heard.text, goods)
    return Move("chat", asks=(topic,), edits=()) if topic else None


def _served(heard: Phrases, photo: PhotoReading | None) -> Move | None:
    """Return talk of orders and returns where it is about nothing on the screen."""
    told = photo is not None or any(f.what in _GOODS for f in heard.found)
    if told or not has_any(heard.text, phrases("talk")["late"]["service"]):
        return None
    return Move("chat", asks=("service",), edits=())


_GOODS = ("kind", "brand", "amount", "value", "order")


def _too_early(heard: Phrases, photo: PhotoReading | None, context: Context) -> Move | None:
    """Return the reply to what can only be said of picks, where none were made."""
    if photo is not None or not speaks_of_picks(heard, context):
        return None
    return Move("chat", asks=(NOTHING_SHOWN,), edits=())


def _is(text: str, key: str) -> bool:
    """Return whether the whole of `text`, politeness and particles aside, is in a list."""
    return _bare(text) in _bared(key)


@cache
def _bared(key: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in phrases("acts")[key])


def _bare(text: str) -> str:
    particles: Sequence[str] = phrases("acts")["particles"]
    bare = text
    while True:
        shorter = bare.strip()
        for particle in particles:
            shorter = shorter.removesuffix(particle)
        if shorter == bare:
            return bare.replace(" ", "")
        bare = shorter


def _cut_off(text: str) -> bool:
    return starts_with(text.lstrip("那"), words("acts", "new_topic")) is not None


def is_listing(text: str) -> bool:
    """Return whether a shopping list is asked for."""
    return has_any(text, words("acts", "listing"))
