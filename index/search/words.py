"""Ranking by words: BM25 (Robertson and Zaragoza, 2009) over the weighted fields of a product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.product import Product
from index.search.text import fold, tokens, without_praise

if TYPE_CHECKING:
    from scipy import sparse

Scores = NDArray[np.float32]


SATURATION = 0.6
"""k1 of BM25: a word said twice in a title counts little more than once, or praise would pay."""

LENGTH = 0.75
"""b of BM25: how much a long text is held against its matches."""


@dataclass(frozen=True, slots=True)
class Field:
    """A part of a product's text and how much a match in it counts."""

    name: str
    weight: float


FIELDS = (
    Field("title", 1.0),  # the seller's own summary; every catalogue has it
    Field("aliases", 1.0),  # the title in another language
    Field("brand", 0.3),  # mostly in the title as well
    Field("category", 0.3),  # as above
    Field("subtitle", 0.3),  # says what is special, and often only praises
    Field("attributes", 0.15),  # many short values; from 0.2 on the held queries get worse
    Field("description", 0.1),  # long, and about much besides the product
)
"""Chosen by `python -m eval.fusion` and by reading; see docs/decisions.md."""


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
    """The tokens of a request, each once, as the index knows them.

    Attributes:
        columns: column of the index for each token that the catalogue knows.
        ideal: the score of a title of middle length that has every token asked, known or not.
    """

    columns: NDArray[np.int64]
    ideal: float


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
        self._idf = _rarity(self._size, np.diff(self._starts))

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> WordIndex:
        """Return the index that `arrays` was taken from."""
        index = cls.__new__(cls)
        tokens = bytes(arrays["tokens"]).decode("utf-8").split("\n")
        index._columns = {token: column for column, token in enumerate(tokens)}
        index._size = int(arrays["size"][0])
        index._weights = np.asarray(arrays["weights"], np.float32)
        index._rows = np.asarray(arrays["rows"], np.int64)
        index._starts = np.asarray(arrays["starts"], np.int64)
        index._idf = np.asarray(arrays["idf"], np.float32)
        return index

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return all that this index is made of, to be kept on disk; see `of_arrays`."""
        tokens = "\n".join(self._columns).encode("utf-8")
        return {
            "size": np.array([self._size], np.int64),
            "tokens": np.frombuffer(tokens, np.uint8),
            "weights": self._weights,
            "rows": self._rows.astype(np.int32),
            "starts": self._starts,
            "idf": self._idf,
        }

    def __len__(self) -> int:
        return self._size

    def query(self, text: str) -> Query:
        """Return what `text` asks of this index."""
        asked = dict.fromkeys(tokens(text))
        known = np.array([self._columns[t] for t in asked if t in self._columns], np.int64)
        rare = float(_rarity(self._size, np.zeros(1, np.int64))[0])
        whole = float(self._idf[known].sum()) + rare * (len(asked) - len(known))
        return Query(known, whole / (1 + SATURATION))

    def scores(self, query: Query) -> Scores:
        """Return the BM25 score of every product, shape `(products,)`; 0 where nothing matches."""
        scores = np.zeros(self._size, np.float32)
        for column in query.columns:
            start, end = self._starts[column], self._starts[column + 1]
            scores[self._rows[start:end]] += self._weights[start:end]
        return scores

    def _field_matrix(self, texts: Sequence[str]) -> sparse.csc_matrix:
        """Return the BM25 score of each token in each text, shape `(products, tokens so far)`."""
        from scipy import sparse

        said = [self._ids(text) for text in texts]
        lengths = np.array([len(ids) for ids in said], np.int64)
        columns = np.array([column for ids in said for column in ids], np.int64)
        rows = np.repeat(np.arange(self._size), lengths)
        ones = np.ones(len(columns), np.float32)
        counts = sparse.csc_matrix((ones, (rows, columns)), (self._size, len(self._columns)))
        middle = max(float(lengths.mean()), 1.0) if self._size else 1.0
        slack = SATURATION * (1 - LENGTH + LENGTH * lengths / middle)
        found = np.diff(counts.indptr)
        rarity = np.repeat(_rarity(self._size, found), found)
        counts.data = rarity * counts.data / (counts.data + slack[counts.indices])
        return counts

    def _ids(self, text: str) -> list[int]:
        columns = self._columns
        said = tokens(without_praise(fold(text)))
        return [columns.setdefault(token, len(columns)) for token in said]


def _rarity(size: int, found: NDArray[np.int64]) -> Scores:
    """Return the inverse document frequency of tokens that so many of `size` texts have.

    The form of Lucene: ln(1 + (N − n + ½) / (n + ½)), never negative.
    """
    return np.log1p((size - found + 0.5) / (found + 0.5)).astype(np.float32)
