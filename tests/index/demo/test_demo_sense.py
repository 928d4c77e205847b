"""What the demo shop says hangs together: prices, trade-offs, reviews."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from scipy.stats import spearmanr

from index.demo.attributes import Value, holds
from index.demo.build import items
from index.demo.dice import Dice
from index.demo.phrasing import put
from index.demo.pricing import ending
from index.demo.reviews import Bought, write
from index.demo.spec import ReviewSpec, families, kinds
from index.errors import CatalogueError


def products(name):
    return [item for item in items() if item.kind.name == name]


def tendency(name, one, other) -> float:
    found = products(name)
    left = [_number(item, one) for item in found]
    right = [_number(item, other) for item in found]
    return spearmanr(left, right).statistic


def _number(item, name) -> float:
    if name == "price":
        return item.row["price"]
    value = item.values[name]
    return value.number if value.choice is None else value.choice


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("羽绒服", "蓬松度"), ("手机", "处理器"), ("笔记本电脑", "处理器"), ("电饭煲", "加热方式"),
        ("保温杯", "材质"), ("四件套", "面料"), ("猫粮", "粗蛋白"), ("扫地机器人", "导航"),
        ("冲锋衣", "防水指数"),
    ],
)  # fmt: skip
def test_what_is_better_costs_more(name, attribute):
    assert tendency(name, attribute, "price") > 0.45


def test_a_warmer_jacket_is_heavier():
    assert tendency("羽绒服", "充绒量", "重量") > 0.5
    assert tendency("羽绒服", "充绒量", "适用温度") < -0.5


def test_a_laptop_for_games_does_not_last_long():
    assert tendency("笔记本电脑", "显卡", "续航") < -0.5


def test_sales_and_rating_know_nothing_of_each_other():
    sales = [item.row["sales"] for item in items()]
    ratings = [item.row["rating"] for item in items()]
    assert abs(spearmanr(sales, ratings).statistic) < 0.15


def test_a_well_rated_product_gets_the_better_reviews():
    means = [
        sum(r["rating"] for r in item.row["reviews"]) / len(item.row["reviews"]) for item in items()
    ]
    assert spearmanr(means, [item.row["rating"] for item in items()]).statistic > 0.3


def reviews():
    return [(item.row["id"], review) for item in items() for review in item.row["reviews"]]


def test_reviews_are_good_and_bad():
    bad = [review for _, review in reviews() if review["rating"] <= 2]
    assert 0.04 <= len(bad) / len(reviews()) <= 0.25


def test_hardly_two_reviews_of_the_shop_are_alike():
    """Share of reviews whose whole text some other review has: 0.009 when this was written."""
    count = Counter(review["text"] for _, review in reviews())
    again = sum(times for times in count.values() if times > 1)
    assert again <= 0.02 * len(reviews())


def test_sentences_do_not_come_back_all_over_the_shop():
    """Share of sentences that occur more than five times among 7,000 reviews: 0.14 (once 0.85)."""
    sentences = [part for _, review in reviews() for part in review["text"].split("。") if part]
    count = Counter(sentences)
    assert sum(times for times in count.values() if times > 5) <= 0.18 * len(sentences)


def test_runs_of_eight_characters_are_mostly_a_products_own():
    """Share of runs that more than five products have: 0.14 (once 0.54)."""
    products = defaultdict(set)
    runs = [(id, run) for id, review in reviews() for run in _runs(review["text"])]
    for id, run in runs:
        products[run].add(id)
    assert sum(len(products[run]) > 5 for _, run in runs) <= 0.18 * len(runs)


def _runs(text, size=8):
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def test_reviews_are_short_and_long():
    lengths = sorted(len(review["text"]) for _, review in reviews())
    assert lengths[len(lengths) // 10] <= 15
    assert lengths[-len(lengths) // 10] >= 55


def test_no_review_shows_how_it_was_made():
    for id, review in reviews():
        assert not re.search(r"[(){}<>|]|,。|。。|:。|^[,。]", review["text"]), (id, review)
        assert review["text"].endswith("。"), (id, review)


def test_no_review_says_the_same_twice():
    for item in items():
        texts = [review["text"] for review in item.row["reviews"]]
        assert len(texts) == len(set(texts)), item.row["id"]


LIGHT, HEAVY = Value("400g", 400), Value("900g", 900)
SPOKEN = ReviewSpec(
    praise=(("重量 <= 500", "轻得(很|出奇)"), "不错"), gripe=(("重量 >= 800", "压得肩膀疼"), "一般")
)


@pytest.mark.parametrize(
    ("weight", "said", "never"), [(LIGHT, "轻得", "压得"), (HEAVY, "压得", "轻得")]
)
def test_a_sentence_with_a_condition_is_said_only_where_it_holds(weight, said, never):
    text = "".join(
        review["text"]
        for n in range(40)
        for review in write((SPOKEN, SPOKEN), Bought({"重量": weight}, {}), 4.0, Dice(n))
    )
    assert said in text
    assert never not in text


def test_who_has_just_unpacked_a_thing_does_not_speak_of_months():
    news = re.compile("刚到|才签收|到手三天|拿到四天")
    for id, review in reviews():
        if news.search(review["text"]):
            assert "半年" not in review["text"], id


def test_what_one_goes_to_is_not_sent():
    for item in items():
        if item.kind.family in {"services", "travel"}:
            text = "".join(review["text"] for review in item.row["reviews"])
            assert not re.search("快递|包裹|发货|签收", text), item.row["id"]


def test_a_size_in_a_review_is_one_that_is_sold():
    for item in items():
        sizes = {sku["options"].get("鞋码") for sku in item.row.get("skus", [])}
        for review in item.row["reviews"]:
            for size in re.findall(r"脚长.*?的(\d\d)", review["text"]):
                assert size in sizes, item.row["id"]


def test_nobody_washes_by_machine_what_the_seller_would_not():
    for item in items():
        care = item.row["attributes"].get("洗涤方式", "可机洗")
        text = "".join(review["text"] for review in item.row["reviews"])
        assert care == "可机洗" or not re.search("机洗|洗衣机", text), item.row["id"]


def test_a_list_that_is_not_there_is_named():
    with pytest.raises(CatalogueError, match="nowhere"):
        put("去<nowhere>", {}, Dice("x"))
    assert put("<{适用对象} XXXL>,刚好", {"适用对象": "女"}, Dice("x")) is None


def test_every_condition_can_be_met_by_some_product():
    for kind in kinds():
        found = products(kind.name)
        lines = [line for line in (*kind.reviews.praise, *kind.reviews.gripe)]
        conditions = [line[0] for line in lines if not isinstance(line, str)]
        met = [any(holds(c, item.values) for item in found) for c in conditions]
        assert sum(met) >= 0.7 * len(met), kind.code


def test_families_speak_of_no_attribute():
    for family in families().values():
        lines = (*family.reviews.praise, *family.reviews.gripe, *family.reviews.remark)
        assert all(isinstance(line, str) for line in lines)


def test_a_condition_compares_numbers_and_words():
    values = {"重量": Value("620g", 620), "帽子": Value("连帽", 1, 1)}
    assert holds("重量 <= 700 & 帽子 in 连帽|可拆卸帽", values)
    assert not holds("重量 >= 700", values)
    assert holds("帽子 != 无帽", values)


def test_a_condition_over_an_unknown_attribute_is_refused():
    with pytest.raises(CatalogueError, match="充绒量"):
        holds("充绒量 >= 100", {"重量": Value("620g", 620)})


def test_prices_end_as_shops_write_them():
    assert ending(803.2, cents=False) == 799
    assert ending(27.3, cents=True) == pytest.approx(26.9)


def test_dice_fall_the_same_for_the_same_key_only():
    assert Dice("a", 1).bits() == Dice("a", 1).bits()
    assert Dice("a", 1).bits() != Dice("a", 2).bits()
    assert sorted(Dice("b").shuffled(range(9))) == list(range(9))
