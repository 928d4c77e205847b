"""Finds what a request speaks of: kinds, brands, values, amounts, wishes, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.amounts import find_amounts, find_extents
from guide.reading.bodies import babies_ages
from guide.reading.context import without_promotions
from guide.reading.found import Found, Phrases, without_overlap
from guide.reading.glossary import glossed
from guide.reading.goods import brands_named, kinds_named, makers_named
from guide.reading.leftovers import in_a_filler
from guide.reading.naming import attribute_names
from guide.reading.people import peopled
from guide.reading.phrases import ends_with, find, phrases, starts_with, words
from guide.reading.scope import with_scope
from index.lexicon import WordMatcher, fold, load
from index.vocabulary import Vocabulary

_COLOUR = re.compile(
    r"(?:^|(?<=[要的或和是选带有除了、, 跟深浅换成看来改就只买拿爱穿]))"
    r"([黑白红蓝绿灰粉紫黄棕橙银金])"
    r"(?=的|款|$|[,。;!?、或和 ]|色)"
)
_GENDER = re.compile(r"(?:^|(?<=[, 要、]))([男女])(?=[, 的款、]|$)|(?<=的)([男女])(?=[, 。]|$)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SPF = re.compile(r"spf\s*(\d{2,3})\+?(?:以上)?")
_SIZE = re.compile(r"(?<![a-z0-9])(x{0,4}[sml]|[2-5]xl)(?=码|号|$|[^a-z0-9])")
_SIZE_NEAR = re.compile(r"(?:码|号|size|尺码)")


def spot(text: str, vocabulary: Vocabulary, *, on_screen: bool = True) -> Phrases:
    """Return the phrases of a plain `text` that are understood, avoids marked.

    Without anything `on_screen`, «轻一点» compares with nothing and is a wish like others.
    """
    names = list(_attributes(text, vocabulary))
    candidates = [
        *names,
        *_amounts(text, names, vocabulary),
        *babies_ages(text),
        *kinds_named(text, vocabulary),
        *brands_named(text, vocabulary),
        *makers_named(text, vocabulary),
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
        if found.what == "amount":  # «四» of «四件套»
            bare = not (found.meaning.unit or found.meaning.currency or found.meaning.budget)
            at, end = found.meaning.core
            return bare and any(s <= at and end < e for s, e in kinds)
        told = found.what in ("value", "attribute", "wish")
        return told and any(found.start < s < found.end < e for s, e in kinds)

    return [found for found in candidates if not cuts(found)]


def _whole_shares(candidates: Sequence[Found]) -> list[Found]:
    """Leave «100%棉» whole: its share is no wish of its own."""
    values = [(f.start, f.end) for f in candidates if f.what == "value"]

    def inside(found: Found) -> bool:
        share = found.what == "amount" and found.meaning.unit in ("%", None)
        return share and any(s <= found.start and found.end < e for s, e in values)

    return [found for found in candidates if not inside(found)]


def _has_or_not(attribute: str, vocabulary: Vocabulary) -> bool:
    """Return whether goods only have an attribute or not, so that no number is one of it."""
    known = vocabulary.attribute(attribute)
    common = load().attributes.get(attribute)
    return known is not None and known.yes_no and not (common and common.dimensions)


def _amounts(text: str, names: Sequence[Found], vocabulary: Vocabulary) -> Iterator[Found]:
    for match in _SPF.finditer(text):
        yield Found(match.start(), match.end(), "spf", match[0], float(match[1]))
    text = without_promotions(text)
    for start, end in find_extents(text):
        yield Found(start, end, "extent", text[start:end], text[start:end])
    measured = [(n.start, n.end) for n in names if not _has_or_not(n.meaning, vocabulary)]
    for amount in find_amounts(text, measured):
        said = text[amount.start : amount.end]
        yield Found(amount.start, amount.end, "amount", said, amount)


@cache
def _bare_words() -> frozenset[str]:
    """Return the English words that name nothing: «in white» no India, «only red» no ONLY."""
    said = (*phrases("fillers")["words"], *phrases("strength")["must"])
    return frozenset(word for word in said if word.isascii())


def _values(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    for mention in vocabulary.values_in(text):
        lone = mention.end - mention.start == 1
        if mention.word.isascii() and mention.word in _bare_words():
            continue
        if mention.word in phrases("english")["shy_brands"]:
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
    for at in sorted({*(m.start() for m in _GENDER.finditer(text)), *_by_kinds(text, vocabulary)}):
        gender = (("gender", "women" if text[at] == "女" else "men"),)
        yield Found(at, at + 1, "value", text[at], gender)
    for word, attribute, value in phrases("said")["values"]:
        at = find(text, word)
        if at is not None:
            yield Found(at, at + len(word), "value", word, ((attribute, value),))
    yield from _described(text)


def _described(text: str) -> Iterator[Found]:
    """Yield what a phrase says of someone («my skin is on the dry side»)."""
    for pattern, attribute in phrases("said")["patterns"]:
        for match in re.finditer(pattern, text):
            yield Found(*match.span(), "value", match[0], ((attribute, match[1]),))


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
    said += [
        w for key in ("comparative", "change") for row in data[key] for w in row.get("words", ())
    ]
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
    for hit in attribute_names(vocabulary).find(text):
        yield Found(hit.start, hit.end, "attribute", text[hit.start : hit.end], hit.payload)


def _by_kinds(text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield where 男 or 女 stands right beside a kind («男短裤», «短裤男»)."""
    for mention in vocabulary.kinds_in(text):
        before, after = mention.start - 1, mention.end
        if before >= 0 and text[before] in "男女" and _loose(text[before - 1 : before]):
            yield before
        elif text[after : after + 1] in ("男", "女") and _loose(text[after + 1 : after + 2]):
            yield after


def _loose(char: str) -> bool:
    return not _HAN.match(char) or char in "的要款买条件双个"
