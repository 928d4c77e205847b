"""Shopify's product CSV, in both of its templates."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from index.catalogue import open_source

OLD = [
    "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published",
    "Option1 Name", "Option1 Value", "Option2 Name", "Option2 Value", "Variant SKU",
    "Variant Grams", "Variant Inventory Qty", "Variant Inventory Policy", "Variant Price",
    "Variant Compare At Price", "Image Src", "Image Position", "Variant Image",
    "Google Shopping / Gender",
    "Fabric (product.metafields.shopify.fabric)", "Status",
]  # fmt: skip


def export(folder, rows, columns=OLD, encoding="utf-8-sig"):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "products_export.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def tee(**more):
    return {
        "Handle": "example-tee",
        "Title": "Example T-Shirt",
        "Body (HTML)": "<p>Soft.</p>\n<ul><li>Machine wash</li><li>100% cotton</li></ul>",
        "Vendor": "Acme",
        "Product Category": "Apparel & Accessories > Clothing > Shirts",
        "Type": "T-Shirts",
        "Tags": "summer, cotton",
        "Published": "true",
        "Option1 Name": "Color",
        "Option1 Value": "Red",
        "Option2 Name": "Size",
        "Option2 Value": "M",
        "Variant SKU": "tee-red-m",
        "Variant Grams": "200",
        "Variant Inventory Qty": "3",
        "Variant Inventory Policy": "deny",
        "Variant Price": "25.00",
        "Variant Compare At Price": "30.00",
        "Image Src": "https://cdn.example.com/1.jpg",
        "Google Shopping / Gender": "Unisex",
        "Fabric (product.metafields.shopify.fabric)": "cotton; elastane",
        "Status": "active",
    } | more


def also(**more):
    return {"Handle": "example-tee"} | more


def test_rows_of_a_handle_are_one_product_with_its_variants(tmp_path):
    second = also(**{
        "Option1 Value": "Blue",
        "Option2 Value": "L",
        "Variant SKU": "tee-blue-l",
        "Variant Inventory Qty": "0",
        "Variant Inventory Policy": "deny",
        "Variant Price": "27.00",
        "Image Src": "https://cdn.example.com/2.jpg",
    })  # fmt: skip
    photo_only = also(**{"Image Src": "https://cdn.example.com/3.jpg", "Image Position": "3"})
    source = open_source(export(tmp_path, [tee(), second, photo_only]))
    (product,) = source
    assert source.report.format == "Shopify CSV"
    assert (product.id, product.title, product.brand) == ("example-tee", "Example T-Shirt", "Acme")
    assert product.description == "Soft.\nMachine wash\n100% cotton"
    assert product.category == ("Apparel & Accessories", "Clothing", "Shirts", "T-Shirts")
    assert product.attributes == {
        "Fabric": ("cotton", "elastane"),
        "tags": ("summer", "cotton"),
        "weight": "200 g",
        "gender": "Unisex",
    }
    assert [(s.id, dict(s.options), s.price, s.list_price, s.stock) for s in product.skus] == [
        ("tee-red-m", {"Color": "Red", "Size": "M"}, Decimal(25), Decimal(30), 3),
        ("tee-blue-l", {"Color": "Blue", "Size": "L"}, Decimal(27), None, 0),
    ]
    assert product.price == Decimal(25)
    assert source.report.notes == ["3 photos are addresses on the web and were not fetched."]


def test_a_product_without_options_has_no_skus(tmp_path):
    row = tee(
        **{
            "Option1 Name": "Title",
            "Option1 Value": "Default Title",
            "Option2 Name": "",
            "Option2 Value": "",
        }
    )
    (product,) = open_source(export(tmp_path, [row]))
    assert product.skus == () and (product.price, product.stock) == (Decimal(25), 3)


def test_drafts_and_what_is_not_published_are_left_out(tmp_path):
    rows = [tee(), tee(Handle="b", Status="draft"), tee(Handle="c", Published="false")]
    source = open_source(export(tmp_path, rows))
    assert [p.id for p in source] == ["example-tee"]
    assert "2 products are drafts, archived or unpublished: left out." in source.report.notes


def test_stock_that_may_be_oversold_is_unknown_and_below_zero_is_none(tmp_path):
    rows = [
        tee(**{"Variant Inventory Policy": "continue", "Variant Inventory Qty": "0"}),
        also(**{"Option1 Value": "Blue", "Variant Price": "9", "Variant Inventory Qty": "-2"}),
    ]
    (product,) = open_source(export(tmp_path, rows))
    assert [sku.stock for sku in product.skus] == [None, 0]


def test_a_variant_s_problem_names_its_own_line(tmp_path):
    rows = [
        tee(**{"Body (HTML)": "one"}),
        also(**{"Option1 Value": "Blue", "Variant Price": "ask"}),
    ]
    source = open_source(export(tmp_path, rows))
    assert [(p.line, p.field) for p in source.report.problems] == [(3, "skus[1].price")]


def test_the_newer_template_is_recognised(tmp_path):
    row = {
        "Title": "Mug",
        "URL handle": "mug",
        "Published on online store": "TRUE",
        "Status": "Active",
        "SKU": "m1",
        "Option1 name": "Colour",
        "Option1 value": "White",
        "Price": "12.50",
        "Inventory quantity": "8",
        "Continue selling when out of stock": "DENY",
    }
    columns = [*row, "Description", "Vendor", "Compare-at price", "Product image URL"]
    (product,) = open_source(export(tmp_path, [row], columns))
    assert product.id == "mug" and dict(product.skus[0].options) == {"Colour": "White"}
    assert (product.skus[0].price, product.skus[0].stock) == (Decimal("12.50"), 8)
