"""Models, makers and narrower kinds: what a name means where no field states it."""

from __future__ import annotations

from decimal import Decimal

from guide.apply import apply
from guide.choosing import choose
from guide.need import Need
from guide.picks import Picks
from guide.reading import RulesReader
from guide.turn import Context
from index.product import Product
from tests.guide.made_shop import MadeShop


def product(number: int, title: str, kind: str, price: int, brand: str = "小米") -> Product:
    return Product(
        f"p{number}", title, brand=brand, category=(kind,), price=Decimal(price), currency="CNY"
    )


SHOP = MadeShop(
    [
        product(1, "小米CC9 Pro 撞色飘带保护壳", "手机壳", 69),
        product(2, "小米MIX 3 极简保护壳", "手机壳", 13),
        product(3, "Redmi K20 幻境之心保护壳", "手机壳", 39),
        product(4, "小米车载充电器 37W", "充电器", 49),
        product(5, "小米USB充电器 60W", "充电器", 129),
        product(6, "云朵头层牛皮钱包", "钱包", 199, "云朵"),
        product(7, "云朵小羊皮钱包", "钱包", 299, "云朵"),
    ]
)
READER = RulesReader(SHOP.vocabulary)


def asked(text: str) -> Picks:
    return choose(apply(Need(), READER.read(text, None, Context(currency="CNY"))), SHOP)  # type: ignore[arg-type]


def ids(picks: Picks) -> list[str]:
    return [pick.product_id for pick in picks.selected]


def test_a_model_must_stand_in_the_title() -> None:
    assert ids(asked("小米 CC9 Pro 手机壳")) == ["p1"]
    assert ids(asked("iPhone 15手机壳")) == []


def test_a_case_for_redmi_is_found_though_its_maker_is_another() -> None:
    assert ids(asked("红米手机壳")) == ["p3"]


def test_the_kind_above_is_offered_where_the_narrower_one_blocks() -> None:
    lifted = {(r.said, r.count, r.from_price) for r in asked("车载充电器,50W以上").relaxations}
    assert ("车载", 1, Decimal(129)) in lifted


def test_one_sort_of_leather_is_not_another() -> None:
    assert ids(asked("羊皮钱包")) == ["p7"]
