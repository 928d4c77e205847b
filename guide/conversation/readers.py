"""The Reader of the generation that answers now: a new generation has a new vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.reading import ModelReader, RulesReader
from guide.turn import Reader

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from index.opening import Index


class Readers:
    """Makes a Reader once for each generation; with a model, one that asks it too."""

    def __init__(self, index: Index, model: BaseChatModel | None) -> None:
        self._index = index
        self._model = model
        self._made: tuple[str, RulesReader] | None = None

    def rules(self) -> RulesReader:
        """Return the rules' reader of the live generation."""
        generation = self._index.generation.manifest.generation
        if self._made is None or self._made[0] != generation:
            index = self._index
            reader = RulesReader(index.vocabulary, index.encoder, index.facts)
            self._made = (generation, reader)
        return self._made[1]

    def current(self) -> Reader:
        """Return the reader to read the shopper's words with."""
        rules = self.rules()
        return rules if self._model is None else ModelReader(self._model, rules)
