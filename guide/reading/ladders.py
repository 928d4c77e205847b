"""«至少GTX1660», «i5以上的», «IPX5起»: names with a number, wished for from one of them on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from guide.need import Constraint
from guide.reading.bounds import Bound, bound_ahead, bound_behind
from guide.reading.found import Phrases
from guide.reading.phrases import find, phrases
from guide.reading.setting import Setting
from index.lexicon import fold
from index.vocabulary import Attribute

_BESIDE = " 的是为:"


@dataclass(frozen=True, slots=True)
class _Rung:
    """Where a name stands on its ladder: the series, the number, and whether it is a better one."""

    ladder: int
    series: int
    number: float
    behind: bool

    def place(self) -> tuple[int, float, bool]:
        """Return what is compared on one ladder."""
        return self.series, self.number, self.behind


def from_there_on(made: Sequence[Constraint], heard: Phrases, setting: Setting) -> list[Constraint]:
    """Return the wishes; one for a name that is bounded takes in the names above or below it.

    Names that no ladder orders stay as they are.
    """
    return [_bounded(one, heard, setting) for one in made]


def _bounded(wish: Constraint, heard: Phrases, setting: Setting) -> Constraint:
    said = wish.source.words or ""
    rung = _rung(said) if wish.op == "in" and wish.strength != "avoid" else None
    if rung is None:
        return wish
    bound, words = _bound(heard.text, said)
    if bound not in ("at_least", "at_most"):
        return wish
    for attribute in _holders(wish, setting):
        values = tuple(v.text for v in attribute.values if _within(_rung(v.text), rung, bound))
        if values:
            source = replace(wish.source, words=words)
            return replace(wish, attribute=attribute.id, values=values, source=source)
    return wish


def _holders(wish: Constraint, setting: Setting) -> list[Attribute]:
    """Return the attribute of the wish, or what the kind states such names as."""
    own = setting.vocabulary.attribute(wish.attribute)
    if own is not None and wish.attribute != "model":
        return [own]
    names = (setting.vocabulary.attribute(name) for name in phrases("models")["told_by"])
    return [one for one in names if one is not None and setting.stated(one.id)]


def _bound(text: str, said: str) -> tuple[Bound | None, str]:
    """Return how the words are bounded, and the words with what bounds them."""
    at = find(text, said)
    if at is None:
        return None, said
    end = at + len(said)
    space = len(text[end:]) - len(text[end:].lstrip(_BESIDE))
    word, bound = bound_behind(text[end + space :])
    if bound is not None:
        return bound, text[at : end + space + len(word)]
    head = text[:at].rstrip(_BESIDE)
    word, bound = bound_ahead(head)
    return bound, text[len(head) - len(word) : end] if bound else said


def _within(rung: _Rung | None, end: _Rung, bound: Bound) -> bool:
    if rung is None or rung.ladder != end.ladder:
        return False
    above = rung.place() >= end.place()
    return above if bound == "at_least" else rung.place() <= end.place()


def _rung(said: str) -> _Rung | None:
    match = _names().search(fold(said))
    if match is None:
        return None
    for ladder, listed in enumerate(phrases("models")["ladders"]):
        if match["series"] in listed:
            series = listed.index(match["series"])
            return _Rung(ladder, series, float(match["number"]), bool(match["behind"]))
    return None


@cache
def _names() -> re.Pattern[str]:
    listed = [name for ladder in phrases("models")["ladders"] for name in ladder]
    series = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
    behind = "|".join(phrases("models")["better"])
    return re.compile(
        rf"(?<![a-z])(?P<series>{series})[ -]?(?P<number>\d+(?:\.\d+)?)"
        rf"(?P<behind> ?(?:{behind})(?![a-z]))?"
    )
