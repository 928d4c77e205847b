"""What a question about a product asks for, and where a record answers it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from guide.choosing.words import find_word, fold_long, wished_words


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that shoppers ask about.

    Attributes:
        asks: words of the question.
        attributes: ids of facts that answer it.
        words: words of the record that answer it, where no fact does.
        aspects: ids of aspects on which buyers' words answer it; `*` is all of them.
        general: it is meant only where nothing else is asked («多大»).
        options: those of `asks` that are one answer among several («机洗»).
    """

    id: str
    asks: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()
    general: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Data:
    topics: tuple[Topic, ...]
    stop: frozenset[str]
    promotions: tuple[str, ...]
    yes_no: tuple[str, ...]
    begins: tuple[str, ...]
    spoken: Mapping[str, str]


@cache
def _data() -> _Data:
    import tomllib

    text = files("guide.choosing").joinpath("topics.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    keys = ("asks", "attributes", "words", "aspects")
    topics = tuple(
        Topic(
            row["id"],
            *(tuple(row[key]) for key in keys),
            general=row.get("general", False),
            options=tuple(row.get("options", ())),
        )
        for row in data["topic"]
    )
    stop = data["stop"]
    lists = (tuple(stop[key]) for key in ("promotions", "yes_no", "begins"))
    return _Data(topics, frozenset(stop["words"]), *lists, spoken=data["spoken"])


def spoken(question: str) -> str:
    """Return a question with what is only said («啥», «咋») as it is written («什么», «怎么»)."""
    for said, written in _data().spoken.items():
        question = question.replace(said, written)
    return question


def topics_in(question: str) -> tuple[Topic, ...]:
    """Return the topics that a question names, those named by the longest words first.

    A topic whose words all lie inside longer words of another is not meant («电池容量» asks about
    the battery); what is asked as a whole («怎么样») stands only where nothing else is asked.
    """
    folded = spoken(fold_long(question))
    found = {
        topic: max((word for word in topic.asks if _holds(folded, word)), key=len, default="")
        for topic in _data().topics
    }
    named = sorted((t for t, word in found.items() if word), key=lambda t: -len(found[t]))
    named = [t for t in named if not t.general] or named
    kept = [t for t in named if not _inside(found[t], [found[o] for o in named if o is not t])]
    specific = [topic for topic in kept if "*" not in topic.aspects]
    general = [topic for topic in kept if "*" in topic.aspects and _outright(topic, folded)]
    return tuple(specific + general) or tuple(kept)


_VAGUE = ("怎么样", "好不好", "好用吗", "any good")


def _outright(topic: Topic, folded: str) -> bool:
    return any(_holds(folded, word) for word in topic.asks if word not in _VAGUE)


def _holds(folded: str, word: str) -> bool:
    """Return whether a question holds a word; «thin» is none of «anything»."""
    return word in folded and find_word(folded, word) >= 0


def is_vague(question: str) -> bool:
    """Return whether a question asks how something is all in all («怎么样»), and nothing else."""
    folded = fold_long(question)
    named = topics_in(question)
    return any("*" in t.aspects and not _outright(t, folded) for t in named) and len(named) == 1


def asked_words(question: str) -> tuple[str, ...]:
    """Return the words of a question that name its topics; its content words where none does."""
    folded = spoken(fold_long(question))
    found = [
        max((w for w in t.asks if _holds(folded, w)), key=len, default="")
        for t in topics_in(question)
    ]
    return tuple(filter(None, found)) or content_words(question)


def _inside(word: str, others: Sequence[str]) -> bool:
    return any(word != other and word in other for other in others)


def topics_for(name: str) -> tuple[Topic, ...]:
    """Return the topic with this id, else those that this attribute answers."""
    topics = _data().topics
    own = tuple(t for t in topics if t.id == name)
    return own or tuple(t for t in topics if name in t.attributes[:1])


def attributes_asked(question: str) -> tuple[str, ...]:
    """Return the attributes that answer a question («哪个更暖和»), the surest first."""
    return tuple(dict.fromkeys(a for topic in topics_in(question) for a in topic.attributes))


def content_words(question: str) -> tuple[str, ...]:
    """Return the words of a question that say what it asks about."""
    return tuple(w for w in wished_words(question) if w not in _data().stop)


def yes_or_no(question: str) -> bool:
    """Return whether a question is answered by yes or no («能机洗吗»)."""
    folded = fold_long(question)
    return any(_holds(folded, word) for word in _data().yes_no)


def options_in(question: str) -> tuple[str, ...]:
    """Return what a question names that is one answer among several («能机洗吗»)."""
    folded = fold_long(question)
    return tuple(w for t in topics_in(question) for w in t.options if _holds(folded, w))


def beside_topics(question: str) -> tuple[str, ...]:
    """Return what a question says beside its topics («升级» of «能升级内存吗»), numbers first."""
    import rjieba

    folded = fold_long(question)
    numbers = re.findall(r"(?<![\d.])\d{2,}(?![\d.])", folded)
    for word in asked_words(question):
        folded = folded.replace(word, " ")
    stop, begins = _data().stop, _data().begins
    words = [w for run in re.findall(r"[\u3400-\u9fff]+", folded) for w in rjieba.cut(run)]
    said = [w for w in words if len(w) > 1 and w not in stop and not w.startswith(begins)]
    return tuple(dict.fromkeys((*numbers, *said)))


def about_promotions(question: str) -> bool:
    """Return whether a question is about what promotions would give."""
    folded = fold_long(question)
    return any(word in folded for word in _data().promotions)
