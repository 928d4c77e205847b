"""Whether a stated value is a wished one: words by spelling and sense, numbers by interval."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from index.fact import Bool, FactValue, Quantity
from index.search.columns import NO, UNKNOWN, YES
from index.search.senses import Senses, decorations
from index.search.text import fold, is_han

_ALMOST = 1e-9
_CODE = re.compile(r"\d{2,}(?![\d.]*%|\.)")
_BRACKETS = re.compile(r"[()\[\]{}（）【】/、,，;；|]+")


def judge_words(attribute: str, wanted: Sequence[str], senses: Senses) -> Callable[[str], int]:
    """Return a judge of one folded, stated word of `attribute`: is it one of `wanted`?

    Equal spellings, words that mean the same and shades of a wished colour are a yes, and so is a
    stated phrase that holds the wished word without denying it. A stated word that is wider than
    the wished one («红色» for «酒红») leaves it unknown.
    """
    judges = [_judge_word(attribute, fold(word), senses) for word in wanted]

    def judge(stated: str) -> int:
        return max((one(stated) for one in judges), default=NO)

    return judge


def _judge_word(attribute: str, wanted: str, senses: Senses) -> Callable[[str], int]:
    key, meant = _stem(wanted), senses.of(attribute, wanted)
    within, part = _finder(key if len(key) > 1 else wanted), senses.is_part(attribute, wanted)
    codes = _codes(wanted) if meant else frozenset[str]()

    def judge(stated: str) -> int:
        if stated == wanted or _stem(stated) == key:
            return YES
        means = senses.of(attribute, stated) if meant else meant
        if means and codes and not codes <= _codes(stated):  # 304不锈钢 is no 316不锈钢
            return NO if _codes(stated) or means.isdisjoint(meant) else UNKNOWN
        if means and part:
            return _judge_part(within.search(stated), meant & means, stated, senses, attribute)
        if means:
            return _judge_sense(attribute, meant, means, senses)
        found = within.search(stated)
        if found:
            return NO if senses.denied(stated, found.start()) else YES
        return UNKNOWN if len(stated) > 1 and stated in wanted else NO

    return judge


@lru_cache(maxsize=4096)
def _codes(word: str) -> frozenset[str]:
    """Return the numbers that tell sorts of one thing apart; shares («100%棉») are none."""
    return frozenset(_CODE.findall(word))


def _judge_part(
    found: re.Match[str] | None,
    shared: frozenset[str],
    stated: str,
    senses: Senses,
    attribute: str,
) -> int:
    """Judge a word that is narrower than its sense: «真皮» may be 牛皮, «羊皮» is none."""
    if found:
        return NO if senses.denied(stated, found.start()) else YES
    return UNKNOWN if shared and not senses.has_part(attribute, stated) else NO


def _judge_sense(
    attribute: str, wanted: frozenset[str], stated: frozenset[str], senses: Senses
) -> int:
    if wanted & stated or senses.narrows(attribute, stated, wanted):
        return YES
    return UNKNOWN if senses.narrows(attribute, wanted, stated) else NO


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    for suffix in decorations()["suffixes"]:
        if len(word) > len(suffix) and word.endswith(suffix):
            return word.removesuffix(suffix)
    return word


def _finder(word: str) -> re.Pattern[str]:
    if is_han(word):
        return re.compile(re.escape(word))
    return re.compile(rf"(?<![a-z0-9.]){re.escape(word)}(?![a-z0-9]|\.\d)")


@lru_cache(maxsize=65536)
def spellings(stated: str) -> tuple[str, ...]:
    """Return the folded names in a stated one: «惠普（HP）» is 惠普, HP and both together."""
    folded = fold(stated)
    parts = tuple(part.strip() for part in _BRACKETS.split(folded) if part.strip())
    return tuple(dict.fromkeys((folded, *parts)))


def judge_yes(value: FactValue, atoms: Sequence[str], senses: Senses) -> int:
    """Return whether a stated value says yes to its attribute («支持», a number above 0)."""
    match value:
        case Bool(stated):
            return YES if stated else NO
        case Quantity(_, high, _):
            return NO if high is not None and high <= 0 else YES
        case _:
            return NO if atoms and senses.no.issuperset(atoms) else YES


def judge_bool(value: Bool, wanted: Sequence[str], senses: Senses) -> int:
    """Return whether a stated yes or no is one of `wanted` («支持», «无»)."""
    said = {True for w in wanted if fold(w) in senses.yes}
    said |= {False for w in wanted if fold(w) in senses.no}
    if said:
        return YES if value.value in said else NO
    return UNKNOWN if value.value else NO


def judge_range(
    value: FactValue, low: float | None, high: float | None, unit: str | None
) -> int | None:
    """Return whether all of a stated quantity lies from `low` to `high`, both in base units.

    An interval that straddles an end is unknown. None where the value is no quantity, or one of
    another dimension: it has no say.
    """
    if not isinstance(value, Quantity) or (unit is not None and unit != value.unit):
        return None
    if _beyond(value.high, low, value.low, -1) or _beyond(value.low, high, value.high, 1):
        return NO
    return YES if _reaches(value.low, low, -1) and _reaches(value.high, high, 1) else UNKNOWN


def judge_suits(
    value: FactValue, low: float | None, high: float | None, unit: str | None
) -> int | None:
    """Return whether what a stated interval suits («3-6岁») takes in all from `low` to `high`.

    Anything else is judged as `judge_range` does.
    """
    inside = judge_range(value, low, high, unit)
    if inside in (YES, None) or not isinstance(value, Quantity):
        return inside
    below = value.low is None or (low is not None and value.low <= low + _slack(low))
    above = value.high is None or (high is not None and value.high >= high - _slack(high))
    return YES if below and above else inside


def _reaches(end: float | None, bound: float | None, side: int) -> bool:
    """Return whether the interval's end stays inside the bound on its own side."""
    if bound is None:
        return True
    return end is not None and (bound - end) * side >= -_slack(bound)


def _beyond(near: float | None, bound: float | None, far: float | None, side: int) -> bool:
    """Return whether the end that is nearest to the bound lies outside it, so that all does.

    Where the interval has no other end, touching the bound is outside: «小于5小时» is not 5 hours.
    """
    if bound is None or near is None:
        return False
    over = (near - bound) * side
    return over >= -_slack(bound) if far is None else over > _slack(bound)


def _slack(bound: float) -> float:
    return _ALMOST * max(1.0, abs(bound))
