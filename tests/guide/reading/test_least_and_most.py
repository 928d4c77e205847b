"""«哪个轻», «最贵的多少钱», "which is lighter": which one is meant, measured against the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.need import Need
from guide.reading import RulesReader
from guide.turn import Context


def _asked(reader: RulesReader, words: str, context: Context) -> tuple[str, tuple[str, ...]]:
    turn = reader.read(words, None, context)
    assert turn.act == "ask", words
    return turn.refers[0].product_id if turn.refers else "", turn.asks


@pytest.mark.parametrize(
    ("words", "first", "name"),
    [
        ("哪个轻", "c2", "weight"),
        ("哪件最重呀", "c3", "weight"),
        ("它们哪个轻一点", "c2", "weight"),
        ("哪款便宜", "c2", "price"),
        ("哪个贵些", "c3", "price"),
        ("哪个更暖和", "c1", "down_fill"),
        ("which is lighter", "c2", "weight"),
        ("which one is cheaper?", "c2", "price"),
        ("the cheapest of those", "c2", "price"),
        ("which of them is the heaviest", "c3", "weight"),
    ],
)
def test_the_one_that_stands_out_comes_first(
    reader: RulesReader, screen: Context, words: str, first: str, name: str
) -> None:
    product_id, asks = _asked(reader, words, screen)
    assert asks[:2] == ("most", name)
    if name != "down_fill":
        assert product_id == first


def test_a_question_for_the_most_is_asked_of_all_that_fits(
    reader: RulesReader, screen: Context
) -> None:
    kind = Need(kinds=("down_jacket",), kind_words="羽绒服")
    one = replace(screen, need=kind, shown=screen.shown[:1])
    product_id, asks = _asked(reader, "最贵的多少钱", one)
    assert (product_id, asks[-1]) == ("c3", "3")


def test_of_those_stays_with_those(reader: RulesReader, screen: Context) -> None:
    kind = Need(kinds=("down_jacket",), kind_words="羽绒服")
    two = replace(screen, need=kind, shown=screen.shown[:2])
    product_id, asks = _asked(reader, "这里面最贵的多少钱", two)
    assert (product_id, asks[-1]) == ("c1", "")


def test_only_what_is_nearest_is_compared_where_nothing_fits(
    reader: RulesReader, screen: Context
) -> None:
    near = tuple(replace(item, near=False) for item in screen.shown[1:])
    product_id, _ = _asked(reader, "哪个便宜", replace(screen, shown=near))
    assert product_id == "c2"


def test_nothing_is_asked_before_anything_was_shown(reader: RulesReader) -> None:
    assert reader.read("哪个轻", None, Context()).act != "ask"


def test_all_in_another_order_is_still_a_wish(reader: RulesReader, screen: Context) -> None:
    assert reader.read("最便宜的是哪个", None, screen).act in ("wish", "refine")


def test_one_of_another_kind_is_no_question_about_these(
    reader: RulesReader, screen: Context
) -> None:
    turn = reader.read("哪款手机轻", None, screen)
    assert turn.asks[:1] != ("most",)
