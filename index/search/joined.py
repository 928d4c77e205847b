"""Numbers that hold together («256GB SSD + 1TB HDD») and not one or the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from index.fact import Fact, Quantity

_PLUS = ("+", "＋")


def without_lesser(facts: Sequence[Fact], text_of: Callable[[Fact], str]) -> Sequence[Fact]:
    """Return `facts` without the quantities that a plus joins to a larger one in the same field.

    A wish for «at least 512 GB» means the larger disk; the smaller one does not make it doubtful.

    Args:
        facts: of one attribute.
        text_of: the whole text of the field that a fact was read from.
    """
    fields: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.value, Quantity):
            fields.setdefault((fact.product_id, fact.field), []).append(fact)
    lesser = {id(f) for group in fields.values() if len(group) > 1 for f in _lesser(group, text_of)}
    return [fact for fact in facts if id(fact) not in lesser] if lesser else facts


def _lesser(group: Sequence[Fact], text_of: Callable[[Fact], str]) -> list[Fact]:
    ordered = sorted(group, key=lambda fact: fact.span)
    text = text_of(ordered[0])
    chain, lesser = [ordered[0]], list[Fact]()
    for left, right in pairwise(ordered):
        if not any(plus in text[left.span[1] : right.span[0]] for plus in _PLUS):
            lesser += sorted(chain, key=_size)[:-1]
            chain = []
        chain.append(right)
    return lesser + sorted(chain, key=_size)[:-1]


def _size(fact: Fact) -> float:
    value = fact.value
    ends = (
        [e for e in (value.high, value.low) if e is not None] if isinstance(value, Quantity) else []
    )
    return max(ends, default=0.0)
