"""Words that point at products on the screen, resolved to ids in the order said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.phrases import find, phrases, words
from guide.reading.shown import ShownFacts
from guide.reading.superlatives import outstanding
from guide.turn import Context, Reference, Shown
from index.extraction.numbers import parse_number
from index.lexicon import load
from index.vocabulary import Vocabulary, words_of

_HAN_DIGITS = "一二三四五六七八九十两\\d"


def references(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> tuple[Reference, ...]:
    """Return the products that a plain `text` points at, each once."""
    if not context.shown and not context.earlier:
        return ()
    found = sorted(_all(text, context, vocabulary, facts), key=lambda pair: pair[0])
    unique: dict[str, Reference] = {}
    for _, reference in found:
        unique.setdefault(reference.product_id, reference)
    return tuple(unique.values())


def points_at_all(text: str) -> bool:
    """Return whether the words mean everything on the screen («这几款»)."""
    return any(find(text, word) is not None for word in words("references", "these"))


def points_by_number(text: str) -> bool:
    """Return whether the words count products («第二款», «前两个», "the first one")."""
    patterns = (_ordinal(), _FIRST_FEW, _ENGLISH)
    found = (match for pattern in patterns for match in pattern.finditer(text))
    return any(text[match.end() : match.end() + 1] not in _EDITIONS for match in found)


_EDITIONS = tuple("版代季期届章集卷辑批")
"""What else is counted like that («第16版»)."""


def in_mind(context: Context) -> tuple[Reference, ...]:
    """Return what a question without a name is about: the last asked about, or the first shown."""
    item = _focus(context)
    return (_reference("", item),) if item else ()


def _focus(context: Context) -> Shown | None:
    first = context.shown[0] if context.shown else None
    around = (*context.shown, *context.earlier)
    return next((item for item in around if item.product_id == context.focus), first)


def all_shown(context: Context, most: int = 6) -> tuple[Reference, ...]:
    """Return everything on the screen, in its order."""
    meant = [item for item in context.shown if not item.near]
    return tuple(_reference("", item) for item in meant[:most])


def _all(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Iterator[tuple[int, Reference]]:
    pages = previous_page(context) if _previous(text) else context.shown
    yield from _numbered(text, pages)
    yield from _titled(text, (*context.shown, *context.earlier))
    described = list(_described(text, context, vocabulary, facts))
    yield from described
    if not described:
        yield from _pointed(text, pages, context)


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
            yield few.start(), _reference(few[0], item)
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
            yield at, _reference(word, shown[-1])
            return


LEAST_OF_A_TITLE = 5
"""Characters that a title begins with and that name its product, where no other has as many."""


def _titled(text: str, items: Sequence[Shown]) -> Iterator[tuple[int, Reference]]:
    """Yield the one product whose title the words spell out («小米无线充电宝青春版»)."""
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
            yield at, _reference(text[at : at + size], item)


def _at(
    shown: Sequence[Shown], start: int, said: str, position: int
) -> Iterator[tuple[int, Reference]]:
    for item in shown:
        if item.position == position:
            yield start, _reference(said, item)


def _pointed(
    text: str, shown: Sequence[Shown], context: Context
) -> Iterator[tuple[int, Reference]]:
    item = _focus(context)
    if item is None or list(_numbered(text, shown)):
        return
    for word in words("references", "this"):
        at = find(text, word)
        if at is not None and not text[at + len(word) :].startswith(_NOT_PRODUCTS):
            yield at, _reference(word, item)
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


@cache
def _description() -> re.Pattern[str]:
    things = "".join(phrases("references")["classifiers"])
    return re.compile(
        rf"(?:刚才|刚刚|之前|前面|上面)?(?:的)?[那这]([{things}])([^,。!?的]{{1,8}})的"
        rf"|(?:刚才|刚刚|之前|前面)的?[那这][{things}]([^,。!?的]{{1,8}})"
        rf"|(?:刚才|刚刚|之前|前面)(?:说的|看的|的)?([^,。!?的那这]{{1,8}})的(?!那)"
        rf"|(?!刚才|刚刚|之前|前面)([\u4e00-\u9fffa-z0-9]{{1,8}}?)(?:的)?那[{things}]"
        rf"|\bthe ([a-z0-9 -]{{2,20}}?) one\b"
    )


def _described(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Iterator[tuple[int, Reference]]:
    for match in _description().finditer(text):
        said = next((g for g in match.groups()[1:] if g), "")
        if said in _WORDS or said.startswith("第"):
            continue
        meant = [shown for shown in context.shown if not shown.near]
        item = outstanding(said, meant, vocabulary, facts) or _like(
            said, (*context.shown, *context.earlier), vocabulary, facts
        )
        if item is not None:
            yield match.start(), _reference(match[0], item)


def _like(
    said: str, items: Sequence[Shown], vocabulary: Vocabulary, facts: ShownFacts | None
) -> Shown | None:
    """Return the first shown product that a description fits: brand, kind, colour, title."""
    from index.lexicon import fold

    brands = {m.id for m in vocabulary.brands_in(said)}
    kinds = {i for m in vocabulary.kinds_in(said) for i in m.ids}
    colours = {c.id for c in load().colours_in(said)}
    for item in items:
        stated = facts.words(item.product_id, item.sku_id, "colour") if facts else ()
        known = {c.id for w in stated for c in load().colours_in(w)} | set(stated)
        title = fold(item.title)
        named = {w for c in colours for w in words_of("colour", c)}
        if (
            brands & set(vocabulary.brands_of.get(item.product_id, ()))
            or kinds & set(vocabulary.kinds_of.get(item.product_id, ()))
            or colours & known
            or (colours and any(len(w) > 1 and fold(w) in title for w in named))
            or (len(said) > 1 and said in title)
        ):
            return item
    return None


def _reference(said: str, item: Shown) -> Reference:
    return Reference(said, item.product_id, item.sku_id)
