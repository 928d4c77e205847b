"""The goods that a text names: kinds, brands of the catalogue, makers that it does not carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from guide.reading.found import Found
from guide.reading.kept import kept
from guide.reading.leftovers import in_a_filler
from guide.reading.phrases import phrases
from index.lexicon import WordMatcher, load
from index.vocabulary import BrandMention, KindMention, Vocabulary, load_taxonomy, makers
from index.vocabulary.linking import carriers

_LONE_KIND = re.compile(r"[\u4e00-\u9fff]")


def kinds_named(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the kinds that are named, carried or not."""
    for mention in _mentions(text, vocabulary):
        if len(mention.word) == 1 and not _stands_alone(text, mention.start, mention.end):
            continue
        if mention.word in phrases("said")["things"] and _ends_a_clause(text, mention.start):
            continue
        if mention.word in phrases("english")["shy_kinds"] and not _named_so(text, mention):
            continue
        if _is_part(text, mention, vocabulary) or _is_maker(text, mention, vocabulary):
            continue
        yield Found(mention.start, mention.end, "kind", mention.word, mention.ids)


def _ends_a_clause(text: str, start: int) -> bool:
    """Return whether «吃的» tells who eats a thing («幼猫吃的»), and names none."""
    before = text[start - 1 : start]
    return bool(_LONE_KIND.match(before)) and before not in phrases("said")["things_after"]


def _named_so(text: str, mention: KindMention) -> bool:
    """Return whether a word that is mostly no thing is one here («a light for the desk»)."""
    return text[: mention.start].endswith(("a ", "an ", "the ", "some "))


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


def brands_named(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the brands of the catalogue that are named."""
    for mention in vocabulary.brands_in(text):
        if mention.end - mention.start == 1 and in_a_filler(text, mention.start, mention.end):
            continue
        if mention.word in phrases("english")["shy_brands"] and not _branded(text, mention):
            continue
        yield Found(mention.start, mention.end, "brand", mention.word, mention.id)


def _branded(text: str, mention: BrandMention) -> bool:
    """Return whether a word that is mostly no name is one here («a dress from only»)."""
    tail = text[mention.end :].lstrip()
    return text[: mention.start].endswith(("from ", "by ", "brand ")) or tail.startswith("brand")


def makers_named(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield well-known makers that the catalogue does not carry, beside a thing they may make."""
    yield from _lines_named(text, vocabulary)
    taxonomy = load_taxonomy()
    roots = {r for m in vocabulary.kinds_in(text) for i in m.ids for r in taxonomy.roots(i)}
    if not roots - {"food", "book"}:
        return
    for hit in _maker_names().find(text):
        if text[hit.start : hit.end] in phrases("english")["shy_brands"]:
            continue
        if not vocabulary.brands_in(text[hit.start : hit.end]):
            yield Found(hit.start, hit.end, "brand", text[hit.start : hit.end], hit.payload)


@cache
def _maker_names() -> WordMatcher[str]:
    return WordMatcher(
        (n, names[0]) for names in makers() for n in names if len(n) > 2 or n > "\u4e00"
    )


def _mentions(text: str, vocabulary: Vocabulary) -> Iterator[KindMention]:
    """Yield the kinds named, at their ends: «护颈枕头» names a 枕头, no 颈枕.

    The shelves of services have short names, too («火锅» of «火锅套餐»).
    """
    mentions = vocabulary.kinds_in(text)
    for mention in mentions:
        yield _longer(text, mention, vocabulary) or _later(text, mention, vocabulary) or mention
    taken = [(m.start, m.end) for m in mentions]
    for hit in _short_names(vocabulary).find(text):
        if all(hit.end <= start or end <= hit.start for start, end in taken):
            yield KindMention(hit.start, hit.end, text[hit.start : hit.end], (hit.payload,))


def _longer(text: str, mention: KindMention, vocabulary: Vocabulary) -> KindMention | None:
    """Return the kind of the longer name that ends on one that is not carried («护颈枕»)."""
    if any(vocabulary.kind(i) for i in mention.ids):
        return None
    for word, kind in sorted(phrases("said")["longer"], key=lambda row: -len(row[0])):
        start = mention.end - len(word)
        if len(word) > len(mention.word) and start >= 0 and text.startswith(word, start):
            return (
                KindMention(start, mention.end, word, (kind,))
                if carriers(vocabulary, (kind,))
                else None
            )
    return None


def _later(text: str, mention: KindMention, vocabulary: Vocabulary) -> KindMention | None:
    """Return the kind that begins inside another one and ends behind it, a word of its own."""
    carried = any(vocabulary.kind(i) for i in mention.ids)
    if carried or mention.word.isascii() or len(mention.word) < 2:
        return None
    import rjieba

    for later in vocabulary.kinds_in(text[mention.start + 1 : mention.end + len(mention.word)]):
        start, end = (at + mention.start + 1 for at in (later.start, later.end))
        if start < mention.end < end and rjieba.cut(text[:end])[-1:] == [later.word]:
            return KindMention(start, end, later.word, later.ids)
    return None


@kept
def _short_names(vocabulary: Vocabulary) -> WordMatcher[str]:
    services = phrases("said")["services"]
    return WordMatcher(
        (kind.label.removesuffix(end), kind.id)
        for kind in vocabulary.kinds
        for end in services
        if kind.label.endswith(end) and len(kind.label) >= len(end) + 2
    )


def _lines_named(text: str, vocabulary: Vocabulary) -> Iterator[Found]:
    """Yield the maker of a line of products («MacBook»), where its kind or none is named."""
    named = {i for m in vocabulary.kinds_in(text) for i in m.ids}
    for hit in _lines().find(text):
        kind, maker = hit.payload
        if not named or kind in named or any(load_taxonomy().related(kind, one) for one in named):
            own = [m.id for m in vocabulary.brands_in(maker)]
            said = text[hit.start : hit.end]
            yield Found(hit.start, hit.end, "brand", said, own[0] if own else maker)


def is_line(word: str) -> bool:
    """Return whether a word names one of several lines of a maker («红米» is not all of 小米)."""
    alone = phrases("models")["alone"]
    return any(w == word and maker not in alone for w, _, maker in phrases("models")["lines"])


@cache
def _lines() -> WordMatcher[tuple[str, str]]:
    return WordMatcher((word, (kind, maker)) for word, kind, maker in phrases("models")["lines"])
