"""Ranking by words: BM25 over the weighted fields of a product, without a compiler at run time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.product import Product
from index.search.text import tokens

if TYPE_CHECKING:
    from scipy import sparse

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a product's text and how much a match in it counts."""

    name: str
    weight: float


FIELDS = (
    Field("title", 1.0),  # the seller's own summary; every catalogue has it
    Field("aliases", 0.8),  # the title in another language
    Field("brand", 0.5),  # said by most who want one, and often in the title as well
    Field("category", 0.5),
    Field("subtitle", 0.4),
    Field("attributes", 0.3),  # many short values, some of them of no interest
    Field("description", 0.15),
)
"""Measured by `python -m eval.fusion`; see docs/decisions.md."""


def field_texts(product: Product) -> Mapping[str, str]:
    """Return the text of each of `FIELDS` of `product`; absent ones are empty."""
    values = (" ".join(_words(value)) for value in product.attributes.values())
    options = (value for sku in product.skus for value in sku.options.values())
    return {
        "title": product.title,
        "aliases": " ".join(product.aliases),
        "brand": product.brand or "",
        "category": " ".join(product.category),
        "subtitle": product.subtitle or "",
        "attributes": " ".join([*values, *sorted(set(options))]),
        "description": product.description or "",
    }


def _words(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Query:
    """The tokens of a request that the catalogue knows, each once, and what they weigh.

    Attributes:
        columns: column of the index for each known token.
        idf: rarity of each known token.
        unknown: summed rarity of the tokens that the catalogue does not know.
    """

    columns: NDArray[np.int64]
    idf: Scores
    unknown: float


class WordIndex:
    """BM25 over tokens; the fields are weighted and summed once, when the index is made."""

    def __init__(self, products: Sequence[Product], fields: Sequence[Field] = FIELDS) -> None:
        """Index `products`; scores come back in their order."""
        from scipy import sparse

        texts = [field_texts(product) for product in products]
        self._size = len(products)
        self._columns: dict[str, int] = {}
        total = sparse.csc_matrix((self._size, 0), dtype=np.float32)
        for field in fields:
            matrix = self._field_matrix([text[field.name] for text in texts]) * field.weight
            total.resize(self._size, len(self._columns))
            total = total + matrix
        postings = sparse.csc_matrix(total)
        self._weights: Scores = np.asarray(postings.data, np.float32)
        self._rows = np.asarray(postings.indices, np.int64)
        self._starts = np.asarray(postings.indptr, np.int64)
        found = np.diff(self._starts)
        self._idf = np.log1p((self._size - found + 0.5) / (found + 0.5)).astype(np.float32)

    def __len__(self) -> int:
        return self._size

    def query(self, text: str) -> Query:
        """Return what `text` asks of this index."""
        asked = dict.fromkeys(tokens(text))
        known = np.array([self._columns[t] for t in asked if t in self._columns], np.int64)
        rare = float(np.log1p((self._size + 0.5) / 0.5))
        return Query(known, self._idf[known], rare * (len(asked) - len(known)))

    def scores(self, query: Query) -> Scores:
        """Return the BM25 score of every product, shape `(products,)`; 0 where nothing matches."""
        scores = np.zeros(self._size, np.float32)
        for start, end in self._spans(query):
            scores[self._rows[start:end]] += self._weights[start:end]
        return scores

    def coverage(self, query: Query) -> Scores:
        """Return which part of the request each product has, weighed by rarity, 0 to 1."""
        shares = np.zeros(self._size, np.float32)
        whole = float(query.idf.sum()) + query.unknown
        for (start, end), idf in zip(self._spans(query), query.idf, strict=True):
            shares[self._rows[start:end]] += idf / whole
        return shares

    def _spans(self, query: Query) -> list[tuple[int, int]]:
        return [(int(self._starts[c]), int(self._starts[c + 1])) for c in query.columns]

    def _field_matrix(self, texts: Iterable[str]) -> sparse.csc_matrix:
        import bm25s
        from scipy import sparse

        rows = [self._ids(text) for text in texts]
        used = sorted({column for row in rows for column in row})
        width = len(self._columns)
        if not used:
            return sparse.csc_matrix((self._size, width), dtype=np.float32)
        local = {column: i for i, column in enumerate(used)}
        index = bm25s.BM25(method="lucene")
        ids = [[local[column] for column in row] for row in rows]
        index.index((ids, {str(c): i for i, c in enumerate(used)}), show_progress=False)
        part = index.scores
        matrix = sparse.csc_matrix(
            (part["data"], part["indices"], part["indptr"][: len(used) + 1]),
            shape=(self._size, len(used)),
        ).tocoo()
        columns = np.array(used)[matrix.col]
        return sparse.csc_matrix((matrix.data, (matrix.row, columns)), (self._size, width))

    def _ids(self, text: str) -> list[int]:
        columns = self._columns
        return [columns.setdefault(token, len(columns)) for token in tokens(text)]
