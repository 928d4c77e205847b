"""Whether a stated value is a wished one: words by spelling and sense, numbers by interval."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from index.fact import Bool, FactValue, Quantity
from index.search.columns import NO, UNKNOWN, YES
from index.search.text import fold, is_han

_ALMOST = 1e-9
_BRACKETS = re.compile(r"[()\[\]{}（）【】/、,，;；|]+")


@dataclass(frozen=True, slots=True)
class Senses:
    """What the shop's language knows about words.

    Attributes:
        colours: folded colour word to the family that it belongs to («酒红» → `red`).
        families: the folded words that name a whole family («红», «红色»).
        same: folded word to the name of the group of words that mean the same.
    """

    colours: Mapping[str, str] = field(default_factory=dict[str, str])
    families: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Particles:
    """Words that deny or affirm what stands beside them, from `particles.toml`."""

    negations: tuple[str, ...]
    suffixes: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]


@cache
def particles() -> Particles:
    """Return the particles that ship with the package."""
    import tomllib

    source = resources.files("index.search").joinpath("particles.toml")
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return Particles(
        tuple(map(fold, data["negations"])),
        tuple(sorted(map(fold, data["suffixes"]), key=len, reverse=True)),
        frozenset(map(fold, data["yes"])),
        frozenset(map(fold, data["no"])),
    )


def judge_words(wanted: Sequence[str], senses: Senses) -> Callable[[str], int]:
    """Return a judge of one folded, stated word: is it one of `wanted`?

    Equal spellings, synonyms and shades of a wished colour family are a yes, and so is a stated
    phrase that holds the wished word without denying it. A stated word that is wider than the
    wished one («红色» for «酒红») leaves it unknown.
    """
    judges = [_judge_word(fold(word), senses) for word in wanted]

    def judge(stated: str) -> int:
        return max((one(stated) for one in judges), default=NO)

    return judge


def _judge_word(wanted: str, senses: Senses) -> Callable[[str], int]:
    key, family = _stem(wanted), _family(wanted, senses)
    group = senses.same.get(wanted)
    within = _finder(key if len(key) > 1 else wanted)

    def judge(stated: str) -> int:
        if stated == wanted or _stem(stated) == key:
            return YES
        if group is not None and senses.same.get(stated) == group:
            return YES
        own = _family(stated, senses)
        if family is not None and own is not None:
            return _judge_colour(wanted, stated, senses) if family == own else NO
        if within is not None and (found := within.search(stated)):
            return NO if _denied(stated, found.start()) else YES
        if len(stated) > 1 and stated in wanted:
            return UNKNOWN
        return NO

    return judge


def _judge_colour(wanted: str, stated: str, senses: Senses) -> int:
    if wanted in senses.families:
        return YES
    return UNKNOWN if stated in senses.families else NO


def _family(word: str, senses: Senses) -> str | None:
    return senses.colours.get(word) or senses.colours.get(_stem(word))


def _stem(word: str) -> str:
    for suffix in particles().suffixes:
        if len(word) > len(suffix) and word.endswith(suffix):
            return word.removesuffix(suffix)
    return word


def _finder(word: str) -> re.Pattern[str] | None:
    if not word:
        return None
    if is_han(word):
        return re.compile(re.escape(word))
    return re.compile(rf"(?<![a-z0-9.]){re.escape(word)}(?![a-z0-9]|\.\d)")


def _denied(text: str, start: int) -> bool:
    return text[:start].rstrip().endswith(particles().negations)


def spellings(stated: str) -> tuple[str, ...]:
    """Return the folded names in a stated one: «惠普（HP）» is 惠普, HP and both together."""
    folded = fold(stated)
    parts = tuple(part.strip() for part in _BRACKETS.split(folded) if part.strip())
    return tuple(dict.fromkeys((folded, *parts)))


def judge_yes(value: FactValue, atoms: Sequence[str]) -> int:
    """Return whether a stated value says yes to its attribute («支持», a number above 0)."""
    match value:
        case Bool(stated):
            return YES if stated else NO
        case Quantity(_, high, _):
            return NO if high is not None and high <= 0 else YES
        case _:
            denials = particles().no
            return NO if atoms and all(atom in denials for atom in atoms) else YES


def judge_bool(value: Bool, wanted: Sequence[str]) -> int:
    """Return whether a stated yes or no is one of `wanted` («支持», «无»)."""
    said = {True for w in wanted if fold(w) in particles().yes}
    said |= {False for w in wanted if fold(w) in particles().no}
    if said:
        return YES if value.value in said else NO
    return UNKNOWN if value.value else NO


def judge_range(value: FactValue, low: float | None, high: float | None, unit: str | None) -> int:
    """Return whether all of a stated quantity lies from `low` to `high`, both in base units.

    An interval that straddles an end is unknown, and so is a quantity of another dimension.
    """
    if not isinstance(value, Quantity) or (unit is not None and unit != value.unit):
        return UNKNOWN
    over = _reaches(value.low, low, -1)
    under = _reaches(value.high, high, 1)
    if _beyond(value.high, low, -1) or _beyond(value.low, high, 1):
        return NO
    return YES if over and under else UNKNOWN


def _reaches(end: float | None, bound: float | None, side: int) -> bool:
    """Return whether the interval's end stays inside the bound on its own side."""
    if bound is None:
        return True
    return end is not None and (bound - end) * side >= -_slack(bound)


def _beyond(end: float | None, bound: float | None, side: int) -> bool:
    """Return whether the interval's far end lies outside the bound, so that all of it does."""
    if bound is None or end is None:
        return False
    return (end - bound) * side > _slack(bound)


def _slack(bound: float) -> float:
    return _ALMOST * max(1.0, abs(bound))
