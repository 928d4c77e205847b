"""The shelves of a shop: its categories, those that tell only wearers apart taken as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.product import Product


def shelves(products: Iterable[Product], kinds_of: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the shelf of each product: categories of one name or one usual kind are one shelf.

    Categories that tell only wearers apart («男表», «女表») are one shelf so. A product without a
    category stands on the shelf of its narrowest kind.
    """
    category = {
        product.id: product.category or tuple(kinds_of.get(product.id, ())[:1])
        for product in products
    }
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for product, path in category.items():
        kinds.setdefault(path, Counter()).update(kinds_of.get(product, ())[:1])
    joined: dict[tuple[str, ...], str] = {}
    for path, counts in sorted(kinds.items()):
        names = _names(path, counts)
        like = (joined[other] for other in joined if names & _names(other, kinds[other]))
        joined[path] = next(like, "/".join(path))
    return {product: joined[path] for product, path in category.items()}


def _names(path: tuple[str, ...], counts: Counter[str]) -> set[str]:
    return {*path[-1:], *(kind for kind, _ in counts.most_common(1))}


def narrow(kinds: Collection[str]) -> frozenset[str]:
    """Return those of `kinds` that hold no other one of them («沙发», not «家具»)."""
    from index.vocabulary import load_taxonomy

    common = load_taxonomy()
    above = {wide for kind in kinds for wide in common.ancestors(kind)}
    return frozenset(kinds) - above or frozenset(kinds)
