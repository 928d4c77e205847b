"""Brands: a brand's several names, the brand that a title begins with, and where it comes from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.extraction.closed import features, text_colours, text_materials, text_values
from index.extraction.notebook import Notebook
from index.extraction.places import Place
from index.extraction.segments import states
from index.fact import Grade, Text
from index.lexicon import WordMatcher, fold, load
from index.product import Product

if TYPE_CHECKING:
    from index.extraction.profile import Profile

_BRACKETS = re.compile(r"^(?P<a>[^（(]+?)\s*[（(](?P<b>[^）)]+)[）)]$")
_SLASH = re.compile(r"^(?P<a>[^/]+?)\s*/\s*(?P<b>[^/]+)$")
_TWO_SCRIPTS = re.compile(
    "^(?P<a>[A-Za-z][A-Za-z0-9&'.\\- ]*?)\\s+(?P<b>[\u4e00-\u9fff][\u4e00-\u9fff·]{1,9})$"
)
_HAN = "[\u4e00-\u9fff]"
_LEAD = r"^\s*(?:[【\[（(][^】\]）)]*[】\]）)]\s*)*"
_LATIN = r"[A-Za-z][A-Za-z0-9&'.\-]*"
_TITLE = re.compile(
    rf"{_LEAD}(?:(?P<a>{_LATIN})\s*/\s*(?P<b>{_HAN}{{2,12}})|(?P<c>{_HAN}{{2,12}})\s*/\s*(?P<d>{_LATIN}))"
)
_WORD = re.compile(r"[A-Za-z][\w&'.\-]*")
_ZONE = 14
_AGREES = 0.8
_OFTEN = 3
_LONGEST = 4
_LONGEST_HAN = 6


def names(brand: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the names that a brand is stated with («联想（Lenovo）» has two)."""
    match = _BRACKETS.match(brand) or _SLASH.match(brand)
    both = match or _TWO_SCRIPTS.match(brand)
    if brand and match is None:
        yield 0, len(brand)
    if both and all(both[group].strip() for group in "ab"):
        yield both.span("a")
        yield both.span("b")


def stated_names(product: Product) -> set[str]:
    """Return the names of the brand that fields of `product` state."""
    found = [product.brand] if product.brand else []
    for label, value in product.attributes.items():
        attribute = load().attribute_named(label)
        if attribute and attribute.id == "brand":
            found += [value] if isinstance(value, str) else list(value)
    return {
        text[slice(*span)] for text in found for span in names(text) if states(text[slice(*span)])
    }


def read_brand(notebook: Notebook, profile: Profile) -> None:
    """Note the brand, its other names in the title, and the country it is said to be from."""
    product = notebook.product
    if product.brand:
        _note(notebook, Place("brand", product.brand, Grade.FIELD), names(product.brand))
    place = Place("title", product.title, Grade.TITLE)
    own = stated_names(product)
    if doubled := _doubled(product.title, profile.brands):
        _note(notebook, place, doubled)
    elif own:
        _note(notebook, place, (span for name in own for span in _in_brackets(name, place.text)))
    else:
        zone = place.text[:_ZONE] if not place.text.isascii() else place.text
        hits = profile.brands.find(zone)
        begins = [hit for hit in hits[:1] if not place.text.isascii() or hit.start == 0]
        _note(notebook, place, [(hit.start, hit.end) for hit in begins])
    for sentence in (place, Place("description", product.description or "", Grade.PROSE)):
        _origins(notebook, sentence, profile)


def _doubled(title: str, brands: WordMatcher[str] | None = None) -> list[tuple[int, int]]:
    """Both names of «Konka/康佳 …», «Philips/飞利浦榨汁机…» and «箭牌马桶/ARROW …».

    The Chinese name ends where a brand of the catalogue does, else at a kind of goods, else where
    the characters do.
    """
    match = _TITLE.match(title)
    if match is None:
        return []
    latin, (start, end) = (
        (match.span("a"), match.span("b")) if match["a"] else (match.span("d"), match.span("c"))
    )
    known = brands.find(title[start:end]) if brands else []
    if known and known[0].start == 0:
        return [latin, (start, start + known[0].end)]
    kinds = _kinds().find(title[start:end])
    end = start + kinds[0].start if kinds else end
    whole = kinds or title[end : end + 1].strip().isascii() or end == len(title)
    return [latin, (start, end)] if whole and 2 <= end - start <= _LONGEST_HAN else [latin]


@cache
def _kinds() -> WordMatcher[str]:
    """Words for kinds of goods, at which a Chinese brand name ends."""
    return WordMatcher(
        (word, kind.id) for kind in load().kinds.values() for word in kind.words.get("zh", ())
    )


def _in_brackets(name: str, title: str) -> Iterator[tuple[int, int]]:
    """«惠普（HP）战66» of the brand 惠普 names it HP as well."""
    match = re.search(rf"{re.escape(name)}\s*[（(]({_LATIN}(?: {_LATIN})?)[）)]", title)
    if match:
        yield match.span(1)


def _note(notebook: Notebook, place: Place, spans: Iterable[tuple[int, int]]) -> None:
    for span in spans:
        name = place.text[slice(*span)]
        if states(name):
            notebook.add(place, span, "brand", Text(name))


@cache
def _countries() -> dict[str, str]:
    """Folded words for a country, and its id; only whole countries, no places inside them."""
    return {fold(word): entry.id for entry in load().origins.values() for word in entry.in_text}


@cache
def _country_words() -> WordMatcher[str]:
    return WordMatcher((word, word) for word in _countries())


@cache
def _with_countries(name: str) -> re.Pattern[str]:
    words = sorted(_countries(), key=len, reverse=True)
    country = "|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else w for w in words)
    text = load().expressions[name]
    return re.compile(text.replace("{country}", country).replace("{latin}", r"[a-z][a-z0-9\-]+"))


def _origins(notebook: Notebook, place: Place, profile: Profile) -> None:
    if not _country_words().find(place.text):
        return
    folded = fold(place.text)
    for match in _with_countries("brand_origin").finditer(folded):
        _country(notebook, place, match.span(), match["country"], "brand_origin")
    for match in _with_countries("origin").finditer(folded):
        said = match["country"] or match["other"]
        _country(notebook, place, match.span(), said, "origin")
    if place.grade is not Grade.TITLE:
        return
    match = _with_countries("brand_after_country").match(folded)
    if match and match["latin"] not in load().no_brand:
        _country(notebook, place, match.span("country"), match["country"], "brand_origin")
    for hit in profile.brands.find(place.text[:_ZONE]):
        before = folded[: hit.start].rstrip()
        country = next((word for word in _countries() if before.endswith(word)), None)
        if country:
            start = len(before) - len(country)
            _country(notebook, place, (start, len(before)), country, "brand_origin")


def _country(notebook: Notebook, place: Place, span: tuple[int, int], word: str, name: str) -> None:
    id_ = _countries()[word]
    if name == "brand_origin" and id_ in load().no_brand_origin:
        return
    notebook.add(place, span, name, Text(id_))


def learn_brands(products: Sequence[Product]) -> list[str]:
    """Return the brand names by which titles can be told, read from this catalogue alone.

    They are the names that its fields state, where titles that begin with them agree with the
    field in at least 0.8 of the cases; those that titles of the form «Konka/康佳 …» give; and, in a
    catalogue of English titles without brands, the words that at least three titles begin with and
    that hardly stand elsewhere.
    """
    stated = [stated_names(product) for product in products]
    doubled = {p.title[slice(*span)] for p in products for span in _doubled(p.title)}
    known = {name for group in stated for name in group if len(name) > 1}
    agreed = _agreed(products, stated, known)
    english = _english(products) if not known else []
    found = {*agreed, *english, *(name for name in doubled if len(name) > 1)}
    names_ = {name for name in found if not _is_word(name)}
    # «德妃紫苏水乳» goes on after the brand «德妃»
    return sorted(
        n for n in names_ if n.isascii() or not any(n[:k] in names_ for k in range(2, len(n)))
    )


def _is_word(name: str) -> bool:
    """Whether a name is a word for something else: a place, a kind of goods, a feature."""
    matchers = (
        _country_words(),
        _kinds(),
        features(),
        text_materials(),
        text_values(),
        text_colours(),
    )
    hits = (hit for matcher in matchers for hit in matcher.find(name))
    return any(hit.end - hit.start == len(name) for hit in hits)


def _agreed(products: Sequence[Product], stated: list[set[str]], known: set[str]) -> list[str]:
    matcher = WordMatcher((name, name) for name in known)
    asked: Counter[str] = Counter()
    agree: Counter[str] = Counter()
    for product, own in zip(products, stated, strict=True):
        folded = {fold(name) for name in own}
        for name in {hit.payload for hit in matcher.find(product.title[:_ZONE])}:
            asked[name] += bool(own)
            agree[name] += fold(name) in folded
    return [name for name in known if agree[name] and agree[name] >= _AGREES * asked[name]]


def _english(products: Sequence[Product]) -> list[str]:
    """Words that English titles begin with, and those that nearly always follow them."""
    titles = [_WORD.findall(p.title) for p in products if p.title.isascii()]
    starts: Counter[tuple[str, ...]] = Counter()
    anywhere: Counter[str] = Counter()
    for words in titles:
        anywhere.update({word.lower() for word in words})
        starts.update(tuple(words[:n]) for n in range(1, min(len(words), _LONGEST + 1)))
    first: dict[str, int] = defaultdict(int)
    for words in titles:
        first[words[0].lower() if words else ""] += 1
    found: set[str] = set()
    for (word,), count in ((s, c) for s, c in starts.items() if len(s) == 1):
        if count >= _OFTEN and first[word.lower()] >= _AGREES * anywhere[word.lower()]:
            found.add(" ".join(_extended((word,), starts)))
    return [name for name in found if not _says_else(name)]


def _extended(name: tuple[str, ...], starts: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    longer = [s for s in starts if len(s) == len(name) + 1 and s[:-1] == name]
    best = max(longer, key=lambda s: starts[s], default=None)
    if best and starts[best] >= _AGREES * starts[name] and not _says_else(best[-1]):
        return _extended(best, starts)
    return name


def _says_else(words: str) -> bool:
    """Whether it is a word for whom it is for, or a colour, rather than a name."""
    return bool(text_values().find(words) or text_colours().find(words))
