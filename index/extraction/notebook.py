"""Facts while they are being collected: exact quotes, nothing twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.extraction.places import Place
from index.fact import Fact, FactValue, Grade
from index.lexicon import load
from index.product import Product


@dataclass(slots=True)
class Notebook:
    """Collects the facts of one product of a catalogue in the language `locale`.

    A fact that a better or equal source has stated already (same name, value and SKU) is left out.
    """

    product: Product
    locale: str = "zh"
    _facts: dict[tuple[str, FactValue, str | None], Fact] = field(
        default_factory=dict[tuple[str, FactValue, str | None], Fact]
    )

    def add(
        self,
        place: Place,
        span: tuple[int, int],
        name: str,
        value: FactValue,
        label: str | None = None,
        sku_id: str | None = None,
    ) -> None:
        """Note that `place` states at `span` that `name` is `value`.

        Without a `label` it is shown by the lexicon's name, in the catalogue's language.
        """
        key = (name, value, sku_id)
        if key in self._facts and self._facts[key].grade >= place.grade:
            return
        source = "review" if place.grade is Grade.REVIEW else "catalogue"
        quote = place.text[span[0] : span[1]]
        shown = label or self._label(name)
        self._facts[key] = Fact(
            self.product.id,
            sku_id,
            name,
            shown,
            value,
            source,
            place.field,
            span,
            quote,
            place.grade,
        )

    def _label(self, name: str) -> str:
        attribute, feature = load().attributes.get(name), load().features.get(name)
        words = attribute.names if attribute else feature.words if feature else {}
        return next(iter(words.get(self.locale, ())), name)

    def stated(self) -> frozenset[str]:
        """Return the names on which a field of the product itself (not of a SKU) has spoken."""
        field_facts = (f for f in self._facts.values() if f.grade is Grade.FIELD)
        return frozenset(fact.name for fact in field_facts if fact.sku_id is None)

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts in the order they were noted."""
        return tuple(self._facts.values())
