"""One question at most, only where it matters; a list within its budget, exactly."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product as every

from hypothesis import given, settings
from hypothesis import strategies as st

from guide.choosing import choose
from guide.choosing.basket import within
from guide.need import Need, Slot
from guide.picks import Pick, PriceBreakdown, PriceLine
from index.product import Product
from tests.guide.made_shop import MadeShop, budget, need, wish


def lamps(count: int = 9) -> list[Product]:
    styles = ("北欧", "中式", "日式")
    return [
        Product(
            f"l{i}",
            f"明堂{'甲乙丙丁戊己庚辛壬'[i]}台灯",
            category=("灯具", "台灯"),
            price=Decimal(60 + i * i * 12),
            currency="CNY",
            attributes={"风格": styles[i % 3], "颜色": "白色"},
        )
        for i in range(count)
    ]


LAMPS = MadeShop(lamps())


def test_at_most_one_question_and_always_beside_picks() -> None:
    picks = choose(need(LAMPS, "台灯"), LAMPS)
    assert picks.selected
    assert picks.question is None or len(picks.question.options) > 1


def test_a_question_is_never_put_twice() -> None:
    asked: list[str] = []
    while (found := choose(need(LAMPS, "台灯"), LAMPS, asked=asked).question) is not None:
        assert found.id not in asked
        asked.append(found.id)
    assert len(asked) < 6


def test_an_answer_to_the_question_can_change_the_first_pick() -> None:
    wished = need(LAMPS, "台灯", budget=budget(5000))
    picks = choose(wished, LAMPS)
    if picks.question is None:
        return

    firsts = {
        choose(replace(wished, constraints=(wish("c1", picks.question.attribute, o),)), LAMPS)
        .selected[0]
        .product_id
        for o in picks.question.options
    }
    assert len(firsts) > 1


def test_few_products_are_not_asked_about() -> None:
    few = MadeShop(lamps(3))
    assert choose(need(few, "台灯"), few).question is None


def pick(id: str, cents: int, score: float) -> Pick:
    amount = Decimal(cents) / 100
    price = PriceBreakdown((PriceLine("listed_price", "listed_price", amount),), amount)
    return Pick(id, None, score, {}, price=price)


OFFERS = st.lists(
    st.lists(st.tuples(st.integers(1, 300), st.integers(0, 30)), max_size=4), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(OFFERS, st.integers(0, 600))
def test_the_sum_fits_and_no_other_choice_is_better(offers: list, limit: int) -> None:
    picks = [
        [pick(f"{s}-{i}", cents, score / 10) for i, (cents, score) in enumerate(slot)]
        for s, slot in enumerate(offers)
    ]
    chosen = within(picks, Decimal(limit) / 100)
    assert spent(chosen) * 100 <= limit
    best = max(
        worth(choice, picks)
        for choice in every(*([None, *slot] for slot in picks))
        if spent(choice) * 100 <= limit
    )
    assert abs(worth(chosen, picks) - best) < 1e-6


def spent(chosen) -> Decimal:
    return sum((p.price.total for p in chosen if p is not None), Decimal(0))


def worth(chosen, picks) -> float:
    """Filled slots first, then the scores against the best of each slot."""
    lost = [p.score - slot[0].score for p, slot in zip(chosen, picks, strict=True) if p and slot]
    return 1000.0 * sum(p is not None for p in chosen) + sum(lost)


def test_every_slot_of_a_list_gets_its_picks(shop: MadeShop) -> None:
    slots = (Slot("外套", shop.kinds("羽绒服")), Slot("鞋", shop.kinds("运动鞋")))
    picks = choose(Need(slots=slots, budget=budget(1100)), shop)
    assert [group.slot for group in picks.groups] == ["外套", "鞋"]
    chosen = [group.chosen for group in picks.groups]
    assert all(chosen)
    assert spent(chosen) <= 1100


def test_a_budget_too_small_leaves_a_slot_empty_and_says_what_it_could_be(shop: MadeShop) -> None:
    slots = (Slot("外套", shop.kinds("羽绒服")), Slot("鞋", shop.kinds("运动鞋")))
    picks = choose(Need(slots=slots, budget=budget(400)), shop)
    coat, shoe = picks.groups
    assert coat.chosen is None
    assert coat.alternatives
    assert shoe.chosen is not None


def test_the_shelf_is_not_asked_about_nor_for_whom_where_that_was_said() -> None:
    shelves, wearers = ("商用电脑", "游戏电脑"), ("男", "女", "男女同款")
    goods = [
        Product(
            f"c{i}",
            f"{'甲乙丙丁戊己庚辛壬'[i]}号台式机",
            category=("电脑", "台式机", shelves[i % 2]),
            price=Decimal(4000 + i),
            currency="CNY",
            attributes={"分类": shelves[i % 2], "适用对象": wearers[i % 3]},
        )
        for i in range(9)
    ]
    shop, asked = MadeShop(goods), list[str]()
    wished = need(shop, "台式机", wish("c1", "gender", "男", strength="prefer"))
    while (found := choose(wished, shop, asked=asked).question) is not None:
        asked.append(found.id)
    assert "ask-分类" not in asked
    assert "ask-audience" not in asked
