"""Words and photos to a Turn: by rules, or by a model whose numbers the rules read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.reading.rules import RulesReader

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from guide.turn import Reader
    from index.opening import Index

__all__ = ["RulesReader", "open_reader"]


def open_reader(index: Index, model: BaseChatModel | None = None) -> Reader:
    """Return the Reader for an open index: rules, with `model` in front of them if there is one."""
    from guide.reading.shown import IndexFacts

    rules = RulesReader(index.vocabulary, index.encoder, IndexFacts(index))
    rules.warm()
    if model is None:
        return rules
    from guide.reading.model import ModelReader

    return ModelReader(model, rules)
