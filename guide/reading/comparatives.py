"""«再便宜点», «更轻的», «大一号», «换个颜色»: wishes measured against what is on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from guide.need import Budget, Constraint, OrderBy, Source
from guide.reading.phrases import find, has_any, phrases
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
    """Return the edits of comparing words; none where nothing is on the screen."""
    seen = tuple(refers) or tuple(Reference("", s.product_id, s.sku_id) for s in context.shown)
    if not seen:
        return ()
    edits: list[Edit] = []
    for row in phrases("comparatives")["comparative"]:
        said = _longest(text, row["words"])
        if said is not None:
            edits += _compared(row, said, seen, context, facts, setting)
    for row in phrases("comparatives")["change"]:
        said = _longest(text, row["words"])
        if said is not None:
            edits += _changed(row["attribute"], said, seen, context, facts, setting)
    return tuple(edits)


def lifting_edits(text: str, context: Context) -> tuple[Edit, ...]:
    """Return the edits of «预算不限», «颜色无所谓», «不限修身»."""
    lift: Mapping[str, Sequence[str]] = phrases("comparatives")["lift"]
    edits: list[Edit] = []
    if context.need.budget is not None and has_any(text, lift["budget"]):
        edits.append(SetBudget(None))
    if context.need.order != "fit" and has_any(text, lift["order"]):
        edits.append(SetOrder("fit"))
    for constraint in context.need.constraints:
        named = lift.get(constraint.attribute, ())
        if has_any(text, named) or _dropped(text, constraint, lift):
            edits.append(DropConstraint(constraint.id))
    return tuple(edits)


def _longest(text: str, options: Sequence[str]) -> str | None:
    return max((w for w in options if find(text, w) is not None), key=len, default=None)


def _dropped(text: str, constraint: Constraint, lift: Mapping[str, Sequence[str]]) -> bool:
    said = constraint.source.words or ""
    at = find(text, said) if said else None
    if at is None:
        return False
    head, tail = text[:at].rstrip(), text[at + len(said) :].lstrip("的 ")
    return head.endswith(tuple(lift["drop_before"])) or tail.startswith(tuple(lift["drop_after"]))


def _compared(
    row: Mapping[str, Any],
    said: str,
    seen: Sequence[Reference],
    context: Context,
    facts: ShownFacts | None,
    setting: Setting,
) -> Iterator[Edit]:
    attribute, less = row["attribute"], row["way"] == "less"
    if attribute == "price":
        yield _price(less, said, seen, context, facts, setting)
        return
    if attribute == "size":
        yield from _size(less, said, seen, context, facts, setting)
        return
    amounts = [facts.amount(s.product_id, s.sku_id, attribute) for s in seen] if facts else []
    known = [a for a in amounts if a is not None]
    if known:
        end = min(known) if less else max(known)
        low, high = (None, end * 0.999) if less else (end * 1.001, None)
        source, unit = setting.source(said), _base_unit(attribute, setting)
        yield AddConstraint(
            Constraint("", attribute, "range", "must", source, low=low, high=high, unit=unit)
        )
    elif less and attribute in _ORDERS:
        yield SetOrder(_ORDERS[attribute])


def _price(
    less: bool,
    said: str,
    seen: Sequence[Reference],
    context: Context,
    facts: ShownFacts | None,
    setting: Setting,
) -> Edit:
    prices = [facts.price(s.product_id, s.sku_id) for s in seen] if facts else []
    known = [p for p in prices if p is not None]
    if not known:
        return SetOrder("cheapest" if less else "dearest")
    old = context.need.budget
    low = old.low if less and old else None if less else max(known) + _STEP
    high = min(known) - _STEP if less else None
    if low is not None and high is not None and low > high:
        low = None
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
