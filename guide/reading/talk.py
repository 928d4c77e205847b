"""Talk: politeness, praise, complaints, and questions about anything else than goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from guide.reading.frames import Frames, either, frames, spelled
from guide.reading.phrases import phrases

_FAREWELL = ("bye", "later")
_LAST_CLAUSE = re.compile(r"[,。;!~\n](?=[^,。;!~\n]*[^\s,。;!~\n])")
_FILLER = "filler"
_LONGEST = 80
"""Characters of a text that may be all talk."""
_TELLS = re.compile(r"的[\u4e00-\u9fff]")
"""Behind a topic it makes that tell of goods («看股票的显示器»)."""
_ASKING = re.compile(r"[?吗么呢]\s*$|[?]")


@dataclass(frozen=True, slots=True)
class _Row:
    """A topic that may stand anywhere in a text: its frames, and what it bears beside it."""

    topic: str
    frames: Frames
    goods: bool
    firm: bool


def talk(text: str, goods: Sequence[tuple[int, int]] = ()) -> str | None:
    """Return what a plain `text` that wishes for nothing talks about, or None where it may wish.

    Args:
        text: the plain text.
        goods: the spans of it that name goods.
    """
    return whole_talk(text) or _farewell(text, goods) or _asked(text, goods)


def whole_talk(text: str) -> str | None:
    """Return the topic of a text that is made of talk from end to end («好的,我再想想,拜拜»)."""
    if len(text) > _LONGEST:
        return None
    reached: dict[int, frozenset[str]] = {0: frozenset()}
    for at in range(len(text)):
        if at not in reached:
            continue
        for topic, piece in _pieces():
            match = piece.match(text, at)
            if match:
                said = reached.get(match.end(), frozenset[str]())
                reached[match.end()] = said | reached[at] | {topic}
    said = reached.get(len(text), frozenset[str]()) - {_FILLER}
    return next((topic for topic, _ in _pieces() if topic in said), None)


def _farewell(text: str, goods: Sequence[tuple[int, int]]) -> str | None:
    """Return whether the last words take leave and nothing before them asks («…,再见»)."""
    parts = _LAST_CLAUSE.split(text)
    topics = [whole_talk(part.strip()) for part in parts]
    if topics[-1] not in _FAREWELL and not (topics[-1] == "thanks" and "later" in topics[:-1]):
        return None
    before = ",".join(part for part, topic in zip(parts, topics, strict=True) if topic is None)
    if _wishing().search(before) or _ASKING.search(before) or len(goods) > 1:
        return None
    return next(topic for topic in reversed(topics) if topic in _FAREWELL)


def _asked(text: str, goods: Sequence[tuple[int, int]]) -> str | None:
    for row in _rows():
        match = row.frames.search(text)
        if match is None:
            continue
        outside = any(end <= match.start() or start >= match.end() for start, end in goods)
        tells = _TELLS.match(text, match.end())
        if (outside or tells) and not (row.goods or row.firm):
            continue
        if row.firm or not _wishing().search(text[: match.start()] + "¤" + text[match.end() :]):
            return row.topic
    return None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(row["topic"], frames("talk", row), row.get("goods", False), row.get("firm", False))
        for row in phrases("talk")["asked"]
    )


@cache
def _wishing() -> Frames:
    return frames("talk", phrases("talk")["wishing"])


@cache
def _pieces() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the pieces of each topic in their order, and last what may stand between them."""
    said = [(row["topic"], row) for row in phrases("talk")["whole"]]
    said.append((_FILLER, phrases("talk")["filler"]))
    return tuple(
        (topic, re.compile(spelled_in(row))) for topic, row in said for spelled_in in _SCRIPTS
    )


def _chinese(row: dict[str, list[str]]) -> str:
    return spelled("talk", either(_longest(row["zh"])), "[^,。;!?\n]{0,8}?")


def _english(row: dict[str, list[str]]) -> str:
    return f"(?<![a-z]){spelled('talk', either(_longest(row['en'])))}(?![a-z])"


_SCRIPTS = (_chinese, _english)


def _longest(options: Sequence[str]) -> list[str]:
    """Return the pieces with the longest first, so that none is cut short by another."""
    return sorted(options, key=len, reverse=True)
