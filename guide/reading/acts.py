"""What a turn is: a wish, a comparison, a question, a step back, talk, or something to refuse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from guide.reading.early import NOTHING_SHOWN, NOTHING_TO_UNDO, begun, speaks_of_picks
from guide.reading.found import Phrases
from guide.reading.mentions import compares, holds_against
from guide.reading.moves import Move
from guide.reading.phrases import has_any, phrases, starts_with, words
from guide.reading.pointing import compares_with_named
from guide.reading.questions import asked, aspects, extreme
from guide.reading.references import all_shown, in_mind, points_at_all
from guide.reading.refusing import refused
from guide.reading.superlatives import asked_most
from guide.reading.talk import talk, whole_talk
from guide.turn import Context, NextPage, PhotoReading, Reference, ReturnTo, StartTopic


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
        or extreme(heard, photo, refers, context)
        or _compared(heard, refers, context)
        or asked(heard, photo, refers, context)
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
    if (_is(text, "next_page_whole") or _besides(heard)) and (context.shown or context.need.kinds):
        shown = tuple(item.product_id for item in context.shown)
        return Move("refine", edits=(NextPage(shown),))
    if has_any(text, words("acts", "restart")):
        return Move("wish", edits=(StartTopic(""),))
    if has_any(text, words("acts", "return_to")):
        topic = _shelved(heard, context)
        if topic is not None:
            return Move("refine", edits=(ReturnTo(topic),))
    return None


def _besides(heard: Phrases) -> bool:
    """Return whether others than those shown are asked for («除了这些还有别的吗»)."""
    found = _BESIDES.search(heard.text)
    named = any(f.what in _GOODS for f in heard.found)
    return found is not None and not named


_BESIDES = re.compile(
    r"^(?:那|那么)?除了?(?:这|那|上面|前面|以上|刚才)[^,。]{0,6}?(?:以外|之外|外)?,?(?:你们?)?(?:店里|家)?(?:还|就|再)?"
    r"(?:有|没|能推|推荐)[^,。]{0,3}(?:别|其他|其它|更多|吗|什么|啥|哪)[^,。]{0,6}$"
    r"|^(?:这|那)[^,。]{0,4}(?:以外|之外|外)[^,。]{0,2}(?:有|没)[^,。]{0,3}(?:别|其他|其它|吗|什么|啥|哪)"
    r"|^(?:besides|other than|apart from|aside from|beyond) (?:these|those|that|them|the ones)\b"
    r"|\b(?:else|other|others|more)\b.*\b(?:besides|other than|apart from|aside from) "
    r"(?:these|those|that|them)\b"
)


def _shelved(heard: Phrases, context: Context) -> str | None:
    """Return the shelved topic that the words name, by its own words or by its kind."""
    for need in context.shelf:
        if any(name and name in heard.text for name in (need.topic, need.kind_words)):
            return need.topic
    kinds = {kind for found in heard.of("kind") for kind in found.meaning}
    return next((need.topic for need in context.shelf if kinds & set(need.kinds)), None)


def _compared(heard: Phrases, refers: tuple[Reference, ...], context: Context) -> Move | None:
    text = heard.text
    cue = compares(text)
    most = asked_most(text)
    against = len(refers) > 1 and ("比" in text or bool(most))
    if len(refers) == 1 and (compares_with_named(text) or holds_against(text)):
        refers = tuple({ref.product_id: ref for ref in (*in_mind(context), *refers)}.values())
        refers = refers if len(refers) > 1 else _with_another(refers, context)
        against = len(refers) > 1
    if not (cue or against) or len(context.shown) + len(refers) < 2:
        return None
    if len(refers) == 1 and not points_at_all(text) and not _versus(text):
        return None
    if heard.of("kind") and not refers and not points_at_all(text) and not _counted(text):
        return None
    chosen = refers if len(refers) > 1 else all_shown(context, fewest=2, text=text)
    asks = tuple(ask for ask in aspects(text) if ask == "drawbacks") or most
    return Move("compare", chosen, asks, ()) if len(chosen) > 1 else None


def _counted(text: str) -> bool:
    """Return whether so many of a kind are to be put side by side («两个猫砂盆放一起比较»)."""
    return _SO_MANY.search(text) is not None


_SO_MANY = re.compile(
    r"[这那]?(?:[两俩二三四几]|2|3|4)[个款件双条台部只套张把盏辆床](?!以)|side by side"
)


def _with_another(refers: tuple[Reference, ...], context: Context) -> tuple[Reference, ...]:
    """Return a product and the first other one on the screen."""
    others = [ref for ref in all_shown(context, fewest=2) if ref.product_id != refers[0].product_id]
    return (*refers, *others[:1])


def _versus(text: str) -> bool:
    return has_any(text, ("其他", "别的", "另外", "others", "the rest"))


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
