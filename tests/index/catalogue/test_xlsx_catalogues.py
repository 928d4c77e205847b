"""XLSX workbooks, as people make them."""

from __future__ import annotations

import datetime
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook

from index.catalogue import open_source
from index.errors import CatalogueError


def save(folder, *sheets, name="catalogue.xlsx"):
    book = Workbook()
    book.remove(book.active)
    for title, rows, merged in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(folder / name)
    return folder / name


def test_numbers_dates_and_errors_are_read_as_meant(tmp_path):
    rows = [
        ["编号", "名称", "售价", "库存", "重量", "上市时间", "备注"],
        [1001, "羽绒服", 799.0, 5.0, "1.2kg", datetime.date(2026, 9, 1), "#N/A"],
        [None, None, None, None, None, None, None],
        [1002, "大衣", "¥1,299.50", None, None, None, None],
    ]
    source = open_source(save(tmp_path, ("商品", rows, [])))
    first, second = source
    assert (first.id, first.price, first.stock) == ("1001", Decimal(799), 5)
    assert first.attributes == {"重量": "1.2kg", "上市时间": "2026-09-01"}
    assert second.price == Decimal("1299.50") and source.report.format == "XLSX"


def test_a_header_of_merged_cells_over_sub_columns_is_one_header(tmp_path):
    rows = [
        ["2026年秋季商品", None, None, None, None],
        ["编号", "名称", "规格", None, "售价"],
        [None, None, "颜色", "充绒量", None],
        ["a", "羽绒服", "红色", "150g", 799],
    ]
    source = open_source(
        save(tmp_path, ("商品", rows, ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3"]))
    )
    (product,) = source
    assert product.attributes == {"颜色": "红色", "充绒量": "150g"} and product.price == 799


def test_the_sheet_that_looks_like_a_catalogue_is_read(tmp_path):
    notes = ("说明", [["这是说明"], ["第二行"]], [])
    goods = ("商品", [["编号", "名称"], ["a", "羽绒服"]], [])
    source = open_source(save(tmp_path, notes, goods))
    assert [p.id for p in source] == ["a"]
    assert source.report.notes == ["sheet '商品' was read of '说明', '商品'."]


def test_a_problem_names_the_row_of_the_sheet(tmp_path):
    rows = [["编号", "名称", "价格"], ["a", "羽绒服", "面议"], ["b", None, 5]]
    source = open_source(save(tmp_path, ("s", rows, [])))
    assert [(p.line, p.field, p.skipped) for p in source.report.problems] == [
        (2, "price", False),
        (3, "title", True),
    ]


def test_a_workbook_under_another_name_is_still_a_workbook(tmp_path):
    path = save(tmp_path, ("s", [["id", "title"], ["a", "coat"]], []))
    renamed = path.rename(tmp_path / "catalogue.csv")
    assert [p.id for p in open_source(renamed)] == ["a"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"no workbook at all"])
def test_a_broken_workbook_is_an_error_that_says_what_to_do(tmp_path, content):
    (tmp_path / "catalogue.xlsx").write_bytes(content)
    with pytest.raises(CatalogueError, match="is no XLSX workbook; save it again"):
        open_source(tmp_path / "catalogue.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "catalogue.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(CatalogueError, match="is no XLSX workbook"):
        open_source(tmp_path / "catalogue.xlsx")
