from __future__ import annotations

import pytest

from index.fact import Quantity
from index.search.matching import judge_range, judge_suits, judge_words, spellings
from index.search.senses import common_senses
from index.search.text import fold, tokens

YES, UNKNOWN, NO = 1, 0, -1


@pytest.mark.parametrize(
    ("attribute", "wanted", "stated", "verdict"),
    [
        ("colour", "红", "红色", YES),
        ("colour", "红色", "酒红色", YES),
        ("colour", "红色", "紅色", YES),
        ("colour", "red", "大红", YES),
        ("colour", "酒红", "红色", UNKNOWN),
        ("colour", "酒红", "大红", UNKNOWN),
        ("colour", "红色", "蓝色", NO),
        ("colour", "白色", "黑白", YES),
        ("colour", "黑色", "ＢＬＡＣＫ", YES),
        ("gender", "女", "女款", YES),
        ("gender", "women", "女士", YES),
        ("gender", "men", "women", NO),
        ("material", "羊毛", "绒面：93%羊毛  7%腈纶", YES),
        ("material", "羊毛", "不含羊毛", NO),
        ("material", "羊毛", "仿羊毛", NO),
        ("material", "纯棉", "100%棉", YES),
        ("origin", "日本", "JP", YES),
        ("origin", "日本", "中国", NO),
        ("fit", "修身款", "修身", YES),
        ("工艺", "刺绣", "手工刺绣", YES),
        ("工艺", "刺绣", "无刺绣", NO),
        ("工艺", "手工刺绣", "刺绣", UNKNOWN),
        ("cpu", "i7", "i7-9750H", YES),
        ("cpu", "i7", "i75", NO),
        ("size", "L", "XL", NO),
        ("size", "2XL", "XXL", YES),
        ("size", "M", "Medium", YES),
    ],
)
def test_a_stated_word_is_judged_by_spelling_and_sense(
    attribute: str, wanted: str, stated: str, verdict: int
) -> None:
    judge = judge_words(attribute, (wanted,), common_senses())
    assert judge(fold(stated)) == verdict


@pytest.mark.parametrize(
    ("low", "high", "suits", "lies"),
    [(5, 5, YES, UNKNOWN), (3, 6, YES, YES), (5, None, UNKNOWN, UNKNOWN), (7, 7, NO, NO)],
)
def test_an_interval_that_suits_holds_what_an_estimate_leaves_open(
    low: float, high: float | None, suits: int, lies: int
) -> None:
    stated = Quantity(3, 6, "岁")
    assert judge_suits(stated, low, high, "岁") == suits
    assert judge_range(stated, low, high, "岁") == lies


def test_attributes_are_known_by_name_to_tell_what_suits() -> None:
    names = ("age", "适读年龄", "适用面积", "头围", "待机时长", "重量", "screen_size")
    assert [common_senses().suits(name) for name in names] == [True] * 4 + [False] * 3


def test_any_of_the_wished_words_will_do() -> None:
    judge = judge_words("colour", ("黑色", "蓝色"), common_senses())
    assert judge("藏青色") == YES


def test_nothing_wished_is_nothing_met() -> None:
    assert judge_words("colour", (), common_senses())("红色") == NO


def test_a_brand_in_brackets_is_two_names() -> None:
    assert spellings("惠普（HP）") == ("惠普(hp)", "惠普", "hp")


def test_folding_makes_width_case_and_script_one() -> None:
    assert fold("ＳＫ-II 羽絨服") == "sk-ii 羽绒服"


def test_tokens_are_characters_pairs_words_and_numbers() -> None:
    assert tokens("羽绒服") == ["羽", "绒", "服", "羽绒", "绒服"]
    assert tokens("SK-II B5") == ["sk", "ii", "skii", "b", "5", "b5"]
    assert tokens("15.6 jackets") == ["15.6", "jacket"]
    assert tokens("") == []
