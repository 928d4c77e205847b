from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_shop import product

from index.search import WordIndex
from index.search.text import fold, tokens, without_praise

SHOP = [
    product("a", "羽绒服男士短款"),
    product("b", "羽绒被冬季加厚"),
    product("c", "连衣裙碎花", attributes={"面料": "羽绒"}),
    product("d", "Dell XPS-13 laptop", aliases=("戴尔笔记本",), brand="Dell"),
]


def ranked(text: str) -> list[str]:
    index = WordIndex(SHOP)
    scores = index.scores(index.query(text))
    best = np.argsort(-scores, kind="stable")
    return [SHOP[at].id for at in best if scores[at] > 0]


def test_more_of_the_request_found_ranks_higher() -> None:
    assert ranked("羽绒服")[0] == "a"
    assert ranked("羽绒被")[0] == "b"


def test_a_word_in_the_title_counts_for_more_than_one_in_an_attribute() -> None:
    assert ranked("羽绒")[-1] == "c"


def test_model_numbers_are_found_however_they_are_joined() -> None:
    assert ranked("xps13")[0] == ranked("XPS 13")[0] == ranked("xps-13")[0] == "d"


def test_traditional_and_full_width_words_find_simplified_and_half_width_ones() -> None:
    assert ranked("羽絨服") == ranked("羽绒服")
    assert ranked("ＤＥＬＬ") == ["d"]


def test_what_no_product_has_scores_nowhere() -> None:
    assert ranked("qwertz") == []
    assert ranked("") == []


def test_the_ideal_is_what_a_product_with_every_word_would_score() -> None:
    index = WordIndex([product(str(n), "甲乙丙") for n in range(3)])
    query = index.query("甲乙丙")
    assert index.scores(query).max() == pytest.approx(query.ideal, rel=1e-5)
    assert index.query("甲乙丙丁").ideal > query.ideal


def test_an_empty_catalogue_has_no_scores() -> None:
    index = WordIndex([])
    assert index.scores(index.query("羽绒服")).shape == (0,)


PRAISE = ("正品", "爆款热卖", "全网最低", "五星好评", "包邮", "Best Seller", "100% authentic")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(PRAISE), max_size=4), st.integers(0, len(SHOP) - 1))
def test_praise_in_a_title_changes_no_score(praise: list[str], at: int) -> None:
    shop = list(SHOP)
    shop[at] = product(
        shop[at].id,
        " ".join((*praise, shop[at].title)),
        aliases=shop[at].aliases,
        brand=shop[at].brand,
        attributes=shop[at].attributes,
    )
    for text in ("羽绒服", "正品羽绒被", "dell best seller", "连衣裙"):
        plain, praised = WordIndex(SHOP), WordIndex(shop)
        assert praised.scores(praised.query(text)) == pytest.approx(
            plain.scores(plain.query(text)), abs=1e-6
        )


def test_praise_is_taken_out_as_whole_words_only() -> None:
    assert without_praise("官方旗舰店羽绒服").split() == ["羽绒服"]
    assert without_praise("Perfect Pan, imperfectly round").split() == [
        "Pan,",
        "imperfectly",
        "round",
    ]


@settings(deadline=None)
@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert tokens(fold(text)) == tokens(text)
