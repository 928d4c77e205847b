"""Which of a shop's kinds the classifier of fashion means, by their names.

The classifier's kinds have names, and so have the shop's: where a shop's pictures look unlike
people's photos (drawings, models, white grounds), the name says what a photo of the kind is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.encoders.fashion_kinds import load_fashion_kinds
from index.encoders.fashion_pairs import kind_words
from index.vocabulary import load_taxonomy

Floats = NDArray[np.float32]
Lineages = Mapping[str, frozenset[str]]
"""Each of a shop's kinds with every kind that holds it, itself among them."""


@cache
def fashion_meanings() -> tuple[tuple[str, ...], ...]:
    """Return the common kinds that the words of each kind of fashion name, one entry a word."""
    from index.lexicon import fold

    ids = load_taxonomy().ids_by_word
    return tuple(
        tuple(kind for word in kind_words(name) for kind in ids.get(fold(word), ()))
        for name in load_fashion_kinds().names
    )


def named_shares(lineages: Lineages) -> Floats:
    """Return which of the shop's kinds each kind of fashion means, `(shop's kinds, 141)`.

    Every word counts the same, and goes in equal parts to the shop's kinds that it names or holds;
    where the shop has none, to those that the next wider kind holds («人字拖» to the shoes). What a
    kind of fashion means adds up to 1, or to 0 where no word of it leads to the shop.
    """
    shares = np.zeros((len(lineages), len(fashion_meanings())), np.float32)
    for column, meant in enumerate(fashion_meanings()):
        for kind in meant:
            rows = _nearest(kind, lineages)
            shares[rows, column] += 1 / max(len(rows), 1)
    return shares / np.maximum(shares.sum(axis=0), np.float32(1e-9))


def _nearest(kind: str, lineages: Lineages) -> list[int]:
    """Return the places of the shop's kinds under `kind`, or under the first wider one."""
    level = frozenset((kind,))
    while level:
        found = [row for row, held in enumerate(lineages.values()) if held & level]
        if found:
            return found
        level = frozenset(p for each in level for p in load_taxonomy().kinds[each].parents)
    return []


def narrowest_first(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return a product's kinds with those behind that hold another of them."""
    common = load_taxonomy()
    wider = {above for kind in kinds for above in common.ancestors(kind)}
    return tuple(sorted(kinds, key=lambda kind: kind in wider))
