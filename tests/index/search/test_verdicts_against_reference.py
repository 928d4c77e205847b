"""The table against a slow and obvious evaluator, over shops that hypothesis makes up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_shop import fact, product, sku

from index.fact import Bool, Fact, FactValue, Grade, Quantity, Set, Text
from index.filters import And, Filter, Has, In, Not, Or, Range, from_json, to_json
from index.product import Product
from index.search import FactTable, names_in

NAMES = ("alpha", "beta")
WORDS = ("one", "two", "three")
YES, UNKNOWN, NO = 1, 0, -1

numbers = st.integers(0, 6).map(float)
ends = st.none() | numbers
words = st.sampled_from(WORDS)
quantities = st.tuples(ends, ends).map(
    lambda pair: Quantity(*(sorted(pair) if None not in pair else pair), "g")  # type: ignore[type-var]
)
values: st.SearchStrategy[FactValue] = st.one_of(
    words.map(Text),
    st.lists(words, min_size=1, max_size=3, unique=True).map(tuple).map(Set),
    quantities,
    st.booleans().map(Bool),
)
leaves: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Range, st.sampled_from((*NAMES, "price")), ends, ends, st.none()),
    st.builds(In, st.sampled_from(NAMES), st.lists(words, min_size=1, max_size=2).map(tuple)),
    st.builds(Has, st.sampled_from(NAMES)),
)
filters = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple).map(And),
        st.lists(inner, max_size=3).map(tuple).map(Or),
        inner.map(Not),
    ),
    max_leaves=6,
)


@st.composite
def shops(draw: st.DrawFn) -> tuple[list[Product], list[Fact]]:
    products: list[Product] = []
    facts: list[Fact] = []
    for number in range(draw(st.integers(1, 4))):
        id_ = f"p{number}"
        prices = draw(st.lists(st.none() | numbers, max_size=3))
        skus = [
            sku(str(i), None if price is None else str(price)) for i, price in enumerate(prices)
        ]
        own = draw(st.none() | numbers)
        products.append(product(id_, price=None if own is None else str(own), skus=tuple(skus)))
        for place in range(draw(st.integers(0, 4))):
            owner = draw(st.sampled_from([None, *(s.id for s in skus)]))
            grade = draw(st.sampled_from(Grade))
            stated = draw(values)
            name = draw(st.sampled_from(NAMES))
            facts.append(fact(id_, name, stated, grade, owner, field=f"attributes.{place}"))
    return products, facts


@settings(max_examples=250, deadline=None)
@given(shops(), filters)
def test_every_verdict_is_the_one_of_the_reference(
    shop: tuple[list[Product], list[Fact]], tree: Filter
) -> None:
    products, facts = shop
    table = FactTable(products, facts)

    got = table.verdicts((tree,))[:, 0]

    rows = [(p, s) for p in products for s in (p.skus or (None,))]
    assert got.dtype == np.int8
    assert got.tolist() == [reference(tree, p, None if s is None else s.id, facts) for p, s in rows]


@settings(max_examples=200, deadline=None)
@given(shops(), filters)
def test_satisfying_is_any_row_and_the_cheapest_of_them(
    shop: tuple[list[Product], list[Fact]], tree: Filter
) -> None:
    products, facts = shop
    table = FactTable(products, facts)
    verdicts = table.verdicts((tree,))[:, 0]

    met = table.satisfying(tree)

    for at, one in enumerate(products):
        fitting = [row for row in table.rows_of(one.id) if verdicts[row] > 0]
        assert met.mask[at] == bool(fitting)
        if fitting:
            prices = np.nan_to_num(table.live.cents, nan=np.inf)
            assert prices[met.best[at]] == min(prices[fitting])
            assert met.best[at] in fitting


@settings(max_examples=100, deadline=None)
@given(filters)
def test_a_filter_survives_its_json(tree: Filter) -> None:
    assert from_json(to_json(tree)) == tree


@settings(max_examples=100, deadline=None)
@given(shops(), filters)
def test_what_a_verdict_was_decided_on_names_only_what_was_asked(
    shop: tuple[list[Product], list[Fact]], tree: Filter
) -> None:
    table = FactTable(*shop)
    for row in range(len(table)):
        assert {f.name for f in table.explain(tree, row)} <= set(names_in(tree))


def reference(tree: Filter, owner: Product, sku_id: str | None, facts: Sequence[Fact]) -> int:
    match tree:
        case And(parts):
            return min((reference(p, owner, sku_id, facts) for p in parts), default=YES)
        case Or(parts):
            return max((reference(p, owner, sku_id, facts) for p in parts), default=NO)
        case Not(part):
            return -reference(part, owner, sku_id, facts)
        case Range("price", low, high):
            return within_price(owner, sku_id, low, high)
        case Range(name, low, high):
            return agreed(
                [inside(f.value, low, high) for f in counting(name, owner, sku_id, facts)]
            )
        case Has(name):
            return agreed([affirmed(f.value) for f in counting(name, owner, sku_id, facts)])
        case In(name, wanted):
            return held(name, wanted, counting(name, owner, sku_id, facts), facts)


def counting(name: str, owner: Product, sku_id: str | None, facts: Sequence[Fact]) -> list[Fact]:
    here = [
        f
        for f in facts
        if f.name == name and f.product_id == owner.id and f.sku_id in (None, sku_id)
    ]
    best = max(((f.grade, f.sku_id is not None) for f in here), default=None)
    return [f for f in here if (f.grade, f.sku_id is not None) == best]


def within_price(owner: Product, sku_id: str | None, low: float | None, high: float | None) -> int:
    own = next((s.price for s in owner.skus if s.id == sku_id), None)
    price = owner.price if own is None else own
    if price is None:
        return UNKNOWN
    return YES if (low is None or price >= low) and (high is None or price <= high) else NO


def inside(value: FactValue, low: float | None, high: float | None) -> int | None:
    """Decided by trying numbers: every quarter from far below to far above all ends."""
    if not isinstance(value, Quantity):
        return None
    points = [q / 4 for q in range(-40, 81)]
    half_open = (value.low is None) != (value.high is None)
    stated = [
        x
        for x in points
        if (value.low is None or x >= value.low) and (value.high is None or x <= value.high)
    ]
    if half_open:  # its one end is where it only just begins
        stated = [x for x in stated if x not in (value.low, value.high)]
    fits = [(low is None or x >= low) and (high is None or x <= high) for x in stated]
    return YES if all(fits) else UNKNOWN if any(fits) else NO


def affirmed(value: FactValue) -> int:
    if isinstance(value, Bool):
        return YES if value.value else NO
    if isinstance(value, Quantity):
        return NO if value.high is not None and value.high <= 0 else YES
    return YES


def agreed(verdicts: Sequence[int | None]) -> int:
    stated = {v for v in verdicts if v is not None}
    return stated.pop() if len(stated) == 1 else UNKNOWN


def held(name: str, wanted: Sequence[str], stated: Sequence[Fact], facts: Sequence[Fact]) -> int:
    verdicts = [_has_one(f, wanted, is_list(name, facts)) for f in stated]
    return max(verdicts, default=UNKNOWN)


def _has_one(stated: Fact, wanted: Sequence[str], listed: bool) -> int:
    match stated.value:
        case Text(word):
            found = YES if word in wanted else NO
        case Set(several):
            found = YES if set(several) & set(wanted) else NO
        case Bool(yes):
            found = UNKNOWN if yes else NO
        case Quantity():
            found = UNKNOWN
    closed = stated.grade >= (Grade.FIELD if listed else Grade.PROSE)
    return UNKNOWN if found == NO and not closed else found


def is_list(name: str, facts: Sequence[Fact]) -> bool:
    said: dict[str, set[str]] = {}
    for f in facts:
        if f.name == name and f.grade == Grade.FIELD:
            several = f.value.values if isinstance(f.value, Set) else ()
            one = (f.value.value,) if isinstance(f.value, Text) else ()
            said.setdefault(f.product_id, set()).update((*several, *one))
    many = sum(len(several) > 1 for several in said.values())
    return not said or many > 0.02 * len(said)
