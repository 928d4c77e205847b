"""What a question about a product asks for, and where a record answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from guide.choosing.words import fold_long, wished_words


@dataclass(frozen=True, slots=True)
class Topic:
    """A thing that shoppers ask about.

    Attributes:
        asks: words of the question.
        attributes: ids of facts that answer it.
        words: words of the record that answer it, where no fact does.
        aspects: ids of aspects on which buyers' words answer it; `*` is all of them.
    """

    id: str
    asks: tuple[str, ...]
    attributes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Data:
    topics: tuple[Topic, ...]
    stop: frozenset[str]
    promotions: tuple[str, ...]


@cache
def _data() -> _Data:
    import tomllib

    text = files("guide.choosing").joinpath("topics.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    keys = ("asks", "attributes", "words", "aspects")
    topics = tuple(Topic(row["id"], *(tuple(row[key]) for key in keys)) for row in data["topic"])
    return _Data(topics, frozenset(data["stop"]["words"]), tuple(data["stop"]["promotions"]))


def topics_in(question: str) -> tuple[Topic, ...]:
    """Return the topics that a question names, those named by the longest words first.

    A topic whose words all lie inside longer words of another is not meant («电池容量» asks about
    the battery); what is asked as a whole («怎么样») stands only where nothing else is asked.
    """
    folded = fold_long(question)
    found = {
        topic: max((word for word in topic.asks if word in folded), key=len, default="")
        for topic in _data().topics
    }
    named = sorted((t for t, word in found.items() if word), key=lambda t: -len(found[t]))
    kept = [t for t in named if not _inside(found[t], [found[o] for o in named if o is not t])]
    specific = [topic for topic in kept if "*" not in topic.aspects]
    general = [topic for topic in kept if "*" in topic.aspects and _outright(topic, folded)]
    return tuple(specific + general) or tuple(kept)


_VAGUE = ("怎么样", "好不好", "好用吗", "any good")


def _outright(topic: Topic, folded: str) -> bool:
    return any(word in folded for word in topic.asks if word not in _VAGUE)


def is_vague(question: str) -> bool:
    """Return whether a question asks how something is all in all («怎么样»), and nothing else."""
    folded = fold_long(question)
    named = topics_in(question)
    return any("*" in t.aspects and not _outright(t, folded) for t in named) and len(named) == 1


def asked_words(question: str) -> tuple[str, ...]:
    """Return the words of a question that name its topics; its content words where none does."""
    folded = fold_long(question)
    found = [
        max((w for w in t.asks if w in folded), key=len, default="") for t in topics_in(question)
    ]
    return tuple(filter(None, found)) or content_words(question)


def _inside(word: str, others: Sequence[str]) -> bool:
    return any(word != other and word in other for other in others)


def topics_for(name: str) -> tuple[Topic, ...]:
    """Return the topic with this id, else those that this attribute answers."""
    topics = _data().topics
    own = tuple(t for t in topics if t.id == name)
    return own or tuple(t for t in topics if name in t.attributes[:1])


def content_words(question: str) -> tuple[str, ...]:
    """Return the words of a question that say what it asks about."""
    return tuple(w for w in wished_words(question) if w not in _data().stop)


def about_promotions(question: str) -> bool:
    """Return whether a question is about what promotions would give."""
    folded = fold_long(question)
    return any(word in folded for word in _data().promotions)
