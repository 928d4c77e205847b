"""How far apart two records are, in the unit that a shopper of this shop reads."""

from __future__ import annotations

import pytest

from guide.choosing.attributes import gap_text
from index.extraction import extract, learn
from index.fact import Fact
from index.product import Product


def stated(name: str, value: str) -> Fact:
    product = Product(id="p", title="Kettle", attributes={name: value})
    return next(fact for fact in extract(product, learn((product,))) if fact.label == name)


@pytest.mark.parametrize(
    ("name", "one", "other", "gap"),
    [
        ("重量", "1.4kg", "2.1kg", "700g"),
        ("weight", "3.4 lb", "5.1 lb", "1.7 lb"),
        ("warranty", "1 year", "3 years", "2 years"),
        ("warranty", "2 years", "3 years", "1 year"),
        ("保修期", "1年", "3年", "2年"),
        ("weight", "1 kg", "5.1 lb", "1.313kg"),
    ],
)
def test_a_gap_is_said_in_the_unit_of_the_records(
    name: str, one: str, other: str, gap: str
) -> None:
    assert gap_text(stated(name, one), stated(name, other)) == gap
