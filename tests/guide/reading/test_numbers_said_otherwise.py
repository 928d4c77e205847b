"""Halves, remarks on the shown, budgets that are added to, names that are wished for upwards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guide.apply import apply
from guide.need import Budget, Constraint, Need, Source
from guide.reading import RulesReader
from guide.reading.plain import plain
from guide.reading.remarks import without_remarks
from guide.turn import Context, Shown
from tests.guide.reading.small_shops import goods, reader_of, told

SHOP = (
    goods(1, "暗影游戏本", "电脑", "游戏本", 显卡型号="GTX1650"),
    goods(2, "拯救者游戏本", "电脑", "游戏本", 显卡型号="GTX1660Ti"),
    goods(3, "光影游戏本", "电脑", "游戏本", 显卡型号="RTX2060"),
    goods(4, "夜安纸尿裤", "母婴", "纸尿裤", 净含量="900ml"),
    goods(5, "安全座椅 甲", "母婴", "安全座椅", 适用年龄="0-12岁"),
    goods(6, "安全座椅 乙", "母婴", "安全座椅", 适用年龄="9个月-12岁"),
    goods(7, "车载充电器 双口", "数码", "充电器", 功率="37W"),
    goods(8, "遮光窗帘", "家居", "窗帘", 遮光率="80%"),
    goods(9, "篝火蓝牙音箱", "数码", "蓝牙音箱", 重量="420g"),
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> RulesReader:
    return reader_of(SHOP)


SEEN = Context(turn=2, shown=(Shown(1, "g9", None, "篝火蓝牙音箱"),), currency="CNY")


def musts(need: Need) -> list[Constraint]:
    return [c for c in need.constraints if c.strength == "must"]


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("要一公斤半以下的", "要1.5公斤以下的"),
        ("十二斤半的", "12.5斤的"),
        ("3寸半", "3.5寸"),
        ("两个半小时以上", "2.5小时以上"),
        ("三个半月的宝宝", "3.5个月的宝宝"),
        ("一米五", "1.5米"),
        ("黑色s码半身裙", "黑色s码半身裙"),
        ("两斤半糖饼干", "两斤半糖饼干"),
    ],
)
def test_halves_are_read_as_decimals(said: str, plainly: str) -> None:
    assert plain(said) == plainly


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("快四斤了,背着太沉,要1.5公斤以下的", "背着太沉,要1.5公斤以下的"),
        ("贵40块就多吸50毫升,不值。腰贴型的有吗", "腰贴型的有吗"),
        ("才5w啊.跟客厅款比比", "跟客厅款比比"),
        ("续航都不到5小时?要9小时以上的", "要9小时以上的"),
        ("七斤!不行不行,要轻的", "不行不行,要轻的"),
        ("都两千多了,便宜点", "便宜点"),
        ("加两千四就多一倍硬盘,不要苹果了", "不要苹果了"),
        ("才128,不够我装,要512的", "不够我装,要512的"),
        ("not even 5 hours? show me 9 hours at least", "show me 9 hours at least"),
    ],
)
def test_remarks_on_the_shown_are_no_wishes(said: str, rest: str) -> None:
    assert without_remarks(said, SEEN) == rest


@pytest.mark.parametrize(
    "said",
    [
        "500以内,要轻的",
        "宝宝10公斤了,要拉拉裤",
        "给我家娃,快20斤了,要大号",
        "预算才500,要黑的",
        "都要500以上的,黑色",
        "2000,黑色",
        "under 30, black",
        "四斤",
        "就要5升的,白色",
    ],
)
def test_wishes_are_no_remarks(said: str) -> None:
    assert without_remarks(said, SEEN) == said


def test_before_anything_is_shown_nothing_is_remarked_on() -> None:
    assert without_remarks("快四斤了,要轻的", Context()) == "快四斤了,要轻的"


STANDING = Budget(None, Decimal(1000), True, "CNY", Source(1, "1000以内"))


@pytest.mark.parametrize(
    ("said", "high"),
    [
        ("预算再加五百", 1500),
        ("预算可以加200", 1200),
        ("再加两百吧", 1200),
        ("少一百行吗", 900),
        ("预算减100", 900),
        ("I can add another $50 to the budget", 1050),
        ("raise my budget by 300", 1300),
        ("cut the budget by 200", 800),
        ("预算加到两千五", 2500),
        ("预算800", 800),
        ("预算至少500", None),
    ],
)
def test_what_is_added_is_added_to_the_standing_budget(
    reader: RulesReader, said: str, high: int | None
) -> None:
    need = Need(topic="音箱", kinds=("speaker",), kind_words="音箱", budget=STANDING)
    after = apply(need, reader.read(said, None, Context(turn=2, need=need, currency="CNY")))
    assert after.budget is not None
    assert after.budget.high == (None if high is None else Decimal(high))


def test_what_is_added_to_a_middle_leaves_the_lower_end(reader: RulesReader) -> None:
    about = Budget(Decimal(850), Decimal(1150), False, "CNY", Source(1, "1000左右"), Decimal(1000))
    need = Need(topic="音箱", kinds=("speaker",), kind_words="音箱", budget=about)
    after = apply(need, reader.read("预算再加五百", None, Context(turn=2, need=need)))
    assert after.budget is not None
    ends = after.budget.low, after.budget.about, after.budget.high
    assert ends == (Decimal(850), None, Decimal(1650))


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("游戏本,显卡至少GTX1660起步", {"GTX1660Ti", "RTX2060"}),
        ("游戏本,GTX1660以上的", {"GTX1660Ti", "RTX2060"}),
        ("游戏本,显卡最低RTX2060", {"RTX2060"}),
    ],
)
def test_a_name_takes_in_the_better_ones(reader: RulesReader, said: str, names: set[str]) -> None:
    (wish,) = [c for c in musts(told(reader, said)) if c.op == "in"]
    assert set(wish.values) == names


def test_a_name_alone_is_itself(reader: RulesReader) -> None:
    (wish,) = [c for c in musts(told(reader, "游戏本,要RTX2060的")) if c.op == "in"]
    assert {value.lower() for value in wish.values} == {"rtx2060"}


@pytest.mark.parametrize("said", ["音箱,最低要5斤", "音箱,至少得有5斤", "音箱,起码5斤"])
def test_little_words_stand_between_a_bound_and_its_amount(reader: RulesReader, said: str) -> None:
    (wish,) = musts(told(reader, said))
    assert (wish.low, wish.high) == (2500.0, None)


def test_a_verb_says_what_a_bare_number_measures(reader: RulesReader) -> None:
    need = told(reader, "纸尿裤,要吸800以上的")
    (wish,) = musts(need)
    assert (wish.op, wish.low, wish.unit, need.budget) == ("range", 0.8, "L", None) or (
        wish.low == 800 and wish.unit == "ml" and need.budget is None
    )


def test_until_an_age_stands_beside_the_first(reader: RulesReader) -> None:
    need = told(reader, "刚出生的宝宝坐的安全座椅", "要能坐到12岁的")
    assert sorted((c.low, c.high) for c in need.constraints if c.attribute == "age") == [
        (0.0, 0.0),
        (12.0, 12.0),
    ]


def test_another_age_is_said_instead(reader: RulesReader) -> None:
    need = told(reader, "刚出生的宝宝坐的安全座椅", "要3岁的")
    assert [c.low for c in need.constraints if c.attribute == "age"] == [3.0]


def test_one_way_of_saying_is_put_as_the_usual_one() -> None:
    assert plain("得能同时充两个设备,便宜") == "要双口的,便宜"
    assert plain("Block about 80% of the light") == "light blocking about 80%"
    assert plain("I'm 26. Same budget") == "i'm 26 years old. same budget"


@pytest.mark.parametrize("said", ["窗帘,250 at most", "curtains, 250 yuan at the most"])
def test_bounds_stand_behind_in_english_too(reader: RulesReader, said: str) -> None:
    budget = told(reader, said).budget
    assert budget is not None
    assert (budget.low, budget.high) == (None, Decimal(250))
