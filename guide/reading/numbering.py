"""The ids of wishes, each its own in a session («c1», «c2»)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guide.need import Constraint
from guide.turn import AddConstraint, Context, Edit


def numbered(made: Sequence[Constraint], context: Context, taken: int = 0) -> list[Constraint]:
    """Return the wishes with ids that no standing or shelved wish has.

    `taken` further ones are given to other wishes of the turn.
    """
    first = _next_number(context) + taken
    return [replace(c, id=f"c{first + at}") for at, c in enumerate(made)]


def with_ids(edits: Sequence[Edit], context: Context, taken: int) -> list[Edit]:
    """Return the edits, the wishes among them that have no id with the next free ones."""
    first = _next_number(context) + taken
    out: list[Edit] = []
    for edit in edits:
        if isinstance(edit, AddConstraint) and not edit.constraint.id:
            edit = AddConstraint(replace(edit.constraint, id=f"c{first}"))
            first += 1
        out.append(edit)
    return out


def _next_number(context: Context) -> int:
    """Return the first number that no standing or shelved wish has."""
    needs = (context.need, *context.shelf)
    used = [
        c.id for n in needs for c in (*n.constraints, *(c for s in n.slots for c in s.constraints))
    ]
    numbers = [int(i[1:]) for i in used if i[:1] == "c" and i[1:].isdigit()]
    return max(numbers, default=0) + 1
