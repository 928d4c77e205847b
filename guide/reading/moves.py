"""What the shopper just did, before the wishes in the words are read."""

from __future__ import annotations

from dataclasses import dataclass

from guide.turn import Act, Edit, Reference


@dataclass(frozen=True, slots=True)
class Move:
    """The act of a turn; `edits` is None where the wishes in the words make them."""

    act: Act
    refers: tuple[Reference, ...] = ()
    asks: tuple[str, ...] = ()
    edits: tuple[Edit, ...] | None = None
    new_topic: bool = False
