"""Numbers as people write them."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.extraction.numbers import chinese_number, find_numbers, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("800", 800),
        ("1,299.5", 1299.5),
        ("1.2k", 1200),
        ("1.5万", 15000),
        ("1万2", 12000),
        ("一千二", 1200),
        ("两万五", 25000),
        ("一万零五十", 10050),
        ("三百八", 380),
        ("一百零五", 105),
        ("十五", 15),
        ("一点五", 1.5),
        ("半", 0.5),
    ],
)
def test_a_number_is_read(text, number):
    assert parse_number(text) == number


def test_two_digits_before_a_place_are_a_range():
    (number,) = find_numbers("两三百的")
    assert (number.low, number.high, number.start, number.end) == (200, 300, 0, 3)


@pytest.mark.parametrize("text", ["", "手机", "一二百三", "abc"])
def test_what_is_no_number_is_none(text):
    assert parse_number(text) is None


@given(st.integers(0, 99_999_999))
def test_every_chinese_numeral_is_read_back(number):
    assert chinese_number(cn2an.an2cn(str(number))) == number
