"""Words that point at products on the screen, resolved to ids in the order said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.mentions import named_in, two_of
from guide.reading.phrases import find, phrases, words
from guide.reading.pointing import described_in, focus, reference
from guide.reading.shown import ShownFacts
from guide.turn import Context, Reference, Shown
from index.extraction.numbers import parse_number
from index.vocabulary import Vocabulary

_HAN_DIGITS = "一二三四五六七八九十两\\d"


def references(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> tuple[Reference, ...]:
    """Return the products that a plain `text` points at, each once."""
    if not context.shown and not context.earlier:
        return ()
    found = sorted(_all(text, context, vocabulary, facts), key=lambda pair: pair[0])
    unique: dict[str, Reference] = {}
    for _, one in found:
        unique.setdefault(one.product_id, one)
    return tuple(unique.values())


def points_at_all(text: str) -> bool:
    """Return whether the words mean everything on the screen («这几款»)."""
    said = _EACH_WHAT.sub(" ", text)
    return says_two(text) or any(
        find(said, word) is not None for word in words("references", "these")
    )


_EACH_WHAT = re.compile(r"都(?=[有是用]?(?:什么|怎么|哪|几|多|谁|啥|咋))")
"""«都有什么颜色» asks for all colours, not of all products."""


def points_by_number(text: str) -> bool:
    """Return whether the words count products («第二款», «前两个», "the first one")."""
    patterns = (_ordinal(), _FIRST_FEW, _ENGLISH)
    found = (match for pattern in patterns for match in pattern.finditer(text))
    return any(text[match.end() : match.end() + 1] not in _EDITIONS for match in found)


_EDITIONS = tuple("版代季期届章集卷辑批")
"""What else is counted like that («第16版»)."""


def in_mind(context: Context) -> tuple[Reference, ...]:
    """Return what a question without a name is about: the last asked about, or the first shown."""
    item = focus(context)
    return (reference("", item),) if item else ()


def says_two(text: str) -> bool:
    """Return whether the words mean two products («这俩», «两款各多大», "those two")."""
    return _two().search(text) is not None


@cache
def _two() -> re.Pattern[str]:
    things = "".join(phrases("references")["classifiers"])
    return re.compile(
        rf"[这那它他]俩|[这那]两[{things}]|两者|\b(?:those|these|the) two\b|\bboth\b"
        rf"|(?:^|[,。!?; ])(?:它们)?(?:俩|两[{things}])"
        r"(?=的|里|都|各|分别|哪|谁|价|放|摆|比|差|一起|中|之间|有[啥什何没])"
    )


def all_shown(
    context: Context, most: int = 6, fewest: int = 1, text: str = ""
) -> tuple[Reference, ...]:
    """Return everything on the screen, in its order: the nearest too, where the picks are few.

    Where `text` means two only, those last spoken of, or the first two.
    """
    if says_two(text) and len(context.shown) + len(context.spoken) > 1:
        return tuple(reference("", item) for item in two_of(context, context.shown))
    meant = [item for item in context.shown if not item.near]
    meant = meant if len(meant) >= fewest else list(context.shown)[:fewest]
    return tuple(reference("", item) for item in meant[:most])


def _all(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Iterator[tuple[int, Reference]]:
    pages = previous_page(context) if _previous(text) else context.shown
    numbered = list(_numbered(text, pages))
    called = list(named_in(text, context, vocabulary, facts))
    titled = list(_titled(text, (*context.shown, *context.earlier)))
    titled = [one for one in titled if not _within(one, called)]
    described = [] if called else list(described_in(text, context, vocabulary, facts))
    yield from (*numbered, *called, *titled, *described)
    named = bool(numbered or called or titled or described)
    if not named or _BESIDE.search(text):
        yield from _pointed(text, context, named=named)


def _within(one: tuple[int, Reference], called: Sequence[tuple[int, Reference]]) -> bool:
    """Return whether a name stands inside the words by which a product is called already."""
    spans = [(at, at + len(ref.words)) for at, ref in called]
    return len(called) > 1 or any(start <= one[0] < end for start, end in spans)


def _previous(text: str) -> bool:
    return any(find(text, word) is not None for word in words("references", "previous_page"))


def previous_page(context: Context) -> tuple[Shown, ...]:
    """Return the products of the answer before the last, in their positions."""
    page: list[Shown] = []
    for item in (each for each in context.earlier if each.position):
        if page and item.position <= page[-1].position:
            break
        page.append(item)
    return tuple(page)


_FOR_ITSELF = ("它", "这款", "这个", "这件", "这台", "这双", "这条", "it", "this", "this one")
"""Beside the name of another product they still point («它和第二款比»); «那个» may belong to it."""


@cache
def _ordinal() -> re.Pattern[str]:
    things = "".join(phrases("references")["classifiers"])
    return re.compile(
        rf"第([{_HAN_DIGITS}]+)[{things}]?(?:[和跟与、比](?:第)?([{_HAN_DIGITS}]+)[{things}])?"
        rf"|(?<![{_HAN_DIGITS}第])([一二三四五六\d])(?:和|跟|与|、)([一二三四五六\d])"
        rf"(?=对比|比|哪|的?区别|有什么|有啥|差|之间|[ ,。?]|$)"
        rf"|(?<![\d.])([1-9])号(?!电池)|(?:#|no\.? ?|number |option )([1-9])(?!\d)"
    )


_FIRST_FEW = re.compile(r"(?:前|头)([二两三四五六2-6])[款个件双]|(?:first|top) (two|three|2|3)\b")
_ENGLISH = re.compile(r"\b(first|second|third|fourth|fifth|sixth|1st|2nd|3rd|4th|5th)\b(?! of all)")
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "two": 2,
          "three": 3, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}  # fmt: skip


def _numbered(text: str, shown: Sequence[Shown]) -> Iterator[tuple[int, Reference]]:
    few = _FIRST_FEW.search(text)
    if few:
        said = few[1] or few[2]
        count = int(_WORDS.get(said) or parse_number(said) or 0)
        for item in shown[:count]:
            yield few.start(), reference(few[0], item)
        return
    for match in _ordinal().finditer(text):
        for group in (g for g in match.groups() if g):
            number = parse_number(group)
            yield from _at(shown, match.start(), match[0], int(number or 0))
    for match in _ENGLISH.finditer(text):
        yield from _at(shown, match.start(), match[0], _WORDS[match[1]])
    for word in words("references", "last"):
        at = find(text, word)
        if at is not None and shown:
            yield at, reference(word, shown[-1])
            return


LEAST_OF_A_TITLE = 5
"""Characters that a title begins with and that name its product, where no other has as many."""


def _titled(text: str, items: Sequence[Shown]) -> Iterator[tuple[int, Reference]]:
    """Yield the one product whose title the words spell out, or whose model they name."""
    from difflib import SequenceMatcher

    from index.lexicon import fold

    found: dict[str, tuple[int, int, Shown]] = {}
    for item in items:
        title = fold(item.title)
        run = SequenceMatcher(None, text, title, autojunk=False).find_longest_match()
        size = run.size if run.b == 0 else 0
        found.setdefault(item.product_id, (size, run.a, item))
    ranked = sorted(found.values(), key=lambda each: -each[0])
    if ranked and ranked[0][0] >= LEAST_OF_A_TITLE:
        size, at, item = ranked[0]
        if len(ranked) == 1 or ranked[1][0] < size:
            yield at, reference(text[at : at + size], item)
            return
    for match in _MODEL.finditer(text):
        own = re.compile(rf"(?<![a-z0-9]){re.escape(match[0])}(?![a-z0-9])")
        named = {i.product_id: i for i in items if own.search(fold(i.title))}
        if len(named) == 1:
            yield match.start(), reference(match[0], next(iter(named.values())))


_MODEL = re.compile(r"(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{3,}(?![a-z0-9])")
"""A model («Y7000»), which names the one product whose title has it."""


def _at(
    shown: Sequence[Shown], start: int, said: str, position: int
) -> Iterator[tuple[int, Reference]]:
    for item in shown:
        if item.position == position:
            yield start, reference(said, item)


_BESIDE = re.compile(r"[和跟与同比]|\bwith\b|\bagainst\b|\bto\b")
"""«它和第二款比» names two, «绿豆糕有糖吗,它多重» one."""


def _pointed(text: str, context: Context, *, named: bool) -> Iterator[tuple[int, Reference]]:
    item = focus(context)
    if item is None:
        return
    for word in words("references", "this"):
        if named and word not in _FOR_ITSELF:
            continue
        at = find(text, word)
        if at is not None and not text[at + len(word) :].startswith(_NOT_PRODUCTS):
            yield at, reference(word, item)
            return


_NOT_PRODUCTS = (
    "俩",
    "们",
    "两",
    "牌",
    "品牌",
    "颜色",
    "价",
    "尺码",
    "brand",
    " brand",
    " colour",
    " color",
    "预算",
)
