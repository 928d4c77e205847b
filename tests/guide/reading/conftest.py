"""A small shop of our own, made of words alone, for the tests of reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from guide.need import Need
from guide.reading import RulesReader
from guide.turn import Context, Shown
from index.extraction import extract, learn
from index.product import Product, Sku
from index.vocabulary import Vocabulary, build


def coat(number: int, title: str, price: int, colour: str, **attributes: str) -> Product:
    sku = Sku(f"c{number}-1", {"颜色": colour, "尺码": "M"}, Decimal(price))
    return Product(
        id=f"c{number}", title=title, brand=title.split(" ")[0], category=("服饰", "羽绒服"),
        price=Decimal(price), currency="CNY", attributes=attributes, skus=(sku,),
    )  # fmt: skip


PRODUCTS = (
    coat(1, "朔野 踏雪修身羽绒服", 799, "黑色",
         版型="修身", 帽子="连帽", 重量="900g", 品牌产地="中国",
         填充物="白鸭绒", 充绒量="150g"),
    coat(2, "霜禾 寒江宽松羽绒服", 659, "红色",
         版型="宽松", 帽子="无帽", 重量="700g", 品牌产地="日本",
         填充物="白鹅绒", 充绒量="120g"),
    coat(3, "栈道 云絮长款羽绒服", 1099, "白色",
         版型="直筒", 帽子="连帽", 重量="1200g", 品牌产地="中国",
         填充物="灰鸭绒", 充绒量="200g"),
    Product("t1", "木石记 晚风短袖T恤 纯棉", category=("服饰", "T恤"), price=Decimal(79),
            currency="CNY", attributes={"面料": "纯棉"}),
    Product("s1", "步岳 星轨跑步运动鞋", category=("鞋靴", "运动鞋"), price=Decimal(299),
            currency="CNY", attributes={"用途": "跑步"}),
    Product("m1", "弦月 青空9 手机", brand="弦月", category=("数码", "手机"), price=Decimal(2999),
            currency="CNY", attributes={"主摄像素": "5000万像素", "电池容量": "5000mAh"}),
    Product("k1", "弦月 果冻手机壳", brand="弦月", category=("数码", "手机壳"), price=Decimal(39),
            currency="CNY"),
    Product("f1", "草本间 水感防晒乳 油皮适用", brand="草本间", category=("美妆", "防晒"),
            price=Decimal(99), currency="CNY", attributes={"适用肤质": "油皮", "品牌产地": "日本"}),
)  # fmt: skip


@dataclass(frozen=True)
class ShopFacts:
    """What the screen would know of these products."""

    prices: Mapping[str, Decimal] = field(
        default_factory=lambda: {p.id: p.price for p in PRODUCTS if p.price}
    )

    def price(self, product_id: str, sku_id: str | None) -> Decimal | None:
        return self.prices.get(product_id)

    def amount(self, product_id: str, sku_id: str | None, attribute: str) -> float | None:
        weights = {"c1": 900.0, "c2": 700.0, "c3": 1200.0}
        return weights.get(product_id) if attribute == "weight" else None

    def words(self, product_id: str, sku_id: str | None, attribute: str) -> tuple[str, ...]:
        colours = {"c1": ("black",), "c2": ("red",), "c3": ("white",)}
        return colours.get(product_id, ()) if attribute == "colour" else ()

    def measure(self, product_id: str, sku_id: str | None, name: str) -> float | None:
        price = self.price(product_id, sku_id)
        if name == "price":
            return None if price is None else float(price)
        return self.amount(product_id, sku_id, name)

    def has(self, product_id: str, sku_id: str | None, said: str) -> bool:
        texts = {p.id: " ".join(map(str, p.attributes.values())) for p in PRODUCTS}
        return said in texts[product_id]

    def closest(self, words: str, need: Need) -> tuple[str, ...]:
        return self.named(words)[:1]

    def title(self, product_id: str) -> str:
        return next(p.title for p in PRODUCTS if p.id == product_id)

    def fitting(self, need: Need) -> tuple[tuple[str, str | None], ...]:
        coats = [(p.id, f"{p.id}-1") for p in PRODUCTS if p.id.startswith("c")]
        return tuple(coats) if "down_jacket" in need.kinds else ()

    def named(self, words: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
        return tuple(p.id for p in PRODUCTS if words in p.title.lower())

    def shelf(self, kinds: Sequence[str]) -> tuple[Shown, ...]:
        found = (p for p in PRODUCTS if p.id.startswith("c") and "down_jacket" in kinds)
        return tuple(Shown(0, p.id, None, p.title) for p in found)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    profile = learn(PRODUCTS)
    return build(PRODUCTS, [fact for p in PRODUCTS for fact in extract(p, profile)])


@pytest.fixture(scope="session")
def reader(vocabulary: Vocabulary) -> RulesReader:
    return RulesReader(vocabulary, None, ShopFacts())


def on_screen(*ids: str) -> tuple[Shown, ...]:
    titles = {p.id: p.title for p in PRODUCTS}
    return tuple(Shown(at, i, f"{i}-1", titles[i]) for at, i in enumerate(ids, start=1))


@pytest.fixture
def screen() -> Context:
    """Three coats on the screen, in the third turn."""
    return Context(turn=3, shown=on_screen("c1", "c2", "c3"), currency="CNY")
