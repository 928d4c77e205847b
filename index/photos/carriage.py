"""What a shop's photos tell of which kinds it carries, and how surely they tell it here.

The same evidence says much in one shop and little in another: classifiers of things tell
appliances apart, and not the tops of a sports brand. So each shop is asked about itself: its photos
as if their product were not there (carried still) and as if their whole shelf were gone (not
carried). Where an answer lies between the two is told beside the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoders.classes import LITE2, load_classes
from index.encoders.fashion_kinds import load_fashion_kinds
from index.encoders.protocol import Vectors
from index.photos.printed import pieces, said_alike
from index.photos.shelves import narrow
from index.photos.text import TextLine
from index.photos.witness import Own, Places, Witness

if TYPE_CHECKING:
    from index.photos.table import PhotoTable

Floats = NDArray[np.float32]

SHOWN = (
    "things",
    "fashion",
    "thing_kind",
    "fashion_kind",
    "look",
    "look_5",
)
"""The evidence that a shop can be asked about itself."""
WRITTEN = ("text", "text_carried", "text_other", "text_agrees")
"""The evidence of the words in a photo; 0 where none were read."""

THING_HEAT, FASHION_HEAT = 1.5, 3.5
"""The classifiers' outputs are divided by these: doubt spreads over what a thing resembles."""
THING_FULL, FASHION_FULL = 0.2, 0.1
MOST = 4000
"""Photos of a shop that are looked at, spread evenly."""
ASKED = 400
"""Photos of a shop that are asked of the shop itself."""
FEW_PRODUCTS, FEW_PHOTOS = 3, 5
"""A shelf of fewer products, and a shop of fewer such photos, tell nothing of what is carried."""
FARTHEST = 6.0
_LEAST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Usual:
    """How one piece of evidence lies in a shop: its middle, spread, and how far it tells apart."""

    middle: float
    spread: float
    apart: float

    def told(self, value: float) -> float:
        """Return the log-likelihood ratio of «carried» against «not carried», equal spreads."""
        ratio = self.apart * (value - self.middle) / self.spread
        return float(np.clip(ratio, -FARTHEST, FARTHEST))


@dataclass(frozen=True, eq=False)
class Carriage:
    """The photos of a shop, or of a part of it, by shelf.

    Attributes:
        table: the photos of the shop.
        rows: those that count.
    """

    table: PhotoTable
    rows: NDArray[np.int64]

    @cached_property
    def seen(self) -> NDArray[np.int64]:
        """The photos that are looked at."""
        return _spread(self.rows, MOST)

    @cached_property
    def places(self) -> Places:
        """The shelf and product of each photo of `seen`."""
        product = self.table.shows[self.seen]
        names = [self.table.shelves[at] for at in product]
        return Places(np.unique(names, return_inverse=True)[1].astype(np.int64), product)

    @cached_property
    def shelf_kinds(self) -> tuple[frozenset[str], ...]:
        """The narrow kinds of each shelf."""
        found: list[set[str]] = [set() for _ in self.places.sizes]
        for shelf, product in zip(self.places.shelf, self.places.product, strict=True):
            found[shelf].update(self.table.kinds[product][:1])
        return tuple(narrow(kinds) for kinds in found)

    @cached_property
    def things(self) -> Witness | None:
        """The classifier of things; None for vectors that it cannot read."""
        likely = thing_pools(self.table.vectors[self.seen])
        return self._witness(likely, THING_FULL)

    @cached_property
    def fashion(self) -> Witness | None:
        """The classifier of fashion; None for vectors that it cannot read."""
        likely = fashion_pools(self.table.vectors[self.seen])
        return self._witness(likely, FASHION_FULL)

    def _witness(self, likely: Floats | None, full: float) -> Witness | None:
        return Witness(likely, full, self.places) if likely is not None and len(likely) else None

    @cached_property
    def usual(self) -> Mapping[str, Usual]:
        """How each piece of `SHOWN` lies where a kind is carried here and where it is not."""
        asked = _spread(np.arange(len(self.seen)), ASKED)
        carried, gone = (self._of_itself(Own(asked, shelf_gone)) for shelf_gone in (False, True))
        enough = np.array([self._products[shelf] for shelf in self.places.shelf[asked]])
        return {name: _usual(carried[name][enough >= FEW_PRODUCTS], gone[name]) for name in carried}

    @cached_property
    def _products(self) -> NDArray[np.int64]:
        pairs = np.unique(np.stack([self.places.shelf, self.places.product]), axis=1)
        return np.bincount(pairs[0], minlength=len(self.places.sizes))

    def _of_itself(self, own: Own) -> dict[str, Floats]:
        vectors = self.table.vectors[self.seen]
        alike = vectors[own.at] @ vectors.T
        of = self.places.shelf if own.shelf_gone else self.places.product
        alike = np.where(of[None, :] == of[own.at][:, None], np.float32(-1), alike)
        largest = np.sort(alike, axis=1)[:, -5:]
        pools = self._pools(own)
        return {**pools, "look": largest[:, -1], "look_5": largest.mean(axis=1)}

    def _pools(self, own: Own) -> dict[str, Floats]:
        found: dict[str, Floats] = {}
        for name, witness in (("thing", self.things), ("fashion", self.fashion)):
            if witness is not None:
                found |= _testimony(name, witness, witness.likely[own.at], own)
        return found

    def shown(self, vectors: Vectors) -> dict[str, float]:
        """Return what the classifiers see of a photo's parts that the shop has too.

        Args:
            vectors: photo vectors of the photo and of its inner part.
        """
        found: dict[str, float] = {}
        for name, witness, pools in (
            ("thing", self.things, thing_pools(vectors)),
            ("fashion", self.fashion, fashion_pools(vectors)),
        ):
            if witness is not None and pools is not None:
                said = _testimony(name, witness, pools.mean(axis=0, keepdims=True), None)
                found |= {key: float(value[0]) for key, value in said.items()}
        return found

    def written(self, lines: Sequence[TextLine]) -> dict[str, float]:
        """Return what the words in a photo say of what the shop has: kinds, brands, models."""
        from index.vocabulary import load_taxonomy

        common = load_taxonomy()
        hits = (hit.payload[1] for line in lines for hit in common.matcher.find(line.text))
        ours = [any(self._has(kind) for kind in ids) for ids in hits]
        asked = pieces(" ".join(line.text for line in lines))
        agrees = max((said_alike(asked, own) for own in self._printed), default=0.0)
        return {
            "text": float(np.log1p(sum(len(line.text) for line in lines))),
            "text_carried": float(np.log1p(sum(ours))),
            "text_other": float(np.log1p(len(ours) - sum(ours))),
            "text_agrees": agrees if asked else 0.0,
        }

    def _has(self, kind: str) -> bool:
        from index.vocabulary import load_taxonomy

        common, here = load_taxonomy(), frozenset[str]().union(*self.shelf_kinds)
        wide = {above for own in here for above in (own, *common.ancestors(own))}
        above = (i for i in common.ancestors(kind) if common.kinds[i].parents)
        return kind in wide or any(i in here for i in above)

    @cached_property
    def _printed(self) -> tuple[frozenset[str], ...]:
        """What is said of each product in its record and printed in its photos."""
        by_product: dict[int, list[str]] = {}
        for row in self.rows.tolist():
            facts = self.table.facts.get(self.table.contents[row])
            lines = facts.text if facts is not None and facts.text else ()
            by_product.setdefault(int(self.table.shows[row]), []).extend(x.text for x in lines)
        items = self.table.items
        return tuple(
            pieces(" ".join([*filter(None, (i.title, i.brand, i.subtitle)), *lines]))
            for i, lines in ((items[at], lines) for at, lines in by_product.items())
        )


def thing_pools(vectors: Vectors) -> Floats | None:
    """Return soft probabilities of things; None for another encoder's vectors."""
    if vectors.shape[1] != LITE2.stop:
        return None
    return load_classes().likely(vectors, THING_HEAT)


def fashion_pools(vectors: Vectors) -> Floats | None:
    """Return soft probabilities of the kinds of fashion; None for another encoder's vectors."""
    if vectors.shape[1] != LITE2.stop:
        return None
    return load_fashion_kinds().likely(vectors, FASHION_HEAT)


def _testimony(name: str, witness: Witness, pools: Floats, own: Own | None) -> dict[str, Floats]:
    return {
        "things" if name == "thing" else name: witness.shown(pools, own),
        f"{name}_kind": witness.shared(pools, own),
    }


def _usual(carried: Floats, gone: Floats) -> Usual:
    low, narrow_ = float(gone.mean()), float(gone.std())
    high, wide = low + narrow_ / 2, narrow_
    if len(carried) >= FEW_PHOTOS:
        high, wide = float(carried.mean()), float(carried.std())
    spread = max(float(np.sqrt((narrow_**2 + wide**2) / 2)), _LEAST_SPREAD)
    return Usual((high + low) / 2, spread, (high - low) / spread)


def _spread(rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most so many of `rows`, evenly spread."""
    return rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, most).astype(int)]
