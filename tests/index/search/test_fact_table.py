from __future__ import annotations

import numpy as np
import pytest
from small_shop import fact, grams, product, sku

from index.errors import FilterError
from index.fact import Bool, Fact, Grade, Quantity, Set, Text
from index.filters import And, Filter, Has, In, Not, Or, Range
from index.product import Product, Sku
from index.search import FactTable
from index.store.offers import Offer
from index.vocabulary.vocabulary import Brand, Kind, Vocabulary


def verdict(table: FactTable, tree: Filter) -> list[int]:
    return table.verdicts((tree,))[:, 0].tolist()


def one(value: object, name: str = "weight", grade: Grade = Grade.FIELD) -> FactTable:
    return FactTable([product("a")], [fact("a", name, value, grade)])  # type: ignore[arg-type]


def test_an_interval_meets_a_bound_only_if_all_of_it_does() -> None:
    table = one(grams(1000, 1500))
    assert verdict(table, Range("weight", high=1500)) == [1]
    assert verdict(table, Range("weight", high=1200)) == [0]
    assert verdict(table, Range("weight", high=900)) == [-1]


def test_an_open_interval_is_unknown_on_its_open_side() -> None:
    table = one(Quantity(9, None, "h"), "battery_life")
    assert verdict(table, Range("battery_life", low=8)) == [1]
    assert verdict(table, Range("battery_life", low=10)) == [0]
    assert verdict(table, Range("battery_life", high=8)) == [-1]


def test_under_five_hours_is_not_five_hours() -> None:
    assert verdict(one(Quantity(None, 5, "h"), "battery_life"), Range("battery_life", low=5)) == [
        -1
    ]


def test_bounds_are_converted_from_any_unit_of_the_dimension() -> None:
    assert verdict(one(grams(1000, 1000)), Range("weight", 2, 2, "斤")) == [1]
    assert verdict(one(grams(1000, 1000)), Range("weight", high=0.9, unit="kg")) == [-1]


def test_another_dimension_leaves_it_unknown() -> None:
    assert verdict(one(grams(5, 5), "depth"), Range("depth", high=10, unit="cm")) == [0]


def test_an_unknown_unit_is_refused_by_name() -> None:
    with pytest.raises(FilterError, match="'furlong'"):
        verdict(one(grams(1, 1)), Range("weight", high=1, unit="furlong"))


def test_alternatives_that_no_sku_pins_down_are_unknown_where_they_differ() -> None:
    facts = [fact("a", "weight", grams(w, w)) for w in (2000, 2300)]
    table = FactTable([product("a")], facts)
    assert verdict(table, Range("weight", high=2500)) == [1]
    assert verdict(table, Range("weight", high=2100)) == [0]
    assert verdict(table, Range("weight", high=1900)) == [-1]


def test_of_disks_joined_by_a_plus_the_larger_one_counts() -> None:
    text = "256GB SSD + 1TB HDD"
    shop = [product("a", attributes={"硬盘容量": text})]
    facts = [
        Fact("a", None, "storage", "硬盘容量", Quantity(gb, gb, "GB"), "catalogue", place, s, q, g)
        for gb, s, q in ((256.0, (0, 5), "256GB"), (1024.0, (12, 15), "1TB"))
        for place, g in (("attributes.硬盘容量", Grade.FIELD),)
    ]
    assert verdict(FactTable(shop, facts), Range("storage", 512, unit="GB")) == [1]


def test_a_field_outranks_a_title_and_a_title_outranks_prose() -> None:
    shop = [product("a")]
    said = [
        fact("a", "weight", grams(100, 100), Grade.PROSE),
        fact("a", "weight", grams(200, 200), Grade.TITLE),
    ]
    assert verdict(FactTable(shop, said), Range("weight", low=150)) == [1]
    said.append(fact("a", "weight", grams(50, 50)))
    assert verdict(FactTable(shop, said), Range("weight", low=150)) == [-1]


def test_a_fact_of_the_sku_outranks_one_of_the_product() -> None:
    shop = [product("a", skus=(sku("s"), sku("l")))]
    facts = [
        fact("a", "colour", Set(("红色", "蓝色"))),
        fact("a", "colour", "红色", sku_id="s"),
        fact("a", "colour", "蓝色", sku_id="l"),
    ]
    assert verdict(FactTable(shop, facts), In("colour", ("红色",))) == [1, -1]


def test_red_in_one_sku_and_cheap_in_another_is_no_match() -> None:
    skus = (sku("red", "500"), sku("blue", "300"))
    facts = [fact("a", "colour", "红色", sku_id="red"), fact("a", "colour", "蓝色", sku_id="blue")]
    table = FactTable([product("a", skus=skus)], facts)
    both = And((In("colour", ("红色",)), Range("price", high=400)))
    assert not table.satisfying(both).mask.any()
    assert table.satisfying(In("colour", ("红色",))).best.tolist() == [0]


def test_the_cheapest_sku_in_stock_stands_for_the_product() -> None:
    skus = (sku("dear", "9", 1), sku("gone", "1", 0), sku("cheap", "3"), sku("free of price"))
    table = FactTable([product("a", skus=skus)], [])
    assert table.row_sku[table.satisfying(None).best[0]] == "cheap"
    assert table.row_sku[table.satisfying(None, sold_out=True).best[0]] == "gone"


def test_a_missing_attribute_is_unknown_and_stays_so_when_denied() -> None:
    table = FactTable([product("a")], [])
    for leaf in (Range("weight", high=1), In("colour", ("红色",)), Has("hood")):
        assert verdict(table, leaf) == [0]
        assert verdict(table, Not(leaf)) == [0]


def test_a_title_can_say_yes_but_its_silence_is_no_no() -> None:
    listed = [
        fact("b", "colour", Set(("红色", "蓝色"))),
        fact("a", "colour", "红色", Grade.TITLE),
    ]
    table = FactTable([product("a"), product("b")], listed)
    assert verdict(table, In("colour", ("红色",))) == [1, 1]
    assert verdict(table, In("colour", ("黑色",))) == [0, -1]


def test_another_value_in_the_title_is_a_no_where_one_value_is_usual() -> None:
    said = [fact("b", "fit", "修身"), fact("a", "fit", "宽松", Grade.TITLE)]
    table = FactTable([product("a"), product("b")], said)
    assert verdict(table, In("fit", ("修身",))) == [-1, 1]


def test_a_review_alone_never_says_no() -> None:
    table = one("宽松", "fit", Grade.REVIEW)
    assert verdict(table, In("fit", ("宽松",))) == [1]
    assert verdict(table, In("fit", ("修身",))) == [0]


def test_stated_denials_are_a_no() -> None:
    assert verdict(one(Bool(False), "hood"), Has("hood")) == [-1]
    assert verdict(one("不支持", "nfc"), Has("nfc")) == [-1]
    assert verdict(one("支持", "nfc"), Has("nfc")) == [1]


def test_names_resolve_by_id_by_label_and_not_otherwise() -> None:
    facts = [fact("a", "weight", grams(900, 900), label="裸机重量")]
    table = FactTable([product("a")], facts)
    assert verdict(table, Range("weight", high=1000)) == [1]
    assert verdict(table, Range("裸机重量", high=1000)) == [1]
    assert not table.states("毛重")
    assert table.states("price")


def test_an_unknown_price_under_a_budget_is_unknown() -> None:
    table = FactTable([product("a"), product("b", price="10")], [])
    assert verdict(table, Range("price", high=10)) == [0, 1]


def test_prices_compare_to_the_cent_and_only_in_their_currency() -> None:
    table = FactTable([product("a", price="799.99", currency="CNY")], [])
    assert verdict(table, Range("price", high=799.99)) == [1]
    assert verdict(table, Range("price", high=799.98)) == [-1]
    assert verdict(table, Range("price", high=800, unit="CNY")) == [1]
    assert verdict(table, Range("price", high=800, unit="USD")) == [0]


def test_stock_ratings_sales_shop_and_delivery_can_be_asked() -> None:
    shop = [
        product("a", stock=0, rating=4.5, sales=10, shop="好店", delivery=("快递", "闪购30分钟")),
        product("b"),
    ]
    table = FactTable(shop, [])
    assert verdict(table, Has("stock")) == [-1, 0]
    assert verdict(table, Range("rating", low=4)) == [1, 0]
    assert verdict(table, Range("sales", low=11)) == [-1, 0]
    assert verdict(table, In("shop", ("好店",))) == [1, 0]
    assert verdict(table, In("delivery", ("闪购",))) == [1, 0]
    assert verdict(table, In("id", ("b", "c"))) == [-1, 1]


def test_a_kind_counts_for_every_wider_one_and_a_brand_by_every_name() -> None:
    vocabulary = Vocabulary(
        kinds=(Kind("phone", "手机", ("手机",), parents=("digital",)), Kind("digital", "数码", ())),
        brands=(Brand("hp", "惠普", ("惠普", "hp", "hewlett-packard")),),
        kinds_of={"a": ("phone",)},
        brands_of={"b": ("hp",)},
    )
    shop = [product("a", brand="惠普（HP）"), product("b", "hp 15"), product("c", brand="联想")]
    table = FactTable(shop, [], None, vocabulary)
    assert verdict(table, In("kind", ("digital",))) == [1, 0, 0]
    assert verdict(table, In("kind", ("shoes",))) == [-1, 0, 0]
    assert verdict(table, In("kind", ("手机",))) == [1, 0, 0]
    for name in ("HP", "惠普", "Hewlett-Packard"):
        assert verdict(table, In("brand", (name,))) == [1, 1, -1]


def test_empty_trees_are_what_they_are_in_logic() -> None:
    table = FactTable([product("a")], [])
    assert verdict(table, And(())) == [1]
    assert verdict(table, Or(())) == [-1]
    assert table.verdicts(()).shape == (1, 0)


def test_an_empty_catalogue_answers_with_empty_arrays() -> None:
    table = FactTable([], [])
    assert table.verdicts((Range("price", high=1), Has("hood"))).shape == (0, 2)
    assert not table.satisfying(None).mask.any()


def test_undecided_counts_products_that_might_fit() -> None:
    facts = [fact("a", "weight", grams(1, 1)), fact("b", "weight", grams(9, 9))]
    table = FactTable([product("a"), product("b"), product("c")], facts)
    assert table.satisfying(Range("weight", high=5)).undecided == 1


class ChangingOffers:
    """Offers that a test changes."""

    def __init__(self) -> None:
        self.version = 0
        self.now: dict[str, Offer] = {}

    def current(self, product: Product, sku: Sku | None = None) -> Offer:
        return self.now.get(product.id, Offer(product.id, price=product.price))


def test_price_stock_and_delisting_are_read_again_when_the_version_changes() -> None:
    offers = ChangingOffers()
    table = FactTable([product("a", price="100")], [], offers)
    cheap = Range("price", high=90)
    assert not table.satisfying(cheap).mask.any()
    assert not table.refresh()

    offers.now["a"], offers.version = Offer("a", price=product("", price="80").price), 1
    assert table.refresh()
    assert table.satisfying(cheap).mask.all()

    offers.now["a"], offers.version = Offer("a", delisted=True), 2
    table.refresh()
    assert not table.satisfying(None, sold_out=True).mask.any()


def test_explain_shows_the_facts_that_decided() -> None:
    facts = [
        fact("a", "weight", grams(900, 900)),
        fact("a", "weight", grams(1, 1), Grade.TITLE),
        fact("a", "colour", Text("红色")),
    ]
    table = FactTable([product("a", price="5")], facts)
    told = table.explain(And((Range("weight", high=1000), Range("price", high=9))), 0)
    assert [(f.name, f.source) for f in told] == [("weight", "catalogue"), ("price", "offer")]


def test_ends_gives_the_numbers_of_each_row() -> None:
    facts = [fact("a", "weight", grams(1, 2)), fact("c", "weight", "heavy")]
    column = FactTable([product("a"), product("b"), product("c")], facts).column("weight")
    assert column is not None
    low, high = column.ends()
    assert np.array_equal(low, [1, np.nan, np.nan], equal_nan=True)
    assert np.array_equal(high, [2, np.nan, np.nan], equal_nan=True)
