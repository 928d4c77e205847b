"""A shop made up in a test: real extraction, vocabulary, table and words; no model, no disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from guide.need import Budget, Constraint, Need, Source
from index.extraction import extract, learn
from index.fact import Fact
from index.product import Product
from index.search import FactTable, SearchEngine, SearchRequest, SearchResult, WordIndex
from index.search.live import CatalogueOffers
from index.vocabulary import Vocabulary, build


class NoMeaning:
    """An encoder to which all words mean the same: what is chosen must not hang on it."""

    identity = "none"
    text_dim = photo_dim = joint_dim = 2

    def queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.tile(np.array([[1.0, 0.0]], np.float32), (len(texts), 1))

    passages = joint_texts = queries


@dataclass(frozen=True)
class MadeGeneration:
    """What is read of a `Generation`: the products with their words and vectors."""

    products: tuple[Product, ...]
    vocabulary: Vocabulary
    text_vectors: np.ndarray


class MadeShop:
    """What `choose` reads of an `Index`, over products that a test made up."""

    def __init__(self, products: Iterable[Product], offers: CatalogueOffers | None = None) -> None:
        self.products = tuple(products)
        profile = learn(self.products)
        self._facts = [fact for p in self.products for fact in extract(p, profile)]
        self.vocabulary = build(self.products, self._facts)
        self.offers = offers or CatalogueOffers()
        self.table = FactTable(self.products, self._facts, self.offers, self.vocabulary)
        self.encoder = NoMeaning()
        vectors = self.encoder.passages([product.title for product in self.products])
        self.generation = MadeGeneration(self.products, self.vocabulary, vectors)
        self._engine = SearchEngine(self.table, WordIndex(self.products))
        self._by_id = {product.id: product for product in self.products}

    def __contains__(self, product_id: object) -> bool:
        return product_id in self._by_id

    def product(self, product_id: str) -> Product:
        return self._by_id[product_id]

    def facts(self, product_id: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._facts if fact.product_id == product_id)

    def search(self, request: SearchRequest) -> SearchResult:
        return self._engine.search(request)

    def kinds(self, words: str) -> tuple[str, ...]:
        """The carried kinds that the words name."""
        return self.vocabulary.link_kind(words).kinds


def budget(high: int, words: str = "", *, hard: bool = True, about: int | None = None) -> Budget:
    """A ceiling, or «N左右» where `about` is given."""
    low = Decimal(about) * Decimal("0.85") if about else None
    top = Decimal(about) * Decimal("1.15") if about else Decimal(high)
    source = Source(1, words or f"{high}以内")
    return Budget(low, top, hard, None, source, Decimal(about) if about else None)


def wish(id: str, attribute: str, *values: str, strength: str = "must", **rest) -> Constraint:
    """A wish on one attribute; a range where it has ends, else one of the values, else a yes."""
    op = "range" if {"low", "high"} & rest.keys() else "in" if values else "has"
    words = rest.pop("words", "/".join(values) or attribute)
    return Constraint(id, attribute, op, strength, Source(1, words), values, **rest)


def need(shop: MadeShop, kind: str, *constraints: Constraint, **rest) -> Need:
    """A wish for a kind of the shop."""
    return Need(kinds=shop.kinds(kind), kind_words=kind, constraints=constraints, **rest)
