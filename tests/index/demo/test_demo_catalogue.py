"""The demo shop's rows: enough of them, each valid, each the same every time."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from index import wire
from index.demo import attributes, catalogue
from index.demo.build import items
from index.demo.dice import Dice
from index.demo.spec import KindSpec, colours, families, kinds

SHA256 = "8f93d25f860dfd9b0cddadd7458de311011ff9c06a861094795d55f3461ea54d"


def text_of(rows) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def products(name):
    return [item for item in items() if item.kind.name == name]


def test_the_rows_are_the_same_on_every_machine_and_in_every_version():
    assert hashlib.sha256(text_of(catalogue()).encode()).hexdigest() == SHA256


def test_there_are_enough_products_of_enough_kinds():
    count = Counter(item.kind.name for item in items())
    assert len(items()) >= 600
    assert len(count) >= 45
    assert min(count.values()) >= 6


def test_the_first_fifteen_kinds_are_there():
    names = {kind.name for kind in kinds()}
    wanted = "羽绒服 连衣裙 运动鞋 双肩包 手机 笔记本电脑 耳机 电饭煲 保温杯 "
    wanted += "防晒霜 眼霜 台灯 四件套 咖啡 猫粮"
    assert set(wanted.split()) <= names


def test_what_a_trip_to_the_sea_needs_is_there():
    names = {kind.name for kind in kinds()}
    wanted = "泳衣 沙滩裙 凉鞋 防晒霜 墨镜 遮阳帽 行李箱 浮潜面镜 防水手机袋 三亚酒店 浮潜体验"
    assert set(wanted.split()) <= names


def test_ids_and_titles_tell_products_apart():
    rows = catalogue()
    assert len({row["id"] for row in rows}) == len(rows)
    titles = Counter(row["title"] for row in rows)
    assert sum(count - 1 for count in titles.values()) <= 5


def test_every_row_is_whole():
    for row in catalogue():
        assert row["title"].startswith(row["brand"]), row["id"]
        assert row["price"] > 0, row["id"]
        assert row.get("list_price", row["price"]) >= row["price"], row["id"]
        assert row["currency"] == "CNY"
        assert 3.5 <= row["rating"] <= 5, row["id"]
        assert row["delivery"], row["id"]
        assert row["images"], row["id"]
        assert not any("{" in text for text in (row["title"], row.get("description", ""))), row[
            "id"
        ]


def test_every_row_has_four_to_twelve_reviews():
    for row in catalogue():
        assert 4 <= len(row["reviews"]) <= 12, row["id"]
        assert all(r["text"] and 1 <= r["rating"] <= 5 for r in row["reviews"]), row["id"]


def test_skus_add_up():
    for row in catalogue():
        skus = row.get("skus", [])
        assert len({sku["id"] for sku in skus}) == len(skus)
        if skus:
            assert row["stock"] == sum(sku["stock"] for sku in skus), row["id"]
            assert min(sku["price"] for sku in skus) >= row["price"], row["id"]


def test_amounts_have_at_most_two_decimals():
    for row in catalogue():
        for amount in (row["price"], *(sku["price"] for sku in row.get("skus", []))):
            assert round(amount, 2) == amount


def test_every_colour_can_be_painted():
    for item in items():
        for sku in item.row.get("skus", []):
            assert sku["options"].get("颜色", "黑色") in colours()


def test_a_sku_shows_a_picture_of_its_own_colour():
    for item in items():
        paints = {job.path: job.colour for job in item.pictures}
        for sku in item.row.get("skus", []):
            if "image" in sku:
                assert paints[sku["image"]] == colours()[sku["options"]["颜色"]]


def test_every_brand_says_where_it_is_from():
    origins = defaultdict(set)
    for item in items():
        origins[item.row["brand"]].add(item.row["attributes"]["品牌产地"])
    assert len({origin for found in origins.values() for origin in found}) >= 6
    for family in families().values():
        assert len({brand.name for brand in family.brands}) == len(family.brands)


def test_some_attributes_are_left_out_and_some_are_said_in_prose_only():
    silent = [name for item in items() for name, v in item.values.items() if not v.known]
    prose = [
        name for item in items() for name, v in item.values.items() if v.known and not v.stated
    ]
    assert 100 <= len(silent) <= 500
    assert prose
    for item in items():
        stated = item.row["attributes"]
        assert all((name in stated) == value.stated for name, value in item.values.items())


def test_a_third_of_the_shop_is_seen_in_two_settings():
    assert sum(len(item.pictures) > 1 for item in items()) >= len(items()) / 3


def test_some_products_are_sold_out():
    gone = [row for row in catalogue() if row.get("stock") == 0]
    assert 5 <= len(gone) <= 0.1 * len(catalogue())


def test_things_of_the_corner_shop_come_within_minutes():
    ways = {way for row in catalogue() for way in row["delivery"]}
    assert any(way.startswith("闪购") and way.endswith("分钟") for way in ways)
    assert "快递" in ways


def test_five_slim_down_jackets_cost_about_eight_hundred():
    found = [
        item
        for item in products("羽绒服")
        if item.row["attributes"].get("版型") == "修身" and 680 <= item.row["price"] <= 920
    ]
    assert len(found) >= 5
    assert sum("蓬松度" in item.row["attributes"] for item in found) >= 4


def test_five_phones_under_four_thousand_hold_the_camera_still():
    found = [
        item
        for item in products("手机")
        if item.row["attributes"].get("防抖") == "光学防抖" and item.row["price"] < 4000
    ]
    assert len(found) >= 5


def test_red_jackets_under_five_hundred_are_in_stock():
    found = {
        item.row["id"]
        for name in ("羽绒服", "夹克", "冲锋衣")
        for item in products(name)
        for sku in item.row["skus"]
        if sku["options"]["颜色"] == "红色" and sku["price"] <= 500 and sku["stock"]
    }
    assert len(found) >= 6


def test_sunscreens_for_oily_skin_come_from_more_than_one_country():
    origins = {
        item.row["attributes"]["品牌产地"]
        for item in products("防晒霜")
        if item.row["attributes"]["适用肤质"] == "油皮"
    }
    assert {"中国", "日本"} <= origins
    assert len(origins) >= 3


def test_several_eye_creams_cost_less_than_two_hundred():
    assert sum(item.row["price"] < 200 for item in products("眼霜")) >= 5


def test_the_documented_table_is_one():
    docs = Path(__file__).parents[3] / "docs" / "demo.md"
    table = docs.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    kind = wire.load(KindSpec, {"code": "umbrella"} | tomllib.loads(table))
    values = attributes.draw(kind, 0.9, Dice("umbrella"))
    assert values["防风"].text == "抗八级风"
    assert attributes.holds("重量 >= 300", values)
