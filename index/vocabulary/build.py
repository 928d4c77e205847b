"""A catalogue's vocabulary from its products and facts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.fact import Fact
from index.lexicon import fold, load
from index.product import Product
from index.vocabulary.attributes import build_attributes
from index.vocabulary.brands import build_brands
from index.vocabulary.taxonomy import Taxonomy, load_taxonomy
from index.vocabulary.terms import title_terms
from index.vocabulary.titles import head_noun, title_kinds
from index.vocabulary.values import common_values
from index.vocabulary.vocabulary import Kind, Vocabulary

_HAN = re.compile(r"[\u3400-\u9fff]")
_JOINED = re.compile(r"\s*(?:[&/、,,+＆]| and |和|与)\s*")

# A noun read off titles alone must recur where a catalogue is large; in a small one each counts.
LARGE = 2000
RECURS = 3


@dataclass
class _Shelf:
    """A kind while products are counted into it; a category's name for it goes before others."""

    stated: Counter[str] = field(default_factory=Counter[str])
    labels: Counter[str] = field(default_factory=Counter[str])
    words: dict[str, None] = field(default_factory=dict[str, None])
    parents: dict[str, None] = field(default_factory=dict[str, None])
    covers: tuple[str, ...] = ()
    count: int = 0


def build(products: Sequence[Product], facts: Iterable[Fact]) -> Vocabulary:
    """Return the vocabulary of one catalogue, made from nothing but its own data.

    Kinds come from every level of the category paths and from the last nouns of titles, linked to
    the common kinds where those know the word. A product belongs to every kind above its own.
    """
    rows = list(facts)
    kinds, kinds_of = _Kinds().read(products)
    brands, brands_of = build_brands(products, rows)
    attributes = build_attributes(rows, kinds_of)
    return Vocabulary(kinds, brands, attributes, kinds_of, brands_of, title_terms(products))


class _Kinds:
    """Collects the kinds of one catalogue."""

    def __init__(self) -> None:
        self._taxonomy: Taxonomy = load_taxonomy()
        self._shelves: dict[str, _Shelf] = defaultdict(_Shelf)
        self._genders = _gender_words()
        self._values = frozenset(fold(word) for word, _ in common_values())

    def read(
        self, products: Sequence[Product]
    ) -> tuple[tuple[Kind, ...], dict[str, tuple[str, ...]]]:
        heads = {p.id: self._noun(_without_brand(p)) for p in products}
        often = Counter(noun for noun in heads.values() if noun)
        least = RECURS if len(products) > LARGE else 1
        found: dict[str, tuple[str, ...]] = {}
        for product in products:
            head = heads[product.id]
            noun = head if head and often[head] >= least else None
            found[product.id] = self._place(product, noun)
        return self._kinds(), found

    def _noun(self, title: str) -> str | None:
        """Return the last noun of a title, unless it only tells of the thing («男士», «红色»)."""
        noun = head_noun(title)
        return None if noun and fold(noun) in self._values else noun

    def _place(self, product: Product, noun: str | None) -> tuple[str, ...]:
        path = self._path(product.category)
        shelf = [i for level in path for i in self._common(level)]
        named = title_kinds(product.title, shelf, self._taxonomy)
        ids: dict[str, None] = {}
        for kind in named:
            if not any(kind in self._shelves[level].covers for level in path):
                self._add(kind, self._name(kind, product.title), path[:1])
                ids[kind] = None
        if noun and not ids and not shelf and not self._taxonomy.ids_for(noun):
            ids[self._own(noun, path[:1])] = None
        ids |= dict.fromkeys(path)
        for kind in list(ids):
            for above in self._above(kind):
                self._add(above, self._name(above, product.title), ())
                ids[above] = None
        for kind in ids:
            self._shelves[kind].count += 1
        return tuple(ids)

    def _path(self, category: Sequence[str]) -> tuple[str, ...]:
        """Return the kinds of a category path, the narrowest first."""
        names = [n for n in category if n.strip() and not self._is_gender(n)]
        around = [i for n in names for i in self._taxonomy.ids_for(n)]
        levels: list[str] = []
        for name in names:
            levels.insert(0, self._level(name, around, levels[:1]))
        return tuple(dict.fromkeys(levels))

    def _is_gender(self, name: str) -> bool:
        """Return whether a level only says for whom; «女表» says what, too."""
        return fold(name.strip()) in self._genders and not self._taxonomy.ids_for(name)

    def _level(self, name: str, around: Sequence[str], parent: Sequence[str]) -> str:
        parts = [p for p in _JOINED.split(name) if p]
        ids = [self._sense(self._taxonomy.ids_for(part), around) for part in parts]
        known = tuple(dict.fromkeys(i for i in ids if i))
        whole = self._taxonomy.ids_for(name)
        if whole or (len(parts) == 1 and known):
            kind = self._add(self._sense(whole, around) or known[0], name, parent)
            self._shelves[kind].stated[name] += 1
            return kind
        kind = self._own(name, parent)
        shelf = self._shelves[kind]
        shelf.covers = known
        shelf.words |= dict.fromkeys(map(fold, parts))
        for common in known:
            shelf.words |= dict.fromkeys(map(fold, self._taxonomy.words(common)))
        return kind

    def _sense(self, ids: Sequence[str], around: Sequence[str]) -> str | None:
        """Return which of several meanings the other levels of the path point at."""
        if len(ids) < 2:
            return ids[0] if ids else None
        roots = Counter(r for i in around if i not in ids for r in self._taxonomy.roots(i))
        return max(ids, key=lambda i: sum(roots[r] for r in self._taxonomy.roots(i)))

    def _name(self, kind: str, title: str) -> str:
        """Return the common name of a kind in the language of the title."""
        words = self._taxonomy.kinds[kind].words
        return words["zh" if _HAN.search(title) or not words.get("en") else "en"][0]

    def _common(self, kind: str) -> tuple[str, ...]:
        return (kind,) if kind in self._taxonomy.kinds else self._shelves[kind].covers

    def _above(self, kind: str) -> tuple[str, ...]:
        if kind in self._taxonomy.kinds:
            return self._taxonomy.ancestors(kind)
        covers = self._shelves[kind].covers
        return tuple(dict.fromkeys(a for c in covers for a in self._taxonomy.ancestors(c)))

    def _add(self, kind: str, label: str, parents: Sequence[str]) -> str:
        shelf = self._shelves[kind]
        shelf.labels[label] += 1
        shelf.words[fold(label)] = None
        shelf.words |= dict.fromkeys(map(fold, self._taxonomy.words(kind)))
        narrower = (parent for parent in parents if kind not in self._above(parent))
        direct = (*self._taxonomy.kinds[kind].parents, *narrower)
        shelf.parents |= dict.fromkeys(p for p in direct if p != kind)
        return kind

    def _own(self, name: str, parents: Sequence[str]) -> str:
        kind = own_id(name)
        shelf = self._shelves[kind]
        shelf.labels[name.strip()] += 1
        shelf.words[fold(name.strip())] = None
        shelf.parents |= dict.fromkeys(p for p in parents if p != kind)
        return kind

    def _kinds(self) -> tuple[Kind, ...]:
        rows = [
            Kind(
                id=kind,
                label=(shelf.stated or shelf.labels).most_common(1)[0][0],
                words=tuple(shelf.words),
                parents=tuple(p for p in shelf.parents if p in self._shelves),
                covers=shelf.covers,
                count=shelf.count,
            )
            for kind, shelf in self._shelves.items()
            if shelf.count
        ]
        return tuple(sorted(rows, key=lambda k: (-k.count, k.id)))


def _without_brand(product: Product) -> str:
    """Return the title without the name of its maker, which is a noun that is no kind."""
    brand = (product.brand or "").strip()
    return product.title.replace(brand, " ") if len(brand) > 1 else product.title


def own_id(name: str) -> str:
    """Return the stable id of a kind that only this catalogue has."""
    return "own-" + hashlib.blake2s(fold(name.strip()).encode(), digest_size=4).hexdigest()


def _gender_words() -> frozenset[str]:
    entries = [e for e in load().values if e.attribute == "gender"]
    return frozenset(fold(w) for e in entries for words in e.words.values() for w in words)
