"""«再便宜点», «更轻的», «大一号», «换个颜色»: wishes measured against what is on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from guide.need import Budget, Constraint, OrderBy, Source
from guide.reading.phrases import find, phrases
from guide.reading.setting import Setting
from guide.reading.shown import ShownFacts
from guide.turn import AddConstraint, Context, DropConstraint, Edit, Reference, SetBudget, SetOrder
from index.lexicon import load

_STEP = Decimal("0.01")
_ORDERS: Mapping[str, OrderBy] = {"price": "cheapest", "weight": "lightest"}


def comparative_edits(
    text: str,
    context: Context,
    refers: Sequence[Reference],
    facts: ShownFacts | None,
    setting: Setting,
) -> tuple[Edit, ...]:
    """Return the edits of comparing words; none where nothing is on the screen.

    They are measured against what they point at, else against the first product shown: whoever
    says «便宜点» to five products means the one that was recommended, and those below it that
    were shown already are still an answer.
    """
    seen = tuple(refers) or tuple(_spoken_of(context))
    if not seen:
        return ()
    edits: list[Edit] = []
    rows = phrases("comparatives")["than" if refers and wants_other(text) else "comparative"]
    told = [(row, said) for row in rows if (said := _said(text, row)) is not None]
    lifted = [word for word in phrases("comparatives")["lift"]["budget"] if word in text]
    for row, said in told:
        others = [*(other for _, other in told), *lifted]
        if not any(said in other and said != other for other in others):
            edits += _compared(row, said, seen, context, facts, setting)
    for row in phrases("comparatives")["change"]:
        said = _longest(text, row["words"])
        if said is not None:
            edits += _changed(row["attribute"], said, seen, context, facts, setting)
    return tuple(edits)


def _spoken_of(context: Context) -> Iterator[Reference]:
    """Yield the products on the screen, the one that was asked about last before the others."""
    shown = sorted(context.shown, key=lambda s: s.product_id != context.focus)
    return (Reference("", s.product_id, s.sku_id) for s in shown)


def _said(text: str, row: Mapping[str, Any]) -> str | None:
    """Return the words of a row that a text says, anywhere or as a whole clause."""
    said = _longest(text, row.get("words", ()))
    if said is not None or "clause" not in row:
        return said
    match = _clause(tuple(row["clause"])).search(text)
    return match["said"] if match else None


@cache
def _clause(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a clause that only complains («有点重了», "a bit too big")."""
    around = phrases("comparatives")["around"]
    before, behind = ("|".join(around[key]) for key in ("before", "behind"))
    said = "|".join(patterns)
    return re.compile(
        rf"(?<![^,。;!?.\s])(?:(?:{before}) ?)*(?P<said>{said})(?: ?(?:{behind}))*(?![^,。;!?.\s])"
    )


_OTHER = re.compile(
    r"比.{1,12}的.{0,4}有|有(?:没有|什么|啥)?.{0,3}比.{1,12}的"
    r"|\b(?:any|anything|something|one) .*\bthan\b"
)


def wants_other(text: str) -> bool:
    """Return whether products are asked for by what they are held against («比第一款便宜的»)."""
    return _OTHER.search(text) is not None


def wants_less_or_more(text: str) -> bool:
    """Return whether a turn asks for something else than what is shown, not about it.

    «能再便宜点吗» and «什么材质都行» do; «会不会太重» asks.
    """
    lists = phrases("comparatives")
    said = [
        w for key in ("comparative", "change") for row in lists[key] for w in row.get("words", ())
    ]
    wished = [w for w in said if "太" not in w and w != "too expensive"]
    return any(find(text, w) is not None for w in (*wished, *lists["lift"]["drop_after"]))


def _longest(text: str, options: Sequence[str]) -> str | None:
    return max((w for w in options if find(text, w) is not None), key=len, default=None)


def _compared(
    row: Mapping[str, Any],
    said: str,
    seen: Sequence[Reference],
    context: Context,
    facts: ShownFacts | None,
    setting: Setting,
) -> Iterator[Edit]:
    attribute, less = row["attribute"], row["way"] == "less"
    measured = _measuring(row, seen[0], facts, setting)
    if measured is not None:
        attribute = measured
    if attribute == "price":
        yield _price(less, said, seen, facts, setting)
        return
    if attribute == "size":
        yield from _size(less, said, seen, context, facts, setting)
        return
    amounts = [facts.amount(s.product_id, s.sku_id, attribute) for s in seen] if facts else []
    known = [a for a in amounts if a is not None]
    if known:
        low, high = (None, known[0] * 0.999) if less else (known[0] * 1.001, None)
        source, unit = setting.source(said), _base_unit(attribute, setting)
        yield AddConstraint(
            Constraint("", attribute, "range", "must", source, low=low, high=high, unit=unit)
        )
    elif less and attribute in _ORDERS:
        yield SetOrder(_ORDERS[attribute])


def _measuring(
    row: Mapping[str, Any], first: Reference, facts: ShownFacts | None, setting: Setting
) -> str | None:
    """Return the attribute that tells the size of the first product, where a row names several."""
    if facts is None:
        return None
    for part in row.get("any", ()):
        for attribute in setting.vocabulary.attributes:
            named = part == attribute.id or any(part in name for name in attribute.names)
            amount = facts.amount(first.product_id, first.sku_id, attribute.id) if named else None
            if amount is not None and setting.stated(attribute.id):
                return attribute.id
    return None


def _price(
    less: bool,
    said: str,
    seen: Sequence[Reference],
    facts: ShownFacts | None,
    setting: Setting,
) -> Edit:
    prices = [facts.price(s.product_id, s.sku_id) for s in seen] if facts else []
    known = [p for p in prices if p is not None]
    if not known:
        return SetOrder("cheapest" if less else "dearest")
    low, high = (None, known[0] - _STEP) if less else (known[0] + _STEP, None)
    return SetBudget(Budget(low, high, True, setting.currency, setting.source(said)))


def _size(
    less: bool,
    said: str,
    seen: Sequence[Reference],
    context: Context,
    facts: ShownFacts | None,
    setting: Setting,
) -> Iterator[Edit]:
    standing = [v for c in context.need.constraints if c.attribute == "size" for v in c.values]
    stated = facts.words(seen[0].product_id, seen[0].sku_id, "size") if facts else ()
    current = standing[0] if standing else stated[0] if len(stated) == 1 else None
    following = _next_size(current, -1 if less else 1) if current else None
    if following is not None:
        source = setting.source(said)
        yield AddConstraint(Constraint("", "size", "in", "must", source, values=(following,)))


def _next_size(size: str, step: int) -> str | None:
    lexicon = load()
    letter = lexicon.size_id(size)
    if letter in lexicon.sizes:
        at = lexicon.sizes.index(letter) + step
        return lexicon.sizes[at] if 0 <= at < len(lexicon.sizes) else None
    number = size.rstrip("码")
    return str(int(number) + step) if number.isdigit() else None


def _changed(
    attribute: str,
    said: str,
    seen: Sequence[Reference],
    context: Context,
    facts: ShownFacts | None,
    setting: Setting,
) -> Iterator[Edit]:
    """Avoid what is on the screen, and forget that it was wished for."""
    standing = [
        c for c in context.need.constraints if c.attribute == attribute and c.strength != "avoid"
    ]
    for constraint in standing:
        yield DropConstraint(constraint.id)
    values = tuple(v for c in standing for v in c.values)
    if attribute == "brand" and not values:
        values = setting.vocabulary.brands_of.get(seen[0].product_id, ())
    if not values and facts is not None and seen[0].sku_id is not None:
        values = facts.words(seen[0].product_id, seen[0].sku_id, attribute)
    if values:
        source: Source = setting.source(said)
        yield AddConstraint(Constraint("", attribute, "in", "avoid", source, values=values))


def _base_unit(attribute: str, setting: Setting) -> str | None:
    known = setting.vocabulary.attribute(attribute)
    return known.unit if known else None
