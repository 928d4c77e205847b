"""A must is a filter; unknown is a third value; one variant meets all wishes together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from guide.choosing import choose
from index.product import Product
from tests.guide.choosing.conftest import jackets
from tests.guide.made_shop import MadeShop, budget, need, wish


def ids(picks) -> list[str]:
    return [pick.product_id for pick in picks]


def test_every_pick_meets_every_must(shop: MadeShop) -> None:
    picks = choose(need(shop, "羽绒服", wish("c1", "fit", "修身"), budget=budget(1000)), shop)
    assert sorted(ids(picks.selected)) == ["a", "b"]


def test_a_must_on_something_unknown_is_not_met_and_is_said(shop: MadeShop) -> None:
    picks = choose(need(shop, "羽绒服", wish("c1", "fit", "修身"), budget=budget(1000)), shop)
    unknown = {near.product_id: near.misses for near in picks.nearest}["d"]
    assert [(miss.constraint_id, miss.got) for miss in unknown] == [("c1", None)]


def test_an_avoid_on_something_unknown_passes_as_a_trade_off(shop: MadeShop) -> None:
    avoided = wish("c1", "fit", "宽松", strength="avoid")
    picks = choose(need(shop, "羽绒服", avoided, order="cheapest"), shop)
    assert "c" not in ids(picks.selected)
    silent = next(pick for pick in picks.selected if pick.product_id == "d")
    assert silent.unknown == ("c1",)


def test_safety_lets_nothing_unknown_pass(shop: MadeShop) -> None:
    avoided = wish("c1", "fit", "宽松", strength="avoid", safety=True)
    picks = choose(need(shop, "羽绒服", avoided), shop)
    assert "d" not in ids(picks.selected)
    assert all("c1" not in relaxation.drop for relaxation in picks.relaxations)


def test_what_is_avoided_is_never_a_near_miss(shop: MadeShop) -> None:
    avoided = wish("c1", "fit", "宽松", strength="avoid")
    picks = choose(need(shop, "羽绒服", avoided, budget=budget(100)), shop)
    assert picks.selected == ()
    assert "c" not in ids(picks.nearest)


def test_red_and_cheap_must_be_one_variant(shirts: MadeShop) -> None:
    both = need(shirts, "衬衫", wish("c1", "colour", "红色"), budget=budget(200))
    picks = choose(both, shirts)
    assert picks.selected == ()
    apart = choose(replace(both, budget=budget(300)), shirts)
    assert [(p.product_id, p.sku_id) for p in apart.selected] == [("t", "s1")]
    assert apart.selected[0].price is not None
    assert apart.selected[0].price.total == Decimal(300)


def test_a_sold_out_variant_is_near_but_no_pick(shirts: MadeShop) -> None:
    picks = choose(need(shirts, "衬衫", wish("c1", "colour", "白色")), shirts)
    assert picks.selected == ()
    assert [miss.constraint_id for near in picks.nearest for miss in near.misses]


def test_no_price_under_a_hard_budget_is_unknown() -> None:
    priceless = MadeShop([*jackets(), replace(jackets()[0], id="z", price=None)])
    picks = choose(need(priceless, "羽绒服", budget=budget(800)), priceless)
    assert "z" not in ids(picks.selected)
    soft = need(priceless, "羽绒服", budget=budget(0, hard=False, about=750))
    assert all(
        p.price is None or Decimal(637) < p.price.total < Decimal(863)
        for p in choose(soft, priceless).selected
    )


def test_a_budget_in_another_currency_is_asked_about_never_converted(shop: MadeShop) -> None:
    dollars = replace(budget(1000), currency="USD")
    picks = choose(need(shop, "羽绒服", budget=dollars), shop)
    assert picks.selected == ()
    assert picks.question is not None
    assert picks.question.options == ("CNY",)


def test_a_quality_that_nobody_states_becomes_a_preference_and_is_said(shop: MadeShop) -> None:
    picks = choose(need(shop, "羽绒服", wish("c1", "hood", "可拆")), shop)
    assert len(picks.selected) >= 3
    assert [note.key for note in picks.notes] == ["note.preferred"]
    assert picks.need.constraints[0].strength == "prefer"


def test_wool_in_the_filling_is_wool() -> None:
    from index.product import Product

    def quilt(id: str, title: str, filling: str) -> Product:
        attributes = {"材质": "100%棉", "填充物": filling}
        return Product(
            id,
            title,
            category=("居家", "被子"),
            price=Decimal(300),
            currency="CNY",
            attributes=attributes,
        )

    quilts = MadeShop([quilt("w", "秋冬被", "100%羊毛"), quilt("s", "春秋被", "100%桑蚕丝")])
    avoided = need(quilts, "被子", wish("c1", "material", "羊毛", strength="avoid"))
    assert ids(choose(avoided, quilts).selected) == ["s"]


def test_what_a_thing_is_filled_with_is_what_it_is_made_of_too() -> None:
    kind = {"category": ("家居", "枕头"), "price": Decimal(99), "currency": "CNY"}
    told = ({"材质": "乳胶"}, {"材质": "纯棉", "填充物": "乳胶"}, {"材质": "纯棉"})
    shop = MadeShop([Product(str(n), "枕头", attributes=a, **kind) for n, a in enumerate(told)])
    picks = choose(need(shop, "枕头", wish("c1", "material", "latex", words="乳胶")), shop)
    assert sorted(ids(picks.selected)) == ["0", "1"]
