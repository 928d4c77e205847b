"""Where a kind is not carried, the nearest is of its kin, not what looks alike by chance."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from index.encoders.classes import load_classes
from index.encoders.fashion_kinds import load_fashion_kinds
from index.photos.kin import nearest_kinds, nearness

SHOP = {
    "fridge": frozenset(("fridge", "kitchen_appliance", "home_appliance")),
    "shirt": frozenset(("shirt", "tops", "apparel")),
    "sneakers": frozenset(("sneakers", "shoes")),
}
ALIKE = (("fridge", 0.9), ("shirt", 0.1))


def seen(fashion: str | None) -> Any:
    """Return what the classifiers see: one kind of fashion, or nothing that has a name."""
    names = load_fashion_kinds().names
    kinds = np.array([name == fashion for name in names], np.float32)
    return SimpleNamespace(
        class_roots=np.zeros(len(load_classes().words), np.float32), fashion_roots=kinds
    )


def order(fashion: str | None) -> list[str]:
    table: Any = SimpleNamespace(shown_kinds=tuple(SHOP), lineages=SHOP)
    return [kind for kind, _ in nearest_kinds(ALIKE, seen(fashion), table)]


def test_a_vest_stands_beside_shirts_whatever_it_looks_like() -> None:
    assert order("Innerwear Vests")[0] == "shirt"


def test_a_sandal_stands_beside_the_other_shoes_and_before_clothes() -> None:
    assert order("Sandals")[:2] == ["sneakers", "shirt"]


def test_where_nothing_has_a_name_looks_decide() -> None:
    assert order(None) == ["fridge", "shirt"]


def test_a_kind_is_nearest_to_its_own_name_then_to_what_is_held_with_it() -> None:
    same, beside, row, none = nearness(SHOP, [["shirt"], ["t_shirt"], ["sneakers"], []])[1]
    assert 1 == same > beside > row > none == 0
