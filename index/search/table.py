"""The facts of a catalogue as a table: one row per variant, filters answered in three values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.fact import Fact
from index.filters import And, Filter, Has, In, Not, Or, Range
from index.product import Product
from index.search.columns import NO, YES, Column, Verdicts, build_column
from index.search.joined import without_lesser
from index.search.live import CatalogueOffers, Live, OfferSnapshot, read_live
from index.search.predicates import judge
from index.search.records import brand_names, kind_names, record_facts
from index.search.reserved import LIVE, RESERVED, live_facts, live_verdicts
from index.search.senses import Senses, common_senses
from index.search.text import fold

if TYPE_CHECKING:
    from index.vocabulary import Vocabulary

_NO_FACTS: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Satisfying:
    """Which products meet a filter, and by which variant.

    Attributes:
        mask: per product whether one of its rows, listed and not sold out, meets all of it.
        best: per product its cheapest such row; −1 where there is none.
        undecided: products of which no row meets it and at least one might.
    """

    mask: NDArray[np.bool_]
    best: NDArray[np.int64]
    undecided: int


class FactTable:
    """Facts and offers of a catalogue, row by row.

    One row per (product, SKU), one row for a product without SKUs. A product meets several wishes
    together only where one of its rows does.

    Attributes:
        products: in the order in which they were given.
        row_product: index into `products` of each row.
        row_sku: id of the SKU of each row, or None.
    """

    def __init__(
        self,
        products: Sequence[Product],
        facts: Iterable[Fact],
        offers: OfferSnapshot | None = None,
        vocabulary: Vocabulary | None = None,
        senses: Senses | None = None,
    ) -> None:
        """Lay out `facts` and read `offers` once.

        Args:
            products: every product.
            facts: what was read from them.
            offers: live prices and stock; None is the catalogue's own.
            vocabulary: knows the kinds (with the wider ones) and the names of brands.
            senses: what words mean; None is the lexicon that ships with the package.
        """
        self.products = tuple(products)
        pairs = [(p, sku) for p in self.products for sku in (p.skus or (None,))]
        counts = [max(1, len(p.skus)) for p in self.products]
        self.row_product = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        self.row_sku = tuple(None if sku is None else sku.id for _, sku in pairs)
        self._pairs = pairs
        self._starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self._positions = {p.id: i for i, p in enumerate(self.products)}
        self._skus = {(p.id, s.id): row for row, (p, s) in enumerate(pairs) if s is not None}
        self._offers = offers or CatalogueOffers()
        self._live = read_live(pairs, self.row_product, self._offers)
        self._senses = senses or common_senses()
        self._currencies = np.array([p.currency or "" for p, _ in pairs])
        self._names, self._labels = _grouped(self.products, facts, vocabulary)
        self._known_names = {"brand": brand_names(vocabulary), "kind": kind_names(vocabulary)}
        self._columns: dict[str, Column | None] = {}
        self._judged = lru_cache(maxsize=512)(self._judge_column)

    def __len__(self) -> int:
        return len(self._pairs)

    @property
    def live(self) -> Live:
        """The offers as of the last `refresh`."""
        return self._live

    def refresh(self) -> bool:
        """Read the offers again where their version changed; return whether it had."""
        if self._offers.version == self._live.version:
            return False
        self._live = read_live(self._pairs, self.row_product, self._offers)
        return True

    def position(self, product_id: str) -> int | None:
        """Return where in `products` this product is, or None."""
        return self._positions.get(product_id)

    def rows_of(self, product_id: str) -> range:
        """Return the rows of a product; none for an id that is not in the table."""
        at = self._positions.get(product_id)
        return range(0) if at is None else range(*self._starts[at : at + 2].tolist())

    def states(self, name: str) -> bool:
        """Return whether any product states the attribute `name`, or it is a reserved one."""
        return name in RESERVED or self.column(name) is not None

    def column(self, name: str) -> Column | None:
        """Return the facts of an attribute, by its id or the catalogue's own label for it.

        None where no product states it.
        """
        if name not in self._columns:
            facts = self._names.get(name) or self._labels.get(fold(name)) or _NO_FACTS
            facts = without_lesser(facts, self._field_text)
            column = build_column(name, facts, self._rows_for, len(self)) if facts else None
            self._columns[name] = column
        return self._columns[name]

    def verdicts(self, filters: Sequence[Filter]) -> Verdicts:
        """Return what each filter says of each row: 1 yes, 0 unknown, −1 no.

        Shape `(rows, len(filters))`, int8.
        """
        columns = [self._verdict(tree) for tree in filters]
        return np.stack(columns, 1) if columns else np.zeros((len(self), 0), np.int8)

    def satisfying(self, tree: Filter | None, *, sold_out: bool = False) -> Satisfying:
        """Return the products that one row of theirs makes meet the whole `tree`.

        Rows that are no longer listed never do; sold-out ones only with `sold_out`.
        """
        live = self._live
        verdict = np.ones(len(self), np.int8) if tree is None else self._verdict(tree)
        open_rows = live.listed if sold_out else live.available
        met = open_rows & (verdict > 0)
        order = live.cheapest[met[live.cheapest]]
        products, first = np.unique(self.row_product[order], return_index=True)
        best = np.full(len(self.products), -1, np.int64)
        best[products] = order[first]
        maybe = np.zeros(len(self.products), np.bool_)
        maybe[self.row_product[open_rows & (verdict == 0)]] = True
        return Satisfying(best >= 0, best, int((maybe & (best < 0)).sum()))

    def explain(self, tree: Filter, row: int) -> tuple[Fact, ...]:
        """Return the facts of `row` that the filter was decided on, in the filter's order."""
        found: list[Fact] = []
        for name in dict.fromkeys(names_in(tree)):
            if name in LIVE:
                found += live_facts(name, self._live.offers[row], self._pairs[row][0])
            elif (column := self.column(name)) is not None:
                found += column.at(row)
        return tuple(found)

    def _rows_for(self, fact: Fact) -> range:
        if fact.sku_id is None:
            return self.rows_of(fact.product_id)
        row = self._skus.get((fact.product_id, fact.sku_id))
        return range(0) if row is None else range(row, row + 1)

    def _field_text(self, fact: Fact) -> str:
        from index.extraction.places import field_text

        return field_text(self.products[self._positions[fact.product_id]], fact.field)

    def _verdict(self, tree: Filter) -> Verdicts:
        match tree:
            case And(parts):
                return _fold(np.minimum, 1, [self._verdict(p) for p in parts], len(self))
            case Or(parts):
                return _fold(np.maximum, NO, [self._verdict(p) for p in parts], len(self))
            case Not(part):
                return -self._verdict(part)
            case _:
                return self._leaf(tree)

    def _leaf(self, leaf: Range | In | Has) -> Verdicts:
        if leaf.name in LIVE:
            return live_verdicts(leaf, self._live, self._currencies, self._senses)
        if isinstance(leaf, In) and leaf.name == "id":
            return self._one_of(leaf.values)
        return self._judged(leaf)

    def _judge_column(self, leaf: Range | In | Has) -> Verdicts:
        column = self.column(leaf.name)
        if column is None:
            return np.zeros(len(self), np.int8)
        return judge(leaf, column, self._senses, self._known_names)

    def _one_of(self, ids: Sequence[str]) -> Verdicts:
        verdicts = np.full(len(self), NO, np.int8)
        for product_id in ids:
            rows = self.rows_of(product_id)
            verdicts[rows.start : rows.stop] = YES
        return verdicts


def names_in(tree: Filter) -> tuple[str, ...]:
    """Return the attribute names that a filter speaks of, in its order, with repetitions."""
    match tree:
        case And(parts) | Or(parts):
            return tuple(name for part in parts for name in names_in(part))
        case Not(part):
            return names_in(part)
        case _:
            return (tree.name,)


def _fold(how: np.ufunc, empty: int, parts: Sequence[Verdicts], size: int) -> Verdicts:
    return how.reduce(parts) if parts else np.full(size, empty, np.int8)


def _grouped(
    products: Sequence[Product], facts: Iterable[Fact], vocabulary: Vocabulary | None
) -> tuple[Mapping[str, list[Fact]], Mapping[str, list[Fact]]]:
    names: dict[str, list[Fact]] = {}
    labels: dict[str, list[Fact]] = {}
    for fact in facts:
        names.setdefault(fact.name, []).append(fact)
        labels.setdefault(fold(fact.label), []).append(fact)
    if vocabulary is not None:
        names.pop("kind", None)
    stated = {(fact.product_id, name) for name in RESERVED for fact in names.get(name, ())}
    for fact in record_facts(products, stated, vocabulary):
        names.setdefault(fact.name, []).append(fact)
    return names, labels
