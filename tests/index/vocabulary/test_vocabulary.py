from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from index.catalogue import open_source
from index.extraction import extract, learn
from index.product import Product
from index.vocabulary import Vocabulary, build, load_taxonomy, words_of
from index.vocabulary.meaning import names, shipped
from index.vocabulary.titles import head_noun
from index.wire import dump, load


def product(number: int, title: str, *category: str, brand: str | None = None) -> Product:
    return Product(id=f"p{number}", title=title, category=category, brand=brand)


def vocabulary(products: Sequence[Product]) -> Vocabulary:
    profile = learn(products)
    return build(products, [fact for p in products for fact in extract(p, profile)])


PHONES = [
    product(1, "小米手机 8GB", "手机", brand="小米"),
    product(2, "Redmi K20系列 幻境之心保护壳", "保护套", brand="小米"),
    product(3, "小米二合一移动电源（充电器）", "充电器", brand="小米"),
    product(4, "Konka/康佳 LED32S1 32吋液晶平板电视机", "平板电视"),
    product(5, "罗宾 钢带女表 女士腕表", "女表"),
]
HOME = [
    product(1, "轻奢纯棉刺绣水洗四件套", "居家", "床品件套"),
    product(2, "300根水洗棉缎纹纯色枕套*2", "居家", "床品件套"),
    product(3, "趣味粉彩系列笔记本", "杂货", "文具"),
    product(4, "大头风扇", "居家", "家饰"),
    product(5, "旋风喵呜机", "居家", "新奇"),
]
ENGLISH = [
    product(1, "Mona Pullover Hoodie", "Women", "Tops", "Hoodies & Sweatshirts"),
    product(2, "Cora Parachute Pant", "Women", "Bottoms", "Pants"),
    product(3, "Strike Endurance Tee", "Men", "Tops", "Tees"),
]


def labels(found: Vocabulary, ids: Sequence[str]) -> list[str]:
    return [kind.label for i in ids if (kind := found.kind(i))]


def test_a_compound_is_no_kind_of_its_first_part() -> None:
    found = vocabulary(PHONES)
    assert labels(found, found.link_kind("手机").kinds) == ["手机"]
    assert labels(found, found.link_kind("手机壳").kinds) == ["保护套"]
    assert found.kinds_of["p2"][0] == "phone_case"
    assert "phone" not in found.kinds_of["p2"]


def test_neighbours_are_not_taken_for_one_another() -> None:
    found = vocabulary(PHONES)
    assert labels(found, found.link_kind("充电宝").kinds) == ["充电宝"]
    cable = found.link_kind("充电线")
    assert (cable.kinds, cable.how) == ((), "none")
    assert cable.closest
    assert found.link_kind("书包").kinds == ()
    assert found.link_kind("书架").kinds == ()


def test_kinds_come_from_the_ends_of_titles_where_shelves_are_coarse() -> None:
    found = vocabulary(HOME)
    assert labels(found, found.link_kind("四件套").kinds) == ["四件套"]
    assert found.kinds_of["p2"][0] == "pillowcase"
    assert found.kinds_of["p4"][0] == "fan"


def test_a_word_with_two_meanings_follows_its_shelf() -> None:
    assert "notebook" in vocabulary(HOME).kinds_of["p3"]
    laptops = vocabulary([product(1, "惠普 Envy13", "电脑", "笔记本", "轻薄本")])
    assert {"laptop", "ultrabook", "computer"} <= set(laptops.kinds_of["p1"])


def test_a_kind_that_no_lexicon_knows_gets_an_id_of_its_own() -> None:
    own = vocabulary(HOME).kinds_of["p5"][0]
    assert own.startswith("own-")
    assert vocabulary(HOME).kinds_of["p5"][0] == own


def test_a_wide_word_in_a_title_stands_below_no_narrow_shelf() -> None:
    shoe = product(1, "商务男鞋 鞋子", "鞋靴", "皮鞋")
    parents = {kind.id: kind.parents for kind in vocabulary([shoe]).kinds}
    assert "shoes" in parents["leather_shoes"] and "leather_shoes" not in parents["shoes"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [("儿童书包", ["书包"]), ("橡皮筋", []), ("植物油", ["植物油"]), ("淋浴房", [])],
)
def test_no_kind_is_found_across_two_words(text: str, kinds: list[str]) -> None:
    assert [hit.payload[0] for hit in load_taxonomy().matcher.find(text)] == kinds


def test_a_maker_at_the_head_of_a_title_is_no_kind() -> None:
    guitar = Product(id="g", title="雅音 F310 民谣吉他 41寸", brand="雅音", category=("吉他",))
    labels = {kind.label for kind in build([guitar], []).kinds}
    assert "吉他" in labels and "雅音" not in labels


@pytest.mark.parametrize(
    ("title", "noun"),
    [
        ("SoilMate 50 ft Expandable Hose", "hose"),
        ("Greenhand Long-Reach Loppers 28 in", "loppers"),
        ("Whirl Pro Blender 1200W", "blender"),
        ("Braided Cable for Monitors, 6ft", "cable"),
        ("Pour-Over Kettle Electric", "kettle"),
        ("X200", None),
    ],
)
def test_the_name_of_an_english_title_ends_in_its_noun(title: str, noun: str | None) -> None:
    assert head_noun(title) == noun


def test_an_english_catalogue_is_asked_in_chinese() -> None:
    found = vocabulary(ENGLISH)
    assert labels(found, found.link_kind("连帽衫").kinds) == ["Hoodies & Sweatshirts"]
    assert labels(found, found.link_kind("裤子").kinds) == ["Pants"]
    assert set(found.kinds_of["p3"]) >= {"t_shirt", "tops", "apparel"}
    assert found.link_kind("羽绒服").kinds == ()


@pytest.mark.parametrize("phrase", ["马桶盖", "钢琴", "飞机票"])
def test_nothing_is_linked_to_what_is_only_like_it_in_part(phrase: str) -> None:
    toilets = vocabulary([product(1, "箭牌马桶", "马桶"), product(2, "羊毛毯子", "毯子")])
    assert toilets.link_kind(phrase).kinds == ()


def test_an_unknown_compound_is_what_its_last_character_says() -> None:
    chairs = vocabulary([product(1, "人体工学椅", "办公椅"), product(2, "实木餐桌", "餐桌")])
    assert labels(chairs, chairs.link_kind("休闲摇椅").kinds)[:1] in ([], ["椅子"])
    lamps = vocabulary([product(1, "北欧台灯", "灯具"), product(2, "落地灯", "灯具")])
    assert labels(lamps, lamps.link_kind("补光灯").kinds) == ["灯具"]


def test_brands_have_every_spelling_of_the_data() -> None:
    found = vocabulary(PHONES)
    ids = {mention.word: mention.id for mention in found.brands_in("康佳 konka 罗宾 小米")}
    assert ids["康佳"] == ids["konka"]
    assert ids["罗宾"] and found.brands_of["p5"] == (ids["罗宾"],)


def test_values_common_to_shops_and_of_the_catalogue_are_found() -> None:
    found = vocabulary(HOME)
    words = {mention.word for mention in found.values_in("纯棉的 黑色 防水")}
    assert words == {"纯棉", "黑色", "防水"}
    assert "棉花糖" not in {m.word for m in found.values_in("棉花糖") if m.meanings}
    assert {"羊毛", "wool"} <= set(words_of("material", "wool"))


def test_a_vocabulary_survives_json_and_is_the_same_each_time() -> None:
    one, other = vocabulary(PHONES), vocabulary(PHONES)
    assert one == other
    assert load(Vocabulary, json.loads(json.dumps(dump(one)))) == one


def test_the_tree_of_kinds_has_no_loops_and_every_parent_exists() -> None:
    taxonomy = load_taxonomy()
    for kind in taxonomy.kinds:
        assert kind not in taxonomy.ancestors(kind)
        assert set(taxonomy.kinds[kind].parents) <= set(taxonomy.kinds)


def test_the_shipped_meanings_are_of_these_kinds() -> None:
    """Run `python -m index.vocabulary.export_meanings` after changing kinds.toml."""
    assert set(names().values()) <= set(shipped())


@pytest.mark.parametrize("name", ["yanxuan", "laptops", "xiaomi", "tmall", "luma"])
def test_a_real_catalogue_places_every_product(shared, name: str) -> None:
    products = list(open_source(shared / "catalogues" / name / "catalogue.jsonl"))
    found = build(products, [])
    assert all(found.kinds_of[p.id] for p in products)
    known = {kind.id for kind in found.kinds}
    assert all(set(kinds) <= known for kinds in found.kinds_of.values())
