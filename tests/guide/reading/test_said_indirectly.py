"""Wishes that mean a value and do not name it, and values spoken ill of."""

from __future__ import annotations

import pytest

from guide.need import Constraint
from guide.reading import RulesReader
from guide.turn import Context
from tests.guide.reading.small_shops import goods, reader_of, told

FIRST = Context(currency="CNY")


SHOP = (
    goods(1, "脆脆空气炸锅 3L", "家电", "空气炸锅", 可视="可视窗口", 控制="触控"),
    goods(2, "柴火空气炸锅 5L", "家电", "空气炸锅", 可视="不可视", 控制="机械旋钮"),
    goods(3, "晨雾加湿器 1L", "家电", "加湿器", 加湿方式="超声波", 加水="上加水"),
    goods(4, "雨林加湿器 6L", "家电", "加湿器", 加湿方式="蒸发式", 加水="下加水"),
    goods(5, "老灶火锅 四人餐", "美食", "火锅", 包间="可用包间"),
    goods(6, "江湖火锅 四人餐", "美食", "火锅", 包间="不提供包间"),
    goods(7, "田园遮阳帽", "服饰", "遮阳帽", 折叠="可折叠", 款式="渔夫帽"),
    goods(8, "海边遮阳帽", "服饰", "遮阳帽", 折叠="不可折叠", 款式="草编帽"),
    goods(9, "篝火蓝牙音箱 5W", "数码", "蓝牙音箱", 立体声配对="支持"),
    goods(10, "客厅蓝牙音箱 20W", "数码", "蓝牙音箱", 立体声配对="不支持"),
    goods(11, "晚樱半身裙", "服饰", "半身裙", 裙长="长裙", 里衬="有里衬", 面料="棉"),
    goods(12, "旋转半身裙", "服饰", "半身裙", 裙长="中裙", 里衬="带安全裤", 面料="涤纶"),
    goods(13, "甜心半身裙", "服饰", "半身裙", 裙长="短裙", 里衬="无里衬", 面料="雪纺"),
    goods(14, "山谷电风扇", "家电", "电风扇", 噪音="31dB", 款式="台扇"),
    goods(15, "穿堂电风扇", "家电", "电风扇", 噪音="52dB", 款式="落地扇"),
    goods(16, "夜凝眼霜", "美妆", "眼霜", 功效="淡化黑眼圈", 适用肤质="干皮", 香精="无香精"),
    goods(17, "星眸眼霜", "美妆", "眼霜", 功效="淡化细纹", 适用肤质="油皮", 香精="含香精"),
    goods(18, "月牙单肩包", "箱包", "单肩包", 尺寸="迷你", 材质="牛皮", 闭合="拉链"),
    goods(19, "午茶单肩包", "箱包", "单肩包", 尺寸="大号", 材质="帆布", 闭合="磁扣"),
    goods(20, "静音键盘", "数码", "键盘", 静音="静音"),
    goods(21, "画布平板电脑", "数码", "平板电脑", 手写笔="支持手写笔"),
    goods(22, "天书平板电脑", "数码", "平板电脑", 手写笔="不支持手写笔"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shopper() -> RulesReader:
    return reader_of(SHOP)


def wishes(reader: RulesReader, *texts: str) -> list[Constraint]:
    """Return the standing wishes after some turns."""
    need = told(reader, *texts)
    assert need.kinds, "no kind was understood"
    return list(need.constraints)


def values(reader: RulesReader, attribute: str, *texts: str) -> set[str]:
    """Return what is wanted of an attribute after some turns."""
    found = [c for c in wishes(reader, *texts) if c.attribute == attribute]
    assert all(c.strength != "avoid" for c in found), found
    return {v for c in found for v in (c.values or ("yes",))}


@pytest.mark.parametrize(
    "text",
    ["空气炸锅,要能看见里面的", "想买能看到食物的空气炸锅", "空气炸锅 要看得见里面",
     "空气炸锅,不用开盖就能看的", "an air fryer where I can see inside"],
)  # fmt: skip
def test_seeing_the_inside_means_the_window(shopper: RulesReader, text: str) -> None:
    assert values(shopper, "可视", text) == {"yes"}


@pytest.mark.parametrize(
    "text", ["火锅 要能坐包间的", "吃火锅,得有包间", "火锅 必须有包厢", "火锅,最好能订个包间"]
)
def test_a_room_of_ones_own_is_no_lack_of_one(shopper: RulesReader, text: str) -> None:
    assert values(shopper, "包间", text) & {"可用包间", "yes"}


@pytest.mark.parametrize(
    "text",
    ["要能折起来塞包里的", "能叠起来的", "可以卷起来的", "要方便折叠的", "one that folds up"],
)
def test_what_folds_up_is_foldable(shopper: RulesReader, text: str) -> None:
    made = wishes(shopper, "遮阳帽", text)
    assert [(c.attribute, c.op, c.strength) for c in made] == [("foldable", "has", "must")] or (
        made[0].values == ("可折叠",)
    )


@pytest.mark.parametrize(
    "text", ["有没有能两台配成立体声的", "要能两个组立体声的", "要支持立体声的"]
)
def test_two_that_make_stereo_are_to_be_paired(shopper: RulesReader, text: str) -> None:
    made = wishes(shopper, "蓝牙音箱", text)
    assert [c.attribute for c in made] == ["立体声配对"] and made[0].strength == "must"


@pytest.mark.parametrize("text", ["半身裙,要长的", "半身裙,就要长的那种", "半身裙 要长的,我穿M"])
def test_one_character_tells_values_apart(shopper: RulesReader, text: str) -> None:
    assert values(shopper, "length", text) == {"长裙"}


def test_either_of_two_values_will_do(shopper: RulesReader) -> None:
    assert values(shopper, "里衬", "半身裙", "必须有里衬或者带安全裤") == {"有里衬", "带安全裤"}


@pytest.mark.parametrize(
    "text",
    ["超声波会有白粉,我只要蒸发式", "超声波的我嫌吵,要蒸发式的", "嫌超声波有白粉,换蒸发式",
     "超声波用伤了,要蒸发式"],
)  # fmt: skip
def test_what_is_spoken_ill_of_is_not_wished_for(shopper: RulesReader, text: str) -> None:
    made = [c for c in wishes(shopper, "加湿器", text) if c.strength != "avoid"]
    assert [c.values for c in made if c.attribute == "加湿方式"] == [("蒸发式",)]


def test_low_noise_is_meant_where_only_noise_is_stated(shopper: RulesReader) -> None:
    made = wishes(shopper, "静音的电风扇")
    assert [(c.attribute, c.high) for c in made] == [("noise", 45.0)]


def test_what_the_kind_states_stays_a_feature(shopper: RulesReader) -> None:
    assert [c.attribute for c in wishes(shopper, "静音的键盘")] == ["quiet"]


@pytest.mark.parametrize(
    "text", ["my skin is on the dry side", "my skin is a bit dry", "I have dry skin", "皮肤偏干"]
)
def test_dry_skin_is_one_wish(shopper: RulesReader, text: str) -> None:
    made = wishes(shopper, "an eye cream", text)
    assert [(c.attribute, c.values) for c in made] == [("skin_type", ("dry",))]


@pytest.mark.parametrize("text", ["not one of those mini ones", "no mini ones", "不要迷你的"])
def test_those_of_one_sort_are_not_wanted(shopper: RulesReader, text: str) -> None:
    made = wishes(shopper, "a shoulder bag", text)
    assert [(c.strength, c.values) for c in made] == [("avoid", ("迷你",))]


@pytest.mark.parametrize("said", ["fine lines", "dark circles"])
def test_what_a_cream_is_for_decides(shopper: RulesReader, said: str) -> None:
    made = [c for c in wishes(shopper, f"an eye cream for {said}") if c.attribute == "effect"]
    assert [c.strength for c in made] == ["must"]


@pytest.mark.parametrize(
    "text", ["笔没有也行", "笔不要了", "不要求笔了", "手写笔就算了", "笔无所谓"]
)
def test_a_part_of_the_name_takes_a_wish_back(shopper: RulesReader, text: str) -> None:
    assert wishes(shopper, "平板电脑 要带手写笔的", text) == []


@pytest.mark.parametrize("text", ["旋钮也忍了", "算了,旋钮也行", "旋钮能忍", "旋钮我认了"])
def test_what_is_borne_is_neither_wanted_nor_shunned(shopper: RulesReader, text: str) -> None:
    made = wishes(shopper, "空气炸锅,不要旋钮,要触控的", text)
    assert all(c.strength != "avoid" for c in made)
    assert all(c.values != ("机械旋钮",) and c.values != ("旋钮",) for c in made)


@pytest.mark.parametrize(
    "text",
    ["forget the zipper then, I'd rather have a mini one. Still leather.",
     "never mind the zipper. a mini one, leather"],
)  # fmt: skip
def test_what_is_said_instead_is_a_must(shopper: RulesReader, text: str) -> None:
    made = wishes(shopper, "a leather shoulder bag with a zipper", text)
    assert {c.attribute for c in made} == {"material", "尺寸"} or len(made) == 2
    assert all(c.strength == "must" for c in made)


@pytest.mark.parametrize(
    "text", ["不值", "一起", "才8道菜啊", "这也太糊了", "好吧", "别的照旧", "其他不变", "就这样吧"]
)
def test_talk_and_scraps_are_no_wishes(shopper: RulesReader, text: str) -> None:
    assert [c.values for c in wishes(shopper, "火锅 有包间的", f"{text}。") if c.op == "in"] in (
        [], [("可用包间",)]
    )  # fmt: skip
