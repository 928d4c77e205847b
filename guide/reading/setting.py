"""What phrases are turned into wishes against."""

from __future__ import annotations

from dataclasses import dataclass

from guide.need import Source
from index.vocabulary import Vocabulary


@dataclass(frozen=True)
class Setting:
    """What phrases are turned into constraints against.

    Attributes:
        vocabulary: what the catalogue says.
        kinds: the kinds asked for, by id.
        turn: the number of the turn, for the sources.
        currency: the catalogue's.
    """

    vocabulary: Vocabulary
    kinds: tuple[str, ...]
    turn: int
    currency: str | None

    def stated(self, attribute: str) -> int:
        """Return how many products of the kind state the attribute (of all, without a kind)."""
        known = self.vocabulary.attribute(attribute)
        if known is None:
            return 0
        if not self.kinds:
            return max(known.kinds.values(), default=1)
        return sum(known.kinds.get(kind, 0) for kind in self.kinds)

    def source(self, said: str) -> Source:
        """Return where a wish was said."""
        return Source(self.turn, said.strip())
