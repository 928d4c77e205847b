"""«笔没有也行», «旋钮也忍了», "never mind the lines": a wish taken back by a part of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from guide.need import Constraint, Source
from guide.reading.phrases import find, phrases
from guide.turn import AddConstraint

_LONG = 4
"""A longer name is not called by its last character alone («笔» of 手写笔)."""

Stretch = tuple[int, int]


def loosely(text: str, constraint: Constraint, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where `text` takes a wish back by a part of one of its `names`.

    What is not wanted is taken back by what tolerates it alone: whoever says again that they give
    it up still does not want it.
    """
    avoided = constraint.strength == "avoid"
    listed = [name.lower() for name in names if name]
    for pattern in _bearing() if avoided else (*_giving_up(), *_bearing()):
        for match in pattern.finditer(text):
            if any(_calls(match["what"], name) for name in listed):
                yield match.span()


def borne(standing: Sequence[Constraint], dropped: Sequence[Constraint]) -> Iterator[AddConstraint]:
    """Yield the musts that are met, too, by what is no longer shunned («旋钮也忍了»)."""
    for old in dropped:
        for must in standing:
            alike = (must.attribute, must.op) == (old.attribute, "in") and must.attribute != "words"
            if (
                alike
                and old.strength == "avoid"
                and must.strength == "must"
                and must not in dropped
            ):
                values = tuple(dict.fromkeys((*must.values, *old.values)))
                said = "/".join(filter(None, (must.source.words, *old.values)))
                source = Source(must.source.turn, said)
                yield AddConstraint(replace(must, values=values, source=source))


def _calls(said: str, name: str) -> bool:
    """Return whether people call a thing of this name so."""
    if said.isascii():
        return find(name, said) is not None or find(name, said.removesuffix("s")) is not None
    if len(said) > 1:
        return said in name or (len(name) > 1 and name in said)
    return len(name) <= _LONG and name.endswith(said)


@cache
def _giving_up() -> tuple[re.Pattern[str], ...]:
    gone = rf"(?:{_any('drop_after')}|{_any('drop_given_up')}|{_lack()})"
    before, around = _any("drop_before"), _any("drop_around")
    latin = _any("drop_before", latin=True)
    return (
        re.compile(rf"{_START}(?P<what>{_WORD}{{1,8}}?){_BESIDE}{gone}"),
        re.compile(rf"{before}(?P<what>{_WORD}{{1,8}}?)(?:{around}|了|吧|啦)*(?=$|[,。;!?\s])"),
        re.compile(
            rf"(?<![a-z]){latin} (?:the |a |that |my )?(?P<what>[a-z][a-z '-]{{1,24}}?)"
            r"(?: then| anymore| any more| thing| part| after all| for now)*(?=$|[,.;!?])"
        ),
    )


@cache
def _bearing() -> tuple[re.Pattern[str], ...]:
    fine = rf"(?:{_any('drop_tolerated')}|{_any('drop_borne')})"
    return (re.compile(rf"{_START}(?P<what>{_WORD}{{1,8}}?){_BESIDE}{fine}"),)


_WORD = r"[^,。;!?\s]"
_START = r"(?<![^,。;!?\s那])"
_BESIDE = "(?:的话|的|就|倒|那个|其实|我|这条|这个|这点|要求|功能)*"


def _lack() -> str:
    fine = rf"(?:{_any('drop_tolerated')}|{_any('drop_borne')})"
    return rf"(?:{_any('drop_negated')})(?:的话|的|了)?{fine}"


@cache
def _any(key: str, latin: bool = False) -> str:
    words: list[str] = phrases("comparatives")["lift"][key]
    said = sorted((w for w in words if w.isascii() == latin), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, said))})"
