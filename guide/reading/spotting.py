"""Finds what a request speaks of: kinds, brands, values, amounts, wishes, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.amounts import find_amounts, find_extents
from guide.reading.context import without_promotions
from guide.reading.found import Found, Phrases, without_overlap
from guide.reading.glossary import glossed
from guide.reading.leftovers import in_a_filler
from guide.reading.people import peopled
from guide.reading.phrases import ends_with, find, matcher, phrases, starts_with, words
from guide.reading.scope import with_scope
from index.lexicon import WordMatcher, fold, load
from index.vocabulary import KindMention, Vocabulary, load_taxonomy, makers
from index.vocabulary.linking import carriers

_COLOUR = re.compile(
    r"(?:^|(?<=[要的或和是选带有除了、, 跟深浅]))([黑白红蓝绿灰粉紫黄棕橙银金])"
    r"(?=的|款|$|[,。;!?、或和 ]|色)"
)
_GENDER = re.compile(r"(?:^|(?<=[, 要、]))([男女])(?=[, 的款、]|$)")
_SPF = re.compile(r"spf\s*(\d{2,3})\+?(?:以上)?")
_SIZE = re.compile(r"(?<![a-z0-9])(x{0,4}[sml]|[2-5]xl)(?=码|号|$|[^a-z0-9])")
_SIZE_NEAR = re.compile(r"(?:码|号|size|尺码)")
_LONE_KIND = re.compile(r"[\u4e00-\u9fff]")


def spot(text: str, vocabulary: Vocabulary, *, on_screen: bool = True) -> Phrases:
    """Return the phrases of a plain `text` that are understood, avoids marked.

    Without anything `on_screen`, «轻一点» compares with nothing and is a wish like others.
    """
    names = list(_attributes(text, vocabulary))
    candidates = [
        *names,
        *_amounts(text, names),
        *_kinds(text, vocabulary),
        *_brands(text, vocabulary),
        *_makers(text, vocabulary),
        *_values(text, vocabulary),
        *_sizes(text),
        *peopled(text),
        *glossed(text, vocabulary),
        *_listed(text),
        *(_moves(text) if on_screen else ()),
        *_adjectives(text),
    ]
    kept = without_overlap(_plain_wishes(_whole_kinds(_whole_shares(candidates))))
    return with_scope(Phrases(text, tuple(kept)))


def _plain_wishes(candidates: Sequence[Found]) -> list[Found]:
    """Leave «warm» the wish that it is, though one shop calls a climate so."""
    wishes = {(f.start, f.end) for f in candidates if f.what == "wish"}

    def only_here(found: Found) -> bool:
        common = load().attributes.keys() | load().features.keys()
        named = any(attribute in common for attribute, _ in found.meaning)
        return (found.start, found.end) in wishes and not named

    return [f for f in candidates if f.what != "value" or not only_here(f)]


def _whole_kinds(candidates: Sequence[Found]) -> list[Found]:
    """Leave the kind at the end of a compound whole: «无线充电宝» is a 充电宝 before all."""
    kinds = [(f.start, f.end) for f in candidates if f.what == "kind" and f.end - f.start > 1]

    def cuts(found: Found) -> bool:
        told = found.what in ("value", "attribute", "wish")
        return told and any(found.start < s < found.end < e for s, e in kinds)

    return [found for found in candidates if not cuts(found)]


def _whole_shares(candidates: Sequence[Found]) -> list[Found]:
    """Leave «100%棉» whole: its share is no wish of its own."""
    values = [(f.start, f.end) for f in candidates if f.what == "value"]

    def inside(found: Found) -> bool:
        share = found.what == "amount" and found.meaning.unit == "%"
        return share and any(s <= found.start and found.end < e for s, e in values)

    return [found for found in candidates if not inside(found)]


def _amounts(text: str, names: Sequence[Found]) -> Iterator[Found]:
    for match in _SPF.finditer(text):
        yield Found(match.start(), match.end(), "spf", match[0], float(match[1]))
    text = without_promotions(text)
    for start, end in find_extents(text):
        yield Found(start, end, "extent", text[start:end], text[start:end])
    for amount in find_amounts(text, [(n.start, n.end) for n in names]):
        said = text[amount.start : amount.end]
        yield Found(amount.start, amount.end, "amount", said, amount)


def _kinds(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    for mention in vocabulary.kinds_in(text):
        if len(mention.word) == 1 and not _stands_alone(text, mention.start, mention.end):
            continue
        if _is_part(text, mention, vocabulary) or _is_maker(text, mention, vocabulary):
            continue
        yield Found(mention.start, mention.end, "kind", mention.word, mention.ids)


_PARTS = (
    "带",
    "不带",
    "没有",
    "无",
    "含",
    "不含",
    "没",
    "with",
    "without",
    "with a",
    "without a",
    "no",
)


def _is_maker(text: str, mention: KindMention, vocabulary: Vocabulary) -> bool:
    """Return whether a fruit is a maker here: «苹果手机», or 苹果 in a shop of computers."""
    if not _maker_names().find(mention.word):
        return False
    if vocabulary.brands_in(mention.word) and not carriers(vocabulary, mention.ids):
        return True
    others = {i for m in vocabulary.kinds_in(text) if m.start != mention.start for i in m.ids}
    roots = {root for i in others for root in load_taxonomy().roots(i)}
    return bool(roots - {"food", "book"})


def _is_part(text: str, mention: KindMention, vocabulary: Vocabulary) -> bool:
    """Return whether the word means a part of the thing («带帽子的»), not a thing of its own."""
    known = load().attribute_named(mention.word)
    attribute = vocabulary.attribute(known.id) if known else None
    head, tail = text[: mention.start].rstrip(), text[mention.end :]
    asked = head.endswith(_PARTS) or (head.endswith("有") and tail.startswith("的"))
    return attribute is not None and asked


_BEFORE_LONE = (
    "什么",
    "哪种",
    "哪款",
    "一块",
    "一只",
    "一个",
    "一支",
    "一张",
    "一把",
    "一本",
    "一床",
    "一双",
)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether a kind of one character («床», «笔») is a word of its own here."""
    after = text[end : end + 1]
    if after and _LONE_KIND.match(after) and after not in "的有吗呢,。要和跟给好吧啊呀哪":
        return False
    if text[:start].endswith(_BEFORE_LONE):
        return True
    import rjieba

    at = 0
    for token in rjieba.cut(text):
        if at == start and at + len(token) == end:
            return True
        at += len(token)
    return False


def _brands(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    for mention in vocabulary.brands_in(text):
        if mention.end - mention.start == 1 and in_a_filler(text, mention.start, mention.end):
            continue
        yield Found(mention.start, mention.end, "brand", mention.word, mention.id)


def _makers(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield well-known makers that the catalogue does not carry, beside a thing they may make."""
    taxonomy = load_taxonomy()
    roots = {r for m in vocabulary.kinds_in(text) for i in m.ids for r in taxonomy.roots(i)}
    if not roots - {"food", "book"}:
        return
    for hit in _maker_names().find(text):
        if not vocabulary.brands_in(text[hit.start : hit.end]):
            yield Found(hit.start, hit.end, "brand", text[hit.start : hit.end], hit.payload)


@cache
def _maker_names() -> WordMatcher[str]:
    return WordMatcher(
        (n, names[0]) for names in makers() for n in names if len(n) > 2 or n > "\u4e00"
    )


@cache
def _bare_words() -> frozenset[str]:
    """Return the English words that carry no wish: «in white» names no India."""
    return frozenset(word for word in phrases("fillers")["words"] if word.isascii())


def _values(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    for mention in vocabulary.values_in(text):
        lone = mention.end - mention.start == 1
        if mention.word.isascii() and mention.word in _bare_words():
            continue
        if lone and in_a_filler(text, mention.start, mention.end):
            continue
        if mention.meanings:
            yield Found(mention.start, mention.end, "value", mention.word, mention.meanings)
    for match in _COLOUR.finditer(text):
        colours = load().colours_in(match[1])
        if colours:
            meaning = (("colour", colours[0].id),)
            yield Found(match.start(1), match.end(1), "value", match[1], meaning)
    for match in _GENDER.finditer(text):
        gender = (("gender", "women" if match[1] == "女" else "men"),)
        yield Found(match.start(1), match.end(1), "value", match[1], gender)
    for word, attribute, value in phrases("said")["values"]:
        at = find(text, word)
        if at is not None:
            yield Found(at, at + len(word), "value", word, ((attribute, value),))


def _sizes(text: str) -> Iterator[Found]:
    for word, size in _size_words():
        at = text.find(word)
        if at >= 0:
            yield Found(at, at + len(word), "size", word, size)
    for match in _SIZE.finditer(text):
        near = text[max(0, match.start() - 6) : match.end() + 2]
        if _SIZE_NEAR.search(near) or len(match[1]) > 1:
            end = match.end() + (1 if text[match.end() : match.end() + 1] in "码号" else 0)
            end = min(end, len(text))
            yield Found(match.start(), end, "size", match[1], match[1].upper())


@cache
def _size_words() -> tuple[tuple[str, str], ...]:
    sizes = load().same_sizes.items()
    return tuple((word, size) for word, size in sizes if len(word) > 1 and not word.isascii())


def _listed(text: str) -> Iterator[Found]:
    for hit in _orders().find(text):
        yield Found(hit.start, hit.end, "order", text[hit.start : hit.end], hit.payload)
    for hit in _wishes().find(text):
        row = phrases("wishes")["wish"][hit.payload]
        yield Found(hit.start, hit.end, "wish", text[hit.start : hit.end], row)


def _moves(text: str) -> Iterator[Found]:
    """Yield the words of a step («算了», «换个颜色», «预算不限»), so that nobody searches them."""
    for hit in _steps().find(text):
        yield Found(hit.start, hit.end, "move", text[hit.start : hit.end], None)


@cache
def _steps() -> WordMatcher[str]:
    data = phrases("comparatives")
    said = [*phrases("acts")["new_topic"], *phrases("acts")["return_to"]]
    said += [w for key in ("comparative", "change") for row in data[key] for w in row["words"]]
    said += [w for key, rows in data["lift"].items() if not key.startswith("drop") for w in rows]
    return WordMatcher((word, word) for word in said)


@cache
def _orders() -> WordMatcher[str]:
    return WordMatcher((w, order) for order, said in phrases("orders").items() for w in said)


@cache
def _wishes() -> WordMatcher[int]:
    rows = phrases("wishes")["wish"]
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        for word in row["words"]:
            first.setdefault(fold(word), index)
    return WordMatcher(first.items())


def _adjectives(text: str) -> Iterator[Found]:
    """Yield «别太厚»: an adjective right behind words that ask for less of it."""
    for row in phrases("adjectives")["adjective"]:
        for word in sorted(row["words"], key=len, reverse=True):
            at = text.find(word)
            cue = ends_with(text[:at].rstrip(), words("strength", "not_too")) if at > 0 else None
            if cue and not starts_with(text[at:], ("厚度", "长度", "重量", "花")[:3]):
                start = len(text[:at].rstrip()) - len(cue)
                yield Found(start, at + len(word), "adjective", text[start : at + len(word)], row)


def _attributes(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    for hit in _attribute_names(vocabulary).find(text):
        yield Found(hit.start, hit.end, "attribute", text[hit.start : hit.end], hit.payload)


_names: dict[int, tuple[Vocabulary, WordMatcher[str]]] = {}


def _attribute_names(vocabulary: Vocabulary) -> WordMatcher[str]:
    """Return the names of attributes, this catalogue's own before the common ones."""
    known = _names.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        known = (vocabulary, WordMatcher(_all_names(vocabulary).items()))
        _names[id(vocabulary)] = known
    return known[1]


def _all_names(vocabulary: Vocabulary) -> dict[str, str]:
    names: dict[str, str] = {}
    for attribute in vocabulary.attributes:
        for name in (*attribute.names, attribute.label):
            if len(name) > 1:
                names.setdefault(fold(name), attribute.id)
    for name, attribute_id in phrases("said")["attributes"]:
        names.setdefault(name, attribute_id)
    for attribute in load().attributes.values():
        for said in attribute.names.values():
            for name in said:
                if len(name) > 1:
                    names.setdefault(fold(name), attribute.id)
    return names


def listed_words(name: str, *keys: str) -> WordMatcher[tuple[str, str]]:
    """Return the matcher over some lists of a file of `guide/lexicon`."""
    return matcher(name, *keys)
