"""Shopping lists: several kinds in one request, or an occasion with its packing list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guide.need import Constraint, Slot
from guide.reading.acts import is_listing
from guide.reading.found import Phrases
from guide.reading.kinds import Said
from guide.reading.phrases import has_any, phrases
from index.vocabulary import Vocabulary
from index.vocabulary.linking import carriers

_BREAKS = re.compile(r"[,。;!?]|和|跟|还要|再要|另外|以及|\band\b|\bplus\b")


def occasion_slots(text: str, vocabulary: Vocabulary) -> tuple[Slot, ...]:
    """Return the slots of the first occasion that `text` names, as far as they are carried."""
    for row in phrases("lists")["list"]:
        if has_any(text, tuple(row["words"])):
            slots = (
                Slot(name, tuple(dict.fromkeys(carriers(vocabulary, ids))))
                for name, *ids in row["slots"]
            )
            return tuple(slot for slot in slots if slot.kinds)
    return ()


def said_slots(
    said: Sequence[Said], heard: Phrases, wishes: Sequence[tuple[int, Constraint]]
) -> tuple[Slot, ...]:
    """Return one slot for each kind said; a wish goes to the kind in whose clause it stands.

    Args:
        said: the kinds, in order.
        heard: the phrases.
        wishes: constraints with where they were said.
    """
    return tuple(
        Slot(
            kind.words, kind.kinds, tuple(c for at, c in wishes if _owner(at, said, heard) is kind)
        )
        for kind in said
    )


def _owner(at: int, said: Sequence[Said], heard: Phrases) -> Said:
    """Return the kind that a wish at `at` is about: the one named in its part of the text."""
    parts = [*_BREAKS.finditer(heard.text)]
    start = max((m.end() for m in parts if m.end() <= at), default=0)
    end = min((m.start() for m in parts if m.start() >= at), default=len(heard.text))
    for mention in heard.of("kind"):
        if start <= mention.start < end:
            for one in said:
                if one.words == mention.words or set(one.kinds) & set(mention.meaning):
                    return one
    return max((one for one in said if one.at <= at), key=lambda one: one.at, default=said[0])


def slots_of(
    vocabulary: Vocabulary, heard: Phrases, said: Sequence[Said], made: Sequence[Constraint]
) -> tuple[Slot, ...]:
    """Return the lines of a shopping list: what was said, or what an occasion takes."""
    if len(said) > 1:
        places = [(_place(heard, c), c) for c in made]
        return said_slots(said, heard, places)
    if is_listing(heard.text) and not said:
        return occasion_slots(heard.text, vocabulary)
    return ()


def _place(heard: Phrases, constraint: Constraint) -> int:
    words = constraint.source.words or ""
    return max(heard.text.find(words), 0)
