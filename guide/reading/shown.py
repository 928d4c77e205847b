"""What is known of the products on the screen, for words that measure against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from guide.turn import Shown
from index.extraction.numbers import parse_number
from index.extraction.quantities import Measure, parse_quantities
from index.fact import Fact, FactValue, Quantity, Set, Text
from index.lexicon import fold

if TYPE_CHECKING:
    from guide.need import Need
    from index.opening import Index


class ShownFacts(Protocol):
    """What a Reader may ask about products by id."""

    def price(self, product_id: str, sku_id: str | None) -> Decimal | None:
        """Return what it costs now, or None where that is not known."""
        ...

    def amount(self, product_id: str, sku_id: str | None, attribute: str) -> float | None:
        """Return a stated quantity in its base unit (the middle of an interval), or None."""
        ...

    def words(self, product_id: str, sku_id: str | None, attribute: str) -> tuple[str, ...]:
        """Return the words stated for an attribute, of this variant where there is one."""
        ...

    def measure(self, product_id: str, sku_id: str | None, name: str) -> float | None:
        """Return how much it has of an attribute, of `price` or of what its title counts."""
        ...

    def has(self, product_id: str, sku_id: str | None, said: str) -> bool:
        """Return whether a product has the value or the amount that is said of it («16寸»)."""
        ...

    def title(self, product_id: str) -> str:
        """Return what a product is called."""
        ...

    def fitting(self, need: Need) -> tuple[tuple[str, str | None], ...]:
        """Return every product that meets the wishes, with the variant that does."""
        ...

    def closest(self, words: str, need: Need) -> tuple[str, ...]:
        """Return the product of a brand or a name that misses least of the wishes."""
        ...

    def named(self, words: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the products of these kinds whose titles hold `words`, where only few do."""
        ...

    def shelf(self, kinds: Sequence[str]) -> tuple[Shown, ...]:
        """Return every product of these kinds, as shown in no place."""
        ...


MANY, TOO_MANY = 3, 6
"""Products that one name may stand for, and from how many on it is no name."""


NEAR = 0.02
"""So far an amount may be from what is said of it («27寸» of 68.6 cm)."""
LONGEST_VALUE = 40
"""Longer values are prose: that they hold a word tells no product from another."""


_COUNTED = re.compile(r"(\d+|[一二两三四五六七八九十]+)个?([\u4e00-\u9fff])")
_NONE = ("无", "不", "没", "否", "未")


def _says(fact: Fact, wanted: str) -> bool:
    """Return whether a fact states a value, or has what its name says."""
    quote = fold(fact.quote)
    if quote.startswith(_NONE):
        return False
    return wanted in quote or wanted == fold(fact.label)


def _is_amount(value: FactValue, amount: Measure) -> bool:
    """Return whether a stated quantity is the one that is said."""
    if not isinstance(value, Quantity) or value.unit != amount.unit or amount.low is None:
        return False
    low = value.low if value.low is not None else value.high
    high = value.high if value.high is not None else value.low
    if low is None or high is None:
        return False
    return low * (1 - NEAR) <= amount.low <= high * (1 + NEAR)


class IndexFacts:
    """`ShownFacts` out of an open index, live prices included."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._shelves: dict[tuple[str, ...], tuple[Shown, ...]] = {}

    def price(self, product_id: str, sku_id: str | None) -> Decimal | None:
        """Return what it costs now, or None."""
        from guide.money import price

        if product_id not in self._index:
            return None
        found = price(self._index.product(product_id), sku_id, self._index.offers)
        return found.total if found else None

    def amount(self, product_id: str, sku_id: str | None, attribute: str) -> float | None:
        """Return a stated quantity in its base unit, or None."""
        for fact in self._stated(product_id, sku_id, attribute):
            if isinstance(fact.value, Quantity):
                ends = [e for e in (fact.value.low, fact.value.high) if e is not None]
                return sum(ends) / len(ends) if ends else None
        return None

    def words(self, product_id: str, sku_id: str | None, attribute: str) -> tuple[str, ...]:
        """Return the words stated for an attribute."""
        found: dict[str, None] = {}
        for fact in self._stated(product_id, sku_id, attribute):
            if isinstance(fact.value, Text):
                found[fact.value.value] = None
            elif isinstance(fact.value, Set):
                found.update(dict.fromkeys(fact.value.values))
        return tuple(found)

    def measure(self, product_id: str, sku_id: str | None, name: str) -> float | None:
        """Return how much it has of something, or None."""
        from guide.choosing.extremes import measured

        if product_id not in self._index:
            return None
        found = measured(self._index, product_id, sku_id, name)
        return found.amount if found else None

    def has(self, product_id: str, sku_id: str | None, said: str) -> bool:
        """Return whether a product states what is said of it: an amount, or the words."""
        if product_id not in self._index:
            return False
        facts = [f for f in self._index.facts(product_id) if f.sku_id in (None, sku_id)]
        amounts = parse_quantities(said)
        if amounts:
            return any(_is_amount(f.value, amount) for f in facts for amount in amounts)
        counted = _COUNTED.fullmatch(said)
        if counted is not None:
            name = f"counted:{counted[2]}"
            return self.measure(product_id, sku_id, name) == parse_number(counted[1])
        wanted = fold(said).lstrip("带有含")
        short = [f for f in facts if len(f.quote) <= LONGEST_VALUE]
        return any(_says(f, wanted) for f in short) if wanted else False

    def title(self, product_id: str) -> str:
        """Return what a product is called."""
        return self._index.product(product_id).title

    def closest(self, words: str, need: Need) -> tuple[str, ...]:
        """Return the product of a brand or a name that misses least of the wishes."""
        from guide.choosing.conditions import conditions, kind_filter
        from guide.choosing.judging import judge

        table, wanted = self._index.table, fold(words).replace(" ", "")
        own = self._index.vocabulary.kinds_of
        brands = {mention.id for mention in self._index.vocabulary.brands_in(words)}
        hits = [
            at
            for at, product in enumerate(table.products)
            if not set(need.kinds).isdisjoint(own.get(product.id, ()))
            and (
                wanted in fold(product.title).replace(" ", "")
                or brands & set(self._index.vocabulary.brands_of.get(product.id, ()))
            )
        ]
        if not hits or not wanted:
            return ()
        wishes = conditions(need, self._index.products[hits[0]].currency)
        judged = judge(table, wishes, kind_filter(need.kinds), hits)
        if not len(judged.rows):
            return (table.products[hits[0]].id,)
        best = min(range(len(judged.rows)), key=lambda i: int(judged.broken[i]).bit_count())
        return (table.products[int(table.row_product[judged.rows[best]])].id,)

    def fitting(self, need: Need) -> tuple[tuple[str, str | None], ...]:
        """Return every product that meets the wishes, the best first."""
        from guide.choosing.ranking import rank

        if not need.kinds or need.slots or need.not_carried:
            return ()
        outcome = rank(need, self._index, None)
        rows, skus = outcome.judged.rows, self._index.table.row_sku
        return tuple((s.product_id, skus[int(rows[s.position])]) for s in outcome.ranked)

    def named(self, words: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the products of these kinds whose titles hold `words`, where only few do.

        Where none of the kinds does, the one of any kind with the shortest such title.
        """
        wanted = fold(words).replace(" ", "")
        hits = [p for p in self._index.products if wanted in fold(p.title).replace(" ", "")]
        of = self._index.vocabulary.kinds_of
        own = [p.id for p in hits if not set(kinds).isdisjoint(of.get(p.id, ()))]
        if own:
            return tuple(own[:MANY]) if len(own) <= TOO_MANY else ()
        if not hits or len(hits) > MANY:
            return ()
        return (min(hits, key=lambda p: (len(p.title), p.id)).id,)

    def shelf(self, kinds: Sequence[str]) -> tuple[Shown, ...]:
        """Return every product of these kinds, as shown in no place."""
        from guide.choosing.pool import of_kind

        key = tuple(kinds)
        if key not in self._shelves:
            products = (self._index.table.products[at] for at in of_kind(self._index, key))
            self._shelves[key] = tuple(Shown(0, p.id, None, p.title) for p in products)
        return self._shelves[key]

    def _stated(self, product_id: str, sku_id: str | None, attribute: str) -> list[Fact]:
        if product_id not in self._index:
            return []
        facts = [f for f in self._index.facts(product_id) if f.name == attribute]
        own = [f for f in facts if f.sku_id is not None and f.sku_id == sku_id]
        shared = [f for f in facts if f.sku_id is None]
        return sorted(own or shared or facts, key=lambda f: -f.grade)
