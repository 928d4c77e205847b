"""What is known of the products on the screen, for words that measure against them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from index.fact import Quantity, Set, Text
from index.lexicon import fold

if TYPE_CHECKING:
    from guide.need import Need
    from index.fact import Fact
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

    def fitting(self, need: Need) -> tuple[tuple[str, str | None], ...]:
        """Return every product that meets the wishes, with the variant that does."""
        ...

    def named(self, words: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the products of these kinds whose titles hold `words`, where only few do."""
        ...


MANY, TOO_MANY = 3, 6
"""Products that one name may stand for, and from how many on it is no name."""


class IndexFacts:
    """`ShownFacts` out of an open index, live prices included."""

    def __init__(self, index: Index) -> None:
        self._index = index

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

    def _stated(self, product_id: str, sku_id: str | None, attribute: str) -> list[Fact]:
        if product_id not in self._index:
            return []
        facts = [f for f in self._index.facts(product_id) if f.name == attribute]
        own = [f for f in facts if f.sku_id is not None and f.sku_id == sku_id]
        shared = [f for f in facts if f.sku_id is None]
        return sorted(own or shared or facts, key=lambda f: -f.grade)
