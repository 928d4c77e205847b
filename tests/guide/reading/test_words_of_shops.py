"""What a shop states in its own way, said as people say it: in numbers, titles and English."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guide.apply import apply
from guide.need import Constraint, Need
from guide.reading import RulesReader
from guide.turn import Context, Shown
from tests.guide.reading.small_shops import goods, reader_of

FIRST = Context(currency="CNY")


SHOP = (
    goods(1, "河谷帐篷 3-4人", "运动户外", "帐篷", price=519, 人数="3-4人"),
    goods(2, "星野帐篷 双人", "运动户外", "帐篷", price=179, 人数="双人"),
    goods(3, "老灶火锅套餐 3-4人", "本地生活", "火锅套餐", price=219, 人数="3-4人"),
    goods(4, "晨雾咖啡豆 深烘", "食品饮料", "咖啡豆", 烘焙度="深烘", 添加糖="无添加糖"),
    goods(5, "午后咖啡豆 中深烘", "食品饮料", "咖啡豆", 烘焙度="中深烘", 添加糖="含糖"),
    goods(6, "老城牛仔裤 女 高腰", "服饰", "牛仔裤", 腰型="高腰", 适用对象="女"),
    goods(7, "公路牛仔裤 男 中腰", "服饰", "牛仔裤", 腰型="中腰", 适用对象="男"),
    goods(8, "微澜耳机 主动降噪", "数码", "耳机", price=439, 降噪="主动降噪"),
    goods(9, "深海耳机 通话降噪", "数码", "耳机", price=249, 降噪="通话降噪"),
    goods(10, "月影台灯 学习护眼", "家居", "台灯", 用途="学习护眼"),
    goods(11, "壁炉台灯 床头", "家居", "台灯", 用途="床头"),
    goods(12, "云朵婴儿连体衣 有机棉", "母婴", "婴儿连体衣", 面料="有机棉"),
    goods(13, "恐龙岛积木 3岁以上", "母婴", "积木", 适用年龄="3岁以上"),
    goods(14, "云笺钢笔 礼盒装", "文具", "钢笔", 礼盒="礼盒装"),
    goods(15, "长风钢笔 简装", "文具", "钢笔", 礼盒="无礼盒"),
    goods(16, "房型封闭式宠物窝", "宠物", "宠物窝"),
    goods(17, "清新开放式宠物窝", "宠物", "宠物窝"),
    goods(18, "撒欢牵引绳 1.5m", "宠物", "牵引绳", 长度="1.5m"),
    goods(19, "炊烟电饭煲 3L", "家电", "电饭煲", price=289, 容量="3L", 预约="24小时预约"),
    goods(20, "小米CC9e 贴膜", "数码", "手机贴膜", price=19),
    goods(21, "绅士皮鞋 女", "鞋靴", "皮鞋", price=289, 适用对象="女", 尺码="38"),
    goods(22, "苹果 MacBook Air 13", "数码", "笔记本电脑", price=8278, 品牌="苹果"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shopper() -> RulesReader:
    return reader_of(SHOP)


def need(reader: RulesReader, text: str, context: Context = FIRST) -> Need:
    return apply(context.need, reader.read(text, None, context))


def wish(found: Need, attribute: str) -> Constraint:
    return next(c for c in found.constraints if c.attribute == attribute)


@pytest.mark.parametrize(
    "text", ["四人帐篷", "四个人用的帐篷", "a tent for four people", "四口之家用的帐篷"]
)
def test_a_number_of_people_is_what_holds_so_many(shopper: RulesReader, text: str) -> None:
    found = need(shopper, text)
    assert found.kinds == ("tent",)
    assert wish(found, "people").values == ("3-4人",)


def test_two_may_be_called_a_pair(shopper: RulesReader) -> None:
    assert wish(need(shopper, "双人帐篷"), "people").values == ("双人",)


def test_a_shelf_is_named_by_how_it_begins_or_ends(shopper: RulesReader) -> None:
    hotpot = need(shopper, "火锅 四个人去")
    assert hotpot.kinds and not hotpot.not_carried
    romper = need(shopper, "宝宝连体衣")
    assert romper.kinds and not romper.not_carried


@pytest.mark.parametrize(
    ("text", "attribute", "values"),
    [
        ("coffee beans, dark roast", "烘焙度", ("深烘",)),
        ("coffee beans with no sugar added", "添加糖", ("无添加糖",)),
        ("high waisted jeans", "腰型", ("高腰",)),
        ("a desk lamp for homework", "用途", ("学习护眼",)),
        ("写作业用的台灯", "用途", ("学习护眼",)),
    ],
)
def test_what_the_shop_says_in_chinese_may_be_said_in_english(
    shopper: RulesReader, text: str, attribute: str, values: tuple[str, ...]
) -> None:
    found = wish(need(shopper, text), attribute)
    assert (found.values, found.strength) == (values, "must")


def test_a_word_told_apart_from_its_like_is_that_word(shopper: RulesReader) -> None:
    assert wish(need(shopper, "要主动降噪的耳机"), "降噪").values == ("主动降噪",)


def test_what_is_said_goes_before_what_a_gift_stands_for(shopper: RulesReader) -> None:
    assert wish(need(shopper, "钢笔送人要礼盒装的"), "礼盒").values == ("礼盒装",)


def test_a_gift_is_not_taken_for_the_denial_of_its_box(shopper: RulesReader) -> None:
    assert "无礼盒" not in wish(need(shopper, "钢笔 送人"), "礼盒").values


def test_a_word_asked_for_flatly_is_left_to_titles(shopper: RulesReader) -> None:
    found = wish(need(shopper, "宠物窝要封闭式的"), "words")
    assert (found.values[0], found.strength) == ("封闭式", "must")


@pytest.mark.parametrize(
    ("text", "low"), [("一米五的牵引绳", 150.0), ("1米5的牵引绳", 150.0), ("牵引绳1.5米的", 150.0)]
)
def test_a_metre_and_a_half_is_said_in_three_ways(
    shopper: RulesReader, text: str, low: float
) -> None:
    assert wish(need(shopper, text), "length").low == low


def test_years_of_a_child_are_its_age(shopper: RulesReader) -> None:
    for text in ("building blocks for a 5 year old", "给5岁孩子的积木"):
        found = wish(need(shopper, text), "age")
        assert (found.low, found.high) == (5.0, 5.0)


def test_an_age_that_no_goods_of_the_kind_state_filters_nothing(shopper: RulesReader) -> None:
    assert not any(c.attribute == "age" for c in need(shopper, "给8岁孩子的台灯").constraints)


def test_what_can_only_be_had_takes_no_number(shopper: RulesReader) -> None:
    found = need(shopper, "能预约的电饭煲五百以内")
    assert found.budget is not None and found.budget.high == Decimal(500)


def test_a_thing_owned_is_not_looked_for(shopper: RulesReader) -> None:
    shown = (Shown(1, "g20", None, "小米CC9e 贴膜"),)
    context = Context(turn=2, need=need(shopper, "手机贴膜"), shown=shown, currency="CNY")
    found = need(shopper, "我手机是CC9e", context)
    assert found.kinds == context.need.kinds
    assert wish(found, "model").values[0] == "cc9e"


def test_who_wears_it_may_stand_right_before_or_behind(shopper: RulesReader) -> None:
    for text in ("女皮鞋", "皮鞋女", "pixie nvshi"):
        assert wish(need(shopper, text), "gender").values == ("women",)


def test_units_behind_numbers_are_read_in_pinyin(shopper: RulesReader) -> None:
    found = need(shopper, "pixie nvshi 38ma 400yinei")
    assert wish(found, "size").values == ("38",)
    assert found.budget is not None and found.budget.high == Decimal(400)


def test_a_line_of_products_is_its_makers(shopper: RulesReader) -> None:
    found = need(shopper, "macbook under 9000 yuan")
    assert found.kinds == ("laptop",) and wish(found, "brand").values == ("苹果",)


def test_a_code_is_no_money(shopper: RulesReader) -> None:
    assert need(shopper, "205/55R16的轮胎").budget is None


def test_words_of_taiwan_are_put_over(shopper: RulesReader) -> None:
    assert need(shopper, "筆電 一萬以內").kinds == ("laptop",)


def test_right_words_of_the_shop_are_not_put_right(shopper: RulesReader) -> None:
    assert shopper.read("耳机 降噪深度30以上", None, FIRST).righted == ()


def test_little_english_words_begin_no_model(shopper: RulesReader) -> None:
    found = need(shopper, "jeans made of 316 threads under 300 yuan")
    assert not any(c.attribute == "model" for c in found.constraints)


def test_light_is_mostly_no_lamp(shopper: RulesReader) -> None:
    turn = shopper.read("a laptop under 9000 yuan, light", None, FIRST)
    assert turn.act == "wish" and apply(Need(), turn).kinds == ("laptop",)


def test_what_is_too_thick_is_not_wanted(shopper: RulesReader) -> None:
    found = wish(need(shopper, "算了有机棉太厚,看看连体衣"), "material")
    assert found.strength == "avoid"


def test_people_are_told_by_the_short_words_for_them(shopper: RulesReader) -> None:
    assert need(shopper, "jeans for my bf").recipient == "男朋友"
    assert need(shopper, "jeans for my gf").recipient == "女朋友"
