"""CSV and TSV: which column was taken for what, and what is awkward in real files."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.catalogue import open_source
from index.errors import CatalogueError


def save(folder, text, name="catalogue.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_chinese_columns_are_taken_for_fields_and_the_rest_for_attributes(tmp_path):
    source = open_source(
        save(
            tmp_path,
            "商品编号,商品名称,品牌,类目,售价,原价,库存,充绒量\n1,羽绒服,云峰,服装>羽绒服,799,1299,5,150g\n",
        )
    )
    assert source.mapping == {
        "商品编号": "id",
        "商品名称": "title",
        "品牌": "brand",
        "类目": "category",
        "售价": "price",
        "原价": "list_price",
        "库存": "stock",
        "充绒量": "attributes",
    }
    (product,) = source
    assert product.category == ("服装", "羽绒服") and product.attributes == {"充绒量": "150g"}
    assert (product.price, product.list_price, product.stock) == (Decimal(799), Decimal(1299), 5)


def test_english_columns_and_tabs(tmp_path):
    text = "SKU\tName\tPrice\tCurrency\tColor\nA1\tDown jacket\t$99.50\t\tRed\n"
    (product,) = open_source(save(tmp_path, text, "catalogue.tsv"))
    assert (product.id, product.title, product.price) == ("A1", "Down jacket", Decimal("99.50"))
    assert product.currency == "USD" and product.attributes == {"Color": "Red"}


def test_reviews_of_a_cell_stand_apart_by_bars_and_counts_are_no_reviews(tmp_path):
    text = "编号,名称,评价\n1,吉他,音色好|弦有点硬\n2,琴弦,98%\n"
    guitar, strings = open_source(save(tmp_path, text))
    assert [review.text for review in guitar.reviews] == ["音色好", "弦有点硬"]
    assert strings.reviews == ()


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("编号,名称,价格\n1,吉他,699\n", "CNY"),
        ("id,title,price\n1,Guitar,699\n", None),
        ("id,title,Price (USD)\n1,Guitar,699\n", "USD"),
        ("编号,名称,价格(美元)\n1,吉他,699\n", "USD"),
        ("id,title,price\n1,Guitar,699\n2,Banjo,€99\n", "EUR"),
        ("id,title,price\n1,Guitar,699\n2,Banjo,€99\n3,Drum,$50\n", None),
        ("编号,名称,价格\n1,吉他,\n", None),
    ],
)
def test_a_price_without_a_currency_is_in_what_its_catalogue_says(tmp_path, text, currency):
    source = open_source(save(tmp_path, text))
    assert next(iter(source)).currency == currency
    assert any("name no currency" in note for note in source.report.notes) == bool(currency)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_spreadsheet_encodings_are_read(tmp_path, encoding):
    (product,) = open_source(save(tmp_path, "编号,名称\n1,羽绒服\n", encoding=encoding))
    assert product.title == "羽绒服"


def test_semicolons_quotes_and_line_breaks_inside_cells(tmp_path):
    text = 'id;title;description\n1;"Jacket; ""warm""";"line 1\nline 2"\n2;Coat;\n'
    first, second = open_source(save(tmp_path, text))
    assert first.title == 'Jacket; "warm"' and first.description == "line 1\nline 2"
    assert second.description is None


def test_a_title_row_above_the_header_is_passed_over(tmp_path):
    text = "2026年秋季商品表,,\n,,\n编号,名称,价格\n1,羽绒服,799\n"
    (product,) = open_source(save(tmp_path, text))
    assert product.id == "1"


def test_the_line_of_a_problem_is_the_line_in_the_file(tmp_path):
    text = 'id,title,price\n1,"two\nlines",99\n2,coat,面议\n,no id,5\n'
    source = open_source(save(tmp_path, text))
    assert [(p.line, p.field) for p in source.report.problems] == [(4, "price"), (5, "id")]


def test_a_row_with_too_many_cells_is_reported(tmp_path):
    source = open_source(save(tmp_path, "id,title\n1,a\n2,b,c\n"))
    assert [p.id for p in source] == ["1"] and source.report.problems[0].line == 3


def test_columns_can_be_named_by_hand(tmp_path):
    path = save(tmp_path, "k,宝贝,售价\n1,羽绒服,799\n")
    (product,) = open_source(path, columns={"id": "k", "title": "宝贝"})
    assert (product.id, product.title) == ("1", "羽绒服")


def test_a_column_named_by_hand_must_be_there(tmp_path):
    with pytest.raises(CatalogueError, match="no column 'nope' for title; the columns are 'id'"):
        open_source(save(tmp_path, "id,name\n1,a\n"), columns={"title": "nope"})


def test_the_own_name_of_a_field_beats_another_column_that_would_fit(tmp_path):
    (product,) = open_source(save(tmp_path, "sku,name,id,title\nx,y,1,coat\n"))
    assert (product.id, product.title) == ("1", "coat")
    assert product.attributes == {"sku": "x", "name": "y"}
