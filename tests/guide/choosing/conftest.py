"""Shops that the tests of choosing share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.product import Product, Review, Sku
from tests.guide.made_shop import MadeShop


def jacket(
    id: str,
    title: str,
    price: str | None,
    *,
    fit: str | None = None,
    down: str | None = None,
    weight: str | None = None,
    **rest,
) -> Product:
    stated = {"版型": fit, "充绒量": down, "重量": weight}
    attributes = {name: value for name, value in stated.items() if value is not None}
    attributes |= rest.pop("attributes", {})
    return Product(
        id,
        title,
        category=("服装", "羽绒服"),
        price=Decimal(price) if price is not None else None,
        currency="CNY",
        attributes=attributes,
        **rest,
    )


def jackets() -> list[Product]:
    return [
        jacket("a", "云岭修身羽绒服", "799", fit="修身", down="150g", weight="900g", brand="云岭"),
        jacket("b", "雪原短款羽绒服", "899", fit="修身", down="180g", weight="600g", brand="雪原"),
        jacket("c", "北川宽松羽绒服", "699", fit="宽松", down="120g", weight="800g", brand="北川"),
        jacket("d", "南屏羽绒服", "749", down="130g", weight="850g", brand="南屏"),
        jacket(
            "e", "东谷长款羽绒服", "1299", fit="修身", down="260g", weight="1200g", brand="东谷"
        ),
        Product(
            "shoe",
            "青石运动鞋",
            category=("鞋", "运动鞋"),
            price=Decimal(299),
            currency="CNY",
            attributes={"颜色": "白色"},
        ),
    ]


@pytest.fixture(scope="session")
def shop() -> MadeShop:
    return MadeShop(jackets())


@pytest.fixture(scope="session")
def reviewed() -> MadeShop:
    voices = [
        "很暖和,就是有点掉毛",
        "有点掉毛,颜色很好看",
        "没有异味,质量很好",
        "尺码偏小,要买大一码",
    ]
    return MadeShop(
        [
            jacket(
                "a",
                "云岭修身羽绒服",
                "799",
                fit="修身",
                reviews=tuple(Review(text) for text in voices),
                attributes={"护理": "不可机洗"},
            ),
            jacket("b", "雪原短款羽绒服", "899", fit="修身"),
        ]
    )


@pytest.fixture(scope="session")
def shirts() -> MadeShop:
    """One shirt, red only in a dear variant: no variant is red and cheap."""
    skus = (
        Sku("s1", {"颜色": "红色", "尺码": "M"}, Decimal(300), stock=3),
        Sku("s2", {"颜色": "蓝色", "尺码": "M"}, Decimal(100), stock=3),
        Sku("s3", {"颜色": "白色", "尺码": "L"}, Decimal(90), stock=0),
    )
    shirt = Product(
        "t", "青禾衬衫", category=("服装", "衬衫"), price=Decimal(100), currency="CNY", skus=skus
    )
    return MadeShop([shirt])
