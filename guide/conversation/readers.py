"""The Reader of the generation that answers now: a new generation has a new vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.reading import open_reader
from guide.turn import Reader

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index.opening import Index


class Readers:
    """Makes the Readers once for each generation: the rules, and what the shopper's words get."""

    def __init__(self, index: Index, model: BaseChatModel | None) -> None:
        self._index = index
        self._model = model
        self._made: tuple[str, Reader, Reader] | None = None

    def rules(self) -> Reader:
        """Return the rules' reader of the live generation."""
        return self._readers()[1]

    def current(self) -> Reader:
        """Return the reader to read the shopper's words with; it asks the model where one is."""
        return self._readers()[2]

    def _readers(self) -> tuple[str, Reader, Reader]:
        generation = self._index.generation.manifest.generation
        if self._made is None or self._made[0] != generation:
            rules = open_reader(self._index)
            asked = rules if self._model is None else open_reader(self._index, self._model)
            self._made = (generation, rules, asked)
        return self._made
