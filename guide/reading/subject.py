"""What a turn is about: the kinds that the words or the photo name, and whether a topic begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guide.need import Need
from guide.reading.acts import is_listing
from guide.reading.another import for_another, picked_from_list
from guide.reading.found import Phrases
from guide.reading.kinds import Said, fallback_kind, kinds_said
from guide.reading.lists import occasion_slots
from guide.reading.moves import Move
from guide.reading.phrases import has_any, phrases
from guide.reading.pictures import goes_with, kept_kind, likely_kinds, sorts_of_shown
from guide.reading.roles import of_what_stands
from guide.reading.shown import ShownFacts
from guide.reading.unknown import unknown_kind
from guide.turn import Context, PhotoReading
from index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder


@dataclass(frozen=True)
class Listener:
    """What wishes are read with: the catalogue, an encoder, the products on screen."""

    vocabulary: Vocabulary
    encoder: Encoder | None
    facts: ShownFacts | None


@dataclass(frozen=True)
class Subject:
    """What a turn is about.

    Attributes:
        said: the kinds that the words name.
        sorts: kinds named that only say which sort of the thing in the photo is meant.
        shown: the kinds of what the photo shows.
        topic: what a new topic is called; None where the standing one goes on.
    """

    said: list[Said]
    sorts: list[Said]
    shown: tuple[str, ...]
    topic: str | None


def subject_of(
    listener: Listener,
    heard: Phrases,
    text: str,
    photo: PhotoReading | None,
    move: Move,
    context: Context,
) -> Subject:
    """Return what the words beside a photo, if there is one, are about."""
    said = _kinds(listener, heard, photo, move, context)
    shown = _shown_kinds(photo, context)
    sorts = [] if goes_with(text) else sorts_of_shown(said, shown, listener.vocabulary)
    said = [one for one in said if one not in sorts]
    standing = context.need
    if photo is None and for_another(text) and standing.kinds:
        said = [one for one in said if one.kinds] or [Said(standing.kinds, standing.kind_words)]
        if set(said[0].kinds) & set(standing.kinds):
            return Subject(said, sorts, shown, said[0].words)
    topic = _topic(said, photo, move, context)
    if topic is None and len(said) == 1 and picked_from_list(text, standing):
        topic = said[0].words
    if topic is None:
        topic = _shown_topic(listener, said, photo, context)
    return Subject(said, sorts, shown, topic)


def _kinds(
    listener: Listener, heard: Phrases, photo: PhotoReading | None, move: Move, context: Context
) -> list[Said]:
    said = kinds_said(heard, listener.vocabulary, listener.encoder)
    standing = set(context.need.kinds)
    if standing and of_what_stands(heard.text):
        said = [one for one in said if standing & set(one.kinds)]
    if is_listing(heard.text) and _packs(said) and occasion_slots(heard.text, listener.vocabulary):
        return []
    if said or photo is not None:
        return said
    asking = move.new_topic or has_any(heard.text, tuple(phrases("fillers")["requests"]))
    if context.need.kinds and not (asking and not heard.found):
        return []
    unknown = fallback_kind(heard, listener.vocabulary) or unknown_kind(
        heard, listener.vocabulary, listener.encoder
    )
    return [unknown] if unknown else []


def _packs(said: Sequence[Said]) -> bool:
    """Return whether the words name an occasion («旅行清单») and no thing of their own."""
    occasions = {word for row in phrases("lists")["list"] for word in row["words"]}
    return all(one.words in occasions for one in said)


def _topic(
    said: Sequence[Said], photo: PhotoReading | None, move: Move, context: Context
) -> str | None:
    """Return the name of the new topic where the words leave the standing one."""
    standing = context.need
    if not said:
        return "" if move.new_topic and not photo else None
    if photo is not None and standing.photo is not None and standing.photo.photo == photo.photo:
        return None
    if not stands(standing) or (not standing.kinds and not standing.kind_words):
        return None
    same = set(said[0].kinds) & set(standing.kinds) or said[0].words == standing.kind_words
    if same and not standing.slots:
        return None
    return None if _narrower(said[0], standing) and not move.new_topic else said[0].words


def _narrower(said: Said, standing: Need) -> bool:
    from index.vocabulary import load_taxonomy

    taxonomy = load_taxonomy()
    return any(taxonomy.related(a, b) for a in said.kinds for b in standing.kinds)


def stands(need: Need) -> bool:
    """Return whether anything is wished for yet."""
    return need != Need(membership=need.membership)


def _shown_kinds(photo: PhotoReading | None, context: Context) -> tuple[str, ...]:
    """Return the kinds of what the photo shows, that of this turn or the standing one."""
    if photo is not None:
        return tuple(kind for kind, _ in photo.kinds[:1])
    return context.need.kinds if context.need.photo is not None else ()


def _shown_topic(
    listener: Listener, said: Sequence[Said], photo: PhotoReading | None, context: Context
) -> str | None:
    """Return the name of the new topic where a further photo shows another kind of thing."""
    standing = context.need
    if photo is None or said or not standing.kinds:
        return None
    if standing.photo is not None and standing.photo.photo == photo.photo:
        return None
    kinds = likely_kinds(photo)
    if not kinds or not set(kinds).isdisjoint(standing.kinds):
        return None
    return kept_kind(listener.vocabulary, kinds)
