"""What is told of someone's body: how old a baby is, whose weight it is that is said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from guide.reading.amounts import Amount
from guide.reading.found import Found, Phrases
from guide.reading.phrases import ends_with, phrases, starts_with, words
from guide.reading.setting import Setting
from index.lexicon import WordMatcher, load

MONTHS = "个月"
CARRIES = "load_capacity"


def babies_ages(text: str) -> Iterator[Found]:
    """Yield how old a baby is where words say it («新生儿», «刚满月»), in months."""
    for hit in _ages().find(text):
        span = (hit.start, hit.end)
        months = float(hit.payload)
        amount = Amount(*span, months, months, "exact", MONTHS, None, False, span)
        yield Found(*span, "amount", text[hit.start : hit.end], amount)


@cache
def _ages() -> WordMatcher[int]:
    return WordMatcher((w, months) for said, months in phrases("people")["months"] for w in said)


def years(amount: Amount) -> float:
    """Return an age in years."""
    return amount.said / 12 if "月" in (amount.unit or "") else amount.said


def someones_weight(heard: Phrases, found: Found) -> bool:
    """Return whether an amount is how heavy someone is («我们家娃20斤了»)."""
    if not any(unit.dimension == "mass" for unit in load().units_named(found.meaning.unit or "")):
        return False
    if starts_with(heard.text[found.end :], words("people", "weighed_behind")):
        return True
    head = heard.text[: found.start].rstrip()
    while ends_with(head, words("people", "weighed")) is None:
        between = ends_with(head, words("people", "weighed_between"))
        if between is None:
            return False
        head = head.removesuffix(between).rstrip()
    return True


def body_weight(setting: Setting) -> str | None:
    """Return the attribute that states for what weight the kind is, or what it carries, or None."""
    for attribute in setting.vocabulary.attributes:
        named = any("体重" in name or "weight range" in name for name in attribute.names)
        if named and setting.stated(attribute.id):
            return attribute.id
    return CARRIES if setting.stated(CARRIES) else None
