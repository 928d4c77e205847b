"""What can only be said of picks, said before any were made."""

from __future__ import annotations

import pytest

from guide.reading import RulesReader
from guide.turn import Context


@pytest.mark.parametrize(
    "words",
    [
        "第二款怎么样",
        "第二款和第一款比有什么缺点",
        "对比第一和第三款",
        "这三个有啥区别",
        "刚才那个黑的",
        "便宜点",
        "换一批",
        "能机洗吗",
        "评价怎么样",
        "为什么不推荐那个",
        "the second one in black?",
    ],
)
def test_nothing_was_shown_that_it_could_be_about(
    reader: RulesReader, screen: Context, words: str
) -> None:
    turn = reader.read(words, None, Context())
    assert (turn.act, turn.asks, turn.edits) == ("chat", ("nothing_shown",), ())
    assert reader.read(words, None, screen).asks != ("nothing_shown",)


def test_there_is_nothing_to_undo_at_first(reader: RulesReader, screen: Context) -> None:
    assert reader.read("撤销", None, Context()).asks == ("nothing_to_undo",)
    assert reader.read("撤销", None, screen).act == "undo"


@pytest.mark.parametrize(
    "words", ["羽绒服哪款暖和", "弦月手机评价怎么样", "便宜点的羽绒服", "战略管理第16版", "300以内"]
)
def test_a_first_wish_is_a_wish(reader: RulesReader, words: str) -> None:
    assert reader.read(words, None, Context()).asks != ("nothing_shown",)
