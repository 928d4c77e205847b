"""What a catalogue teaches about itself: words of its fields that its titles use, its brands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from index.extraction.brands import learn_brands
from index.extraction.places import attribute_places
from index.extraction.quantities import parse_quantities
from index.extraction.segments import is_prose, segments
from index.lexicon import WordMatcher, fold, load
from index.product import Product

_HAN = re.compile("[\u4e00-\u9fff]")
_SHORTEST, _LONGEST = 2, 12
_AGREES = 0.7
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Learnt:
    """A value that fields of this catalogue state, to be recognised in its titles and prose.

    Attributes:
        name: fact name of the attribute.
        label: the attribute's own name.
        kinds: the categories whose fields state it; empty where the catalogue has no categories.
    """

    name: str
    label: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Profile:
    """What `learn` found.

    Attributes:
        vocabulary: values of its fields, by word.
        unnamed: category and unit to attribute id, where the titles of that category state that
            attribute without a name; the category is "" in a catalogue without categories.
        brands: brand names that its titles begin with.
        locale: the language of its titles, "zh" or "en", for names that the record does not give.
        colours: its fields or options state colours, so colour words in titles are meant so.
    """

    vocabulary: WordMatcher[Learnt] = field(default_factory=lambda: WordMatcher[Learnt](()))
    unnamed: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    brands: WordMatcher[str] = field(default_factory=lambda: WordMatcher[str](()))
    colours: bool = False
    locale: str = "zh"


def learn(products: Iterable[Product]) -> Profile:
    """Return what the fields of `products` teach about reading their titles and prose.

    A value is kept for the attribute with which it agrees: among products whose title has the word
    and whose fields state the attribute, at least 0.7 state that value.
    """
    rows = tuple(products)
    stated = [_stated(product) for product in rows]
    return Profile(
        _vocabulary(rows, stated),
        _unnamed(rows),
        WordMatcher((name, name) for name in learn_brands(rows)),
        any(_states_colours(product) for product in rows),
        _locale(rows),
    )


def _locale(rows: tuple[Product, ...]) -> str:
    chinese = sum(bool(_HAN.search(" ".join((p.title, *p.category, *p.attributes)))) for p in rows)
    return "zh" if 2 * chinese >= len(rows) else "en"


def _states_colours(product: Product) -> bool:
    labels = (*product.attributes, *(name for sku in product.skus for name in sku.options))
    return any((a := load().attribute_named(label)) and a.id == "colour" for label in labels)


_Stated = dict[str, tuple[str, set[str]]]


def _stated(product: Product) -> _Stated:
    """Attribute name to its label and the folded words that its fields state."""
    found: _Stated = {}
    for label, place in attribute_places(product):
        attribute = load().attribute_named(label)
        if (attribute and (attribute.closed or attribute.dimensions)) or is_prose(place.text):
            continue
        name = attribute.id if attribute else label
        words = found.setdefault(name, (label, set()))[1]
        words |= {fold(place.text[slice(*span)]) for span in segments(place.text)}
    return found


def _vocabulary(rows: tuple[Product, ...], stated: list[_Stated]) -> WordMatcher[Learnt]:
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    for product, attributes in zip(rows, stated, strict=True):
        for name, (label, words) in attributes.items():
            labels.setdefault(name, label)
            for word in words:
                if _telling(word):
                    kinds[word, name].add(product.category[-1] if product.category else "")
    agreed = _agreed(rows, stated, WordMatcher((word, (word, name)) for word, name in kinds))
    return WordMatcher(
        (word, Learnt(name, labels[name], frozenset(kinds[word, name] - {""})))
        for word, name in agreed
    )


def _telling(word: str) -> bool:
    if not _SHORTEST <= len(word) <= _LONGEST or any(char.isdigit() for char in word):
        return False
    return word not in load().yes and word not in load().no and word not in load().size_words


def _agreed(
    rows: tuple[Product, ...], stated: list[_Stated], matcher: WordMatcher[tuple[str, str]]
) -> list[tuple[str, str]]:
    """For every word the one attribute with which titles and fields agree on it."""
    agree: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    for product, attributes in zip(rows, stated, strict=True):
        for word, name in {hit.payload for hit in matcher.find(product.title)}:
            if name in attributes:
                asked[word, name] += 1
                agree[word, name] += word in attributes[name][1]
    # without categories a word must have proved itself on more than one product
    least = 1 if any(product.category for product in rows) else 2
    best: dict[str, tuple[str, str]] = {}
    for pair in sorted(asked, key=lambda p: (-agree[p], p)):
        if agree[pair] >= max(least, _AGREES * asked[pair]):
            best.setdefault(pair[0], pair)
    return list(best.values())


def _unnamed(rows: tuple[Product, ...]) -> dict[tuple[str, str], str]:
    """Which attribute a quantity in a title is: the one whose field states the same.

    Counted by unit, over products whose title has a quantity in that unit and whose fields state
    the attribute: at least three must agree, and 0.7 of them.
    """
    agree: Counter[tuple[str, str, str]] = Counter()
    asked: Counter[tuple[str, str, str]] = Counter()
    for product in rows:
        kind = product.category[-1] if product.category else ""
        titled = parse_quantities(product.title)
        for name, quantity in _stated_quantities(product) if titled else ():
            for m in titled:
                if m.dimension == quantity[0]:
                    asked[kind, m.written, name] += 1
                    agree[kind, m.written, name] += (m.dimension, m.low, m.high) == quantity
    best: dict[tuple[str, str], str] = {}
    for (kind, unit, name), count in agree.most_common():
        if count >= max(_ENOUGH, _AGREES * asked[kind, unit, name]):
            best.setdefault((kind, unit), name)
    return best


_Said = tuple[str, float | None, float | None]


def _stated_quantities(product: Product) -> Iterator[tuple[str, _Said]]:
    """Attribute and (dimension, low, high) of every quantity that known fields state."""
    for label, place in attribute_places(product):
        attribute = load().attribute_named(label)
        if attribute and attribute.dimensions:
            for m in parse_quantities(place.text, " ".join(attribute.dimensions)):
                yield attribute.id, (m.dimension, m.low, m.high)
