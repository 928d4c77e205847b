"""What sets a pick apart from those shown beside it: the most, the least, the lightest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from guide.choosing.attributes import better, number, usual
from guide.choosing.differences import Offered, row_facts
from guide.choosing.evidence import computed, of_fact
from guide.picks import Claim
from index.fact import Fact, Quantity

if TYPE_CHECKING:
    from index.opening import Index

COMPARED_MIN = 3
"""So many picks must state an attribute: the better one of two is said as a difference already."""

_BY_UNIT = {"g": "most", "h": "longest", "ml": "largest", "GB": "largest", "mAh": "largest"}
_LOW_BY_UNIT = {"g": "lightest"}

_Stated = Mapping[str, tuple[Fact, ...]]


def standing_out(index: Index, at: int, picks: Sequence[Offered]) -> Iterator[Claim]:
    """Yield what the pick at `at` states better than every other pick, most usual first."""
    if len(picks) < COMPARED_MIN:
        return
    stated = [row_facts(index, o.product.id, o.sku.id if o.sku else None) for o in picks]
    kind = next(iter(index.vocabulary.kinds_of.get(picks[at].product.id, ())), "")
    for name in sorted(stated[at], key=lambda name: (-usual(index, name, kind), name)):
        sides = _sides(name, at, stated)
        if sides is not None:
            yield _claim(name, *sides)


def _sides(name: str, at: int, stated: Sequence[_Stated]) -> tuple[Fact, list[Fact]] | None:
    """Return the pick's fact and those of the others, where it beats them all."""
    direction = better(name)
    mine = _single(stated[at], name)
    others = [_single(facts, name) for i, facts in enumerate(stated) if i != at]
    known = [fact for fact in others if fact is not None]
    if direction is None or mine is None or len(known) + 1 < COMPARED_MIN:
        return None
    sign = 1 if direction == "high" else -1
    return (mine, known) if all(_beats(mine, fact, sign) for fact in known) else None


def _single(facts: _Stated, name: str) -> Fact | None:
    found = facts.get(name, ())
    return found[0] if len(found) == 1 else None


def _beats(mine: Fact, other: Fact, sign: int) -> bool:
    left, right = number(mine.value), number(other.value)
    if left is None or right is None or _unit(mine) != _unit(other):
        return False
    return sign * (left - right) > 0


def _claim(name: str, mine: Fact, others: Sequence[Fact]) -> Claim:
    evidence = of_fact(mine)
    unit = _unit(mine)
    low = better(name) == "low"
    word = _LOW_BY_UNIT.get(unit, "lowest") if low else _BY_UNIT.get(unit, "highest")
    blanks = {"attribute": name, "label": mine.label, "value": evidence.value}
    sources = (evidence, *map(of_fact, others))
    return Claim(f"standing.{word}", blanks, (computed("best_of_shown", evidence.value, *sources),))


def _unit(fact: Fact) -> str:
    return fact.value.unit if isinstance(fact.value, Quantity) else ""
