"""What one classifier says of whether a shop carries the kind of a photo.

Two readings of one set of probabilities: how much of them falls on classes that the shop's own
photos show too, and how much is shared with the shelf that fits best. Photos of the shop can be
asked of the shop itself, as if their product or their whole shelf were not there: so each shop
shows how its own answers look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_UNSURE = np.float32(0.03)
"""Keeps the odds of a share away from nothing."""


@dataclass(frozen=True, eq=False)
class Places:
    """Where the photos of a shop belong.

    Attributes:
        shelf: of each photo, a number from 0 on.
        product: of each photo.
    """

    shelf: NDArray[np.int64]
    product: NDArray[np.int64]

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many photos each shelf has."""
        return np.bincount(self.shelf)

    def means(self, rows: Floats) -> Floats:
        """Return the mean of `rows` by shelf."""
        sums = np.zeros((len(self.sizes), rows.shape[1]), np.float32)
        np.add.at(sums, self.shelf, rows)
        return sums / self.sizes[:, None].astype(np.float32)


@dataclass(frozen=True, eq=False)
class Own:
    """Photos of the shop, asked of the shop itself.

    Attributes:
        at: which of its photos.
        shelf_gone: whether their shelf is taken away, else only their product.
    """

    at: NDArray[np.int64]
    shelf_gone: bool


@dataclass(frozen=True, eq=False)
class Witness:
    """One classifier's view of a shop.

    Attributes:
        likely: probabilities of the shop's photos, `(photos, classes)`.
        full: a class counts as shown by the shop when a shelf gives it so much on average.
        places: of the photos.
    """

    likely: Floats
    full: float
    places: Places

    @cached_property
    def means(self) -> Floats:
        """The mean probabilities of each shelf."""
        return self.places.means(self.likely)

    def shown(self, asked: Floats, own: Own | None = None) -> Floats:
        """Return the log odds that a class of each asked photo is shown by the shop's too."""
        cover = _largest(self.means, None if own is None else self.places.shelf[own.at])
        if own is not None and not own.shelf_gone:
            cover = np.maximum(cover, self._without_product(own))
        share = (asked * np.minimum(1, cover / np.float32(self.full))).sum(axis=1)
        return np.log((share + _UNSURE) / (1 - share + _UNSURE)).astype(np.float32)

    def shared(self, asked: Floats, own: Own | None = None) -> Floats:
        """Return how much of the probabilities of each asked photo the best shelf shares."""
        common = np.stack([np.minimum(asked, mean).sum(axis=1) for mean in self.means], axis=1)
        if own is not None:
            rest = 0.0
            if not own.shelf_gone:
                rest = np.minimum(asked, self._without_product(own)).sum(axis=1)
            common[np.arange(len(asked)), self.places.shelf[own.at]] = rest
        return common.max(axis=1)

    def _without_product(self, own: Own) -> Floats:
        """Return the mean of each asked photo's shelf without the photos of its product."""
        shelf, product = self.places.shelf[own.at], self.places.product
        same = product[None, :] == product[own.at][:, None]
        left = self.places.sizes[shelf] - same.sum(axis=1)
        sums = self.means[shelf] * self.places.sizes[shelf][:, None] - same @ self.likely
        rest = np.maximum(sums, 0) / np.maximum(left, 1)[:, None]
        return np.where(left[:, None] > 0, rest, 0).astype(np.float32)


def _largest(table: Floats, without: NDArray[np.int64] | None) -> Floats:
    """Return the largest of each column, once for each row of `without` that is left out."""
    if without is None:
        return table.max(axis=0)[None]
    order = np.argsort(table, axis=0)
    first = np.take_along_axis(table, order[-1:], axis=0)
    second = np.take_along_axis(table, order[-2:-1], axis=0) if len(table) > 1 else 0 * first
    return np.where(order[-1] == without[:, None], second, first)
