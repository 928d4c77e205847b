"""Awkward files of shop owners: read for what they mean, or told what is wrong with them."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pytest
from openpyxl import Workbook

from index.catalogue import open_source
from index.errors import CatalogueError


def saved(path, *sheets, hidden=()):
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


HEADER = ["商品编码", "商品名称", "售价", "库存", "规格", "上架时间"]


def test_a_price_list_with_words_around_its_numbers(tmp_path):
    rows = [
        HEADER,
        ["A1", "开衫", "¥1,299.00元起", "现货", "均码", datetime.date(2026, 3, 1)],
        [None] * 6,
        [1002, "T恤", "99元", "售罄", "白色", "=TODAY()"],
        ["合计", None, None, 12, None, None],
        ["A4", "围巾", "面议", ">100", "", None],
    ]
    source = open_source(saved(tmp_path / "a.xlsx", ("商品", rows)))
    first, second, third = source
    assert (first.price, first.currency, first.stock) == (Decimal("1299.00"), "CNY", None)
    assert (second.id, second.price, second.stock) == ("1002", Decimal(99), 0)
    assert (third.price, third.stock) == (None, None)
    assert "Prices «from …» (起) were read as the lowest price." in source.report.notes
    told = {(p.line, p.field) for p in source.report.problems}
    assert told == {(5, "title"), (6, "price"), (6, "stock")}


@pytest.mark.parametrize("value", ["¥99美元", "99起起", "起99", "约99元"])
def test_what_is_no_single_amount_is_not_made_one(tmp_path, value):
    path = saved(tmp_path / "a.xlsx", ("商品", [HEADER, ["A1", "开衫", value, 1, "", ""]]))
    (product,) = open_source(path)
    assert product.price is None


def test_rows_of_one_id_are_its_variants(tmp_path):
    header = ["商品ID", "商品名称", "颜色", "尺码", "面料", "价格", "库存", "SKU编码", "图片"]
    rows = [
        ["P1", "连衣裙", colour, size, "棉", price, 3, f"P1-{colour}{size}", f"https://x/{colour}.jpg"]
        for colour, price in (("红", 199), ("蓝", 219))
        for size in ("S", "M")
    ]  # fmt: skip
    source = open_source(saved(tmp_path / "a.xlsx", ("商品", [header, *rows])))
    (product,) = source
    assert not source.report.problems and source.report.rows == 4
    assert product.attributes == {"面料": "棉"} and product.price == 199
    assert [sku.id for sku in product.skus] == ["P1-红S", "P1-红M", "P1-蓝S", "P1-蓝M"]
    assert product.skus[2].options == {"颜色": "蓝", "尺码": "S"}
    assert (product.skus[2].price, product.skus[2].stock) == (Decimal(219), 3)


def test_rows_of_one_id_that_differ_in_nothing_are_duplicates(tmp_path):
    row = ["A1", "开衫", 99, 1, "均码", ""]
    source = open_source(saved(tmp_path / "a.xlsx", ("商品", [HEADER, row, row])))
    assert len(list(source)) == 1
    assert [p.field for p in source.report.problems] == ["id"]


def test_rows_of_one_id_that_differ_in_no_choice_are_duplicates_too(tmp_path):
    rows = [["A1", "开衫", 99, 1, "均码", f"2026-03-0{day}"] for day in (1, 2)]
    source = open_source(saved(tmp_path / "a.xlsx", ("商品", [HEADER, *rows])))
    assert [p.skus for p in source] == [()]
    assert [p.field for p in source.report.problems] == ["id"]


def test_a_sale_price_is_the_price_and_the_other_crossed_out(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "商品货号,宝贝名称,一口价(元),促销价\na,杯子,59,49\nb,碗,39,\nc,盘,,29\n", "utf-8"
    )
    prices = [(p.price, p.list_price) for p in open_source(path)]
    assert prices == [(49, 59), (39, None), (29, None)]


def test_sheets_of_one_header_are_read_together_and_hidden_ones_left(tmp_path):
    def goods(name):
        return name, [HEADER, [f"{name}1", f"{name}外套", 199, 5, "", ""]]

    cost = ("成本", [[*HEADER, "品牌", "图片"], ["X", "内部", 1, 1, "", "", "y", "z"]])
    notes = ("说明", [["店铺导出说明"], ["共两张表"]])
    path = saved(tmp_path / "a.xlsx", notes, goods("女装"), cost, goods("男装"), hidden=("成本",))
    source = open_source(path)
    assert [p.id for p in source] == ["女装1", "男装1"]
    assert "sheet '女装', '男装' was read of" in source.report.notes[0]


def test_sub_columns_under_a_known_column_are_a_header_too(tmp_path):
    rows = [
        ["2026年秋季价目表"],
        ["货号", "品名", "价格", None, "描述"],
        [None, None, "零售价", "会员价", None],
        ["H1", "台灯", 199, 179, "<p>护眼<br/>台灯 &amp; 夜灯</p>"],
    ]
    source = open_source(saved(tmp_path / "a.xlsx", ("商品", rows)))
    (product,) = source
    assert product.price == 199 and product.attributes == {"会员价": "179"}
    assert product.description == "护眼\n台灯 & 夜灯" and not source.report.problems


def test_a_workbook_that_is_a_page_is_read_as_the_table_in_it(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text(
        "<html><body><table><tr><td>菜单</td></tr></table><table><tr><th>商品编码<th>商品名称<th>价格</tr>"
        "<tr><td>1</td><td>茶&amp;杯</td><td>9.9</td></tr></table></body></html>",
        "utf-8",
    )
    source = open_source(path)
    (product,) = source
    assert (product.id, product.title, product.price) == ("1", "茶&杯", Decimal("9.90"))
    assert source.report.format == "HTML table"


def test_a_folder_stands_for_the_only_table_in_it(tmp_path):
    saved(tmp_path / "商品导出.xlsx", ("商品", [HEADER, ["A1", "开衫", 99, 1, "", ""]]))
    (tmp_path / "~$商品导出.xlsx").write_bytes(b"open in a spreadsheet program")
    (tmp_path / "photos").mkdir()
    (tmp_path / "读我.txt").write_text("照片在 photos 里", "utf-8")
    assert [p.id for p in open_source(tmp_path)] == ["A1"]


def test_a_folder_of_two_tables_asks_which(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        saved(tmp_path / name, ("商品", [HEADER, ["A1", "开衫", 99, 1, "", ""]]))
    with pytest.raises(CatalogueError, match="name the file"):
        open_source(tmp_path)


def test_products_wrapped_in_an_answer_of_a_back_end_are_found(tmp_path):
    rows = [{"goods_id": 1, "goods_name": "手机壳", "shop_price": "19.90", "goods_number": 5}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"code": 0, "data": {"total": 1, "list": rows}}), "utf-8")
    (product,) = open_source(path)
    assert (product.id, product.title, product.stock) == ("1", "手机壳", 5)
    assert product.price == Decimal("19.90")


def test_a_feed_that_forgot_its_namespace_is_read_and_said_so(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(
        "<?xml version='1.0'?><rss version='2.0'><channel><item><g:id>1</g:id><title>Dress</title>"
        "<g:price>19.99 USD</g:price><g:availability>out of stock</g:availability></item>"
        "</channel></rss>",
        "utf-8",
    )
    source = open_source(path)
    (product,) = source
    assert (product.id, product.price, product.stock) == ("1", Decimal("19.99"), 0)
    assert any("g:" in note for note in source.report.notes)


def test_a_page_with_several_blocks_gives_its_product_whatever_is_around_it(tmp_path):
    product = {"@type": "http://schema.org/Product", "name": "Boots", "sku": "b1"}
    path = tmp_path / "page.html"
    path.write_text(
        '<!DOCTYPE html><script type="application/ld+json">{"@type": "BreadcrumbList"}</script>\n'
        '<script type="application/ld+json">{broken,}</script>\n'
        "<script type='application/ld+json; charset=utf-8'>/*<![CDATA[*/"
        f"{json.dumps(product)}/*]]>*/</script>",
        "utf-8",
    )
    source = open_source(path)
    assert [p.title for p in source] == ["Boots"]
    assert [p.line for p in source.report.problems] == [2]
