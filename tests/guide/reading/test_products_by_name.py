"""Products named by a part of their name among the whole shelf, two that are meant, what asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from guide.need import Need
from guide.reading import RulesReader
from guide.reading.called import core
from guide.reading.model_names import model_names
from guide.reading.questions import asking_part, why_not
from guide.reading.references import says_two
from guide.turn import Context, NextPage, Shown
from index.product import Product
from index.vocabulary import Vocabulary, build
from tests.guide.reading.conftest import ShopFacts, on_screen

COATS = Need(kinds=("down_jacket",), kind_words="羽绒服")
TITLES = {
    "p1": ("Redmi K30", 1599), "p2": ("Redmi K30 5G", 2599), "p3": ("Redmi 8", 699),
    "p4": ("Redmi 8A", 649), "p5": ("小米CC9 Pro", 2499), "p6": ("小米平板Pro 13.3", 3999),
}  # fmt: skip


@dataclass(frozen=True)
class PhoneFacts(ShopFacts):
    """A shelf of phones, of which few are on the screen."""

    def price(self, product_id: str, sku_id: str | None) -> Decimal | None:
        return Decimal(TITLES[product_id][1])

    def has(self, product_id: str, sku_id: str | None, said: str) -> bool:
        return False

    def title(self, product_id: str) -> str:
        return TITLES[product_id][0]

    def named(self, words: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
        return ()

    def shelf(self, kinds: Sequence[str]) -> tuple[Shown, ...]:
        return tuple(Shown(0, i, None, title) for i, (title, _) in TITLES.items())


@pytest.fixture(scope="module")
def phones_shop() -> Vocabulary:
    made = (Product(i, title, brand="小米", category=("手机",)) for i, (title, _) in TITLES.items())
    return build(tuple(made), ())


@pytest.fixture(scope="module")
def phones(phones_shop: Vocabulary) -> RulesReader:
    return RulesReader(phones_shop, None, PhoneFacts())


@pytest.fixture
def one_shown() -> Context:
    """Only the dearest phone is on the screen."""
    shown = (Shown(1, "p5", None, TITLES["p5"][0]),)
    return Context(turn=3, need=Need(kinds=("phone",), kind_words="手机"), shown=shown)


def refers(reader: RulesReader, words: str, context: Context) -> tuple[str, list[str]]:
    turn = reader.read(words, None, context)
    return turn.act, [ref.product_id for ref in turn.refers]


@pytest.mark.parametrize(
    ("words", "act", "meant"),
    [
        ("K30和K30 5G差了一千块,差在哪?", "compare", ["p1", "p2"]),
        ("K30 5G跟K30比比", "compare", ["p2", "p1"]),
        ("红米8跟8A一个价,到底有啥不一样?", "compare", ["p3", "p4"]),
        ("K30 vs CC9 Pro", "compare", ["p1", "p5"]),
        ("8A防不防水啊,我爸老洒水", "ask", ["p4"]),
        ("才这么点,不够。13寸的Pro呢,硬盘和价格", "ask", ["p6"]),
        ("为什么CC9 Pro比K30贵这么多", "compare", ["p5", "p1"]),
    ],
)
def test_a_model_is_found_among_the_whole_shelf(
    phones: RulesReader, one_shown: Context, words: str, act: str, meant: list[str]
) -> None:
    found = refers(phones, words, one_shown)
    assert (found[0], sorted(found[1])) == (act, sorted(meant))


def test_a_wish_for_a_model_stays_a_wish(phones: RulesReader, one_shown: Context) -> None:
    assert phones.read("有没有K30那样的", None, one_shown).act not in ("ask", "compare")


def test_a_price_names_what_was_shown_before(reader: RulesReader, screen: Context) -> None:
    now = replace(screen, need=COATS, shown=on_screen("c1"), earlier=on_screen("c2", "c3"))
    assert refers(reader, "把它跟刚才1099块的羽绒服比比", now) == ("compare", ["c1", "c3"])


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("不写就算了。朔野和霜禾那件放一块对比下", ["c1", "c2"]),
        ("跟刚才宽松那件比一比", ["c1", "c2"]),
        ("跟刚才那个长款羽绒服比一下呗", ["c1", "c3"]),
        ("霜禾和栈道哪个轻", ["c2", "c3"]),
    ],
)
def test_only_those_named_are_put_side_by_side(
    reader: RulesReader, screen: Context, words: str, meant: list[str]
) -> None:
    act, found = refers(reader, words, replace(screen, need=COATS))
    assert (act, sorted(found)) == ("compare", meant)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("太贵了。那霜禾这件能机洗吗", ["c2"]), ("七斤!不行不行,还是刚才那个栈道吧。它多重", ["c3"])],
)
def test_a_complaint_before_a_question_does_not_disturb_it(
    reader: RulesReader, screen: Context, words: str, meant: list[str]
) -> None:
    assert refers(reader, words, replace(screen, need=COATS, focus="c1")) == ("ask", meant)


def test_only_the_sentences_that_ask_are_the_question() -> None:
    assert asking_part("超太多了。能连手机吗") == "能连手机吗"
    assert asking_part("水怎么加?上面还是下面") == "水怎么加?上面还是下面"
    assert asking_part("多重") == "多重"


@pytest.mark.parametrize(
    ("spoken", "meant"),
    [((), ["c1", "c2"]), (("c3", "c1"), ["c3", "c1"]), (("c3",), ["c1", "c2"])],
)
def test_two_of_more_are_those_last_spoken_of_or_the_first(
    reader: RulesReader, screen: Context, spoken: tuple[str, ...], meant: list[str]
) -> None:
    now = replace(screen, need=COATS, spoken=spoken)
    assert refers(reader, "这两个重量分别是多少", now) == ("ask", meant)
    assert refers(reader, "这俩对比一下", now) == ("compare", meant)


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("这两款水箱各多大", True),
        ("两个价格差多少", True),
        ("show me those two", True),
        ("能同时充两个设备吗", False),
        ("前两款呢", False),
    ],
)
def test_words_that_mean_two(text: str, two: bool) -> None:
    assert says_two(text) is two


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("小米air13为什么不在里面,它不是也很轻吗", "小米air13"),
        ("why wasn't the bardot capri on the list? it's 48 too", "bardot capri"),
        ("why not the striped ones? they are nice", "striped ones"),
        ("怎么没有朔野", "朔野"),
    ],
)
def test_what_is_missing_is_named_without_where_it_is_missing(text: str, named: str) -> None:
    assert why_not(text) == named


@pytest.mark.parametrize("words", ["除了这些还有别的吗", "anything else besides these?"])
def test_others_than_these_are_the_next_page(
    reader: RulesReader, screen: Context, words: str
) -> None:
    edits = reader.read(words, None, replace(screen, need=COATS)).edits
    assert isinstance(edits[0], NextPage)


def test_amounts_are_no_models(phones_shop: Vocabulary) -> None:
    names = [name for *_, name, _ in model_names("40w的,5g cc9 pro,红米8,512g", phones_shop)]
    assert names == ["cc9 pro", "8"]


@pytest.mark.parametrize(
    ("said", "bare"),
    [("刚才那个波浪枕", "波浪枕"), ("the striped ones", "striped"), ("还是净界那台吧", "净界")],
)
def test_what_only_points_is_left_out(said: str, bare: str) -> None:
    assert core(said) == bare
