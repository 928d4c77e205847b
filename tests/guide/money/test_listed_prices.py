"""Prices are exact, to the 分, and their lines add up."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from guide.money import price
from guide.money.price import to_cent, total
from guide.picks import PriceLine
from index.product import Product, Sku
from index.search.live import CatalogueOffers

AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=4)
OFFERS = CatalogueOffers()


@given(AMOUNTS)
def test_a_price_is_its_lines(amount: Decimal) -> None:
    breakdown = price(Product("p", "商品", price=amount), None, OFFERS)
    assert breakdown is not None
    assert breakdown.total == sum(line.amount for line in breakdown.lines) == to_cent(amount)


@given(st.lists(AMOUNTS, max_size=8))
def test_the_sum_is_exact(amounts: list[Decimal]) -> None:
    cents = [to_cent(amount) for amount in amounts]
    assert total(tuple(PriceLine("x", "x", cent) for cent in cents)) == sum(cents, Decimal(0))


def test_half_a_cent_is_rounded_up() -> None:
    assert to_cent(Decimal("114.965")) == Decimal("114.97")


def test_a_variant_has_its_own_price_by_itself_or_by_its_id() -> None:
    skus = (Sku("s", {"颜色": "红"}, Decimal("12.5")),)
    product = Product("p", "商品", price=Decimal(10), skus=skus)
    for sku in (skus[0], "s"):
        breakdown = price(product, sku, OFFERS)
        assert breakdown is not None
        assert breakdown.total == Decimal("12.50")


def test_no_price_is_no_breakdown() -> None:
    assert price(Product("p", "商品"), None, OFFERS) is None
