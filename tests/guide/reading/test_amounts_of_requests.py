from __future__ import annotations

import pytest

from guide.reading.amounts import find_amounts
from guide.reading.plain import locale_of, plain


@pytest.mark.parametrize(
    ("text", "low", "high", "bound"),
    [
        ("500以内", None, 500, "at_most"),
        ("不超过一千", None, 1000, "at_most"),
        ("一千二以内", None, 1200, "at_most"),
        ("三位数以内", None, 999, "exact"),
        ("三位数", 100, 999, "exact"),
        ("两三百", 200, 300, "exact"),
        ("四五十块钱", 40, 50, "exact"),
        ("800上下", 800, 800, "about"),
        ("500起", 500, None, "at_least"),
        ("1.2k", 1200, 1200, "exact"),
        ("4k到4.5k", 4000, 4500, "exact"),
        ("3到5千", 3000, 5000, "exact"),
        ("1万1以内", None, 11000, "at_most"),
        ("千元左右", 1000, 1000, "about"),
        ("预算在一千五到两千之间", 1500, 2000, "exact"),
        ("4000-5000元", 4000, 5000, "exact"),
        ("under 200 yuan", None, 200, "at_most"),
        ("between $50 and $80", 50, 80, "exact"),
        ("about 70 dollars", 70, 70, "about"),
        ("≤300", None, 300, "at_most"),
        ("300+", 300, None, "at_least"),
        ("含绒量不低于90%", 90, None, "at_least"),
        ("15.6寸", 15.6, 15.6, "exact"),
        ("9个月到12岁", 0.75, 12, "exact"),
        ("nothing over 30 bucks", None, 30, "at_most"),
        ("超过1500瓦就跳闸", None, 1500, "at_most"),
        ("超过500的不要", None, 500, "at_most"),
        ("低于8小时的不考虑", 8, None, "at_least"),
        ("300以上 不要黑色", 300, None, "at_least"),
        ("电池大过5000毫安", 5000.5, None, "at_least"),
        ("一百来块", 100, 100, "about"),
        ("1.8的床", 1.8, 1.8, "exact"),
    ],
)
def test_amounts_are_read_as_bounded(
    text: str, low: float | None, high: float | None, bound: str
) -> None:
    (amount,) = find_amounts(plain(text))
    assert (amount.low, amount.high, amount.bound) == (low, high, bound)


@pytest.mark.parametrize(
    "text",
    ["给我来一件羽绒服", "四件套", "300根水洗棉", "QC3.0", "RTX2060", "i7-9750H", "2019款",
     "5G手机", "180*200的床笠", "第二款", "小米CC9e", "一块男士机械表", "he is turning eighty",
     "奶奶今年80了", "爷爷80大寿"],
)  # fmt: skip
def test_numbers_inside_words_are_no_amounts(text: str) -> None:
    assert find_amounts(plain(text)) == []


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [("60W的充电器", "w", 60), ("4800万像素", "万像素", 4800), ("1亿像素", "亿像素", 1),
     ("色温4000K", "k", 4000), ("8G内存", "g", 8), ("5000毫安", "毫安", 5000)],
)  # fmt: skip
def test_letters_that_could_be_thousands_are_units_where_they_must(
    text: str, unit: str, number: float
) -> None:
    (amount,) = find_amounts(plain(text))
    assert (amount.unit, amount.said) == (unit, number)


def test_a_text_is_read_in_one_plain_form() -> None:
    assert plain("　枕頭,兩百元以內　ＡＢＣ") == "枕头,两百元以内 abc"
    assert (locale_of("枕头"), locale_of("a pillow"), locale_of("123")) == ("zh", "en", "zh")
