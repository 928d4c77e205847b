"""What the shop does not carry: the nearest shelf, or, where none is near, what it does sell."""

from __future__ import annotations

from decimal import Decimal

from guide.choosing import choose
from guide.need import Need
from guide.turn import Turn
from guide.wording import TemplateWriter, make_brief
from index.product import Product
from tests.guide.made_shop import MadeShop


def goods(kind: str, *titles: str) -> list[Product]:
    return [
        Product(title, title, category=(kind,), price=Decimal(100), currency="CNY")
        for title in titles
    ]


def shop() -> MadeShop:
    return MadeShop([*goods("吉他", "云杉吉他", "初学吉他"), *goods("绿植", "绿萝盆栽")])


def asked(kind: str) -> tuple[Need, MadeShop]:
    return Need(kind_words=kind, not_carried=True), shop()


def test_where_nothing_is_near_it_says_what_is_sold_and_shows_nothing_as_near() -> None:
    need, made = asked("连衣裙")
    picks = choose(need, made)
    text = TemplateWriter().write(make_brief(Turn("wish", "连衣裙"), picks, made))
    assert picks.not_carried is not None
    assert not picks.nearest
    assert picks.shelves
    assert "本店没有连衣裙" in text
    assert "吉他" in text


def test_a_title_with_the_marks_of_a_book_keeps_its_own() -> None:
    books = MadeShop(goods("绘本", "《晚安故事》绘本", "《小熊》绘本", "认字绘本"))
    need = Need(kinds=books.kinds("绘本"), kind_words="绘本")
    text = TemplateWriter().write(make_brief(Turn("wish", "绘本"), choose(need, books), books))
    assert "《晚安故事》绘本" in text
    assert "《《" not in text
    assert "《认字绘本》" in text
