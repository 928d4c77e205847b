"""«小号也行», «15.6也行», "red is fine too": what is allowed beside what was wished before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from guide.need import Constraint, Need, Source
from guide.reading.found import Phrases
from guide.reading.phrases import ends_with, find, phrases, starts_with
from guide.turn import DropConstraint

_NAMING = ("value", "brand", "amount", "size", "gloss", "attribute", "people")
_PRICED = "以内"
"""Behind a bare number that widens the budget."""
_MEASURED = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>英寸|寸|[a-z\u4e00-\u9fff]{1,5})")
_ASKED = re.compile(r" ?[吗么嘛不?]")
_NEAREST, _FARTHEST = 0.4, 2.5
"""Between these parts of a number that stands, a bare number measures the same."""


def allows(heard: Phrases) -> bool:
    """Return whether something is said to be fine besides («机械盘也行»), and not asked so."""
    return any(
        f.what in _NAMING and _allowed(heard.text, heard.text[f.start : f.end]) for f in heard.found
    )


def widened(
    made: Sequence[Constraint], text: str, need: Need
) -> tuple[list[Constraint], list[DropConstraint]]:
    """Return the wishes of a turn, and the standing ones that it no longer needs.

    What is allowed besides («小号也行») is joined to the standing wish for the same attribute;
    of what goods only have or have not, both are fine then.
    """
    kept: list[Constraint] = []
    dropped: list[DropConstraint] = []
    for new in made:
        old = _beside(new, text, need)
        if old is not None and new.op == "has":
            dropped.append(DropConstraint(old.id))
        elif old is not None:
            kept.append(_joined(old, new, text))
        else:
            kept.append(new)
    beside = _unread_beside(text, need)
    return ([*kept, beside] if beside and len(kept) == len(made) else kept), dropped


def with_units(text: str, need: Need) -> str:
    """Give a bare number the unit of the standing wish that it replaces or widens («15.6也行»)."""

    def measured(match: re.Match[str]) -> str:
        return match[0] + _unit_of(float(match["number"] or match["instead"]), need)

    return _bare().sub(measured, text)


def _unread_beside(text: str, need: Need) -> Constraint | None:
    """Return the title wish that an unread word widens («石英也行» where 机械 was wished)."""
    match = _unread().search(text)
    standing = [c for c in need.constraints if c.attribute == "words" and c.strength == "must"]
    if match is None or not standing or match["word"] in standing[-1].values:
        return None
    old = standing[-1]
    values = tuple(dict.fromkeys((*old.values, match["word"])))
    return replace(old, values=values, source=_both(old, match["word"], old.source.turn, text))


def _beside(new: Constraint, text: str, need: Need) -> Constraint | None:
    """Return the standing wish that `new` widens, if it is said to be fine besides."""
    if not _allowed(text, new.source.words or ""):
        return None
    alike = [c for c in need.constraints if (c.attribute, c.op) == (new.attribute, new.op)]
    if new.op == "has":
        opposite = [c for c in alike if (c.strength == "avoid") != (new.strength == "avoid")]
        return opposite[-1] if opposite else None
    wanted = [c for c in alike if "avoid" not in (c.strength, new.strength)]
    return wanted[-1] if wanted else None


def _allowed(text: str, said: str) -> bool:
    at = find(text, said) if said else None
    if at is None:
        return False
    tail = re.sub(r"^(?:码|号|的|那种|那个|那款|款|色|其实| |ones?\b)*", "", text[at + len(said) :])
    lists = phrases("comparatives")["lift"]
    fine = starts_with(tail, sorted(lists["drop_widen_after"], key=len, reverse=True))
    if fine is not None:
        return not _ASKED.match(tail.removeprefix(fine))
    head = text[:at].rstrip()
    lead = ends_with(head, lists["drop_widen_before"])
    return lead is not None and not head.removesuffix(lead).strip(" ,。;!?")


def _joined(old: Constraint, new: Constraint, text: str) -> Constraint:
    source = _both(old, new.source.words or "", new.source.turn, text)
    if new.op == "range":
        low = None if old.low is None or new.low is None else min(old.low, new.low)
        high = None if old.high is None or new.high is None else max(old.high, new.high)
        return replace(new, low=low, high=high, strength=old.strength, source=source)
    values = tuple(dict.fromkeys((*old.values, *new.values)))
    return replace(new, values=values, strength=old.strength, source=source)


def _both(old: Constraint, said: str, turn: int, text: str) -> Source:
    between = " or " if text.isascii() else "或"
    return Source(turn, between.join(filter(None, (old.source.words, said))))


def _unit_of(number: float, need: Need) -> str:
    """Return the unit of the standing wish whose number is nearest to a bare one, or ""."""
    found: list[tuple[float, str]] = []
    for constraint in need.constraints:
        measured = _MEASURED.search(constraint.source.words or "")
        if measured is not None and (constraint.op == "range" or constraint.attribute == "size"):
            found.append((float(measured["number"]), measured["unit"]))
    if need.budget is not None and need.budget.high is not None:
        found.append((float(need.budget.high), _PRICED))
    near = [(abs(old / number - 1), unit) for old, unit in found if number and _near(old, number)]
    return min(near)[1] if near else ""


def _near(old: float, number: float) -> bool:
    return _NEAREST <= old / number <= _FARTHEST


@cache
def _bare() -> re.Pattern[str]:
    """Return the pattern of a number without a unit that is allowed, or taken instead."""
    lists = phrases("comparatives")["lift"]
    after, before = (
        "|".join(map(re.escape, lists[k])) for k in ("drop_widen_after", "drop_widen_number")
    )
    return re.compile(
        rf"(?<![\d.a-z])(?P<number>\d+(?:\.\d+)?)(?=的? ?(?:{after}))"
        rf"|(?:{before}) ?(?P<instead>\d+(?:\.\d+)?)(?=的?[吧了呢]?(?:$|[,。;!? ]))"
    )


@cache
def _unread() -> re.Pattern[str]:
    after = [w for w in phrases("comparatives")["lift"]["drop_widen_after"] if not w.isascii()]
    ends = "|".join(map(re.escape, sorted(after, key=len, reverse=True)))
    return re.compile(rf"(?<![^,。;!? 那])(?P<word>[\u4e00-\u9fff]{{2,5}}?)的?(?:{ends})")
