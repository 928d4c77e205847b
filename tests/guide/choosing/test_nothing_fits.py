"""Where nothing fits: which wishes block, what lifting them gives, and the nearest."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from guide.choosing import choose
from guide.need import Need
from tests.guide.choosing.conftest import jackets
from tests.guide.made_shop import MadeShop, budget, need, wish

SHOP = MadeShop(jackets())


def test_each_blocking_wish_says_how_many_would_fit_and_from_which_price(shop: MadeShop) -> None:
    picks = choose(need(shop, "羽绒服", wish("c1", "fit", "修身"), budget=budget(700)), shop)
    assert picks.selected == ()
    found = {r.drop: (r.count, r.from_price) for r in picks.relaxations}
    assert found == {("c1",): (1, Decimal(699)), ("budget",): (3, Decimal(799))}


def test_wishes_that_block_together_are_named_together(shop: MadeShop) -> None:
    wishes = (wish("c1", "fit", "宽松"), wish("c2", "weight", high=700, unit="g"))
    picks = choose(need(shop, "羽绒服", *wishes, budget=budget(100)), shop)
    assert all(len(relaxation.drop) == 2 for relaxation in picks.relaxations)


def test_the_nearest_are_of_the_right_kind_and_say_what_they_are_instead(shop: MadeShop) -> None:
    picks = choose(need(shop, "羽绒服", wish("c1", "fit", "修身"), budget=budget(700)), shop)
    assert {near.product_id for near in picks.nearest} <= {"a", "b", "c", "d", "e"}
    assert all(near.misses for near in picks.nearest)
    just_above = next(near for near in picks.nearest if near.product_id == "a")
    assert [(m.constraint_id, m.got) for m in just_above.misses] == [("budget", "799")]


def test_a_kind_that_is_not_carried_is_said_with_the_closest(shop: MadeShop) -> None:
    picks = choose(Need(kind_words="凉鞋", not_carried=True), shop)
    assert picks.selected == ()
    assert picks.not_carried is not None
    assert picks.not_carried[0] == "凉鞋"
    assert picks.not_carried[1]
    assert all(near.misses[0].constraint_id == "kind" for near in picks.nearest)


@settings(max_examples=40, deadline=None)
@given(
    ceiling=st.integers(50, 1500),
    fit=st.sampled_from(["修身", "宽松", "直筒"]),
    heaviest=st.integers(400, 1400),
)
def test_lifting_a_set_of_wishes_gives_exactly_what_was_said(
    ceiling: int, fit: str, heaviest: int
) -> None:
    wishes = (wish("c1", "fit", fit), wish("c2", "weight", high=heaviest, unit="g"))
    picks = choose(need(SHOP, "羽绒服", *wishes, budget=budget(ceiling)), SHOP)
    for relaxation in picks.relaxations:
        kept = tuple(c for c in wishes if c.id not in relaxation.drop)
        money = None if "budget" in relaxation.drop else budget(ceiling)
        lifted = choose(need(SHOP, "羽绒服", *kept, budget=money), SHOP)
        assert lifted.total == relaxation.count
        cheapest = min(pick.price.total for pick in lifted.selected if pick.price)
        assert cheapest >= relaxation.from_price
