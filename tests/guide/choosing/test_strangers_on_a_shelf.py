"""What only lies on the shelf of a kind is left out; «同系列» is what the shown is of."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from guide.choosing.ranking import rank
from guide.need import Need
from guide.reading.series import same_series
from guide.reading.setting import Setting
from guide.turn import Context, Shown
from index.product import Product
from tests.guide.made_shop import MadeShop


def robot(number: int, title: str) -> Product:
    return Product(
        f"r{number}", title, category=("家电", "扫地机器人"), price=Decimal(100 + number),
        currency="CNY",
    )  # fmt: skip


def picked(products: list[Product]) -> set[str]:
    need = Need(kinds=("robot_vacuum",), kind_words="扫地机器人")
    return {s.product_id for s in rank(need, MadeShop(products), None).ranked}


FLOOR_WASHER = robot(3, "洁霸多功能洗地机 酒店家用")


def test_another_thing_on_the_shelf_is_left_out() -> None:
    robots = [robot(1, "莱克扫地机器人"), robot(2, "公众扫地机器人 擦拖一体")]
    assert picked([*robots, FLOOR_WASHER]) == {"r1", "r2"}


def test_it_stays_where_little_else_is_left() -> None:
    assert "r3" in picked([robot(1, "莱克扫地机器人"), FLOOR_WASHER])


TITLES = {"t": "原素系列立式实木圆桌", "l": "Oslo Collection lamp", "p": "实木圆桌"}


@pytest.mark.parametrize(
    ("said", "shown", "series"),
    [
        ("再配同系列的餐椅", "t", ["原素系列"]),
        ("餐椅,要同一个系列的", "t", ["原素系列"]),
        ("a chair of the same collection", "l", ["oslo collection"]),
        ("再配同系列的餐椅", "p", []),
        ("再配个餐椅", "t", []),
    ],
)
def test_the_series_of_what_was_shown(said: str, shown: str, series: list[str]) -> None:
    context = Context(turn=2, shown=(Shown(1, shown, None, TITLES[shown]),))
    facts = SimpleNamespace(title=TITLES.__getitem__)
    setting = Setting(MadeShop([robot(1, "扫地机器人")]).vocabulary, (), 2, "CNY")
    made = same_series(said, context, facts, setting)  # type: ignore[arg-type]
    assert [value for one in made for value in one.values] == series
