"""Which products are of the kind that a request names, as far as their categories say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.filters import In
from index.search.table import FactTable

if TYPE_CHECKING:
    from index.vocabulary import Vocabulary

_SHORTEST_WORD = 2


class Kinship:
    """Links the words of requests to kinds, and kinds to the products that state them."""

    def __init__(self, table: FactTable, vocabulary: Vocabulary) -> None:
        self._table = table
        self._vocabulary = vocabulary
        self._shelved = np.array([bool(p.category) for p in table.products], np.bool_)

    def scores(self, text: str) -> NDArray[np.float32] | None:
        """Return 1 for products of the named kind, else 0; None where no carried kind is named."""
        kinds = self._kinds(text) if self._shelved.any() else ()
        if not kinds:
            return None
        rows = self._table.verdicts((In("kind", kinds),))[:, 0] > 0
        scores = np.zeros(len(self._table.products), np.float32)
        scores[self._table.row_product[rows]] = 1.0
        scores[~self._shelved] = 0.0
        return scores if scores.any() else None

    def _kinds(self, text: str) -> tuple[str, ...]:
        """The kind that the whole request names, or its last words, or the last that is named."""
        link = self._vocabulary.link_kind(text)
        if link.kinds:
            return link.kinds
        for mention in reversed(self._vocabulary.kinds_in(text)):
            carried = tuple(kind for kind in mention.ids if self._vocabulary.kind(kind))
            if carried and len(mention.word) >= _SHORTEST_WORD:
                return carried
        return ()
