"""«哪个轻», «最响的是多少瓦», "which is lighter": questions for the least or the most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from guide.apply import apply
from guide.choosing.extremes import COUNTED, MOST
from guide.reading.phrases import has_any, phrases, words
from guide.reading.shown import ShownFacts
from guide.reading.superlatives import (
    attributes_of_noun,
    by_amount,
    extreme_row,
    measured_by,
)
from guide.turn import Context, Edit, Reference, SetBudget, Shown, Turn
from index.errors import FilterError
from index.extraction.quantities import to_base
from index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_COMPARED = 6
_PRICES = ("price",)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for the least or the most.

    Attributes:
        word: the word by which one stands out («轻», "lighter").
        noun: what stands before it («电池», «保温»), or "".
        everywhere: it is asked of all that fits the wishes, not of what is on the screen.
        unit: the unit that is asked for («多少毫安»), or "".
    """

    word: str
    noun: str
    everywhere: bool
    unit: str = ""


def asked_extreme(text: str) -> Asked | None:
    """Return what a plain text asks the least or the most of, or None."""
    for pattern, everywhere in _patterns():
        match = pattern.search(text)
        if match is None:
            continue
        word = match["word"]
        noun = _noun(match["noun"] or "")
        unit = _UNIT_ASKED.search(text)
        wide = everywhere and not _on_screen(text)
        if _orders(text, word, unit is not None):
            return None
        return Asked(
            word, noun, wide or has_any(text, tuple(_parts()["shop"])), unit[1] if unit else ""
        )
    return None


_UNIT_ASKED = re.compile(r"(?:多少|几)个?([a-z]+|[\u4e00-\u9fff]{1,3}?)(?=[的呀啊呢吗?。!钱 ]|$)")


def asks_everywhere(text: str) -> bool:
    """Return whether a question is put to the whole shop («你们家哪款…»)."""
    return has_any(text, tuple(_parts()["shop"]))


def _on_screen(text: str) -> bool:
    pointing = (word for word in words("references", "these") if word != _ALL)
    return has_any(text, (*_parts()["screen"], *pointing))


_ALL = "都"
"""It points at everything on the screen, but says so of anything («都有什么»)."""


def _parts() -> Mapping[str, Any]:
    return phrases("extremes")["parts"]


def _orders(text: str, word: str, numbered: bool) -> bool:
    """Return whether the words rather ask for all in another order («最便宜的是哪个»)."""
    priced = extreme_row(word)
    cheapest = priced is not None and tuple(priced["of"]) == _PRICES
    told = numbered or "多少" in text or _on_screen(text)
    return cheapest and _SUPERLATIVE.search(text) is not None and not told


_SUPERLATIVE = re.compile(r"最|\b\w+est\b|\bmost\b|\bleast\b")


def _noun(said: str) -> str:
    """Return the noun of what stands before the word, without what points and asks."""
    bare = re.sub(_filled(_parts()["before"], _parts()), "", said)
    if bare.strip().startswith("of "):
        return ""
    if bare.strip().endswith("得") and bare.strip() not in phrases("extremes")["nouns"]:
        return ""
    return bare.strip(" 的是最更比较会能要还,。").removeprefix("the ").strip()


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    data = phrases("extremes")
    said = sorted({w for row in data["extreme"] for w in row["words"]}, key=len, reverse=True)
    han, latin = ("|".join(w for w in said if w.isascii() is latin) for latin in (False, True))
    parts = {**data["parts"], "han": han, "latin": latin}
    return tuple(
        (re.compile(_filled(row["pattern"], parts)), row.get("everywhere", False))
        for row in data["asked"]
    )


def _filled(pattern: str, parts: Mapping[str, Any]) -> str:
    """Return a pattern with the parts that it names put in, theirs too."""
    while True:
        filled = re.sub(r"(?<!\?P)<(\w+)>", lambda part: str(parts[part[1]]), pattern)
        if filled == pattern:
            return filled
        pattern = filled


def resolved(
    asked: Asked,
    refers: Sequence[Reference],
    edits: Sequence[Edit],
    context: Context,
    vocabulary: Vocabulary,
    facts: ShownFacts,
) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """Return the products compared, the one asked for first, and what is asked of them."""
    row = extreme_row(asked.word)
    assert row is not None
    items = _items(asked, refers, edits, context, facts)
    name = _measure(asked, row, items, vocabulary, facts)
    ranked = [item for _, item in by_amount(name, row["way"], items, facts)]
    if asked.everywhere:
        ranked = ranked[:MOST_COMPARED]
    found = tuple(_reference(item) for item in ranked)
    among = str(len(items)) if asked.everywhere else ""
    return found, (MOST, name, _said(asked, name, vocabulary, len(items)), among)


def _items(
    asked: Asked,
    refers: Sequence[Reference],
    edits: Sequence[Edit],
    context: Context,
    facts: ShownFacts,
) -> list[Shown]:
    """Return what is compared: what is pointed at, on the screen, or all that fits the wishes."""
    around = (*context.shown, *context.earlier)
    if len(refers) > 1:
        ids = [ref.product_id for ref in refers]
        known = {item.product_id: item for item in reversed(around)}
        return [known.get(each) or Shown(0, each, None, facts.title(each)) for each in ids]
    picks = [item for item in context.shown if not item.near] or list(context.shown)
    if not asked.everywhere:
        return picks
    budget = tuple(edit for edit in edits if isinstance(edit, SetBudget))
    fitting = facts.fitting(apply(context.need, Turn("ask", "", edits=budget)))
    return [Shown(0, product_id, sku_id, "") for product_id, sku_id in fitting] or picks


def _measure(
    asked: Asked,
    row: Mapping[str, Any],
    items: Sequence[Shown],
    vocabulary: Vocabulary,
    facts: ShownFacts,
) -> str:
    """Return what is measured: of all that the words may mean, what most of the products state."""
    candidates = list(dict.fromkeys(_candidates(asked, row, vocabulary)))
    stated = {name: _stating(name, items, facts) for name in candidates}
    least = min(2, len(items))
    enough = [name for name in candidates if stated[name] >= least]
    best = enough[:1] or sorted((n for n in candidates if stated[n]), key=lambda n: -stated[n])
    return next(iter((*best, *candidates)), asked.noun or row["of"][0])


def _stating(name: str, items: Sequence[Shown], facts: ShownFacts) -> int:
    return sum(facts.measure(item.product_id, item.sku_id, name) is not None for item in items)


def _candidates(asked: Asked, row: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    named = list(attributes_of_noun(asked.noun, vocabulary)) if asked.noun else []
    every = [*named, *([] if named and row.get("plain") else measured_by(row, vocabulary))]
    base = _base(asked.unit)
    if base:
        every = [name for name in every if _unit_of(name, vocabulary) == base] or every
        if not named:
            every += [a.id for a in vocabulary.attributes if a.unit == base]
    units = row.get("units")
    if units:
        every = [n for n in every if _unit_of(n, vocabulary) in units] or every
    if asked.noun and not named and row.get("plain"):
        yield COUNTED + asked.noun
        return
    yield from every


def _base(unit: str) -> str:
    """Return the base unit of a unit that is asked for («毫安» is read as mAh), or ""."""
    for word in (unit, f"{unit}时"):
        try:
            return to_base(1.0, word)[1] if unit else ""
        except FilterError:
            continue
    return ""


def _unit_of(name: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.attribute(name)
    return known.unit if known is not None else None


def _said(asked: Asked, name: str, vocabulary: Vocabulary, count: int) -> str:
    """Return how it stands out, as it is said («保温最久», «更轻», "the lightest")."""
    if asked.word.isascii():
        return f"the {_most(asked.word)} {asked.noun}".strip()
    named = asked.noun and (COUNTED in name or name in attributes_of_noun(asked.noun, vocabulary))
    degree = "更" if count == 2 and not asked.everywhere else "最"
    return f"{asked.noun if named else ''}{degree}{asked.word}"


def _most(word: str) -> str:
    """Return the highest degree of an English word («lighter» makes "lightest")."""
    row = extreme_row(word)
    degrees = [w for w in row["words"] if w.isascii()] if row else []
    return next((w for w in degrees if w.endswith("est") or w.startswith(("most", "least"))), word)


def _reference(item: Shown) -> Reference:
    return Reference(str(item.position or ""), item.product_id, item.sku_id)
