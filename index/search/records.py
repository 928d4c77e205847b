"""Facts that a table makes of the record itself: brand, kind, shop, rating, sales."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from index.fact import Fact, FactValue, Grade, Quantity, Set, Text
from index.product import Product
from index.search.text import fold

if TYPE_CHECKING:
    from index.vocabulary import Vocabulary

_Stated = tuple[str, FactValue, str, str, Grade]  # name, value, field, quote, grade


def record_facts(
    products: Sequence[Product],
    extracted: Collection[tuple[str, str]],
    vocabulary: Vocabulary | None,
) -> Iterator[Fact]:
    """Yield brand, kind, shop, rating and sales of every product as facts.

    Args:
        products: the records.
        extracted: the (product id, name) pairs that extraction has read already; but kinds with
            their wider ones are the vocabulary's to say.
        vocabulary: knows kinds and brands; without it the category stands for the kind.
    """
    wider = {} if vocabulary is None else _wider(vocabulary)
    for product in products:
        for name, value, field, quote, grade in _stated(product, vocabulary, wider):
            if (product.id, name) not in extracted:
                span = (0, len(quote))
                yield Fact(
                    product.id, None, name, name, value, "catalogue", field, span, quote, grade
                )


def brand_names(vocabulary: Vocabulary | None) -> Mapping[str, frozenset[str]]:
    """Return every folded way to name a brand, its id too, to all the ways to name it."""
    found: dict[str, frozenset[str]] = {}
    for brand in () if vocabulary is None else vocabulary.brands:
        names = frozenset(map(fold, (brand.id, brand.label, *brand.words)))
        for name in names:
            found[name] = found.get(name, frozenset()) | names
    return found


def kind_names(vocabulary: Vocabulary | None) -> Mapping[str, frozenset[str]]:
    """Return every folded label and word for a carried kind to the ids that it may mean."""
    found: dict[str, frozenset[str]] = {}
    for kind in () if vocabulary is None else vocabulary.kinds:
        for name in {fold(word) for word in (kind.label, *kind.words)}:
            found[name] = found.get(name, frozenset()) | {kind.id}
    return found


def _stated(
    product: Product, vocabulary: Vocabulary | None, wider: Mapping[str, tuple[str, ...]]
) -> Iterator[_Stated]:
    if product.shop:
        yield "shop", Text(product.shop), "shop", product.shop, Grade.FIELD
    for name, number in (("rating", product.rating), ("sales", product.sales)):
        if number is not None:
            yield name, Quantity(number, number), name, str(number), Grade.FIELD
    yield from _brand(product, vocabulary)
    yield from _kind(product, vocabulary, wider)


def _brand(product: Product, vocabulary: Vocabulary | None) -> Iterator[_Stated]:
    if product.brand:
        yield "brand", Text(product.brand), "brand", product.brand, Grade.FIELD
    elif vocabulary is not None and (ids := vocabulary.brands_of.get(product.id)):
        labels = (brand.label for id_ in ids if (brand := vocabulary.brand(id_)))
        yield "brand", Set(tuple(labels)), "title", product.title, Grade.TITLE


def _kind(
    product: Product, vocabulary: Vocabulary | None, wider: Mapping[str, tuple[str, ...]]
) -> Iterator[_Stated]:
    last = len(product.category) - 1
    field, quote = ("title", product.title)
    if product.category:
        field, quote = f"category[{last}]", product.category[last]
    if vocabulary is None and product.category:
        yield "kind", Set(product.category), field, quote, Grade.FIELD
    elif vocabulary is not None and (own := vocabulary.kinds_of.get(product.id)):
        kinds = dict.fromkeys((*own, *(wide for kind in own for wide in wider.get(kind, ()))))
        yield "kind", Set(tuple(kinds)), field, quote, Grade.FIELD


def _wider(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Return for each kind all that it is also called for: wider ones, and what its shelf holds."""
    above = {kind.id: (*kind.parents, *kind.covers) for kind in vocabulary.kinds}
    found: dict[str, tuple[str, ...]] = {}
    for kind in above:
        seen: dict[str, None] = {}
        todo = list(above[kind])
        while todo:
            wide = todo.pop()
            if wide not in seen:
                seen[wide] = None
                todo += above.get(wide, ())
        found[kind] = tuple(seen)
    return found
