"""Files to products: JSONL and tables, what is wrong with them, and what becomes of it."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from PIL import Image

from index.catalogue import open_source
from index.errors import CatalogueError


def write(folder, rows, name="catalogue.jsonl"):
    path = folder / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def row(id_="a", **more):
    return {"id": id_, "title": "羽绒服"} | more


def first(folder, **more):
    return next(iter(open_source(write(folder, [row(**more)]))))


def problems(source):
    return [(p.line, p.field, p.skipped) for p in source.report.problems]


# JSONL


def test_every_field_is_read(tmp_path):
    product = first(
        tmp_path,
        title_en="Down jacket",
        subtitle="轻暖",
        brand="云峰",
        category=["服装", "羽绒服"],
        price=799,
        list_price="¥1,299.00",
        currency="cny",
        stock=5,
        attributes={"充绒量": "150g", "颜色": ["红色", "黑色"]},
        description="<p>轻&nbsp;暖</p><script>alert(1)</script>",
        reviews=[{"text": "很暖", "rating": 5}, {"text": "偏大", "rating": 4}],
        sales=120,
        shop="云峰旗舰店",
        delivery=["快递"],
        url="https://example.com/a",
    )
    assert product.aliases == ("Down jacket",)
    assert product.price == Decimal("799.00") and product.list_price == Decimal("1299.00")
    assert product.currency == "CNY" and product.stock == 5 and product.sales == 120
    assert product.attributes == {"充绒量": "150g", "颜色": ("红色", "黑色")}
    assert product.description == "轻 暖"
    assert product.rating == 4.5


def test_specs_name_the_options_of_skus(tmp_path):
    product = first(
        tmp_path,
        specs={"颜色": ["红", "黑"], "尺码": ["M"]},
        skus=[
            {"spec": ["红", "M"], "price": 99, "stock": 3},
            {"spec": ["黑", "M"], "price": 89, "stock": 0},
        ],
    )
    assert [dict(sku.options) for sku in product.skus] == [
        {"颜色": "红", "尺码": "M"},
        {"颜色": "黑", "尺码": "M"},
    ]
    assert [sku.id for sku in product.skus] == ["s1", "s2"]
    assert product.price == Decimal("89.00")


def test_fields_nobody_knows_become_attributes(tmp_path):
    source = open_source(write(tmp_path, [row(充绒量="150g")]))
    assert next(iter(source)).attributes == {"充绒量": "150g"}
    assert source.mapping["充绒量"] == "attributes"


def test_keys_are_known_by_the_names_of_columns_too(tmp_path):
    source = open_source(
        write(tmp_path, [{"sku": "a", "商品名称": "羽绒服", "售价": 799, "颜色": "红"}])
    )
    (product,) = source
    assert (product.id, product.title, product.price) == ("a", "羽绒服", Decimal(799))
    assert product.attributes == {"颜色": "红"} and source.mapping["商品名称"] == "title"


def test_entities_become_characters_and_plain_text_keeps_its_spacing(tmp_path):
    product = first(tmp_path, title="Gobi  HeatTec&reg; Tee", attributes={"面料": ["TENCEL&reg;"]})
    assert product.title == "Gobi  HeatTec® Tee"
    assert product.attributes == {"面料": ("TENCEL®",)}


def test_a_folder_stands_for_its_catalogue(tmp_path):
    write(tmp_path, [row()])
    source = open_source(tmp_path)
    assert len(list(source)) == 1 and source.root == tmp_path


def test_the_products_come_in_the_same_order_every_time(tmp_path):
    source = open_source(write(tmp_path, [row(str(n)) for n in range(5)]))
    assert [p.id for p in source] == [p.id for p in source] == ["0", "1", "2", "3", "4"]


# what is wrong


def test_every_bad_row_is_reported_and_the_rest_is_read(tmp_path):
    path = tmp_path / "catalogue.jsonl"
    lines = [
        json.dumps(row("a")),
        "{not json",
        "[1, 2]",
        json.dumps({"title": "没有编号"}),
        json.dumps(row("")),
        json.dumps({"id": "b"}),
        json.dumps(row("a", title="again")),
        json.dumps(row("c", title=["list"])),
        "",
        json.dumps(row("d")),
    ]
    path.write_text("\n".join(lines), "utf-8")
    source = open_source(path)
    assert [p.id for p in source] == ["a", "d"]
    assert problems(source) == [
        (2, "", True),
        (3, "", True),
        (4, "id", True),
        (5, "id", True),
        (6, "title", True),
        (7, "id", True),
        (8, "title", True),
    ]
    assert source.report.rows == 9 and source.report.products == 2 and source.report.skipped == 7


def test_a_problem_says_line_field_what_and_got(tmp_path):
    source = open_source(write(tmp_path, [row("a"), row("a")]))
    (problem,) = source.report.problems
    assert str(problem) == "line 2, id: duplicate id, first used on line 1 (got 'a'); row skipped"


@pytest.mark.parametrize("price", ["面议", "99-199", "n/a", -1, True, [1], "1e999"])
def test_a_price_that_is_no_amount_is_reported_and_unknown(tmp_path, price):
    source = open_source(write(tmp_path, [row(price=price)]))
    assert next(iter(source)).price is None
    assert problems(source) == [(1, "price", False)]


def test_a_price_of_nothing_is_unknown(tmp_path):
    source = open_source(write(tmp_path, [row(price=0)]))
    assert next(iter(source)).price is None and problems(source) == [(1, "price", False)]


def test_a_value_of_the_wrong_shape_is_left_out_and_reported(tmp_path):
    source = open_source(
        write(
            tmp_path,
            [
                row(
                    brand=["x"],
                    stock=-3,
                    rating=11,
                    attributes={"尺寸": {"a": 1}},
                    skus=[{"id": "s", "price": "面议"}, 7],
                    reviews=[{"rating": 5}],
                )
            ],
        )
    )
    product = next(iter(source))
    assert (product.brand, product.stock, product.rating, product.attributes) == (
        None,
        None,
        None,
        {},
    )
    assert [sku.price for sku in product.skus] == [None]
    assert {field for _, field, _ in problems(source)} == {
        "brand",
        "stock",
        "rating",
        "attributes.尺寸",
        "skus[0].price",
        "skus[1]",
        "reviews[0]",
    }


def test_strict_stops_at_the_first_problem_and_names_it(tmp_path):
    path = write(tmp_path, [row("a"), row("b", price="面议"), row("b")])
    with pytest.raises(CatalogueError, match=r"line 2, price: .*'面议'"):
        open_source(path, strict=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "is empty"), (b"\n\n", "no product"), (b"{}\n", "no product .*First: line 1, id")],
)
def test_a_catalogue_without_a_product_is_an_error_that_says_why(tmp_path, content, said):
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(content)
    with pytest.raises(CatalogueError, match=said):
        open_source(path)


@pytest.mark.parametrize(
    ("name", "said"), [("none.jsonl", "there is no catalogue"), (".", "name the file")]
)
def test_a_missing_catalogue_is_an_error_that_says_so(tmp_path, name, said):
    with pytest.raises(CatalogueError, match=said):
        open_source(tmp_path / name)


def test_a_file_of_no_known_format_is_an_error_that_names_the_known_ones(tmp_path):
    (tmp_path / "catalogue.dat").write_bytes(b"something")
    with pytest.raises(CatalogueError, match=r"no known format.*\.jsonl"):
        open_source(tmp_path / "catalogue.dat")


@pytest.mark.parametrize(
    ("content", "said"), [(b"%PDF-1.7", "is a PDF"), (b"\xd0\xcf\x11\xe0", "an old .xls workbook")]
)
def test_formats_that_cannot_be_read_say_what_to_save_instead(tmp_path, content, said):
    (tmp_path / "catalogue.csv").write_bytes(content)
    with pytest.raises(CatalogueError, match=f"{said}; save it as .xlsx"):
        open_source(tmp_path / "catalogue.csv")


# encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_encoding_is_detected(tmp_path, encoding):
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(
        "\n".join(json.dumps(row(i), ensure_ascii=False) for i in "ab").encode(encoding)
    )
    assert [p.title for p in open_source(path)] == ["羽绒服", "羽绒服"]


def test_one_line_in_another_encoding_is_reported_and_the_rest_is_read(tmp_path):
    lines = [json.dumps(row(i), ensure_ascii=False).encode() for i in "abc"]
    lines[1] = json.dumps(row("b"), ensure_ascii=False).encode("gbk")
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(b"\n".join(lines))
    source = open_source(path)
    assert [p.id for p in source] == ["a", "c"]
    assert problems(source) == [(2, "", True)] and "UTF-8" in source.report.problems[0].what


# photos


def photo(path, kind="JPEG"):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 8), "red").save(path, kind)
    return path


def test_a_photo_beside_the_catalogue_is_kept(tmp_path):
    photo(tmp_path / "images" / "a.jpg")
    photo(tmp_path / "images" / "b.png", "PNG")
    product = first(tmp_path, images=["images/a.jpg", "images/b.png"])
    assert product.images == ("images/a.jpg", "images/b.png")


def test_a_missing_photo_is_reported_and_the_product_kept(tmp_path):
    source = open_source(write(tmp_path, [row(images=["images/none.jpg"])]))
    assert next(iter(source)).images == () and problems(source) == [(1, "images", False)]


@pytest.mark.parametrize("content", [b"", b"no photo", b"<svg/>"])
def test_a_file_that_is_no_photo_is_reported(tmp_path, content):
    (tmp_path / "a.jpg").write_bytes(content)
    source = open_source(write(tmp_path, [row(images=["a.jpg"])]))
    assert next(iter(source)).images == () and "damaged" in source.report.problems[0].what


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_is_cut_off_is_reported(tmp_path, kind):
    path = photo(tmp_path / "a.jpg", kind)
    path.write_bytes(path.read_bytes()[:-20])
    source = open_source(write(tmp_path, [row(images=["a.jpg"])]))
    assert next(iter(source)).images == () and "damaged" in source.report.problems[0].what


def test_a_whole_photo_with_something_appended_is_kept(tmp_path):
    path = photo(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes() + bytes(10_000))
    assert first(tmp_path, images=["a.jpg"]).images == ("a.jpg",)


def test_a_path_as_windows_writes_it_is_understood(tmp_path):
    photo(tmp_path / "images" / "a.jpg")
    assert first(tmp_path, images=["images\\a.jpg"]).images == ("images/a.jpg",)


@pytest.mark.parametrize("path", ["../secret.jpg", "/etc/passwd", "C:\\x.jpg", "link/secret.jpg"])
def test_a_photo_outside_the_catalogue_s_folder_is_refused(tmp_path, path):
    photo(tmp_path / "secret.jpg")
    shop = tmp_path / "shop"
    shop.mkdir()
    (shop / "link").symlink_to(tmp_path)
    source = open_source(write(shop, [row(images=[path])]))
    assert next(iter(source)).images == () and problems(source) == [(1, "images", False)]


def test_addresses_on_the_web_are_counted_and_not_fetched(tmp_path):
    source = open_source(
        write(tmp_path, [row(images=["https://example.com/a.jpg", "//cdn/b.png"])])
    )
    assert next(iter(source)).images == () and problems(source) == []
    assert source.report.notes == ["2 photos are addresses on the web and were not fetched."]


# ratings


def rated(stars):
    return [row(str(n), reviews=[{"text": "好", "rating": star}]) for n, star in enumerate(stars)]


def test_a_rating_that_is_the_same_nearly_everywhere_is_no_star_count(tmp_path):
    source = open_source(write(tmp_path, rated([1] * 99 + [2])))
    assert all(r.rating is None for p in source for r in p.reviews)
    assert all(p.rating is None for p in source)
    assert source.report.notes == ["99 of 100 review ratings are 1: taken for no star count."]


def test_ratings_that_vary_are_star_counts(tmp_path):
    source = open_source(write(tmp_path, rated([5, 4, 3, 5] * 10)))
    assert [p.rating for p in source][:3] == [5, 4, 3]


def test_yanxuan_s_ratings_are_no_star_count(shared):
    source = open_source(shared / "catalogues" / "yanxuan")
    assert all(r.rating is None for p in source for r in p.reviews)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("tmall", 85),
        ("yanxuan", 239),
        ("xiaomi", 35),
        ("laptops", 50),
        ("grocery", 81),
        ("luma", 147),
        ("fashion", 1508),
        ("taobao_titles", 13348),
    ],
)
def test_every_real_catalogue_is_read_whole(shared, name, count):
    source = open_source(shared / "catalogues" / name)
    assert len(list(source)) == count and source.report.problems == []
