"""Attributes and values as the facts of this catalogue state them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from index.fact import Bool, Fact, Quantity, Set, Text
from index.vocabulary.vocabulary import Attribute, AttributeValue

# Values beyond this many say nothing of an attribute's vocabulary (model numbers, barcodes).
MAX_VALUES = 400
MAX_VALUE_LENGTH = 24


@dataclass
class _Seen:
    labels: Counter[str] = field(default_factory=Counter[str])
    values: Counter[str] = field(default_factory=Counter[str])
    units: Counter[str] = field(default_factory=Counter[str])
    ends: list[float] = field(default_factory=list[float])
    products: set[str] = field(default_factory=set[str])
    yes_no: int = 0


def build_attributes(
    facts: Iterable[Fact], kinds_of: Mapping[str, tuple[str, ...]]
) -> tuple[Attribute, ...]:
    """Return the attributes, those that most products state first."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for fact in facts:
        _note(seen[fact.name], fact)
    rows = [_attribute(name, one, kinds_of) for name, one in seen.items()]
    return tuple(sorted(rows, key=lambda a: (-sum(a.kinds.values()), a.id)))


def _note(seen: _Seen, fact: Fact) -> None:
    seen.labels[fact.label] += 1
    seen.products.add(fact.product_id)
    match fact.value:
        case Text(value):
            seen.values[value] += 1
        case Set(values):
            seen.values.update(values)
        case Quantity(low, high, unit):
            seen.units[unit] += 1
            seen.ends.extend(end for end in (low, high) if end is not None)
        case Bool():
            seen.yes_no += 1


def _attribute(name: str, seen: _Seen, kinds_of: Mapping[str, tuple[str, ...]]) -> Attribute:
    kinds = Counter(kind for product in seen.products for kind in kinds_of.get(product, ()))
    short = {v: n for v, n in seen.values.items() if len(v) <= MAX_VALUE_LENGTH}
    commonest = sorted(short.items(), key=lambda row: (-row[1], row[0]))[:MAX_VALUES]
    return Attribute(
        id=name,
        label=seen.labels.most_common(1)[0][0],
        names=tuple(sorted(seen.labels)),
        unit=seen.units.most_common(1)[0][0] if seen.units else None,
        values=tuple(AttributeValue(text, count) for text, count in commonest),
        low=min(seen.ends, default=None),
        high=max(seen.ends, default=None),
        kinds=dict(sorted(kinds.items())),
        yes_no=seen.yes_no > 0,
    )
