"""What is said back: wishes by what they mean, a yes as a clause, the one asked for first."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from guide.choosing import choose, compare
from guide.need import Budget, Constraint, Need, Source
from guide.picks import Claim, Picks, Question
from guide.turn import Reference, Turn
from guide.wording import TemplateWriter, make_brief, phrases
from tests.guide.choosing.conftest import jacket, jackets
from tests.guide.made_shop import MadeShop, budget, need, wish

SHOP = MadeShop(jackets())


def said(wished: Need, shop: MadeShop = SHOP) -> str:
    return TemplateWriter().write(make_brief(Turn("refine", "…"), choose(wished, shop), shop))


def below(high: str, words: str) -> Budget:
    return Budget(None, Decimal(high), True, None, Source(2, words))


@pytest.mark.parametrize("words", ["便宜点", "太贵", "再便宜一点"])
def test_cheaper_is_said_back_as_the_amount_that_it_was_taken_for(words: str) -> None:
    text = said(need(SHOP, "羽绒服", budget=below("798.99", words)))
    assert "低于799元" in text
    assert words not in text


def test_a_dead_end_and_a_near_miss_name_the_amount_too() -> None:
    cheapest = min(product.price for product in SHOP.products if product.price)
    text = said(need(SHOP, "羽绒服", budget=below(str(cheapest - Decimal("0.01")), "便宜点")))
    assert text.count(f"低于{cheapest:f}元") >= 2
    assert "便宜点" not in text


def test_an_amount_that_was_said_stays_as_it_was_said() -> None:
    assert "八百以内" in said(need(SHOP, "羽绒服", budget=budget(800, "八百以内")))


def test_what_only_pointed_at_something_is_said_back_by_name() -> None:
    pointed = Constraint(
        "c1", "brand", "in", "avoid", Source(2, "不考虑这个牌子"), values=("云岭",)
    )
    text = said(need(SHOP, "羽绒服", pointed))
    assert "不要云岭" in text
    assert "这个牌子" not in text


def test_an_avoid_that_names_its_value_stays_as_it_was_said() -> None:
    named = Constraint("c1", "brand", "in", "avoid", Source(2, "云岭的不要"), values=("云岭",))
    assert "云岭的不要" in said(need(SHOP, "羽绒服", named))


@pytest.mark.parametrize(
    ("label", "value", "spoken"),
    [
        ("是否可折叠", "是", "可折叠"),
        ("是否可折叠", "否", "不可折叠"),
        ("是否支持NFC", "支持", "支持NFC"),
        ("NFC", "支持", "支持NFC"),
        ("NFC", "不支持", "不支持NFC"),
        ("行李箱拉杆带", "有", "有行李箱拉杆带"),
        ("行李箱拉杆带", "无", "无行李箱拉杆带"),
        ("有无帽子", "有", "有帽子"),
        ("快充", "快充", "快充"),
        ("4K", "4K", "4K"),
        ("SPF", "SPF50", "SPF50"),
        ("防水等级", "防水", "防水"),
        ("版型", "修身", "版型修身"),
        ("电池容量", "5000mAh", "电池容量5000mAh"),
    ],
)
def test_an_attribute_is_said_as_a_shop_assistant_says_it(
    label: str, value: str, spoken: str
) -> None:
    claim = Claim("reason.fact", {"attribute": label, "label": label, "value": value})
    assert phrases("zh").claim(claim) == spoken


def test_which_one_is_answered_before_the_list() -> None:
    wished = need(SHOP, "羽绒服")
    assert said(replace(wished, order="cheapest")).startswith("最便宜的是第一款。")
    assert said(replace(wished, order="lightest")).startswith("最轻的是第一款。")


def test_of_equals_none_is_called_the_one() -> None:
    twins = MadeShop(
        [jacket(each, f"{each}羽绒服", "500", weight="1-1.5kg", brand=each) for each in "ab"]
    )
    for order in ("cheapest", "lightest"):
        assert "是第一款" not in said(replace(need(twins, "羽绒服"), order=order), twins)


def test_an_order_that_no_record_allows_is_said_to_be_none() -> None:
    bare = MadeShop([jacket(each, f"{each}羽绒服", "500", brand=each) for each in "ab"])
    assert "没有标注重量" in said(replace(need(bare, "羽绒服"), order="lightest"), bare)


def test_nobody_has_seen_everything_where_nothing_ever_fitted() -> None:
    slim = wish("c1", "fit", "修身")
    nothing = replace(need(SHOP, "羽绒服", slim, budget=budget(1)), shown_before=("a", "b"))
    assert "都给你看过了" not in said(nothing)


def test_what_could_not_be_read_ends_in_one_stop() -> None:
    turn = Turn("wish", "咕噜", notes=("咕噜",))
    assert "。。" not in TemplateWriter().write(make_brief(turn, Picks(Need()), SHOP))


def test_where_nothing_is_cheaper_it_says_so_once() -> None:
    cheapest = min(p.price for p in SHOP.products if p.price and p.category[-1] == "羽绒服")
    text = said(need(SHOP, "羽绒服", budget=below(str(cheapest - Decimal("0.01")), "便宜点")))
    assert text.startswith(f"没有比{cheapest:f}元更便宜的羽绒服了。")
    assert "卡在" not in text


def test_where_nothing_is_cheaper_the_other_wishes_are_named_beside() -> None:
    loose = wish("c1", "fit", "宽松")
    text = said(need(SHOP, "羽绒服", loose, budget=below("698.99", "便宜点")))
    assert text.startswith("按「宽松」来找,没有比699元更便宜的羽绒服了。")


def compared(*ids: str) -> str:
    refs = tuple(Reference("", each) for each in ids)
    picks = Picks(need(SHOP, "羽绒服"), table=compare(refs, need(SHOP, "羽绒服"), SHOP))
    turn = Turn("compare", "哪个好", refers=refs)
    return TemplateWriter().write(make_brief(turn, picks, SHOP))


def test_of_two_each_is_named_for_whom_it_is() -> None:
    text = compared("a", "b")
    assert "看重价格选A;看重" in text
    assert text.endswith("选B。")


def test_a_question_names_what_can_be_answered() -> None:
    asked = Question("ask-fit", "fit", ("修身", "宽松", "直筒"), "版型")
    picks = replace(choose(need(SHOP, "羽绒服"), SHOP), question=asked)
    text = TemplateWriter().write(make_brief(Turn("wish", "羽绒服"), picks, SHOP))
    assert text.endswith("版型要修身、宽松还是直筒?选不同的,首选会变。")


def test_lighter_is_said_back_as_the_weight_that_it_was_taken_for() -> None:
    lighter = Constraint("c1", "weight", "range", "must", Source(2, "太重"), high=899.1, unit="g")
    text = said(need(SHOP, "羽绒服", lighter))
    assert "重量低于900g" in text
    assert "太重" not in text


def test_the_colour_that_was_wished_is_the_one_that_is_named() -> None:
    shirts = MadeShop(
        [
            jacket(each, f"{each} Jacket", "50", attributes={"color": ["Black", "Gray"]})
            for each in "ab"
        ]
    )
    grey = wish("c1", "colour", "grey")
    picks = choose(replace(need(shirts, "羽绒服"), constraints=(grey,)), shirts).selected
    assert picks
    for pick in picks:
        assert any(claim.blanks.get("value") == "Gray" for claim in pick.reasons)


def test_a_difference_does_not_say_its_name_twice() -> None:
    blanks = {"than": "2", "loss": "delta.states", "loss.attribute": "spf", "loss.label": "SPF"}
    blanks |= {"loss.got": "SPF50", "loss.other": "SPF50+", "loss.than": "2", "loss.gap": ""}
    assert phrases("zh").claim(Claim("trade.states", blanks)) == "SPF50(第二款是SPF50+)"


def test_what_no_record_states_is_not_promised_in_the_first_line() -> None:
    waterproof = wish("c1", "waterproof", words="防水")
    told, alone = said(need(SHOP, "羽绒服", waterproof)), MadeShop(jackets()[:1])
    assert "「防水」没有商品写明" in told
    assert "防水" not in told.splitlines()[0]
    assert "符合" not in said(need(alone, "羽绒服", waterproof), alone).splitlines()[0]
    assert "修身" in said(need(SHOP, "羽绒服", wish("c1", "fit", "修身"))).splitlines()[0]


def test_what_is_avoided_is_said_back_though_no_record_speaks_of_it() -> None:
    text = said(need(SHOP, "羽绒服", wish("c1", "wool", strength="avoid", words="不要羊毛")))
    assert "不要羊毛" in text.splitlines()[0]
    assert "只能作参考" not in text
