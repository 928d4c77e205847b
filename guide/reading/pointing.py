"""«牛皮那套», «16寸那个», "the Citizen one": products known by what they are and have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.phrases import find, phrases, words
from guide.reading.shown import ShownFacts
from guide.reading.superlatives import extreme_row, outstanding
from guide.turn import Context, Reference, Shown
from index.lexicon import fold, load
from index.vocabulary import Vocabulary, words_of


def focus(context: Context) -> Shown | None:
    """Return the product that was asked about last, or the first shown."""
    first = context.shown[0] if context.shown else None
    around = (*context.shown, *context.earlier)
    return next((item for item in around if item.product_id == context.focus), first)


def compares_with_named(text: str) -> bool:
    """Return whether a turn holds what was last spoken of against a product that it names."""
    return _against().search(text) is not None


def described_in(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Iterator[tuple[int, Reference]]:
    """Yield where the words describe a product that was shown, and which it is.

    What stands out among the picks comes before what the nearest are, and those before what was
    shown earlier; whoever points at what was never shown may mean a product of the shop by name.
    """
    against = _against().search(text)
    if against is not None:
        said = (against["named"] or against["other"]).strip()
        yield from _named(against.start(), said, context, vocabulary, facts)
    other = _the_other(text, context)
    if other is not None:
        yield other
        return
    for start, said, whole in _descriptions(text):
        item = _meant(said, context, vocabulary, facts)
        if item is not None:
            yield start, reference(whole, item)
            continue
        named = facts.named(said, context.need.kinds)[:1] if facts and _is_name(said) else ()
        yield from ((start, Reference(whole, product_id)) for product_id in named)


@cache
def _against() -> re.Pattern[str]:
    first, *others = phrases("acts")["compare_with"]
    return re.compile("|".join((first, *(o.replace("named", "other") for o in others))))


def _named(
    start: int, said: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Iterator[tuple[int, Reference]]:
    """Yield the product that a comparison names, which need not be on the screen."""
    item = None if _BY_NUMBER.search(said) else _meant(said, context, vocabulary, facts)
    if item is not None:
        yield start, reference(said, item)
    elif facts is not None and _is_name(said) and not _BY_NUMBER.search(said):
        named = facts.named(said, context.need.kinds) or facts.closest(said, context.need)
        yield from ((start, Reference(said, product_id)) for product_id in named[:1])


def _descriptions(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where a description begins, what it says of the product, and all of its words."""
    ends = 0
    for match in _description().finditer(text):
        said = next((g for g in match.groups() if g), "").strip()
        if match.start() >= ends and said and not said.startswith("第") and said not in _COUNTED:
            ends = match.end()
            yield match.start(), said, match[0]


_BY_NUMBER = re.compile(
    r"第[一二三四五六\d]|\b(?:first|second|third|fourth|fifth|last)\b|[这那]|它"
)
_COUNTED = ("first", "second", "third", "fourth", "fifth", "last", "other", "right", "same", "only")


def _meant(
    said: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Shown | None:
    picks = [shown for shown in context.shown if not shown.near] or list(context.shown)
    item = outstanding(said, picks, vocabulary, facts)
    if item is not None or extreme_row(said) is not None:
        return item
    return like(said, (*context.shown, *context.earlier), vocabulary, facts)


def like(
    said: str, items: Sequence[Shown], vocabulary: Vocabulary, facts: ShownFacts | None
) -> Shown | None:
    """Return the product that a description fits best: by brand, kind, colour, title or value."""
    fits = [(fitting(said, item, vocabulary, facts), item) for item in items]
    best = max((fit for fit, _ in fits), default=0)
    return next((item for fit, item in fits if fit == best), None) if best else None


def fitting_all(
    said: str, items: Sequence[Shown], vocabulary: Vocabulary, facts: ShownFacts | None
) -> list[Shown]:
    """Return every product that a description fits by more than its kind."""
    return [item for item in items if fitting(said, item, vocabulary, facts) > 1]


def fitting(said: str, item: Shown, vocabulary: Vocabulary, facts: ShownFacts | None) -> int:
    """Return 0 where a description does not fit, else how outright it does."""
    title = fold(item.title)
    if {m.id for m in vocabulary.brands_in(said)} & set(
        vocabulary.brands_of.get(item.product_id, ())
    ):
        return 3
    if _has_model(said, title):
        return 3
    if (len(said) > 1 and said in title) or _has_colour(said, item, title, facts):
        return 3
    if facts is not None and facts.has(item.product_id, item.sku_id, said):
        return 2
    kinds = {i for m in vocabulary.kinds_in(said) for i in m.ids}
    if kinds & set(vocabulary.kinds_of.get(item.product_id, ())):
        return 1
    return int(said in title and not said.isascii())


_MODEL = re.compile(r"(?<![a-z0-9])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{2,}(?![a-z0-9])")


def _has_model(said: str, title: str) -> bool:
    """Return whether a description names a model, and the title has it («红米8A», "Redmi 8A")."""
    models = _MODEL.findall(said)
    return bool(models) and all(model in _MODEL.findall(title) for model in models)


def _has_colour(said: str, item: Shown, title: str, facts: ShownFacts | None) -> bool:
    """Return whether a description is a colour, and the product has it; 白鹅绒 is none."""
    colours = {c.id for c in load().colours_in(said)}
    bare = said.removesuffix("的").removesuffix("色")
    words_for = (fold(word) for colour in colours for word in words_of("colour", colour))
    if all(word.removesuffix("色") != bare for word in words_for):
        return False
    stated = facts.words(item.product_id, item.sku_id, "colour") if facts else ()
    known = {c.id for w in stated for c in load().colours_in(w)} | set(stated)
    named = {w for c in colours for w in words_of("colour", c)}
    return bool(colours & known) or any(len(w) > 1 and fold(w) in title for w in named)


def _is_name(said: str) -> bool:
    """Return whether a description may be a name, not a colour or a degree."""
    return len(said) > 1 and not load().colours_in(said) and extreme_row(said) is None


def _the_other(text: str, context: Context) -> tuple[int, Reference] | None:
    """Return the one of two on the screen that was not asked about last («另一个呢»)."""
    picks = [item for item in context.shown if not item.near]
    around = (*picks, *context.shown, *context.earlier)
    now = focus(context)
    rest = [item for item in around if now is not None and item.product_id != now.product_id]
    for word in words("references", "other"):
        at = find(text, word)
        if at is not None and rest:
            return at, reference(word, rest[0])
    return None


@cache
def _description() -> re.Pattern[str]:
    things = "".join(phrases("references")["classifiers"])
    said = r"[\u4e00-\u9fffa-z0-9.]"
    extremes = [w for row in phrases("extremes")["extreme"] for w in row["words"]]
    han = "|".join(sorted((w for w in extremes if not w.isascii()), key=len, reverse=True))
    latin = "|".join(sorted((w for w in extremes if w.isascii()), key=len, reverse=True))
    before = "刚才|刚刚|之前|前面|上面"
    asked = "(?=多少|几|多[重大长高久厚宽]|能|会|怎么|有没有|什么|评价|咋|啥)"
    return re.compile(
        rf"(?:{before})?的?[那这][{things}]([^,。!?的]{{1,8}})的(?!那|这|是)"
        rf"|(?:{before})的?[那这][{things}]([^,。!?的]{{1,8}})"
        rf"|(?:{before})(?:说的|看的|推荐的)?([^,。!?的那这]{{1,8}})的(?!那)"
        rf"|(?!{before})({said}{{1,8}}?)的?那[{things}]"
        rf"|(?:^|(?<=[,。 …那]))({han})的{asked}"
        rf"|\bthe ([a-z0-9\u4e00-\u9fff. -]{{2,20}}?) ones?\b"
        rf"|(?<![a-z])({latin}) one\b"
        rf"|\b(?:how (?:much|heavy|big|long|many)\b[a-z ]*|does|of|for) the ({latin})\b(?! of)"
    )


def reference(said: str, item: Shown) -> Reference:
    """Return the reference that words make to a shown product."""
    return Reference(said, item.product_id, item.sku_id)
