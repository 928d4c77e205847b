"""What the demo shop says hangs together: prices, trade-offs, reviews."""

from __future__ import annotations

import pytest
from scipy.stats import spearmanr

from index.demo.attributes import Value, holds
from index.demo.build import items
from index.demo.dice import Dice
from index.demo.pricing import ending
from index.demo.spec import families, kinds
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


def test_reviews_are_good_and_bad_and_various():
    reviews = [review for item in items() for review in item.row["reviews"]]
    bad = [review for review in reviews if review["rating"] <= 2]
    assert 0.04 <= len(bad) / len(reviews) <= 0.25
    assert len({review["text"] for review in reviews}) > 0.5 * len(reviews)


def test_no_review_says_the_same_twice():
    for item in items():
        texts = [review["text"] for review in item.row["reviews"]]
        assert len(texts) == len(set(texts))


def test_no_review_contradicts_its_product():
    """A sentence with a condition is written only under products that meet it."""
    for item in items():
        said = {part for review in item.row["reviews"] for part in review["text"].split("。")}
        own, shared = item.kind.reviews, families()[item.kind.family].reviews
        for lines in (own.praise, own.gripe, own.remark):
            for line in lines:
                free = [*shared.praise, *shared.gripe, *shared.remark]
                if isinstance(line, tuple) and line[1] in said and line[1] not in free:
                    twins = [c for c, s in _conditional(own) if s == line[1]]
                    assert any(holds(c, item.values) for c in twins), (item.row["id"], line)


def _conditional(spec):
    lines = (*spec.praise, *spec.gripe, *spec.remark)
    return [line for line in lines if isinstance(line, tuple)]


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
