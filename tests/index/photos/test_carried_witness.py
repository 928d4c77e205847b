"""What a classifier says of whether a shop has a kind, and how each shop answers about itself."""

from __future__ import annotations

import numpy as np
import pytest

from index.photos.carriage import Usual
from index.photos.shelves import narrow, shelves
from index.photos.witness import Own, Places, Witness
from index.product import Product

CUP, SHOE, HAT = np.eye(4, dtype=np.float32)[:3]


def likely(*rows: np.ndarray) -> np.ndarray:
    return np.stack([0.8 * row + 0.05 for row in rows]).astype(np.float32)


@pytest.fixture
def witness() -> Witness:
    """Two cups of one product, one of another, and two shoes."""
    shelf, product = np.array([0, 0, 0, 1, 1]), np.array([0, 0, 1, 2, 3])
    return Witness(likely(CUP, CUP, CUP, SHOE, SHOE), 0.2, Places(shelf, product))


def test_what_the_shops_photos_show_speaks_for_a_kind(witness: Witness) -> None:
    cup, shoe, hat = witness.shown(likely(CUP, SHOE, HAT))
    assert cup == pytest.approx(shoe)
    assert cup > 1 > -0.5 > hat


def test_the_best_shelf_shares_what_it_shows(witness: Witness) -> None:
    cup, hat = witness.shared(likely(CUP, HAT))
    assert cup == pytest.approx(1, abs=1e-5)
    assert hat == pytest.approx(0.2, abs=1e-5)


def test_with_its_shelf_gone_a_photo_of_the_shop_is_a_strangers(witness: Witness) -> None:
    at = np.array([0, 3])
    own = Own(at, shelf_gone=True)
    strange = witness.shown(likely(HAT))
    assert np.all(witness.shown(witness.likely[at], own) <= strange + 1e-5)
    assert np.all(witness.shared(witness.likely[at], own) < 0.3)


def test_with_its_product_gone_the_rest_of_the_shelf_speaks(witness: Witness) -> None:
    own = Own(np.array([0]), shelf_gone=False)
    assert witness.shown(witness.likely[[0]], own) == pytest.approx(witness.shown(likely(CUP)))
    alone = Witness(likely(CUP, SHOE, SHOE), 0.2, Places(np.array([0, 1, 1]), np.array([0, 1, 2])))
    assert alone.shown(alone.likely[[0]], own)[0] < 0


def test_a_shop_of_one_shelf_has_nothing_left_without_it() -> None:
    witness = Witness(likely(CUP, CUP), 0.2, Places(np.array([0, 0]), np.array([0, 1])))
    gone = Own(np.array([0, 1]), shelf_gone=True)
    assert np.all(witness.shown(witness.likely, gone) < -3)
    assert np.all(witness.shared(witness.likely, gone) == 0)


def test_evidence_counts_as_far_as_it_tells_kinds_apart_in_this_shop() -> None:
    sharp, blunt = Usual(0.0, 1.0, 3.0), Usual(0.0, 1.0, 0.2)
    assert sharp.told(1.0) > blunt.told(1.0) > 0 > blunt.told(-1.0) > sharp.told(-1.0)
    assert sharp.told(100.0) == 6.0


def test_categories_that_tell_only_wearers_apart_are_one_shelf() -> None:
    rows = {
        "a": (("男表",), "watch"),
        "b": (("女表",), "watch"),
        "c": (("Men", "Tees"), "t_shirt"),
        "d": (("Women", "Tees"), "top"),
        "e": (("沙发",), "sofa"),
    }
    products = [Product(key, key, category=path) for key, (path, _) in rows.items()]
    found = shelves(products, {key: (kind,) for key, (_, kind) in rows.items()})
    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert len(set(found.values())) == 3


def test_without_categories_a_products_kind_is_its_shelf() -> None:
    products = [Product("a", "a"), Product("b", "b"), Product("c", "c")]
    found = shelves(products, {"a": ("sofa",), "b": ("sofa",), "c": ("watch",)})
    assert found["a"] == found["b"] != found["c"]


def test_a_kind_that_holds_another_says_nothing_of_a_shelf() -> None:
    assert narrow(("furniture", "sofa")) == {"sofa"}
    assert narrow(()) == frozenset()
