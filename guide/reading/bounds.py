"""How the words around an amount bound it: «1500以内», "nothing over 30", «超过500的不要»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from guide.reading.phrases import ends_with, phrases, starts_with, words

Bound = Literal["exact", "at_most", "at_least", "about", "above"]

_KEYS: tuple[Bound, ...] = ("at_most", "at_least", "about", "above")
_TURNED: dict[Bound, Bound] = {"at_most": "at_least", "at_least": "at_most"}
_BETWEEN = "的话就会都也了我"
_ENDS = ",。;!?.了吧啊呀的 "


def bound_behind(after: str) -> tuple[str, Bound | None]:
    """Return the bounding word that `after`, what follows an amount, begins with, and its sense."""
    if starts_with(after, phrases("amounts")["no_bound"]):
        return "", None
    return _longest([(starts_with(after, words("amounts", f"{b}_after")), b) for b in _KEYS])


def bound_ahead(before: str) -> tuple[str, Bound | None]:
    """Return the bounding word that `before`, what precedes an amount, ends on, and its sense."""
    return _longest([(ends_with(before, words("amounts", f"{b}_before")), b) for b in _KEYS[:3]])


def turned(bound: Bound | None, text: str, end: int) -> tuple[Bound | None, int]:
    """Return the bound that is wished for, and where its words end.

    Whoever says what may not be («超过1500瓦就跳闸», «低于8小时的不要») wishes for the other side.
    """
    if bound not in _TURNED:
        return bound, end
    rest = text[end:]
    bare = rest.lstrip(" " if rest[1:2].isascii() else _BETWEEN)
    cue = starts_with(bare, words("amounts", f"{bound}_refused"))
    if cue is None or bare[len(cue) :][:1] not in _ENDS:  # «300以上 不要黑色» refuses black
        return bound, end
    return _TURNED[bound], len(text) - len(bare) + len(cue)


def refused_ahead(before: str) -> str:
    """Return the word at the end of `before` that refuses what follows («不要500以上的»), or ""."""
    return ends_with(before, words("amounts", "refused_ahead")) or ""


def opposite(bound: Bound | None) -> Bound | None:
    """Return the other side of a bound; what has no other side stays."""
    return _TURNED.get(bound, bound) if bound is not None else None


def _longest(found: Sequence[tuple[str | None, Bound]]) -> tuple[str, Bound | None]:
    word, bound = max(found, key=lambda pair: len(pair[0] or ""))
    return (word, bound) if word else ("", None)
