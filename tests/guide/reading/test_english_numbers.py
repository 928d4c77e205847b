"""English numbers in words are amounts like any others; small words stay words."""

from __future__ import annotations

import pytest

from guide.reading.english_numbers import in_digits


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("under five hundred yuan", "under 500 yuan"),
        ("two or three hundred yuan", "200-300 yuan"),
        ("one thousand two hundred and fifty dollars", "1250 dollars"),
        ("about twenty-five dollars", "about 25 dollars"),
        ("under a hundred", "under 100"),
    ],
)
def test_amounts_are_put_in_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    "text", ["which one is best", "the second one", "two of them", "a pillow and a blanket"]
)
def test_small_words_stay_words(text: str) -> None:
    assert in_digits(text) == text
