"""What every store of vectors must do, on disk and on a server alike."""

from __future__ import annotations

import contextlib
import itertools

import numpy as np
import pytest

from index.errors import FilterError, StoreError
from index.filters import And, Has, In, Not, Or, Range
from index.store import Batch, SearchBackend, layout
from index.store.backends import open_backend
from index.store.protocol import MAX_BATCH

DIM = 16
NAMES = itertools.count()

PUSHABLE = {
    In: (In("brand", ("北岭",)), {"p1", "p3"}),
    And: (And((In("brand", ("北岭", "南屿")), In("id", ("p2", "p3")))), {"p2", "p3"}),
    Or: (Or((In("id", ("p0",)), In("brand", ("南屿",)))), {"p0", "p2"}),
}


@pytest.fixture(params=["disk", "server"])
def backend(request, tmp_path):
    layout.prepare(tmp_path / "index")
    address = "disk"
    if request.param == "server":
        address = f"{request.getfixturevalue('chroma_server')}/shop{next(NAMES)}"
    opened = open_backend(tmp_path / "index", address)
    yield opened
    opened.close()


def unit_rows(count: int, seed: int = 0):
    rows = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def texts(count: int, seed: int = 0) -> Batch:
    ids = [f"p{number}" for number in range(count)]
    brands = [{}, {"brand": "北岭"}, {"brand": "南屿"}, {"brand": "北岭"}]
    fields = [{"id": p} | brands[i % 4] for i, p in enumerate(ids)]
    return Batch("text", ids, ids, unit_rows(count, seed), fields)


def staged(backend: SearchBackend, generation: str, batch: Batch) -> None:
    backend.stage(generation, {"text": DIM, "photo": DIM})
    backend.put(generation, batch)


def made_live(backend: SearchBackend, generation: str, batch: Batch) -> None:
    staged(backend, generation, batch)
    backend.verify(generation, {"text": len(batch.ids), "photo": 0})
    backend.promote(generation)


def found(hits) -> list[str]:
    return [hit.product for hit in hits]


def test_nothing_is_live_before_the_first_promotion(backend):
    assert backend.live() is None
    staged(backend, "gen-0001", texts(4))
    assert backend.live() is None


def test_every_row_is_found_by_its_own_vector(backend):
    batch = texts(50)
    made_live(backend, "gen-0001", batch)
    assert backend.live() == "gen-0001"
    hits = backend.search("gen-0001", "text", batch.vectors, 1)
    assert [found(row) for row in hits] == [[p] for p in batch.products]
    assert all(abs(row[0].score - 1) < 1e-4 for row in hits)


def test_results_are_the_nearest_best_first(backend):
    batch = texts(200)
    made_live(backend, "gen-0001", batch)
    asked = unit_rows(5, seed=9)
    for vector, hits in zip(asked, backend.search("gen-0001", "text", asked, 7), strict=True):
        cosines = batch.vectors @ vector
        best = [batch.ids[i] for i in np.argsort(-cosines)[:7]]
        assert found(hits) == best
        assert np.allclose([h.score for h in hits], np.sort(cosines)[::-1][:7], atol=1e-4)


def test_only_allowed_products_come_back(backend):
    batch = texts(100)
    made_live(backend, "gen-0001", batch)
    hits = backend.search("gen-0001", "text", batch.vectors[:1], 10, allowed={"p7", "p8", "no"})
    assert set(found(hits[0])) == {"p7", "p8"}
    assert backend.search("gen-0001", "text", batch.vectors[:2], 10, allowed=()) == [[], []]


def test_a_space_without_rows_finds_nothing(backend):
    made_live(backend, "gen-0001", texts(3))
    assert backend.search("gen-0001", "photo", unit_rows(2), 5) == [[], []]
    assert len(backend.rows("gen-0001", "photo").owners) == 0


def test_all_rows_come_back_as_they_were_put(backend):
    batch = texts(30)
    made_live(backend, "gen-0001", batch)
    matrix = backend.rows("gen-0001", "text")
    kept = {owner.id: vector for owner, vector in zip(matrix.owners, matrix.vectors, strict=True)}
    assert kept.keys() == set(batch.ids)
    assert np.allclose([kept[row] for row in batch.ids], batch.vectors, atol=1e-6)


def test_several_rows_may_belong_to_one_product(backend):
    vectors = unit_rows(3)
    backend.stage("gen-0001", {"text": DIM, "photo": DIM})
    backend.put("gen-0001", Batch("photo", ["p1#0", "p1#1", "p2#0"], ["p1", "p1", "p2"], vectors))
    backend.verify("gen-0001", {"text": 0, "photo": 3})
    backend.promote("gen-0001")
    hits = backend.search("gen-0001", "photo", vectors[1:2], 3, allowed={"p1"})[0]
    assert (hits[0].id, hits[0].product) == ("p1#1", "p1")
    assert {hit.id for hit in hits} == {"p1#0", "p1#1"}


def test_putting_a_row_again_replaces_it(backend):
    staged(backend, "gen-0001", texts(10, seed=1))
    backend.put("gen-0001", texts(10, seed=2))
    matrix = backend.rows("gen-0001", "text") if backend.live() else None
    assert matrix is None
    again = texts(10, seed=2)
    made_live(backend, "gen-0002", again)
    assert found(backend.search("gen-0002", "text", again.vectors[3:4], 1)[0]) == ["p3"]


def test_staging_again_starts_from_nothing(backend):
    staged(backend, "gen-0001", texts(40))
    batch = texts(5)
    made_live(backend, "gen-0001", batch)
    assert len(backend.rows("gen-0001", "text").owners) == 5


def test_a_missing_row_is_noticed_before_promotion(backend):
    staged(backend, "gen-0001", texts(9))
    with pytest.raises(StoreError, match="9 text vectors, not 10"):
        backend.verify("gen-0001", {"text": 10, "photo": 0})


def test_a_newer_generation_leaves_the_older_readable_until_it_is_retired(backend):
    old, new = texts(10, seed=1), texts(10, seed=2)
    made_live(backend, "gen-0001", old)
    made_live(backend, "gen-0002", new)
    assert backend.live() == "gen-0002"
    assert found(backend.search("gen-0001", "text", old.vectors[:1], 1)[0]) == ["p0"]
    assert backend.retire("gen-0001")
    assert backend.retire("gen-0001"), "retiring twice does no harm"
    backend.close()
    with contextlib.closing(open_again(backend)) as other, pytest.raises(StoreError):
        other.search("gen-0001", "text", old.vectors[:1], 1)
    assert found(backend.search("gen-0002", "text", new.vectors[:1], 1)[0]) == ["p0"]


def open_again(backend):
    """The same store, opened by somebody who has nothing in memory."""
    if hasattr(backend, "_index"):
        return open_backend(backend._index)
    return open_backend(None, backend._address)


def test_a_batch_that_is_too_large_is_refused(backend):
    backend.stage("gen-0001", {"text": DIM, "photo": DIM})
    with pytest.raises(StoreError, match=f"at most {MAX_BATCH}"):
        backend.put("gen-0001", texts(MAX_BATCH + 1))


@pytest.mark.parametrize("node", PUSHABLE)
def test_declared_filter_nodes_are_answered_and_the_others_refused(backend, node):
    batch = texts(4)
    made_live(backend, "gen-0001", batch)
    tree, expected = PUSHABLE[node]
    if node in backend.pushes_down:
        hits = backend.search("gen-0001", "text", batch.vectors[:1], 10, where=tree)
        assert set(found(hits[0])) == expected
    else:
        with pytest.raises(FilterError):
            backend.search("gen-0001", "text", batch.vectors[:1], 10, where=tree)


@pytest.mark.parametrize("tree", [Not(In("brand", ("北岭",))), Has("brand"), Range("price", 1, 2)])
def test_nodes_that_would_take_unknown_for_a_yes_are_never_pushed_down(backend, tree):
    batch = texts(4)
    made_live(backend, "gen-0001", batch)
    assert type(tree) not in backend.pushes_down
    with pytest.raises(FilterError):
        backend.search("gen-0001", "text", batch.vectors[:1], 10, where=tree)
