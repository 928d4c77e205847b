"""Questions about a shown product: from fields, prose and reviews, with quotes, or not at all."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from guide.choosing import answer_about, choose
from guide.choosing.topics import asked_words, topics_in
from guide.need import Budget, Source
from guide.picks import Claim
from guide.turn import Reference
from guide.wording import phrases
from index.product import Product, Review, Sku
from tests.guide.made_shop import MadeShop, budget, need, wish

FIRST = (Reference("第一款", "a"),)
SUITES = Path(__file__).resolve().parents[3] / "eval" / "suites"


def ask(shop: MadeShop, text: str, *asks: str) -> tuple[Claim, ...]:
    return answer_about(FIRST, asks, shop, text=text)


def quotes(claims: tuple[Claim, ...]) -> str:
    return " ".join(e.quote for claim in claims for e in claim.evidence)


def test_a_stated_field_answers_first(reviewed: MadeShop) -> None:
    assert "修身" in quotes(ask(reviewed, "什么版型"))


def test_prose_answers_where_no_fact_does(reviewed: MadeShop) -> None:
    assert "不可机洗" in quotes(ask(reviewed, "能机洗吗"))


def test_buyers_answer_with_quotes(reviewed: MadeShop) -> None:
    claims = ask(reviewed, "会掉毛吗")
    assert {claim.key for claim in claims} == {"about.review"}
    assert "掉毛" in quotes(claims)


def test_what_is_not_written_is_said_to_be_so(reviewed: MadeShop) -> None:
    claims = ask(reviewed, "防水吗")
    assert [claim.key for claim in claims] == ["about.none"]
    assert "防水" in phrases("zh").claim(claims[0])
    assert "商品信息里没有写" in phrases("zh").claim(claims[0])


def test_reviews_are_summed_up_with_both_sides(reviewed: MadeShop) -> None:
    claims = ask(reviewed, "评价怎么样")
    assert claims[0].key == "about.reviews_sum"
    assert claims[0].blanks["count"] == "4"
    assert any("尺码偏小" in quotes((claim,)) for claim in claims[1:])


def test_promotions_that_nobody_stated_are_said_to_be_unknown(reviewed: MadeShop) -> None:
    keys = [claim.key for claim in ask(reviewed, "满300减50,我是88VIP,到手多少")]
    assert keys == ["about.price", "about.promotions"]


def test_why_not_names_the_wish_that_was_broken(shop: MadeShop) -> None:
    wished = need(shop, "羽绒服", wish("c1", "fit", "修身"), budget=budget(1000))
    picks = choose(wished, shop)
    loose, silent, dear = (
        answer_about((Reference("它", i),), ("why_not",), shop, need=wished, picks=picks)
        for i in ("c", "d", "e")
    )
    assert [(c.blanks["constraint"], c.blanks["got"]) for c in loose] == [("c1", "宽松")]
    assert [c.key for c in silent] == ["about.why_not_unknown"]
    assert [c.blanks["constraint"] for c in dear] == ["budget"]


def test_why_not_of_one_that_fits_says_what_ranked_higher(shop: MadeShop) -> None:
    light = wish("c1", "hood", strength="prefer", words="带帽")
    wished = need(shop, "羽绒服", light)
    claims = answer_about((Reference("它", "e"),), ("why_not",), shop, need=wished)
    assert [claim.key for claim in claims] == ["about.why_not_prefer"]


def test_why_not_the_first_pick_says_that_it_is_recommended(shop: MadeShop) -> None:
    wished = need(shop, "羽绒服")
    picks = choose(wished, shop)
    first, third = (
        answer_about(
            (Reference("它", each.product_id),), ("why_not",), shop, need=wished, picks=picks
        )
        for each in (picks.selected[0], picks.selected[2])
    )
    assert [claim.key for claim in first] == ["about.recommended"]
    assert third[0].blanks["nth"] == "3"
    assert len(third) == 2


def test_why_not_names_the_price_below_which_something_was_asked_for(shop: MadeShop) -> None:
    cheaper = Budget(None, Decimal("698.99"), True, None, Source(2, "便宜点"))
    wished = need(shop, "羽绒服", budget=cheaper)
    (claim,) = answer_about((Reference("它", "a"),), ("why_not",), shop, need=wished)
    assert phrases("zh").claim(claim).endswith("是因为你要低于699元,它是799元")


def test_another_kind_is_why_not(shop: MadeShop) -> None:
    wished = need(shop, "羽绒服")
    claims = answer_about((Reference("它", "shoe"),), ("why_not",), shop, need=wished)
    assert [claim.key for claim in claims] == ["about.why_not_other"]


def test_without_a_product_it_asks_which(shop: MadeShop) -> None:
    assert [claim.key for claim in answer_about((), (), shop, text="能机洗吗")] == [
        "about.no_reference"
    ]


def test_a_latin_word_inside_another_is_no_answer() -> None:
    pants = Product("a", "Track Pant", description="For training.", price=Decimal(40))
    claims = answer_about(FIRST, (), MadeShop([pants]), text="is it good in rain?")
    assert [claim.key for claim in claims] == ["about.none"]


def test_the_longer_name_of_a_topic_is_the_one_meant() -> None:
    assert next(topic.id for topic in topics_in("电池容量多大")) == "battery"
    assert asked_words("能机洗吗") == ("机洗",)


@pytest.mark.parametrize("name", ["product_questions", "product_questions.final"])
def test_the_suites_quote_what_the_records_say(name: str, shared: Path, demo_index: Path) -> None:
    from index.catalogue import open_source
    from index.extraction import field_text
    from index.opening import Index

    lines = (SUITES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    products = {product.id: product for product in Index.open(demo_index).products}
    for catalogue in {row["catalogue"] for row in rows} - {"demo"}:
        source = open_source(shared / "catalogues" / catalogue / "catalogue.jsonl")
        products |= {product.id: product for product in source}
    for row in rows:
        for answer in row["answers"] or []:
            field = answer["field"]
            product = products[row["product"]]
            stated = product.attributes.get(field.removeprefix("attributes."), "")
            text = " ".join(stated) if isinstance(stated, tuple) else field_text(product, field)
            assert answer["quote"] in text


def backpack() -> MadeShop:
    variants = tuple(
        Sku(f"{colour}{size}", options={"颜色": colour, "尺码": size})
        for colour in ("黑色", "白色")
        for size in ("M", "L")
    )
    stated = {"内存": "8GB", "保温时长": "7小时", "键盘背光": "无", "涉水": "可涉水",
              "洗涤方式": "建议干洗", "材质": "201不锈钢", "抗皱": "免烫",
              "粗蛋白": "35%", "净含量": "1kg", "锁": "海关锁", "乳糖": "零乳糖"}  # fmt: skip
    made = Product(
        "a", "远行背包", category=("包",), attributes=stated, skus=variants,
        reviews=(Review("缝线处钻了几根绒"),),
    )  # fmt: skip
    return MadeShop([made])


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("保温多久", "7小时"),
        ("能下水穿吗", "可涉水"),
        ("会不会皱", "免烫"),
        ("键盘带背光吗", "无"),
        ("内存多大", "8GB"),
        ("蛋白含量多少", "35%"),
        ("锁是什么", "海关锁"),
        ("含乳糖吗", "零乳糖"),
        ("钻绒吗", "缝线处钻了几根绒"),
    ],
)
def test_a_question_finds_the_attribute_that_is_named_like_it(text: str, quote: str) -> None:
    assert quote in quotes(ask(backpack(), text))


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [("能升级内存吗", "升级"), ("能机洗吗", "机洗"), ("是304不锈钢吗", "304"),
     ("有红色吗", "红色"), ("适合170吗", "170")],
)  # fmt: skip
def test_what_was_asked_and_is_not_written_is_said_before_what_is(text: str, unsaid: str) -> None:
    silent, *told = ask(backpack(), text)
    assert silent.key == "about.none"
    assert silent.blanks["asked"] == unsaid
    assert told


@pytest.mark.parametrize("text", ["内存是8GB的吗", "有黑色吗", "能下水穿吗", "涉水吗"])
def test_what_a_quote_answers_is_not_called_unwritten(text: str) -> None:
    assert "about.none" not in {claim.key for claim in ask(backpack(), text)}


def test_all_that_can_be_chosen_answers_which_there_are() -> None:
    assert {"黑色", "白色"} <= set(quotes(ask(backpack(), "有什么颜色")).split())
    assert {"M", "L"} <= set(quotes(ask(backpack(), "有几个码")).split())


@pytest.mark.parametrize("text", ["anything in red?", "anything from puma?"])
def test_a_word_inside_another_is_no_topic(text: str) -> None:
    assert "thickness" not in {topic.id for topic in topics_in(text)}


def test_every_field_of_a_record_is_found_by_its_name(shared: Path) -> None:
    from index.catalogue import open_source

    shop = MadeShop(open_source(shared / "catalogues" / "laptops" / "catalogue.jsonl"))
    for product in shop.products[:12]:
        for name, value in product.attributes.items():
            stated = value if isinstance(value, str) else " ".join(value)
            claims = answer_about((Reference("", product.id),), (), shop, text=f"{name}是什么")
            found = [e.quote for claim in claims for e in claim.evidence if e.quote]
            assert not stated.strip() or any(q in stated or stated in q for q in found), name


LAMP = (
    Product("a", "素舍 夜读台灯 3口", category=("家居", "台灯"), price=Decimal(199), currency="CNY",
            attributes={"功率": "21W", "供电": "插电", "灯罩": "米白", "待机时长": "5小时"}),
    Product("b", "麦浪 书桌台灯", category=("家居", "台灯"), price=Decimal(149), currency="CNY",
            attributes={"功率": "9W", "供电": "充电"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("几瓦", "21W"),
        ("总共多少瓦呀", "21W"),
        ("是插电的还是充电的", "插电"),
        ("是充电的吗", "插电"),
        ("灯罩啥颜色的", "米白"),
        ("几口", "3口"),
    ],
)
def test_a_unit_a_value_and_a_count_say_what_is_asked(text: str, quote: str) -> None:
    assert quote in quotes(ask(MadeShop(LAMP), text))


def test_a_unit_of_something_else_is_no_answer() -> None:
    assert "5小时" not in quotes(ask(MadeShop(LAMP), "保修几年"))


BOTH = (Reference("1", "a"), Reference("2", "b"))


def test_which_has_the_most_is_said_with_what_the_others_have() -> None:
    claims = answer_about(BOTH, ("most", "power", "更亮", ""), MadeShop(LAMP))
    assert [claim.key for claim in claims] == ["about.most", "about.most_other"]
    assert "更亮" in phrases("zh").claim(claims[0])
    assert ["21W" in quotes((claims[0],)), "9W" in quotes((claims[1],))] == [True, True]


def test_what_nobody_states_cannot_tell_them_apart() -> None:
    claims = answer_about(BOTH, ("most", "noise", "最吵", ""), MadeShop(LAMP))
    assert [claim.key for claim in claims] == ["about.most_none"]


def test_a_difference_in_price_is_told_with_both_prices() -> None:
    said = phrases("zh").claim(*answer_about(BOTH, ("gap",), MadeShop(LAMP)))
    assert all(amount in said for amount in ("差50元", "199元", "149元"))


def test_an_amount_and_what_one_can_do_are_found_in_prose() -> None:
    mat = Product(
        "a", "竹席", category=("家居", "凉席"), price=Decimal(99), currency="CNY",
        description="1.5米床:150*200cm。1.8米床:180*200cm。可抓可睡。",
    )  # fmt: skip
    assert "1.8米床" in quotes(ask(MadeShop((mat,)), "1.8米的床能铺吗"))
    assert "可睡" in quotes(ask(MadeShop((mat,)), "能不能趴着睡觉"))
