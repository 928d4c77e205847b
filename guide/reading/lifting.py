"""«预算不限», «颜色无所谓», «不要静音的要求了»: standing wishes that no longer count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from guide.need import Constraint
from guide.reading.found import Phrases
from guide.reading.phrases import ends_with, find, has_any, phrases, starts_with
from guide.turn import Context, DropConstraint, Edit, SetBudget, SetOrder
from index.vocabulary import Vocabulary

_TOLD = ("value", "attribute", "wish", "adjective", "brand", "size")


@dataclass(frozen=True, slots=True)
class Lifted:
    """What the words lift: the edits, and the stretches of text that say it."""

    edits: tuple[Edit, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def covers(self, text: str, constraint: Constraint) -> bool:
        """Return whether a wish was read out of words that only lift one."""
        said = constraint.source.words or ""
        return any(said and said in text[start:end] for start, end in self.spans)


def lifted(heard: Phrases, context: Context, vocabulary: Vocabulary) -> Lifted:
    """Return which standing wishes the words take back."""
    lift: Mapping[str, Sequence[str]] = phrases("comparatives")["lift"]
    edits: list[Edit] = []
    spans: list[tuple[int, int]] = []
    if context.need.budget is not None and has_any(heard.text, lift["budget"]):
        edits.append(SetBudget(None))
    if context.need.order != "fit" and has_any(heard.text, lift["order"]):
        edits.append(SetOrder("fit"))
    for constraint in context.need.constraints:
        stretches = list(_stretches(heard, constraint, vocabulary))
        if stretches or has_any(heard.text, lift.get(constraint.attribute, ())):
            edits.append(DropConstraint(constraint.id))
            spans += stretches
    return Lifted(tuple(edits), tuple(spans))


def _stretches(
    heard: Phrases, constraint: Constraint, vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    """Yield where the text names the wish, or its attribute, between words that lift it."""
    text = heard.text
    for word in _names(heard, constraint, vocabulary):
        at = find(text, word)
        while at is not None:
            end = at + len(word)
            before, weakly = _before(text[:at], "drop_before"), _before(text[:at], "drop_weakly")
            tail = text[end:].lstrip("的 ")
            after = starts_with(tail, _listed("drop_after"))
            if constraint.strength == "avoid":
                after = after or starts_with(tail, _listed("drop_tolerated"))
            around = starts_with(tail, _listed("drop_around"))
            if after or (around and (before or weakly)):
                yield at - len(before or weakly or ""), len(text)
            elif before:
                yield at - len(before), end
            at = find(text, word, end)


def _before(head: str, key: str) -> str | None:
    return ends_with(head.rstrip(), _listed(key))


@cache
def _listed(key: str) -> tuple[str, ...]:
    """One list of lifting words, the longest first."""
    return tuple(sorted(phrases("comparatives")["lift"][key], key=len, reverse=True))


def _names(heard: Phrases, constraint: Constraint, vocabulary: Vocabulary) -> list[str]:
    """The words that name a wish: its own, and what the turn says of its attribute."""
    said = constraint.source.words or ""
    known = vocabulary.attribute(constraint.attribute)
    labels = " ".join((said, *((known.label, *known.names) if known else ())))
    told = [f.words for f in heard.found if f.what in _TOLD and f.words in labels]
    named = [name for name in (known.names if known else ()) if len(name) > 1]
    return list(dict.fromkeys(word for word in (said, *named, *told) if word))
