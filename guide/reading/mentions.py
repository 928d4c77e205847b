"""«莱克和海尔那台», «跟刚才条纹那套比», «7A防水吗»: where words name products, and which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.called import Shelf, core
from guide.reading.model_names import model_names
from guide.reading.phrases import has_any, phrases, words
from guide.reading.shown import ShownFacts
from guide.turn import Context, Reference, Shown
from index.lexicon import fold
from index.vocabulary import Vocabulary

Mention = tuple[int, str, Shown]


def named_in(
    text: str, context: Context, vocabulary: Vocabulary, facts: ShownFacts | None
) -> Iterator[tuple[int, Reference]]:
    """Yield where a question or a comparison names products, and which ones of the whole shelf."""
    if facts is None:
        return
    wide = _may_name(text)
    shelf = Shelf(context, vocabulary, facts, wide=wide)
    found = _listed(text, shelf) or [*_against(text, shelf), *_asked(text, shelf)]
    known = {item.product_id for *_, item in found}
    if len(known) < 2 and wide:
        found += [m for m in _models(text, shelf) if m[2].product_id not in known]
    for start, said, item in found:
        yield start, Reference(said, item.product_id, item.sku_id)


def compares(text: str) -> bool:
    """Return whether words put products side by side, or ask why one costs more than another."""
    return has_any(text, words("acts", "compare")) or any(
        pattern.search(text) for pattern in _patterns("beside")
    )


def _may_name(text: str) -> bool:
    """Return whether a turn asks or compares, and does not rather wish for goods."""
    if compares(text) or any(p.search(text) for p in _patterns("against")):
        return True
    marks = phrases("questions")["marks"]
    asks = has_any(text, tuple(marks["words"])) or re.search(r"(.)不\1", text) is not None
    return asks and not has_any(text, tuple(marks["wanting"]))


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    data = phrases("callings")
    things = "".join(phrases("references")["classifiers"])
    return tuple(re.compile(p.replace("<things>", f"[{things}]")) for p in data[key])


def _listed(text: str, shelf: Shelf) -> list[Mention]:
    """Return two that are named side by side («K30和K30 5G»), where both are known and differ."""
    if not (compares(text) or _EACH.search(text)):
        return []
    for pattern in _patterns("listed"):
        for match in pattern.finditer(text):
            two = [(match.start(g), match[g], _one(match[g], shelf)) for g in ("one", "other")]
            found = [(at, said, item) for at, said, item in two if item is not None]
            if len({item.product_id for *_, item in found}) > 1:
                return found
    return []


_EACH = re.compile(r"各|分别|都|哪|谁|更|\b(?:each|which|both)\b")


def _one(said: str, shelf: Shelf) -> Shown | None:
    """Return the product that a whole phrase names, by its model where it says one."""
    bare = core(said)
    if not bare or bare in _BY_PLACE or _PLACED.search(bare):
        return None
    for *_, name, brands in model_names(bare, shelf.vocabulary):
        item = shelf.named(name, brands)
        if item is not None:
            return item
    return shelf.called(bare)


_BY_PLACE = ("它", "这", "那", "it", "this", "that", "other", "另外", "别", "其他")
_PLACED = re.compile(
    r"第[一二三四五六\d]|^[一二三四五六\d]$|\b(?:first|second|third|fourth|fifth|last)\b"
)


def _against(text: str, shelf: Shelf) -> list[Mention]:
    """Return the one that another is held against («跟刚才那个波浪枕比», "than the tote")."""
    for pattern in _patterns("against"):
        match = pattern.search(text)
        item = _one(match["named"], shelf) if match is not None else None
        if match is not None and item is not None:
            return [(match.start("named"), match["named"].strip(), item)]
    return []


def _asked(text: str, shelf: Shelf) -> list[Mention]:
    """Return the one that a question is put about («13寸的Pro呢», «美菱这台能…»)."""
    for pattern in _patterns("asked"):
        for match in pattern.finditer(text):
            said = match["named"].strip()
            item = _one(said, shelf) if _is_name(said, match["whole"], shelf) else None
            if item is not None:
                return [(match.start("named"), match["whole"].strip(), item)]
    return []


def _is_name(said: str, whole: str, shelf: Shelf) -> bool:
    """Return whether words may be a name: of a brand, of a model, or one that a shown title has.

    «那13寸的Pro呢» names a product, «那小米的呢» asks for others of a brand.
    """
    bare = core(said)
    if not _THAT.search(whole):
        if said.endswith("的"):
            return False
        for mention in shelf.vocabulary.brands_in(bare):
            bare = bare.replace(mention.word, " ")
        return re.search(r"[a-z]", bare) is not None
    if shelf.vocabulary.brands_in(bare) or re.search(r"[a-z]", bare) is not None:
        return True
    pieces = [p for p in _THAT.split(bare) if p and not _THAT.fullmatch(p)]
    return any(_in_title(piece, item) for piece in pieces for item in shelf.seen)


def _in_title(said: str, item: Shown) -> bool:
    return len(said) > 1 and said in fold(item.title)


_THAT = re.compile(r"[那这][款个件双条台部只套张把家位间盏辆瓶盒顶床]")


def _models(text: str, shelf: Shelf) -> list[Mention]:
    """Return the products whose models are named, but for what one is asked to support."""
    found: list[Mention] = []
    for start, end, name, brands in model_names(text, shelf.vocabulary):
        if text[:start].rstrip().endswith(tuple(phrases("callings")["having"])):
            continue
        item = shelf.named(name, brands)
        if item is not None:
            found.append((start, text[start:end], item))
    return found


def two_of(context: Context, items: Sequence[Shown]) -> tuple[Shown, ...]:
    """Return the two that «这两个» means: the last spoken of, else the first two on the screen."""
    around = {item.product_id: item for item in (*context.earlier, *context.shown)}
    spoken = [around[each] for each in context.spoken if each in around]
    if len(spoken) > 1:
        return tuple(spoken[:2])
    picks = [item for item in items if not item.near] or list(items)
    if len(picks) == 1 and spoken and spoken[0].product_id != picks[0].product_id:
        return (picks[0], spoken[0])
    return tuple(picks[:2]) if len(picks) > 1 else tuple(items[:2])


def holds_against(text: str) -> bool:
    """Return whether what was last spoken of is held against a product that is named."""
    return any(pattern.search(text) for pattern in _patterns("against"))
