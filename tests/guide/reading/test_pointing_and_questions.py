"""Products known by what they have, what is asked of them, and why something is not shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.need import Need
from guide.reading import RulesReader
from guide.reading.questions import left_open, question_of, why_not
from guide.reading.which import asked_which
from guide.turn import Context, Reference

COATS = Need(kinds=("down_jacket",), kind_words="羽绒服")


@pytest.fixture
def coats(screen: Context) -> Context:
    return replace(screen, need=COATS)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("白鹅绒那件多重", "c2"),
        ("栈道那件多少", "c3"),
        ("修身的那款能机洗吗", "c1"),
        ("红色那个什么面料", "c2"),
        ("贵的能机洗吗", "c3"),
        ("便宜的那个多少钱来着", "c2"),
        ("is the cheaper one machine washable?", "c2"),
        ("the 霜禾 one, how heavy is it?", "c2"),
    ],
)
def test_a_product_is_known_by_what_it_has(
    reader: RulesReader, coats: Context, words: str, meant: str
) -> None:
    turn = reader.read(words, None, coats)
    assert (turn.act, [ref.product_id for ref in turn.refers]) == ("ask", [meant])


def test_the_other_one_is_asked_the_same(reader: RulesReader, coats: Context) -> None:
    two = replace(coats, shown=coats.shown[:2], focus="c1", question="多重")
    turn = reader.read("另一个呢", None, two)
    assert ([ref.product_id for ref in turn.refers], turn.question) == (["c2"], "多重")


def test_the_bare_word_for_how_much_asks_the_price(coats: Context) -> None:
    assert question_of("栈道那件多少", [Reference("栈道那件", "c3")], coats) == "多少钱"


@pytest.mark.parametrize("words", ["送挂架不", "能机洗不", "开口是拉链吗", "是宽松的还是修身的呀"])
def test_what_is_asked_as_it_is_spoken_is_no_wish(
    reader: RulesReader, coats: Context, words: str
) -> None:
    turn = reader.read(words, None, coats)
    assert (turn.act, turn.edits) == ("ask", ())


def test_what_ends_on_a_wish_is_one(reader: RulesReader, coats: Context) -> None:
    assert reader.read("她就爱红色,有红色的吗", None, coats).act == "refine"


@pytest.mark.parametrize(
    ("text", "asks"), [("防水不", True), ("有银色没", True), ("我要不", False)]
)
def test_a_question_may_end_on_what_it_leaves_open(text: str, asks: bool) -> None:
    assert left_open(text) is asks


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("栈道那件怎么不推", "栈道"),
        ("怎么没朔野", "朔野"),
        ("为什么不推荐霜禾", "霜禾"),
        ("怎么没货", None),
        ("这个怎么洗", None),
    ],
)
def test_why_not_names_something_before_or_behind(text: str, named: str | None) -> None:
    assert why_not(text) == named


def test_the_one_that_was_not_shown_is_found_by_its_name(
    reader: RulesReader, coats: Context
) -> None:
    turn = reader.read("怎么没栈道", None, replace(coats, shown=coats.shown[:1]))
    assert (turn.asks[0], [ref.product_id for ref in turn.refers]) == ("why_not", ["c3"])


@pytest.mark.parametrize(
    ("words", "two"),
    [
        ("跟栈道比呢", ["c1", "c3"]),
        ("compare it to 霜禾", ["c1", "c2"]),
        ("和第二个比差在哪", ["c1", "c2"]),
    ],
)
def test_the_last_spoken_of_is_held_against_one_that_is_named(
    reader: RulesReader, coats: Context, words: str, two: list[str]
) -> None:
    turn = reader.read(words, None, replace(coats, focus="c1"))
    assert (turn.act, sorted(ref.product_id for ref in turn.refers)) == ("compare", two)


def test_two_are_asked_how_far_apart_they_are(reader: RulesReader, coats: Context) -> None:
    turn = reader.read("这两个差多少钱", None, replace(coats, shown=coats.shown[:2]))
    assert (turn.asks, len(turn.refers)) == (("gap",), 2)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("你们家哪款空调是一级能效的", "一级能效"),
        ("里面带显示器的是哪个", "显示器"),
        ("哪个有吸管", "吸管"),
        ("is there a digital one among them?", "digital"),
        ("which one is black", "black"),
        ("哪个好", None),
    ],
)
def test_which_one_has_it_is_heard(text: str, what: str | None) -> None:
    assert asked_which(text) == what


def test_the_ones_that_have_it_are_named(reader: RulesReader, coats: Context) -> None:
    turn = reader.read("哪件是白鹅绒的", None, coats)
    assert (turn.act, [ref.product_id for ref in turn.refers]) == ("ask", ["c2"])


def test_the_other_one_may_be_the_only_one_on_the_screen(
    reader: RulesReader, coats: Context
) -> None:
    named = replace(coats.shown[2], position=0)
    one = replace(
        coats, shown=coats.shown[:1], earlier=(named,), focus=named.product_id, question="多重"
    )
    assert [ref.product_id for ref in reader.read("另一个呢", None, one).refers] == ["c1"]
