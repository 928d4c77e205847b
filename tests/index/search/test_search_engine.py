from __future__ import annotations

import random

import numpy as np
import pytest
from hashed_encoder import HashedEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from small_shop import fact, product, sku

from index.errors import FilterError, SettingsError
from index.filters import And, In, Range
from index.product import Product
from index.search import (
    FactTable,
    SearchEngine,
    SearchRequest,
    SearchResult,
    WordIndex,
    fuse,
)
from index.search.fusion import by_depth
from index.vocabulary.vocabulary import Kind, Vocabulary

TITLES = ("羽绒服男短款", "羽绒服女长款", "羽绒被", "连衣裙", "运动鞋", "双肩包", "保温杯", "台灯")
SHOP = [product(f"p{n}", title, price=str(100 * n + 100)) for n, title in enumerate(TITLES)]
ENCODER = HashedEncoder()


def engine(products: list[Product], **more: object) -> SearchEngine:
    vectors = ENCODER.passages([p.title for p in products])
    facts = more.pop("facts", ())
    table = FactTable(products, facts, None, more.get("vocabulary"))  # type: ignore[arg-type]
    return SearchEngine(table, WordIndex(products), vectors, encoder=ENCODER, **more)  # type: ignore[arg-type]


def ids(result: SearchResult) -> list[str]:
    return [candidate.product_id for candidate in result.candidates]


def test_the_best_product_comes_first_and_says_what_brought_it() -> None:
    first = engine(SHOP).search(SearchRequest("羽绒服女")).candidates[0]
    assert first.product_id == "p1"
    assert {(s.signal, s.rank) for s in first.signals} == {("words", 1), ("meaning", 1)}


def test_a_product_without_a_word_of_the_request_was_not_brought_by_words() -> None:
    result = engine(SHOP).search(SearchRequest("羽绒服"))
    lamp = next(c for c in result.candidates if c.product_id == "p7")
    assert [s.signal for s in lamp.signals] == ["meaning"]


def test_the_filter_comes_first_and_no_place_is_lost_to_what_it_excludes() -> None:
    result = engine(SHOP).search(SearchRequest("羽绒服", where=Range("price", low=400), k=3))
    assert len(result.candidates) == 3
    assert result.total == 5
    assert min(int(i[1:]) for i in ids(result)) >= 3


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 900), st.sampled_from(["羽绒服", "包", "红色连衣裙", "nothing at all"]))
def test_a_filter_never_changes_the_order_of_what_it_leaves(low: int, text: str) -> None:
    found = engine(SHOP)
    everything = ids(found.search(SearchRequest(text, k=20)))
    left = ids(found.search(SearchRequest(text, where=Range("price", low=low), k=20)))
    assert left == [i for i in everything if i in left]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["羽绒服", "包", "", "杯子 台灯"]))
def test_the_order_of_the_catalogue_never_changes_a_rank(seed: int, text: str) -> None:
    twins = [*SHOP, product("p9", TITLES[0], price="100")]
    shuffled = random.Random(seed).sample(twins, len(twins))
    request = SearchRequest(text, k=20)
    assert ids(engine(shuffled).search(request)) == ids(engine(twins).search(request))


def test_one_sku_must_meet_the_whole_filter_and_the_cheapest_such_is_named() -> None:
    coat = product(
        "coat",
        "羽绒服",
        skus=(sku("red-l", "900", 1), sku("red-m", "700", 1), sku("blue-m", "500", 1)),
    )
    facts = [
        fact("coat", "colour", c, sku_id=s)
        for s, c in (("red-l", "红色"), ("red-m", "红色"), ("blue-m", "蓝色"))
    ]
    found = engine([coat], facts=facts)
    red = In("colour", ("红色",))
    assert found.search(SearchRequest("羽绒服", where=red)).candidates[0].sku_id == "red-m"
    assert not ids(
        found.search(SearchRequest("羽绒服", where=And((red, Range("price", high=600)))))
    )


def test_sold_out_products_come_only_where_asked_for() -> None:
    shop = [product("a", "羽绒服", stock=0), product("b", "羽绒服")]
    assert ids(engine(shop).search(SearchRequest("羽绒服"))) == ["b"]
    assert ids(engine(shop).search(SearchRequest("羽绒服", sold_out=True))) == ["a", "b"]


def test_a_filter_alone_brings_what_meets_it_in_the_order_of_ids() -> None:
    assert ids(engine(SHOP).search(SearchRequest(where=Range("price", high=300)))) == [
        "p0",
        "p1",
        "p2",
    ]


def test_names_that_nobody_states_are_told_and_the_undecided_counted() -> None:
    result = engine(SHOP).search(SearchRequest("包", where=In("泡绒量", ("高",))))
    assert (result.total, result.undecided, result.unstated) == (0, len(SHOP), ("泡绒量",))


def test_the_best_view_of_a_photo_stands_for_its_product() -> None:
    views = np.eye(4, dtype=np.float32)
    found = engine(SHOP, photo_vectors=views, photo_products=[3, 3, 5, 6])
    result = found.search(SearchRequest(photo_vectors=views[1:2]))
    assert ids(result)[0] == "p3"
    assert sorted(ids(result)) == ["p3", "p5", "p6"]
    assert result.candidates[0].signals[0].signal == "photo"


def test_words_and_a_photo_are_one_request() -> None:
    views = np.eye(4, dtype=np.float32)
    found = engine(SHOP, photo_vectors=views, photo_products=[0, 1, 5, 6])
    both = found.search(SearchRequest("羽绒服女长款", photo_vectors=views[1:2]))
    assert ids(both)[0] == "p1"
    assert {s.signal for s in both.candidates[0].signals} == {"words", "meaning", "photo"}


def test_scores_of_a_photo_that_was_read_elsewhere_count_instead_of_vectors() -> None:
    scores = np.full(len(SHOP), -np.inf, np.float32)
    scores[[2, 4]] = 0.3, 0.9
    result = engine(SHOP).search(SearchRequest(photo_scores=scores))
    assert ids(result) == ["p4", "p2"]


def test_photo_vectors_of_another_length_are_refused() -> None:
    found = engine(SHOP, photo_vectors=np.eye(4, dtype=np.float32), photo_products=[0, 1, 2, 3])
    with pytest.raises(SettingsError, match="5 numbers"):
        found.search(SearchRequest(photo_vectors=np.ones((1, 5), np.float32)))


def test_a_named_kind_brings_what_the_category_calls_so() -> None:
    shop = [
        product("a", "Wildcraft Wiki Grey", category=("Bags", "Backpacks")),
        product("b", "Puma Blue", category=("Shoes",)),
        product("c", "灰色拼接"),
    ]
    vocabulary = Vocabulary(
        kinds=(Kind("backpack", "Backpacks", ("backpack", "双肩包"), count=1),),
        kinds_of={"a": ("backpack",), "c": ("backpack",)},
    )
    result = engine(shop, vocabulary=vocabulary).search(SearchRequest("双肩包"))
    assert ids(result)[0] == "a"
    brought = {c.product_id for c in result.candidates if "kind" in {s.signal for s in c.signals}}
    assert brought == {"a"}


def test_fewer_than_one_result_is_refused() -> None:
    with pytest.raises(SettingsError, match="k is 0"):
        engine(SHOP).search(SearchRequest("包", k=0))


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(FilterError, match="furlong"):
        found = engine(SHOP, facts=[fact("p0", "weight", "1")])
        found.search(SearchRequest("包", where=Range("weight", high=1, unit="furlong")))


def test_an_empty_catalogue_brings_nothing() -> None:
    table = FactTable([], [])
    empty = SearchEngine(table, WordIndex([]), np.zeros((0, 32), np.float32), encoder=ENCODER)
    assert empty.search(SearchRequest("羽绒服")).candidates == ()


def test_every_part_is_timed() -> None:
    timings = engine(SHOP).search(SearchRequest("羽绒服")).timings
    assert {"filter", "words", "meaning", "fusion", "total"} <= set(timings)


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=30), st.integers(1, 40))
def test_scores_by_depth_keep_their_order_and_end_at_one(values: list[float], depth: int) -> None:
    scores = np.array(values, np.float32)
    scaled = by_depth(scores, depth)
    assert scaled.max() == pytest.approx(1.0 if scores.max() > scores.min() else 0.0, abs=1e-5) or (
        np.unique(scores).size > depth
    )
    assert (np.diff(scaled[np.argsort(scores, kind="stable")]) >= -1e-6).all()


def test_a_product_without_a_photo_neither_gains_nor_loses_by_one() -> None:
    photo = np.array([0.9, 0.5, -np.inf], np.float32)
    assert fuse({"photo": photo}).tolist() == [1.0, 0.0, 0.0]
