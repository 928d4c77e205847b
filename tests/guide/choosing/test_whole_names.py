"""Whole models, sorts told by numbers, the kind itself: what only looks alike is not picked."""

from __future__ import annotations

from decimal import Decimal

from guide.choosing import choose
from guide.choosing.words import find_affirmed
from index.product import Product
from tests.guide.made_shop import MadeShop, need, wish


def goods(number: int, title: str, *category: str, **attributes: str) -> Product:
    return Product(
        f"g{number}", title, category=category, price=Decimal(100), currency="CNY",
        attributes=attributes,
    )  # fmt: skip


SHOP = MadeShop(
    [
        goods(1, "小米9 ARE U OK 手机壳", "数码", "手机壳"),
        goods(2, "小米9 SE 街头风 手机壳", "数码", "手机壳"),
        goods(3, "小米MIX 3 极简 手机壳", "数码", "手机壳"),
        goods(4, "晨光保温杯 304不锈钢", "家居", "保温杯", 材质="304不锈钢"),
        goods(5, "一日保温杯 316不锈钢", "家居", "保温杯", 材质="316不锈钢"),
        goods(6, "旷野棒球夹克", "服饰", "夹克"),
        goods(7, "飞行夹克", "服饰", "夹克"),
        goods(8, "雨线冲锋衣", "服饰", "冲锋衣"),
        goods(13, "机车夹克", "服饰", "夹克"),
        goods(9, "星图笔记本电脑", "电脑", "笔记本电脑", 屏幕尺寸="15.6英寸"),
        goods(10, "流光笔记本电脑", "电脑", "笔记本电脑", 屏幕尺寸="14英寸"),
        goods(11, "拾光四件套", "家居", "四件套", 适用床尺寸="1.5米/1.8米"),
        goods(12, "云朵四件套", "家居", "四件套", 适用床尺寸="2.0米"),
    ]
)


def picked(kind: str, *wishes: object) -> list[str]:
    return sorted(p.product_id for p in choose(need(SHOP, kind, *wishes), SHOP).selected)  # type: ignore[arg-type]


def test_a_model_is_met_by_its_whole_name_and_its_kin_come_nearest() -> None:
    picks = choose(need(SHOP, "手机壳", wish("c1", "model", "小米9")), SHOP)
    assert [p.product_id for p in picks.selected] == ["g1"]
    assert picks.nearest[0].product_id == "g2"


def test_the_number_tells_sorts_of_a_material_apart() -> None:
    assert picked("保温杯", wish("c1", "material", "316不锈钢")) == ["g5"]
    assert picked("保温杯", wish("c1", "material", "不锈钢")) == ["g4", "g5"]


def test_a_narrow_kind_comes_without_its_neighbours() -> None:
    assert picked("夹克") == ["g13", "g6", "g7"]


def test_whole_inches_name_a_class_of_screens() -> None:
    assert picked(
        "笔记本电脑", wish("c1", "screen_size", low=15 * 2.54, high=15 * 2.54, unit="cm")
    ) == ["g9"]
    assert picked(
        "笔记本电脑", wish("c1", "screen_size", low=14 * 2.54, high=14 * 2.54, unit="cm")
    ) == ["g10"]


def test_one_of_the_beds_that_a_set_suits_is_enough() -> None:
    assert picked("四件套", wish("c1", "bed_size", low=150, high=150, unit="cm")) == ["g11"]


def test_a_word_that_is_only_denied_is_not_said() -> None:
    assert find_affirmed("初乳奶瓶 无防胀气", "胀气") == -1
    assert find_affirmed("仿真奶瓶 防胀气阀", "胀气") >= 0
    assert find_affirmed("无糖 含糖两款", "糖") >= 0
    assert find_affirmed("无线充电宝", "充电") >= 0
