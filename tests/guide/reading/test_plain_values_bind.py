"""Plain words bind: what the kind states, names with numbers, what a thing is to come with."""

from __future__ import annotations

import pytest

from guide.apply import apply
from guide.need import Constraint, Need
from guide.reading import RulesReader
from guide.turn import Context
from tests.guide.reading.small_shops import goods, reader_of

FIRST = Context(currency="CNY")


SHOP = (
    goods(1, "晨光保温杯 304不锈钢", "家居", "保温杯", 材质="304不锈钢"),
    goods(2, "一日保温杯 316不锈钢", "家居", "保温杯", 材质="316不锈钢"),
    goods(3, "海棠酒店 海景房", "旅行", "酒店", 早餐="不含早", 泳池="无泳池"),
    goods(4, "椰风酒店 园景房", "旅行", "酒店", 早餐="含双早", 泳池="无边泳池"),
    goods(5, "初乳奶瓶 无防胀气", "母婴", "奶瓶", 防胀气="无防胀气"),
    goods(6, "仿真奶瓶 防胀气阀", "母婴", "奶瓶", 防胀气="防胀气阀"),
    goods(7, "老枞绿茶 礼盒装", "食品饮料", "茶叶", 包装="礼盒装"),
    goods(8, "老枞乌龙茶 罐装", "食品饮料", "茶叶", 包装="罐装"),
    goods(9, "云笺钢笔 礼盒装", "文具", "钢笔", 礼盒="礼盒装"),
    goods(10, "长风钢笔 简装", "文具", "钢笔", 礼盒="无礼盒"),
    goods(11, "炊烟电饭煲 3L", "家电", "电饭煲", 控糖="低糖饭功能"),
    goods(12, "柴火电饭煲 4L", "家电", "电饭煲", 控糖="普通"),
    goods(13, "拯救者 台式机", "电脑", "台式机", 显卡型号="RTX2060"),
    goods(14, "暗影 台式机", "电脑", "台式机", 显卡型号="GTX1660Ti"),
    goods(15, "安全座椅 ISOFIX 0-4岁", "母婴", "安全座椅"),
    goods(16, "安全座椅 侧碰王 9个月-12岁", "母婴", "安全座椅"),
    goods(17, "启程行李箱 20英寸", "箱包", "行李箱", 尺寸="20英寸"),
    goods(18, "候鸟行李箱 28英寸", "箱包", "行李箱", 尺寸="28英寸"),
    goods(19, "书山双肩包", "箱包", "双肩包", 电脑仓="15.6英寸"),
    goods(20, "小米9 保护壳", "数码", "手机壳"),
    goods(21, "Redmi 8A 手机", "数码", "手机"),
    goods(22, "快充版 充电器", "数码", "充电器"),
    goods(23, "曲奇 520克", "食品饮料", "曲奇"),
    goods(24, "CC9e 高透贴膜", "数码", "手机贴膜"),
    goods(25, "夜安纸尿裤 腰贴型", "母婴", "纸尿裤", 净含量="500g"),
    goods(26, "撒欢牵引绳 承重30kg", "宠物", "牵引绳", 承重="30kg"),
    goods(27, "多功能封闭式猫砂盆", "宠物", "猫砂盆"),
    goods(28, "圆形猫砂盆", "宠物", "猫砂盆"),
    goods(29, "办公台式机", "电脑", "台式机", 屏幕尺寸="无显示器"),
    goods(30, "自动伸缩牵引器", "宠物", "牵引绳"),
    goods(32, "星图笔记本电脑 轻薄", "电脑", "笔记本电脑", 内存容量="16GB"),
    goods(33, "暗影游戏本 高刷", "电脑", "游戏本"),
    goods(34, "续航充电宝 20000mAh", "数码", "充电宝", 电池容量="20000mAh", 自带线="磁吸无线"),
    goods(35, "能量块充电宝 5000mAh", "数码", "充电宝", 电池容量="5000mAh", 自带线="自带USB-C线"),
    goods(31, "太空积木", "母婴", "积木", 适用年龄="0-4岁"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shopper() -> RulesReader:
    return reader_of(SHOP)


def need(reader: RulesReader, text: str, context: Context = FIRST) -> Need:
    return apply(context.need, reader.read(text, None, context))


def then(reader: RulesReader, *texts: str) -> Need:
    """Return what stands after several turns with nothing on the screen."""
    standing = Need()
    for text in texts:
        standing = need(reader, text, Context(need=standing, currency="CNY"))
    return standing


def only(wish: Need, attribute: str) -> Constraint:
    (found,) = [c for c in wish.constraints if c.attribute == attribute]
    return found


@pytest.mark.parametrize("text", ["316的", "就要316不锈钢的"])
def test_the_number_of_a_sort_is_no_price_and_no_other_sort(
    shopper: RulesReader, text: str
) -> None:
    wish = then(shopper, "想买个保温杯", text)
    assert wish.budget is None
    assert only(wish, "material").values == ("316不锈钢",)
    assert only(wish, "material").strength == "must"


def test_a_bare_number_that_nothing_is_called_by_stays_a_price(shopper: RulesReader) -> None:
    assert need(shopper, "保温杯 200的").budget is not None


@pytest.mark.parametrize("text", ["显卡2060", "2060的"])
def test_a_number_beside_the_name_of_names_is_one_of_them(shopper: RulesReader, text: str) -> None:
    wish = then(shopper, "台式机", text)
    assert wish.budget is None
    assert only(wish, "gpu").values == ("rtx2060",)


def test_what_only_denials_say_word_for_word_wishes_for_those_that_have_it(
    shopper: RulesReader,
) -> None:
    breakfast = only(need(shopper, "酒店 要含早"), "早餐")
    assert (breakfast.op, breakfast.strength) == ("has", "must")


@pytest.mark.parametrize(
    ("kind", "text", "attribute"), [("奶瓶", "防胀气", "防胀气"), ("钢笔", "礼盒", "礼盒")]
)
def test_the_name_of_a_feature_said_alone_asks_for_it(
    shopper: RulesReader, kind: str, text: str, attribute: str
) -> None:
    wish = only(then(shopper, kind, text), attribute)
    assert wish.strength == "must"


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [("茶叶礼盒", "包装", "礼盒"), ("有没有能煮低糖饭的电饭煲", "控糖", "低糖饭功能")],
)
def test_what_the_kind_states_word_for_word_is_a_must(
    shopper: RulesReader, text: str, attribute: str, value: str
) -> None:
    wish = only(need(shopper, text), attribute)
    assert (wish.strength, wish.values) == ("must", (value,))


def test_a_latin_word_of_titles_within_chinese_decides(shopper: RulesReader) -> None:
    assert only(then(shopper, "安全座椅", "isofix接口"), "words").values == ("isofix",)


def test_a_value_said_of_what_is_shown_decides(shopper: RulesReader) -> None:
    assert only(then(shopper, "茶叶", "罐装的那个"), "包装").values == ("罐装",)


def test_a_line_that_is_not_wanted_rules_out_no_other_of_its_maker(shopper: RulesReader) -> None:
    avoided = [c for c in need(shopper, "手机不要红米").constraints if c.strength == "avoid"]
    assert [c.attribute for c in avoided] == ["words"]
    assert {"红米", "redmi"} <= set(avoided[0].values)


def test_a_part_that_is_asked_for_names_no_goods(shopper: RulesReader) -> None:
    wish = then(shopper, "手机", "要有红外的")
    assert (wish.kinds, wish.not_carried) == (("phone",), False)
    assert only(wish, "words").values == ("红外",)


def test_a_sort_without_a_shelf_is_looked_for_among_its_kind(shopper: RulesReader) -> None:
    wish = need(shopper, "登机箱 500以内")
    size = only(wish, "dimensions")
    assert (wish.kinds, wish.not_carried) == (("suitcase",), False)
    assert size.high == pytest.approx(22 * 2.54)
    assert size.taken_for
    assert only(then(shopper, "登机箱", "得28寸"), "dimensions").low == pytest.approx(28 * 2.54)


def test_what_holds_a_larger_computer_holds_a_smaller_one(shopper: RulesReader) -> None:
    wish = only(need(shopper, "双肩包 放15寸电脑"), "电脑仓")
    assert (wish.low, wish.high) == (pytest.approx(38.1), None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("手机充电慢得要死,想换个充电器", "charger"),
        ("刚换了新手机,有没有充电器", "charger"),
        ("要背15寸的笔记本电脑书也挺多的然后想要个双肩包", "backpack"),
        ("my phone charges slowly, I need a new charger", "charger"),
        ("红米 1000以内", "phone"),
    ],
)
def test_only_what_is_asked_for_is_looked_for(shopper: RulesReader, text: str, kind: str) -> None:
    wish = need(shopper, text)
    assert (wish.kinds, wish.slots) == ((kind,), ())


def test_a_list_of_bare_kinds_is_a_list(shopper: RulesReader) -> None:
    names = [slot.name for slot in need(shopper, "出差清单 行李箱 保温杯 钢笔 一共800").slots]
    assert names == ["行李箱", "保温杯", "钢笔"]


def test_a_phone_that_someone_has_is_not_looked_for(shopper: RulesReader) -> None:
    wish = then(shopper, "小米9的手机壳", "我老婆的手机是小米9 SE,给她也来一个壳")
    assert wish.kinds == ("phone_case",)
    assert then(shopper, "小米9的手机壳", "再来个膜 CC9e的").kinds == ("screen_film",)


@pytest.mark.parametrize(
    ("text", "years"), [("新生儿玩的积木", 0), ("刚满月 积木", 1 / 12), ("一岁半 积木", 1.5)]
)
def test_how_old_a_baby_is_is_heard(shopper: RulesReader, text: str, years: float) -> None:
    assert only(need(shopper, text), "age").low == pytest.approx(years)


def test_how_heavy_someone_is_is_no_weight_of_goods(shopper: RulesReader) -> None:
    diapers = need(shopper, "我们家娃20斤了,纸尿裤有啥推荐的")
    assert {c.attribute for c in diapers.constraints} == {"words"}
    leash = only(need(shopper, "my dog is 15 kg, need a leash"), "load_capacity")
    assert (leash.low, leash.high) == (15000, None)


def test_a_screen_to_come_with_rules_out_those_that_state_none(shopper: RulesReader) -> None:
    (wish,) = need(shopper, "台式机 带显示器").constraints
    assert (wish.strength, wish.values) == ("avoid", ("无显示器",))


def test_a_property_is_known_by_how_titles_end_it(shopper: RulesReader) -> None:
    wish = then(shopper, "猫砂盆", "要封闭的那种,不然沙子到处都是")
    assert only(wish, "words").values[0] == "封闭"


def test_titles_decide_on_what_is_said_in_english(shopper: RulesReader) -> None:
    assert "伸缩" in only(then(shopper, "dog leashes", "retractable only"), "words").values


def test_who_eats_it_names_no_food(shopper: RulesReader) -> None:
    wish = need(shopper, "猫粮 幼猫吃的")
    assert (wish.kind_words, wish.not_carried) == ("猫粮", True)


def test_a_name_with_a_number_that_nothing_has_is_no_price(shopper: RulesReader) -> None:
    wish = need(shopper, "显卡3060的台式机")
    assert (wish.budget, only(wish, "gpu").values) == (None, ("3060",))


def test_an_amount_behind_another_one_is_not_of_its_name(shopper: RulesReader) -> None:
    wish = need(shopper, "手机 内存16g 5000以内")
    assert wish.budget is not None and wish.budget.high == 5000


def test_a_narrower_kind_drops_amounts_that_it_never_states(shopper: RulesReader) -> None:
    assert only(then(shopper, "笔记本电脑 内存16GB"), "memory")
    wish = then(shopper, "笔记本电脑 内存16GB", "游戏本有吗")
    assert (wish.kinds, wish.constraints) == (("gaming_laptop",), ())


def test_what_a_word_stands_for_never_softens_a_standing_must(shopper: RulesReader) -> None:
    assert only(then(shopper, "钢笔 要礼盒装", "送老师的"), "礼盒").strength == "must"


def test_a_bare_number_that_nobody_pays_is_of_what_the_kind_is_sold_by(
    shopper: RulesReader,
) -> None:
    wish = need(shopper, "充电宝 20000的")
    assert (wish.budget, only(wish, "battery_capacity").low) == (None, 20000)
    assert need(shopper, "充电宝 200的").budget is not None


def test_one_way_of_having_it_is_not_any_way(shopper: RulesReader) -> None:
    assert all(c.op != "has" for c in need(shopper, "无线充电宝").constraints)
