"""Shopping lists: several kinds in one request, or an occasion with its packing list."""

from __future__ import annotations

from collections.abc import Sequence

from guide.need import Constraint, Slot
from guide.reading.found import Phrases
from guide.reading.kinds import Said
from guide.reading.phrases import has_any, phrases
from index.vocabulary import Vocabulary
from index.vocabulary.linking import carriers


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
    starts = [_clause_start(heard, kind) for kind in said]
    slots: list[Slot] = []
    for index, kind in enumerate(said):
        begin = starts[index] if index else 0
        end = starts[index + 1] if index + 1 < len(said) else len(heard.text)
        mine = tuple(c for at, c in wishes if begin <= at < end)
        slots.append(Slot(kind.words, kind.kinds, mine))
    return tuple(slots)


def _clause_start(heard: Phrases, kind: Said) -> int:
    """Return where the words about a kind begin: behind the last mark or joining word."""
    from guide.reading.phrases import words

    head = heard.text[: kind.at]
    marks = [head.rfind(mark) + 1 for mark in ",。;!?"]
    joins = [head.rfind(w) + len(w) for w in words("acts", "more_things") if head.rfind(w) >= 0]
    return max([0, *marks, *joins])
