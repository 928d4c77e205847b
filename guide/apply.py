"""Edits to the standing Need: pure, so that chips, undo and a model's reading are all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guide.need import Constraint, Need, Slot
from guide.turn import (
    AddConstraint,
    DropConstraint,
    Edit,
    NextPage,
    ReturnTo,
    SetBudget,
    SetContext,
    SetKind,
    SetOrder,
    SetPhoto,
    SetSlots,
    SetWords,
    StartTopic,
    Turn,
)

Shelf = tuple[Need, ...]
"""Earlier Needs, the latest first, one for each topic."""


def apply(need: Need, turn: Turn) -> Need:
    """Return the Need after the edits of `turn`, in their order.

    `StartTopic` gives an empty Need that keeps the memberships; `ReturnTo` needs the shelf and
    changes nothing here: see `replay`.
    """
    for edit in turn.edits:
        need = _edited(need, edit)
    return need


def replay(turns: Sequence[Turn]) -> tuple[Need, Shelf]:
    """Return the Need and the shelf after `turns`, oldest first.

    An `undo` takes back the last turn before it that edited anything.
    """
    need, shelf = Need(), ()
    for turn in _standing(turns):
        need, shelf = step(need, shelf, turn)
    return need, shelf


def step(need: Need, shelf: Shelf, turn: Turn) -> tuple[Need, Shelf]:
    """Return the Need and the shelf after one turn that stands."""
    for edit in turn.edits:
        match edit:
            case StartTopic():
                shelf = _shelve(shelf, need)
                need = _edited(need, edit)
                shelf = tuple(n for n in shelf if n.topic != need.topic)
            case ReturnTo(topic):
                found = next((n for n in shelf if n.topic == topic), None)
                if found is not None:
                    shelf = _shelve(tuple(n for n in shelf if n is not found), need)
                    need = found
            case _:
                need = _edited(need, edit)
    return need, shelf


def _standing(turns: Sequence[Turn]) -> list[Turn]:
    kept: list[Turn] = []
    for turn in turns:
        if turn.act != "undo":
            kept.append(turn)
            continue
        last = next((i for i in reversed(range(len(kept))) if kept[i].edits), None)
        if last is not None:
            del kept[last]
    return kept


def _shelve(shelf: Shelf, need: Need) -> Shelf:
    if not need.topic:
        return shelf
    return (need, *(n for n in shelf if n.topic != need.topic))


def _edited(need: Need, edit: Edit) -> Need:
    if isinstance(edit, NextPage):
        shown = dict.fromkeys((*need.shown_before, *edit.shown))
        return replace(need, shown_before=tuple(shown))
    return replace(_wished(need, edit), shown_before=())


def _wished(need: Need, edit: Edit) -> Need:
    match edit:
        case SetKind(kinds, words, missing):
            topic = need.topic or words
            return replace(need, kinds=kinds, kind_words=words, not_carried=missing, topic=topic)
        case SetBudget(budget):
            return replace(need, budget=budget)
        case AddConstraint(constraint):
            return replace(need, constraints=_added(need.constraints, constraint))
        case DropConstraint(id_):
            return _dropped(need, id_)
        case SetOrder(order):
            return replace(need, order=order)
        case SetWords(words):
            return replace(need, words=words)
        case SetPhoto(photo):
            return replace(need, photo=photo)
        case SetSlots(slots):
            return replace(need, slots=slots)
        case SetContext():
            return _in_context(need, edit)
        case StartTopic(topic):
            return Need(topic=topic, membership=need.membership)
        case _:
            return need


def _in_context(need: Need, edit: SetContext) -> Need:
    return replace(
        need,
        recipient=need.recipient if edit.recipient is None else edit.recipient,
        occasion=need.occasion if edit.occasion is None else edit.occasion,
        deadline=need.deadline if edit.deadline is None else edit.deadline,
        membership=need.membership if edit.membership is None else edit.membership,
    )


def _added(standing: tuple[Constraint, ...], new: Constraint) -> tuple[Constraint, ...]:
    """Add a wish in place of those that it contradicts."""
    return (*(old for old in standing if not _contradict(old, new)), new)


def _contradict(old: Constraint, new: Constraint) -> bool:
    """Return whether both cannot stand: the same wish again, or its opposite.

    Two avoids stand together unless equal, and so do two preferences of different words; a new
    must replaces what was wished of that attribute before, a preference on an amount does not.
    """
    if old.id == new.id:
        return True
    if old.attribute != new.attribute:
        return False
    if old.strength == "must" and new.strength == "prefer" and new.op != "in":
        return False
    opposite = (old.strength == "avoid") != (new.strength == "avoid")
    if new.beside and (old.op, old.strength) == (new.op, new.strength):
        return (old.low, old.high) == (new.low, new.high)
    if old.op != "in" or new.op != "in":
        return not opposite or {old.op, new.op} == {"has"}
    shared = bool(set(old.values) & set(new.values)) or (opposite and _of_one(old, new))
    if opposite or new.strength == "avoid":
        return shared
    return shared or not _together(old, new)


def _of_one(old: Constraint, new: Constraint) -> bool:
    """Return whether a later wish takes back an earlier one by a part of its words («旋钮»)."""
    if old.source.turn == new.source.turn or old.attribute == "words":
        return False
    return any(a in b or b in a for a in old.values for b in new.values)


def _together(old: Constraint, new: Constraint) -> bool:
    """Return whether two wishes of one attribute came in one breath, or are free words."""
    return old.source.turn == new.source.turn or old.attribute == "words"


def _dropped(need: Need, constraint_id: str) -> Need:
    slots = tuple(
        Slot(s.name, s.kinds, tuple(c for c in s.constraints if c.id != constraint_id))
        for s in need.slots
    )
    kept = tuple(c for c in need.constraints if c.id != constraint_id)
    return replace(need, constraints=kept, slots=slots)
