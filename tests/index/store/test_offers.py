"""Live prices and stock: what holds now, and who sees it when."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from tiny_encoder import TinyEncoder
from tiny_shop import options

from index.errors import StoreError
from index.filters import Range
from index.opening import Index
from index.product import Product, Sku
from index.search import SearchRequest
from index.store import Offer, SqliteOffers, build
from index.store.offer_files import update_offers

JACKET = Product(
    "p1",
    "冲锋衣",
    price=Decimal("399"),
    stock=8,
    delivery=("快递",),
    skus=(
        Sku("red", {"颜色": "红色"}, Decimal("399"), stock=3),
        Sku("blue", {"颜色": "蓝色"}, stock=5),
    ),
)
RED, BLUE = JACKET.skus


@pytest.fixture
def offers(tmp_path):
    return SqliteOffers(tmp_path / "offers.sqlite")


def test_without_an_offer_the_catalogue_holds(offers):
    assert offers.version == 0
    now = offers.current(JACKET)
    assert (now.price, now.stock, now.delisted) == (Decimal("399"), 8, False)
    assert offers.current(JACKET, BLUE).price == Decimal("399")
    assert offers.current(JACKET, BLUE).stock == 5


def test_a_variants_offer_outranks_its_products_and_both_the_catalogue(offers):
    offers.update([Offer("p1", None, Decimal("299.90")), Offer("p1", "red", Decimal("310"))])
    assert offers.current(JACKET).price == Decimal("299.90")
    assert offers.current(JACKET, RED).price == Decimal("310")
    assert offers.current(JACKET, BLUE).price == Decimal("299.90")


def test_what_an_offer_leaves_out_stays_as_it_was(offers):
    offers.update([Offer("p1", None, Decimal("299"), delivery=("闪购30分钟",))])
    offers.update([Offer("p1", None, stock=2)])
    now = offers.current(JACKET)
    assert (now.price, now.stock, now.delivery) == (Decimal("299"), 2, ("闪购30分钟",))
    assert offers.version == 2


def test_a_products_stock_says_nothing_of_a_variant_but_sold_out(offers):
    offers.update([Offer("p1", None, stock=40)])
    assert offers.current(JACKET, RED).stock == 3
    offers.update([Offer("p1", None, stock=0)])
    assert offers.current(JACKET, RED).stock == 0


def test_delisting_a_product_delists_its_variants_and_can_be_taken_back(offers):
    offers.update([Offer("p1", None, delisted=True)])
    assert offers.current(JACKET, RED).delisted
    offers.update([Offer("p1", None, delisted=False)])
    assert not offers.current(JACKET, RED).delisted


def test_another_reader_sees_a_change_when_it_looks(tmp_path, offers):
    other = SqliteOffers(tmp_path / "offers.sqlite")
    offers.update([Offer("p1", None, Decimal("1"))])
    assert other.current(JACKET).price == Decimal("399")
    assert other.refresh()
    assert other.current(JACKET).price == Decimal("1")
    assert not other.refresh()


def test_a_damaged_file_is_said(tmp_path):
    (tmp_path / "offers.sqlite").write_bytes(b"not a database, by any means" * 50)
    with pytest.raises(StoreError, match=r"offers\.sqlite.*not a database"):
        SqliteOffers(tmp_path / "offers.sqlite")


@pytest.fixture
def index(shop, tmp_path):
    build(shop, tmp_path / "index", options(TinyEncoder()))
    return tmp_path / "index"


def test_a_file_of_offers_is_stated_and_its_bad_rows_named(index, tmp_path):
    file = tmp_path / "offers.jsonl"
    rows = [
        {"id": "p1", "price": 59.9},
        {"id": "p5", "sku": "blue", "stock": 4},
        {"id": "nobody", "price": 1},
        {"id": "p5", "sku": "green", "price": 1},
        {"id": "p2", "price": "面议"},
        {"id": "p2", "price": -1},
        {"id": "p2", "price": "1.234"},
        {"id": "p2", "stock": 1.5},
        {"id": "p2", "delisted": "perhaps"},
        {"id": "p2"},
        {"price": 3},
        ["p2", 3],
    ]
    file.write_text("\n".join(map(json.dumps, rows)) + '\n{"id": "p2"', encoding="utf-8")
    report = update_offers(index, file)
    assert report.stated == 2
    assert [p.line for p in report.problems] == list(range(3, 14))
    assert "no product 'nobody'" in str(report.problems[0])
    assert "'面议' is no amount" in str(report.problems[2])


def test_a_csv_with_a_mark_of_its_encoding_is_read_and_empty_cells_say_nothing(index, tmp_path):
    file = tmp_path / "offers.csv"
    text = "id,sku,price,stock,delisted,delivery\np1,,88,,,快递;闪购30分钟\np2,,,0,yes,\n"
    file.write_text(text, encoding="utf-8-sig")
    report = update_offers(index, file)
    assert (report.stated, report.problems) == (2, ())
    offers = {o.product_id: o for o in SqliteOffers(index / "offers.sqlite").changed()}
    assert offers["p1"] == Offer("p1", None, Decimal("88"), delivery=("快递", "闪购30分钟"))
    assert offers["p2"] == Offer("p2", None, stock=0, delisted=True)


def test_offers_may_come_through_a_pipe(index, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "p1", "stock": 0}\n')))
    assert update_offers(index, Path("-")).stated == 1


def test_what_is_no_text_or_not_there_is_said(index, tmp_path):
    (tmp_path / "offers.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match="not UTF-8"):
        update_offers(index, tmp_path / "offers.jsonl")
    with pytest.raises(StoreError, match="cannot be read"):
        update_offers(index, tmp_path / "nowhere.csv")


def test_a_running_reader_sees_new_prices_at_its_next_turn(index, tmp_path):
    cheap = SearchRequest("冲锋衣", where=Range("price", high=50))
    with Index.open(index, TinyEncoder()) as running:
        assert running.search(cheap).candidates == ()
        (tmp_path / "sale.jsonl").write_text('{"id": "p3", "price": 49.90}\n')
        update_offers(index, tmp_path / "sale.jsonl")
        assert running.refresh()
        assert [c.product_id for c in running.search(cheap).candidates] == ["p3"]
        (tmp_path / "gone.jsonl").write_text('{"id": "p3", "delisted": true}\n')
        update_offers(index, tmp_path / "gone.jsonl")
        assert running.refresh()
        assert running.search(cheap).candidates == ()


def test_offers_outlive_a_rebuild(index, shop, tmp_path):
    (tmp_path / "sale.jsonl").write_text('{"id": "p3", "price": 49.90}\n')
    update_offers(index, tmp_path / "sale.jsonl")
    rows = (shop / "catalogue.jsonl").read_text(encoding="utf-8").splitlines()[:10]
    (shop / "catalogue.jsonl").write_text("\n".join(rows), encoding="utf-8")
    build(shop, index, options(TinyEncoder()))
    with Index.open(index, TinyEncoder()) as opened:
        assert opened.offers.current(opened.product("p3")).price == Decimal("49.9")
