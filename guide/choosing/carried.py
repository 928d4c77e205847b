"""What the shop does carry, where it does not carry what was asked for: its nearest shelf.

A shelf is a kind that the catalogue's own categories name. Shelves that stand near the kind asked
for in the common taxonomy come first, then those that shops place beside it; among those, and where
there are none, the one whose products are nearest in meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.lexicon import fold
from index.vocabulary import load_taxonomy
from index.vocabulary.linking import beside, under

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.opening import Index
    from index.search.table import FactTable
    from index.store.generation import Generation
    from index.vocabulary.vocabulary import Kind, Vocabulary


SHELVES_SAID = 5


def main_shelves(index: Index) -> tuple[str, ...]:
    """Return what the shop mostly sells: the names of its widest shelves, the fullest first."""
    shelves = _shelves(index)
    wide = shelves.widest(shelves.all)
    sizes = Counter(i for own in index.vocabulary.kinds_of.values() for i in own if i in wide)
    known = (index.vocabulary.kind(each) for each, _ in sizes.most_common(SHELVES_SAID))
    return tuple(kind.label for kind in known if kind is not None)


def closest_kind(words: str, index: Index) -> Kind | None:
    """Return the carried kind closest to `words`; None in a catalogue without kinds."""
    return _closest(words, index)[0]


def nothing_near(words: str, index: Index) -> bool:
    """Return whether the shop carries nothing that has to do with `words`, though they are known.

    Then the closest kind is closest in name only («床» in a shop of guitars).
    """
    return not _closest(words, index)[1]


def _closest(words: str, index: Index) -> tuple[Kind | None, bool]:
    """Return the closest kind, and whether it is near at all."""
    vocabulary = index.vocabulary
    link = vocabulary.link_kind(words, index.encoder)
    shelves = _shelves(index)
    if not shelves.kinds:
        found = (vocabulary.kind(kind) for kind in (*link.closest, *link.kinds))
        return next((kind for kind in found if kind is not None), None), True
    near = [shelves.holding(kind) for kind in beside(vocabulary, link.common)]
    known = tuple(kind for kind in near if kind is not None)
    related = known or _in_one_row(link.common, shelves, vocabulary)
    among = related or (shelves.kinds if link.common else shelves.widest(shelves.all))
    wanted = index.encoder.queries([words])[0]
    best = max(among, key=lambda i: (float(shelves.means[i] @ wanted), i))
    return vocabulary.kind(best), bool(related) or not link.common


def _in_one_row(
    common: Sequence[str], shelves: _Shelves, vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return the shelves that shops place beside `common`, or that stand under its root."""
    taxonomy = load_taxonomy()
    above = {i for kind in common for i in (kind, *taxonomy.ancestors(kind))}
    rows = [row for row in _rows() if above.intersection(row)]
    roots = tuple(root for kind in common for root in taxonomy.roots(kind))
    found = (under(vocabulary, row, shelves.all) for row in (*rows, roots))
    return next((shelves.widest(kinds) for kinds in found if kinds), ())


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    import tomllib

    text = files("guide.choosing").joinpath("neighbours.toml").read_text(encoding="utf-8")
    return tuple(map(tuple, tomllib.loads(text)["rows"]))


@dataclass(frozen=True)
class _Shelves:
    """The kinds that the categories of one generation name."""

    generation: Generation

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Return the shelves that hold no other shelf."""
        wide = {parent for kind in self._named for parent in kind.parents}
        return tuple(kind.id for kind in self._named if kind.id not in wide)

    @cached_property
    def all(self) -> tuple[str, ...]:
        return tuple(kind.id for kind in self._named)

    def widest(self, among: Sequence[str]) -> tuple[str, ...]:
        """Return those of `among` that no other one of them holds."""
        return tuple(k.id for k in self._named if k.id in among and not {*among} & {*k.parents})

    @cached_property
    def _named(self) -> tuple[Kind, ...]:
        names = {fold(level.strip()) for p in self.generation.products for level in p.category}
        vocabulary = self.generation.vocabulary
        return tuple(kind for kind in vocabulary.kinds if fold(kind.label) in names)

    def holding(self, kind: str) -> str | None:
        """Return the shelf on which most products of a kind stand."""
        if kind in self.kinds:
            return kind
        of_kind = (own for own in self.generation.vocabulary.kinds_of.values() if kind in own)
        counted = Counter(i for own in of_kind for i in own if i in self.kinds)
        return max(counted, key=lambda i: (counted[i], i), default=None)

    @cached_property
    def means(self) -> dict[str, NDArray[np.float32]]:
        """Return the mean text vector of each shelf's products."""
        import numpy as np

        vectors = np.asarray(self.generation.text_vectors, np.float32)
        rows: dict[str, list[int]] = {kind.id: [] for kind in self._named}
        for at, product in enumerate(self.generation.products):
            for kind in self.generation.vocabulary.kinds_of.get(product.id, ()):
                if kind in rows:
                    rows[kind].append(at)
        return {shelf: vectors[at].mean(axis=0) for shelf, at in rows.items()}


_KNOWN: WeakKeyDictionary[FactTable, _Shelves] = WeakKeyDictionary()


def _shelves(index: Index) -> _Shelves:
    if index.table not in _KNOWN:
        _KNOWN[index.table] = _Shelves(index.generation)
    return _KNOWN[index.table]
