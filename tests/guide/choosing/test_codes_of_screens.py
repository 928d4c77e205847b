"""Codes of titles tell how large a screen is where no record does («E65A»), and nothing else."""

from __future__ import annotations

from decimal import Decimal

from guide.choosing.ranking import rank
from guide.need import Constraint, Need, Source
from index.product import Product
from tests.guide.made_shop import MadeShop

CM = 2.54


def television(id: str, title: str, **attributes: str) -> Product:
    return Product(
        id, title, category=("家电", "电视"), price=Decimal(1999), currency="CNY",
        attributes=attributes,
    )  # fmt: skip


SHOP = MadeShop(
    [
        television("stated", "明澈电视", 屏幕尺寸="65英寸"),
        television("coded", "远山全面屏电视E65A"),
        television("smaller", "远山全面屏电视E55A"),
        television("otherwise", "远山电视E65A 二代", 屏幕尺寸="50英寸"),
        television("silent", "长河电视 第65代"),
    ]
)


def fitting(low: float | None, high: float | None) -> set[str]:
    low, high = (None if end is None else end * CM for end in (low, high))
    wish = Constraint(
        "c1", "screen_size", "range", "must", Source(1, "65寸"), low=low, high=high, unit="cm"
    )
    need = Need(kinds=("tv",), kind_words="电视", constraints=(wish,))
    return {s.product_id for s in rank(need, SHOP, None).ranked}  # type: ignore[arg-type]


def test_a_code_tells_what_the_record_does_not() -> None:
    assert fitting(65, 65) == {"stated", "coded"}


def test_a_code_is_held_to_both_ends() -> None:
    assert fitting(60, None) == {"stated", "coded"}
    assert fitting(None, 55) == {"smaller", "otherwise"}
