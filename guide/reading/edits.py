"""From what was heard to the edits of a Turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from guide.need import Budget, Constraint, Need, OrderBy, Slot
from guide.reading.acts import is_listing
from guide.reading.another import kept_wishes, no_longer
from guide.reading.binding import bound
from guide.reading.comparatives import comparative_edits
from guide.reading.constraints import constraints
from guide.reading.context import deadline, memberships
from guide.reading.flatly import flatly_wanted, purely
from guide.reading.found import Phrases
from guide.reading.indirect import indirectly
from guide.reading.kinds import Said
from guide.reading.ladders import from_there_on
from guide.reading.leftovers import denied_words, search_text
from guide.reading.lifting import NOTHING, Lifted
from guide.reading.lists import slots_of
from guide.reading.money import outright_budget
from guide.reading.moves import Move
from guide.reading.numbering import numbered, with_ids
from guide.reading.partly import partly_stated
from guide.reading.phrases import find, phrases
from guide.reading.pictured import cheaper_than_photo, photo_edits
from guide.reading.pictures import companions, goes_with, sort_wish
from guide.reading.series import same_series
from guide.reading.setting import Setting
from guide.reading.sorts import moot, sort_of_kind
from guide.reading.stating import stating_any
from guide.reading.subject import Listener, Subject, stands, subject_of
from guide.reading.titled import same_in_titles
from guide.reading.widening import widened
from guide.reading.wishing import occasion, order_of, recipient, wished
from guide.turn import (
    Act,
    AddConstraint,
    Context,
    DropConstraint,
    Edit,
    Locale,
    NextPage,
    PhotoReading,
    SetBudget,
    SetContext,
    SetKind,
    SetOrder,
    SetSlots,
    SetWords,
    StartTopic,
)

MOST_WORDS = 24
"""Words to search by that a topic remembers, the latest."""


@dataclass(frozen=True)
class Reading:
    """The wishes of one turn: what kind of act, which edits, what was not understood."""

    act: Act
    edits: tuple[Edit, ...]
    notes: tuple[str, ...] = ()


def read_wishes(
    listener: Listener,
    heard: Phrases,
    photo: PhotoReading | None,
    move: Move,
    context: Context,
    locale: Locale,
    *,
    beside: str = "",
    taken_back: Lifted = NOTHING,
) -> Reading:
    """Return the edits that the words (and the photo) of a wish make to the standing Need.

    `beside` is the whole text beside a photo, with the words that only point at the photo;
    `taken_back` is what other words of the turn lift, which are no longer among those heard.
    """
    text = beside or heard.text
    about = subject_of(listener, heard, text, photo, move, context)
    need = Need(membership=context.need.membership) if about.topic else context.need
    setting = _setting(listener, about.said, photo, need, context)
    vocabulary = listener.vocabulary
    meant = _corrected(_wishes(heard, about, setting, context, locale), need)
    meant, unneeded = widened(meant, heard.text, need)
    if about.topic:
        meant += kept_wishes(heard.text, context.need, vocabulary)
    meant += same_series(heard.text, context, listener.facts, setting)
    made = numbered(meant, context)
    made += _denied(heard, setting, context, len(made))
    pictured = tuple(photo_edits(vocabulary, text, photo, made, about.said, move, context))
    slots = slots_of(vocabulary, heard, about.said, made)
    if not about.said and not slots and about.shown and goes_with(text):
        slots = companions(about.shown, vocabulary)
        pictured = tuple(edit for edit in pictured if not (slots and isinstance(edit, SetKind)))
    outright = outright_budget(heard, need.budget, setting)
    measured = _measured(listener, heard, about, move, context, setting, len(made))
    measured = _unless_named(measured, pictured, outright, made)
    edits = [
        *([StartTopic(about.topic)] if about.topic else []),
        *_kind_edits(about.said, need, slots),
        *([SetBudget(outright)] if outright else []),
        *(AddConstraint(c) for c in made if not _in_slot(c, slots)),
        *measured,
        *(edit for edit in taken_back.edits if not (outright and edit == SetBudget(None))),
        *unneeded,
        *no_longer(heard.text, about.said, need, setting),
        *moot(about.said, need, setting),
        *_instead(heard, made, need),
        *_order_edits(heard, [*measured, *pictured]),
        *_context_edits(heard),
        *([SetSlots(slots)] if slots else []),
        *pictured,
        *_word_edits(heard, about.said, need, slots),
        *([NextPage(tuple(s.product_id for s in context.shown))] if taken_back.others else []),
    ]
    fresh = about.topic or not stands(context.need)
    act: Act = "list" if slots else "wish" if fresh else "refine"
    return Reading(act, tuple(edits), denied_words(heard))


def _wishes(
    heard: Phrases, about: Subject, setting: Setting, context: Context, locale: Locale
) -> list[Constraint]:
    """Return what is wished of the thing, plainly first, then by what the words stand for.

    What words stand for gives way to what is said of the same attribute («送人,要礼盒装»).
    """
    plainly = constraints(heard, setting)
    if not is_listing(heard.text):
        plainly += [*partly_stated(heard, setting), *purely(heard, setting)]
    stated = {(c.attribute, c.op) for c in plainly}
    plainly += (c for c in bound(heard, setting) if (c.attribute, c.op) not in stated)
    meant = [*indirectly(heard, setting, plainly)]
    plainly += meant
    if setting.kinds:
        said = {value for c in plainly for value in c.values}
        told = " ".join(c.source.words or "" for c in meant)
        flat = (c for c in flatly_wanted(heard, setting) if said.isdisjoint(c.values))
        plainly += (c for c in flat if not any(value in told for value in c.values))
    plainly = from_there_on(plainly, heard, setting)
    plainly += (sort_wish(one, setting) for one in about.sorts)
    plainly += (narrowed for one in about.said if (narrowed := _narrowed(one, setting)))
    sized = {c.attribute for c in plainly if c.op == "range"}
    sorts = (c for one in about.said if (c := sort_of_kind(one, setting, locale)))
    plainly += (c for c in sorts if c.attribute not in sized)
    standing = () if about.topic else context.need.constraints
    named = {c.attribute for c in (*plainly, *(c for c in standing if c.strength == "must"))}
    implied = wished(heard, setting, locale)
    return [*plainly, *(c for c in implied if c.strength != "prefer" or c.attribute not in named)]


def _narrowed(said: Said, setting: Setting) -> Constraint | None:
    """Return the wish for titles that say the kind, where its shelf holds other things too."""
    if not said.narrow:
        return None
    source = setting.source(said.words)
    return Constraint("", "words", "in", "must", source, values=said.narrow)


def _measured(
    listener: Listener,
    heard: Phrases,
    about: Subject,
    move: Move,
    context: Context,
    setting: Setting,
    made: int,
) -> list[Edit]:
    """Return what is measured against the products on the screen; nothing where a topic begins."""
    if about.topic:
        return []
    found = comparative_edits(heard.text, context, move.refers, listener.facts, setting)
    return [*with_ids(found, context, made)]


def _unless_named(
    measured: Sequence[Edit],
    pictured: Sequence[Edit],
    outright: Budget | None,
    made: Sequence[Constraint],
) -> list[Edit]:
    """Leave out what is measured where an amount, or the thing in the photo, sets it."""
    named = {c.attribute for c in made if c.op == "range"}
    left_out: tuple[type[Edit], ...] = (SetBudget,) if outright is not None else ()
    if cheaper_than_photo(pictured):
        left_out = (SetBudget, SetOrder)
    kept = [edit for edit in measured if not isinstance(edit, left_out)]
    return [
        e for e in kept if not isinstance(e, AddConstraint) or e.constraint.attribute not in named
    ]


def _corrected(made: Sequence[Constraint], need: Need) -> list[Constraint]:
    """Leave out what is only taken back for something else («不要蓝色了,要红色»).

    Whoever had wished for blue does not shun what also comes in blue.
    """
    wished = {c.attribute for c in made if c.strength != "avoid"}
    stood = {(c.attribute, v) for c in need.constraints for v in c.values if c.strength != "avoid"}
    return [
        c
        for c in made
        if c.strength != "avoid"
        or c.attribute not in wished
        or not all((c.attribute, v) in stood for v in c.values)
    ]


def _setting(
    listener: Listener,
    said: Sequence[Said],
    photo: PhotoReading | None,
    need: Need,
    context: Context,
) -> Setting:
    kinds = tuple(k for one in said for k in one.kinds) or need.kinds
    if not kinds and photo is not None:
        kinds = tuple(kind for kind, _ in photo.kinds[:1])
    return Setting(listener.vocabulary, kinds, context.turn, context.currency)


def _denied(heard: Phrases, setting: Setting, context: Context, taken: int) -> list[Constraint]:
    """Avoid unknown words («不要机械表») where titles of the catalogue use them."""
    made = [
        Constraint("", attribute, "in", "avoid", setting.source(f"不要{word}"), values=values)
        for word in denied_words(heard)
        for attribute, values in _denied_in(word, setting)
    ]
    return numbered(made, context, taken)


def _denied_in(word: str, setting: Setting) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield where a word is to be avoided: the values of the kind that hold it, and titles."""
    attribute, values = stating_any((word,), setting)
    if attribute is not None:
        yield attribute.id, values
    yield "words", (word, *same_in_titles(word))


def _in_slot(constraint: Constraint, slots: Sequence[Slot]) -> bool:
    return any(constraint in slot.constraints for slot in slots)


def _kind_edits(said: Sequence[Said], need: Need, slots: Sequence[Slot]) -> Iterator[Edit]:
    if slots or not said:
        return
    one = said[0]
    if one.kinds != need.kinds or one.not_carried != need.not_carried or not need.kinds:
        yield SetKind(one.kinds, one.words, one.not_carried)


def _instead(heard: Phrases, made: Sequence[Constraint], need: Need) -> Iterator[Edit]:
    """Drop the words that titles decide on where others are said instead («还是联盟吧»)."""
    new = any(c.attribute == "words" and c.strength == "must" for c in made)
    if new and any(find(heard.text, cue) is not None for cue in phrases("strength")["instead"]):
        for old in need.constraints:
            if old.attribute == "words" and old.strength == "must":
                yield DropConstraint(old.id)


def _order_edits(heard: Phrases, measured: Sequence[Edit]) -> Iterator[Edit]:
    order = order_of(heard.found)
    taken = any(isinstance(e, SetBudget | SetOrder) for e in measured)
    taken = taken or cheaper_than_photo(measured)
    if order is not None and not (taken and order in ("cheapest", "dearest")):
        yield SetOrder(cast("OrderBy", order))


def _context_edits(heard: Phrases) -> Iterator[Edit]:
    whom, what = recipient(heard.found), occasion(heard.found)
    when, cards = deadline(heard.text), memberships(heard.text)
    if whom or what or when or cards:
        yield SetContext(whom, what, when, cards or None)


def _word_edits(
    heard: Phrases, said: Sequence[Said], need: Need, slots: Sequence[Slot]
) -> Iterator[Edit]:
    words = search_text(heard, [one.words for one in said])
    if slots or not words:
        return
    yield SetWords(" ".join([*dict.fromkeys([*need.words.split(), *words.split()])][-MOST_WORDS:]))
