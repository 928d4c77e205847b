"""The one question worth asking: only where its answer would change the first pick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from guide.choosing.attributes import comparable, label_of
from guide.choosing.differences import row_facts
from guide.choosing.evidence import shown
from guide.choosing.judging import Judged
from guide.choosing.scoring import Scored
from guide.need import Need
from guide.picks import Question
from index.fact import Fact, Grade, Set, Text

if TYPE_CHECKING:
    from index.opening import Index

BUDGET_SPREAD = 3
"""Without a budget, ask for one where the dearest that fits costs so many times the cheapest."""

FIT_MIN = 6
"""With fewer products left, looking is quicker than answering."""

STATED_SHARE = 0.7
"""Ask about an attribute only where most of those that fit state it."""

OPTIONS_MAX = 4
OPTION_LENGTH = 12
LOOKED_AT = 60
_NEVER = frozenset(
    {"id", "kind", "price", "brand", "shop", "stock", "sales", "rating", "delivery", "care", "cpu"}
)


def question(
    need: Need, index: Index, judged: Judged, ranked: Sequence[Scored], asked: Collection[str]
) -> Question | None:
    """Return the question to put, or None where nothing is worth asking.

    A budget in another currency than the prices comes first, then the budget, then the attribute
    that divides those that fit most evenly.
    """
    if (other := _currency(need, judged)) is not None and other.id not in asked:
        return other
    if len(ranked) < FIT_MIN or need.order != "fit" or len(need.constraints) > 2:
        return None
    budget = None if need.budget or BUDGET in asked else _budget(judged, ranked)
    if budget is not None:
        return budget
    return next((q for q in _attributes(need, index, judged, ranked) if q.id not in asked), None)


BUDGET = "ask-budget"
CURRENCY = "ask-currency"


def _currency(need: Need, judged: Judged) -> Question | None:
    if need.budget is None or need.budget.currency is None or not len(judged.rows):
        return None
    priced = Counter(p.currency for p in judged.table.products if p.currency)
    if not priced or need.budget.currency in priced:
        return None
    theirs = priced.most_common(1)[0][0]
    return Question(CURRENCY, "price", (theirs,), theirs)


def _budget(judged: Judged, ranked: Sequence[Scored]) -> Question | None:
    prices = sorted(p for s in ranked if (p := judged.price(s.position)) is not None)
    if len(prices) < FIT_MIN or prices[-1] < BUDGET_SPREAD * prices[0]:
        return None
    low, high = _round(prices[len(prices) // 3]), _round(prices[2 * len(prices) // 3])
    first = judged.price(ranked[0].position)
    if low == high or first is None or first <= low:
        return None
    return Question(BUDGET, "price", (f"≤{low}", f"{low}-{high}", f"≥{high}"), "price")


def _round(amount: Decimal) -> int:
    """Round up to two figures, as people say prices."""
    size = 10 ** max(0, amount.adjusted() - 1)
    return -int(-amount // size) * size


def _attributes(
    need: Need, index: Index, judged: Judged, ranked: Sequence[Scored]
) -> Iterator[Question]:
    wished = {c.attribute for c in need.constraints}
    if "gender" in wished:
        wished.add("audience")
    tables = [_short_words(index, judged, s) for s in ranked[:LOOKED_AT]]
    shelves = {level for s in ranked[:LOOKED_AT] for level in index.product(s.product_id).category}
    names = Counter(name for table in tables for name in table)
    evenness: list[tuple[float, str, tuple[str, ...]]] = []
    for name, count in names.items():
        if name in wished or name in _NEVER or count < STATED_SHARE * len(tables):
            continue
        values = Counter(table[name] for table in tables if name in table)
        options = tuple(text for text, _ in values.most_common(OPTIONS_MAX))
        covered = sum(values[option] for option in options)
        changes = sum(option != tables[0].get(name) for option in options)
        shelf = any(option in shelves for option in options)
        if 2 <= len(values) <= 8 and covered >= STATED_SHARE * count and changes and not shelf:
            evenness.append((-values[options[0]] / count, name, options))
    for share, name, options in sorted(evenness, key=lambda e: (-e[0], e[1])):
        if share < -0.25:
            yield Question(f"ask-{name}", name, options, label_of(index, name))


def _short_words(index: Index, judged: Judged, scored: Scored) -> dict[str, str]:
    sku = judged.table.row_sku[int(judged.rows[scored.position])]
    facts = row_facts(index, scored.product_id, sku)
    return {
        name: shown(stated[0].quote)
        for name, stated in facts.items()
        if len(stated) == 1 and stated[0].sku_id is None and _askable(stated[0])
    }


def _askable(fact: Fact) -> bool:
    one = isinstance(fact.value, Text) or (
        isinstance(fact.value, Set) and len(fact.value.values) == 1
    )
    text = comparable(fact.value)
    plain = len(text) <= OPTION_LENGTH and not any(c.isdigit() for c in text)
    return one and plain and fact.grade == Grade.FIELD
