"""Facts while they are being collected: exact quotes, nothing twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.extraction.places import Place
from index.fact import Fact, FactValue, Grade
from index.product import Product


@dataclass(slots=True)
class Notebook:
    """Collects the facts of one product.

    A fact that a better or equal source has stated already (same name, value and SKU) is left out.
    """

    product: Product
    _facts: dict[tuple[str, FactValue, str | None], Fact] = field(
        default_factory=dict[tuple[str, FactValue, str | None], Fact]
    )

    def add(
        self,
        place: Place,
        span: tuple[int, int],
        name: str,
        label: str,
        value: FactValue,
        sku_id: str | None = None,
    ) -> None:
        """Note that `place` states at `span` that `name` is `value`."""
        key = (name, value, sku_id)
        if key in self._facts and self._facts[key].grade >= place.grade:
            return
        source = "review" if place.grade is Grade.REVIEW else "catalogue"
        quote = place.text[span[0] : span[1]]
        fact = Fact(
            self.product.id,
            sku_id,
            name,
            label,
            value,
            source,
            place.field,
            span,
            quote,
            place.grade,
        )
        self._facts[key] = fact

    def stated(self) -> frozenset[str]:
        """Return the names on which a field of the product itself (not of a SKU) has spoken."""
        field_facts = (f for f in self._facts.values() if f.grade is Grade.FIELD)
        return frozenset(fact.name for fact in field_facts if fact.sku_id is None)

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts in the order they were noted."""
        return tuple(self._facts.values())
