"""The photos of an index in memory: one row per photo, made once per generation."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Vectors
from index.photos.facts import FILE, PhotoFacts, PhotoFactsCache
from index.photos.kinds import (
    class_likelihoods,
    fashion_likelihoods,
    unit,
    word_vectors,
)
from index.photos.naming import named_shares, narrowest_first
from index.photos.shelves import shelves
from index.vocabulary import load_taxonomy

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder
    from index.opening import Index
    from index.photos.carriage import Carriage
    from index.product import Product
    from index.vocabulary import Vocabulary

Floats = NDArray[np.float32]
_KEPT = 4
_tables: OrderedDict[tuple[str, str, str], PhotoTable] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class PhotoTable:
    """Every photo that has a vector, with what was read from it.

    Attributes:
        vectors: `(photos, photo_dim)`, rows of length 1.
        shows: position in the index's table of the product that each photo shows.
        contents: digest of each photo's file.
        products: id of each product, by position.
        kinds: kind ids of each product, by position, the narrowest first.
        facts: what was read at index time, by digest, without local features.
        encoder: the one that made the vectors.
        vocabulary: what the catalogue calls its kinds.
        items: record of each product, by position.
        shelves: shelf of each product, by position.
    """

    vectors: Vectors
    shows: NDArray[np.int64]
    contents: tuple[str, ...]
    products: tuple[str, ...]
    kinds: tuple[tuple[str, ...], ...]
    facts: dict[str, PhotoFacts]
    encoder: Encoder
    vocabulary: Vocabulary
    items: Sequence[Product] = ()
    shelves: tuple[str, ...] = ()
    _file: Path | None = field(default=None, repr=False)

    @cached_property
    def histograms(self) -> Floats | None:
        """Colour histograms row by row, zeros where unread; None where no photo was read."""
        if not self.facts:
            return None
        some = next(iter(self.facts.values())).colours.histogram
        blank = np.zeros_like(some)
        return np.stack(
            [f.colours.histogram if (f := self.facts.get(c)) else blank for c in self.contents]
        )

    @cached_property
    def class_roots(self) -> Floats | None:
        """Square roots of the class probabilities row by row; None for other encoders' vectors."""
        likely = class_likelihoods(self.vectors)
        return None if likely is None else np.sqrt(likely)

    @cached_property
    def fashion_roots(self) -> Floats | None:
        """The same of the kinds of fashion."""
        likely = fashion_likelihoods(self.vectors)
        return None if likely is None else np.sqrt(likely)

    @cached_property
    def joint(self) -> Floats:
        """Vectors of the photos in the space that they share with words, row by row."""
        return self.encoder.joint_photos(self.vectors)

    @cached_property
    def shown_kinds(self) -> tuple[str, ...]:
        """The narrowest kinds of the products that have photos."""
        own = (self.kinds[at][0] for at in self.shows if self.kinds[at])
        return tuple(sorted(set(own)))

    @cached_property
    def kind_vectors(self) -> Floats:
        """Where the words of each of `shown_kinds` lie in the joint space."""
        return word_vectors(self.shown_kinds, self.vocabulary, self.encoder)

    @cached_property
    def kind_of_row(self) -> NDArray[np.int64]:
        """Position in `shown_kinds` of the narrowest kind of each photo's product; −1 for none."""
        number = {kind: at for at, kind in enumerate(self.shown_kinds)}
        own = (self.kinds[at][:1] for at in self.shows)
        return np.array([number[kind[0]] if kind else -1 for kind in own], np.int64)

    @cached_property
    def kind_looks(self) -> Floats:
        """The mean photo vector of each of `shown_kinds`, less the mean of all, of length 1."""
        return unit(self._by_kind(self.vectors - self.vectors.mean(axis=0)))

    @cached_property
    def kind_classes(self) -> Floats | None:
        """The mean of `class_roots` for each of `shown_kinds`, of length 1."""
        return None if self.class_roots is None else unit(self._by_kind(self.class_roots))

    @cached_property
    def kind_fashion(self) -> Floats | None:
        """Square roots of what each of `shown_kinds` is to the classifier of fashion, of length 1.

        Half of it is the mean of `fashion_roots`, what its photos show; half is what bears its
        name. So a photo is believed where the shop's own pictures look like nothing real.
        """
        if self.fashion_roots is None:
            return None
        shown = unit(self._by_kind(self.fashion_roots))
        return unit(shown + unit(np.sqrt(named_shares(self.lineages))))

    @cached_property
    def lineages(self) -> dict[str, frozenset[str]]:
        """Each of `shown_kinds` with every kind that holds it, in this catalogue or in all."""
        common = load_taxonomy()
        held = {kind: {kind, *common.ancestors(kind)} for kind in self.shown_kinds}
        for at in self.shows:
            if own := self.kinds[at]:
                held[own[0]].update(own)
        return {kind: frozenset(found) for kind, found in held.items()}

    @cached_property
    def trust(self) -> float:
        """How far the words of kinds may be believed here, 0 to 1.

        Read off how often they name a kind of the catalogue's own photos: 0.69 in a shop of
        clothes, 0.21 in one of appliances.
        """
        if not len(self.shows) or len(self.shown_kinds) < 2:
            return 0.0
        named = (self.joint @ self.kind_vectors.T).argmax(axis=1)
        right = [
            self.shown_kinds[name] in self.kinds[at]
            for name, at in zip(named, self.shows, strict=True)
        ]
        return float(np.clip((np.mean(right) - 0.3) / 0.3, 0, 1))

    @cached_property
    def fashion_trust(self) -> float:
        """How far the kinds of fashion tell this catalogue's kinds apart, 0 to 1.

        Read off how often each of its photos is nearest to the mean of its kind's other photos:
        0.77 in a shop of clothes, 0.57 in one of appliances.
        """
        known = self.kind_of_row >= 0
        if self.fashion_roots is None or not known.any():
            return 0.0
        rows, own = self.fashion_roots[known], self.kind_of_row[known]
        sums, each = self._by_kind(self.fashion_roots), np.arange(len(own))
        alike = rows @ sums.T
        lengths = np.broadcast_to(np.linalg.norm(sums, axis=1), alike.shape).copy()
        left = lengths[each, own] ** 2 - 2 * alike[each, own] + 1
        alike[each, own] -= 1
        lengths[each, own] = np.sqrt(np.maximum(left, 0))
        named = (alike / np.maximum(lengths, np.float32(1e-3))).argmax(axis=1)
        return float(np.clip(((named == own).mean() - 0.5) / 0.2, 0, 1))

    @cached_property
    def carriage(self) -> Carriage:
        """What all these photos tell of which kinds are carried."""
        from index.photos.carriage import Carriage

        return Carriage(self, np.arange(len(self.shows)))

    def _by_kind(self, rows: Floats) -> Floats:
        sums = np.zeros((len(self.shown_kinds), rows.shape[1]), np.float32)
        known = self.kind_of_row >= 0
        np.add.at(sums, self.kind_of_row[known], rows[known])
        return sums

    def whole_facts(self, contents: Sequence[str]) -> dict[str, PhotoFacts]:
        """Return what was read of these photos with their local features, from disk."""
        if self._file is None:
            return {}
        with PhotoFactsCache(self._file) as cache:
            return dict(cache.get(contents))


def photo_table(index: Index) -> PhotoTable:
    """Return the photos of an index's live generation; kept until newer ones push it out."""
    manifest = index.generation.manifest
    key = (str(index.folder), manifest.generation, manifest.made)
    with _lock:
        if key not in _tables:
            _tables[key] = _read(index)
            while len(_tables) > _KEPT:
                _tables.popitem(last=False)
        _tables.move_to_end(key)
        return _tables[key]


def _read(index: Index) -> PhotoTable:
    generation, vocabulary = index.generation, index.vocabulary
    products = tuple(product.id for product in index.products)
    position = {product: at for at, product in enumerate(products)}
    contents = tuple(row.content for row in generation.photos)
    file = index.folder / FILE
    shelf = shelves(index.products, vocabulary.kinds_of)
    facts: dict[str, PhotoFacts] = {}
    if file.is_file():
        with PhotoFactsCache(file) as cache:
            facts = dict(cache.get_light(dict.fromkeys(contents)))
    return PhotoTable(
        vectors=generation.photo_vectors,
        shows=np.array([position[row.product] for row in generation.photos], np.int64),
        contents=contents,
        products=products,
        kinds=tuple(narrowest_first(vocabulary.kinds_of.get(product, ())) for product in products),
        facts=facts,
        encoder=index.encoder,
        vocabulary=vocabulary,
        items=index.products,
        shelves=tuple(shelf[product] for product in products),
        _file=file if facts else None,
    )
