"""Brands with every spelling that the catalogue gives them («Konka/康佳», «联想（Lenovo）»)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from index.fact import Fact, Set, Text
from index.lexicon import WordMatcher, fold, load
from index.product import Product
from index.vocabulary.values import common_values
from index.vocabulary.vocabulary import Brand

_HAN = r"[\u4e00-\u9fff]"
_LATIN = r"[A-Za-z][A-Za-z0-9.&'+-]*(?: [A-Z][A-Za-z0-9.&'+-]*)*"
_LEAD = r"^(?:[【\[][^】\]]*[】\]])?\s*"
_PAIRS = (
    re.compile(rf"{_LEAD}({_LATIN})\s*/\s*({_HAN}{{2,6}})(?={_HAN}{{0}}[\s\W]|$|[A-Za-z0-9])"),
    re.compile(rf"{_LEAD}({_HAN}{{2,6}})\s*[(（]\s*({_LATIN})\s*[)）]"),
)
_LATIN_START = re.compile(rf"{_LEAD}(?:{_HAN}{{2,6}})?\s*([A-Za-z]{{2,}})(?![A-Za-z0-9-])")
_SLASHED = re.compile(r"^\s*(.+?)\s*[/／]\s*(.+?)\s*$")
# A Latin word is a brand's other name where it begins this part of its titles.
SHARE = 0.4
# A brand has no more spellings than this; a longer list comes of sellers' joined shop names.
MAX_SPELLINGS = 6
# A known brand counts within this many characters of a title's beginning.
NEAR = 12

_MAKER = re.compile(r"(?:制造商|代工|官方旗舰店|旗舰店|（.*?）|\(.*?\))$")


def build_brands(
    products: Sequence[Product], facts: Iterable[Fact]
) -> tuple[tuple[Brand, ...], dict[str, tuple[str, ...]]]:
    """Return the brands, the commonest first, and the brand ids of each product."""
    stated, origins = _stated(products, facts)
    groups = _Groups()
    for words in stated.values():
        for word in words:
            groups.join(_spellings(word))
    for product in products:
        groups.join_known(_pair(product.title))
    for names in makers():
        groups.join_known(names)
    for product in products:
        if product.id not in stated and (pair := _slash_pair(product.title)):
            groups.join(pair)
            stated[product.id] = (pair[0],)
    _leading(products, stated, groups)
    return _collect(stated, origins, groups)


@cache
def makers() -> tuple[tuple[str, ...], ...]:
    """Return names that makers write side by side, Chinese first."""
    text = resources.files("index.vocabulary").joinpath("brands.toml").read_text(encoding="utf-8")
    return tuple(tuple(names) for names in tomllib.loads(text)["pairs"])


@cache
def _common() -> frozenset[str]:
    """Words that all shops use and that therefore name no brand."""
    return frozenset(fold(word) for word, _ in common_values()) | load().no_value


class _Groups:
    """Spellings that name one brand, merged as they are met."""

    def __init__(self) -> None:
        self._of: dict[str, list[str]] = {}

    def join(self, words: Sequence[str]) -> None:
        words = [w for w in words if fold(w) not in _common()] or list(words)[:1]
        merged = list(words)
        for word in words:
            merged.extend(self._of.get(fold(word), ()))
        merged = list(dict.fromkeys(merged))
        if len(merged) > MAX_SPELLINGS:
            merged = list(words)
        for word in merged:
            self._of[fold(word)] = merged

    def join_known(self, words: Sequence[str]) -> None:
        """Join a pair of which one is a brand already."""
        if any(fold(word) in self._of for word in words):
            self.join(words)

    def __contains__(self, word: str) -> bool:
        return fold(word) in self._of

    def __call__(self, word: str) -> list[str]:
        return self._of.get(fold(word), [word])


def _stated(
    products: Sequence[Product], facts: Iterable[Fact]
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    origins: dict[str, str] = {}
    nothing = load().no_value
    for product in products:
        if product.brand and fold(product.brand) not in nothing:
            found[product.id][product.brand] = None
    for fact in facts:
        if fact.name == "brand":
            for word in _words(fact):
                if fold(word) not in nothing:
                    found[fact.product_id][word] = None
        elif fact.name == "brand_origin":
            origins[fact.product_id] = _words(fact)[0]
    return {product: tuple(words) for product, words in found.items()}, origins


def _words(fact: Fact) -> tuple[str, ...]:
    match fact.value:
        case Text(value):
            return (value,)
        case Set(values):
            return values
        case _:
            return ()


def _spellings(word: str) -> tuple[str, ...]:
    bare = _MAKER.sub("", word.strip()).strip()
    pair = _SLASHED.match(bare)
    parts = pair.groups() if pair else _pair(word) or (bare,)
    return tuple(p for p in dict.fromkeys((*parts, word.strip())) if p)


def _pair(title: str) -> tuple[str, ...]:
    for pattern in _PAIRS:
        if found := pattern.match(title):
            return found.groups()
    return ()


def _slash_pair(title: str) -> tuple[str, ...]:
    found = _PAIRS[0].match(title)
    return found.groups() if found else ()


def _leading(
    products: Sequence[Product], stated: dict[str, tuple[str, ...]], groups: _Groups
) -> None:
    """Read brands off the beginnings of titles where no field states one."""
    from index.vocabulary.leading import leading_names

    _latin_names(products, stated, groups)
    silent = [p for p in products if p.id not in stated]
    for product_id, words in leading_names(silent, products).items():
        groups.join(words)
        stated[product_id] = (words[0],)
    known = {
        fold(word): word for words in stated.values() for said in words for word in groups(said)
    }
    matcher = WordMatcher((word, word) for word in known if len(word) > 1)
    for product in products:
        hits = [] if product.id in stated else matcher.find(product.title[:NEAR])
        if hits:
            stated[product.id] = (known[hits[0].payload],)


def _latin_names(
    products: Sequence[Product], stated: Mapping[str, tuple[str, ...]], groups: _Groups
) -> None:
    """Join «Apple» to 苹果: a Latin word that begins much of one brand's titles and no other's."""
    begins: dict[str, Counter[str]] = defaultdict(Counter)
    sizes = Counter(words[0] for words in stated.values())
    for product in products:
        found = _LATIN_START.match(product.title)
        if found and product.id in stated:
            begins[fold(found.group(1))][stated[product.id][0]] += 1
    for latin, brands in begins.items():
        (brand, times), *others = brands.most_common()
        if not others and times >= max(2, SHARE * sizes[brand]) and not brand.isascii():
            groups.join((*groups(brand), latin))


def _collect(
    stated: Mapping[str, tuple[str, ...]], origins: Mapping[str, str], groups: _Groups
) -> tuple[tuple[Brand, ...], dict[str, tuple[str, ...]]]:
    ids: dict[str, tuple[str, ...]] = {}
    often = Counter(fold(word) for said in stated.values() for word in said)
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[str, list[str]] = {}
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for product_id, said in stated.items():
        keys = []
        for word in said:
            group = groups(word)
            key = min(group, key=lambda w: (w.isascii(), -often[fold(w)], len(w), w))
            labels[key][key if "/" in word else _MAKER.sub("", word).strip() or word] += 1
            words[key] = [fold(w) for w in group if len(w) > 1]
            if product_id in origins:
                homes[key][origins[product_id]] += 1
            keys.append(key)
        ids[product_id] = tuple(dict.fromkeys(keys))
    brands = [
        Brand(
            id=key,
            label=labels[key].most_common(1)[0][0],
            words=tuple(dict.fromkeys(words[key])),
            origin=homes[key].most_common(1)[0][0] if homes[key] else None,
            count=sum(labels[key].values()),
        )
        for key in labels
    ]
    return tuple(sorted(brands, key=lambda b: (-b.count, b.id))), ids
