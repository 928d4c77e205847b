"""The classifier's kinds of fashion are found among a shop's kinds by their names."""

from __future__ import annotations

import numpy as np

from index.encoders.fashion_kinds import load_fashion_kinds
from index.photos.naming import named_shares, narrowest_first

SHOP = {
    "sandals": frozenset(("sandals", "shoes")),
    "sneakers": frozenset(("sneakers", "shoes")),
    "blouse": frozenset(("blouse", "shirt", "tops", "apparel")),
    "own-beach": frozenset(("own-beach", "dress", "apparel")),
    "air_fryer": frozenset(("air_fryer", "kitchen_appliance")),
}


def share(name: str) -> dict[str, float]:
    column = load_fashion_kinds().names.index(name)
    shares = named_shares(SHOP)[:, column]
    return {kind: float(said) for kind, said in zip(SHOP, shares, strict=True) if said}


def test_a_kind_of_its_own_name_is_meant() -> None:
    assert share("Sandals") == {"sandals": 1.0}


def test_a_wide_name_goes_to_what_the_shop_has_of_it() -> None:
    assert share("Dresses") == {"own-beach": 1.0}
    assert share("Shirts") == {"blouse": 1.0}


def test_a_kind_that_is_not_sold_goes_to_its_next_of_kin() -> None:
    assert share("Flip Flops") == {"sandals": 0.5, "sneakers": 0.5}


def test_what_has_no_kin_in_the_shop_means_nothing_there() -> None:
    assert share("Umbrellas") == {}
    assert not named_shares(SHOP)[list(SHOP).index("air_fryer")].any()


def test_shares_add_up_to_one_or_nothing() -> None:
    sums = named_shares(SHOP).sum(axis=0)
    assert np.all(np.isclose(sums, 1, atol=1e-5) | (sums == 0))


def test_a_wider_kind_stands_behind_the_one_that_it_holds() -> None:
    assert narrowest_first(("shoes", "leather_shoes")) == ("leather_shoes", "shoes")
    assert narrowest_first(("own-1", "hat", "cap")) == ("own-1", "cap", "hat")
