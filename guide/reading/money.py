"""The budget of a request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from guide.need import Budget
from guide.reading.amounts import Amount
from guide.reading.found import Found, Phrases
from guide.reading.measures import is_money
from guide.reading.phrases import ends_with, find, phrases
from guide.reading.scope import strength_of
from guide.reading.setting import Setting
from guide.reading.standing_budget import changed_budget

ABOUT = 0.15
"""«800左右» is its middle with this part of it on both sides."""
ABOVE = 0.2
"""«一百出头» reaches this part above."""
CENT = Decimal("0.01")


def budget(heard: Phrases, setting: Setting) -> Budget | None:
    """Return the budget of a request, or None where it speaks of no price."""
    said = [f for f in heard.of("amount") if is_money(heard, f, setting)]
    if not said:
        return None
    whole = _united(said)
    amount: Amount = whole.meaning
    soft = strength_of(heard, whole) == "prefer" or amount.bound in ("about", "above")
    low, high, about = _ends(amount)
    source = setting.source(whole.words)
    return Budget(low, high, not soft, amount.currency or setting.currency, source, about)


def outright_budget(heard: Phrases, standing: Budget | None, setting: Setting) -> Budget | None:
    """Return the amount said, which goes before a comparison («贵点也行,6500以内»).

    How much cheaper («便宜100块») is no amount to pay; «预算再加五百» adds to the
    standing one.
    """
    changed = changed_budget(heard.text, standing, setting)
    if changed is not None:
        return changed
    said = budget(heard, setting)
    words = said.source.words if said else None
    at = find(heard.text, words) if words else None
    steps = phrases("comparatives")["step"]
    head = heard.text[:at] if at is not None else ""
    step = ends_with(head, steps["before"]) and not ends_with(head, steps["not_before"])
    return None if step else said


def _united(said: Sequence[Found]) -> Found:
    """Put «300以上500以内» together; else the last amount stands, a named budget before others."""
    first, last = said[0], said[-1]
    one, other = first.meaning, last.meaning
    joins = one.high is None and other.low is None and (one.low or 0) <= (other.high or 0)
    if len(said) == 2 and joins:
        return replace(
            last, words=f"{first.words}{last.words}", meaning=replace(other, low=one.low)
        )
    named = [f for f in said if f.meaning.budget]
    return named[-1] if named else last


def _ends(amount: Amount) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    low, high = amount.low, amount.high
    match amount.bound:
        case "about" if low is not None and high is not None:
            about = (low + high) / 2
            return _money(low * (1 - ABOUT)), _money(high * (1 + ABOUT)), _money(about)
        case "above":
            return _money(low), _money((high or 0) * (1 + ABOVE)), None
        case "exact" if low == high:
            return None, _money(high), None
        case _:
            return _money(low), _money(high), None


def _money(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).quantize(CENT)
