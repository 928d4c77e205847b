"""Words for kinds that name nothing asked for, longer names, series, shelves with strangers."""

from __future__ import annotations

import pytest

from guide.reading import RulesReader
from tests.guide.reading.small_shops import goods, reader_of, told

SHOP = (
    goods(1, "海边遮阳帽 渔夫帽", "服饰", "遮阳帽", 防晒等级="UPF50+"),
    goods(2, "田园遮阳帽 空顶帽", "服饰", "遮阳帽", 防晒等级="无防晒认证"),
    goods(3, "水感防晒霜", "美妆", "防晒"),
    goods(4, "苦荞麦枕头", "家居", "枕头", 填充物="荞麦壳"),
    goods(5, "小米9 支架保护壳", "数码", "手机壳"),
    goods(6, "懒人手机支架", "数码", "手机支架"),
    goods(7, "封闭式宠物窝", "宠物", "宠物窝"),
    goods(8, "对开门冰箱 风冷", "家电", "冰箱"),
    goods(9, "三门冰箱 风冷", "家电", "冰箱"),
    goods(10, "素色窗帘", "家居", "窗帘", 遮光率="80%"),
    goods(11, "落地灯 调光", "家居", "落地灯"),
    goods(12, "素色棒球帽", "服饰", "棒球帽", 帽围="56-60cm"),
    goods(13, "毛线帽", "服饰", "毛线帽", 头围="54-58cm"),
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return reader_of(SHOP)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("去三亚戴的遮阳帽,防晒要UPF50+", "sun_hat"),
        ("遮阳帽,防晒等级要UPF50+的", "sun_hat"),
        ("荞麦的护颈枕", "pillow"),
        ("给猫咪买个窝", "pet_bed"),
    ],
)
def test_the_kind_that_is_asked_for(reader: RulesReader, said: str, kind: str) -> None:
    need = told(reader, said)
    assert not need.slots
    assert need.kinds == (kind,)


def test_bare_kinds_are_still_a_list(reader: RulesReader) -> None:
    assert len(told(reader, "遮阳帽、防晒霜").slots) == 2


@pytest.mark.parametrize("said", ["要能当支架的", "可以当支架用的"])
def test_what_a_thing_can_be_used_as_is_no_other_thing(reader: RulesReader, said: str) -> None:
    need = told(reader, "小米9的手机壳", said)
    assert need.kinds == ("phone_case",)
    assert any("支架" in c.values for c in need.constraints)


def test_a_stand_alone_is_still_one(reader: RulesReader) -> None:
    assert told(reader, "有手机支架吗").kinds == ("phone_stand",)


def test_what_is_asked_of_them_names_no_other_thing(reader: RulesReader) -> None:
    need = told(reader, "curtains", "I want them to keep the light of the floor lamp out")
    assert need.kinds == ("curtain",)


def test_a_way_of_making_binds_with_de_between(reader: RulesReader) -> None:
    need = told(reader, "对开门的冰箱")
    assert any("对开门" in c.values and c.strength == "must" for c in need.constraints)


def test_names_that_measure_the_same(reader: RulesReader) -> None:
    (wish,) = told(reader, "棒球帽,头围60公分").constraints
    assert (wish.attribute, wish.low, wish.high) == ("帽围", 60.0, 60.0)
