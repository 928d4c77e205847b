"""A pick is told apart from the others by what it states better than each of them."""

from __future__ import annotations

import pytest

from guide.choosing import choose
from guide.choosing.differences import Offered, offered
from guide.choosing.standing_out import standing_out
from guide.wording.phrases import phrases
from tests.guide.made_shop import MadeShop, need, wish


def all_of(shop: MadeShop, *ids: str) -> list[Offered]:
    return [offered(shop, product_id, None) for product_id in ids]


def said(shop: MadeShop, at: int, *ids: str) -> list[str]:
    zh = phrases("zh")
    return [zh.claim(claim) for claim in standing_out(shop, at, all_of(shop, *ids))]


def test_the_most_and_the_lightest_are_said_with_their_values(shop: MadeShop):
    assert "充绒量180g,这几款里最多" in said(shop, 1, "a", "b", "c")
    assert "重量600g,这几款里最轻" in said(shop, 1, "a", "b", "c")


def test_who_beats_nobody_has_nothing_said_of_it(shop: MadeShop):
    assert said(shop, 0, "a", "b", "c") == []


def test_of_two_products_the_difference_is_said_elsewhere(shop: MadeShop):
    assert said(shop, 1, "a", "b") == []


def test_every_number_that_was_compared_is_evidence(shop: MadeShop):
    claim = next(iter(standing_out(shop, 1, all_of(shop, "a", "b", "c"))))
    (evidence,) = claim.evidence
    assert {source.product_id for source in evidence.derived_from} == {"a", "b", "c"}


@pytest.mark.parametrize("attribute", ["down_fill", "weight"])
def test_what_a_wish_said_is_not_said_again(shop: MadeShop, attribute: str):
    asked = need(shop, "羽绒服", wish("c1", attribute, low=1))
    picks = choose(asked, shop).selected
    assert len(picks) >= 3
    for pick in picks:
        told = [c.blanks["attribute"] for c in pick.reasons if "attribute" in c.blanks]
        assert len(told) == len(set(told))
