"""Which of the kinds in a request is asked for, and which are only told of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from guide.reading.found import Found, Phrases, rest_of
from guide.reading.leftovers import without_fillers
from guide.reading.phrases import ends_with, phrases, starts_with, words

LONG_TELLING = 4
"""So many unexplained characters after the thing asked for tell of something, and list nothing."""
_MARKS = re.compile(r"[,。;!?\n]|(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])")


def asked_for(mentions: Sequence[Found], heard: Phrases) -> list[Found]:
    """Return the kinds that are asked for («手机充电慢,想换个充电头» asks for no phone).

    Where words that ask stand before one kind, others whose clauses tell of something are none.
    """
    asked = [one for one in mentions if _asking(one, mentions, heard)]
    if not asked:
        return list(mentions)
    first = asked[0]
    return [one for one in mentions if one in asked or not _told(one, first, heard)]


def owned(found: Found, heard: Phrases) -> bool:
    """Return whether the word tells what someone has already («我手机是CC9e»)."""
    head, tail = heard.text[: found.start].rstrip(), heard.text[found.end :].lstrip()
    tells = starts_with(tail, phrases("acts")["owned_is"])
    if tells is None:
        return False
    if ends_with(head, phrases("acts")["owned"]) is not None:
        return True
    at = len(heard.text) - len(tail) + len(tells)
    named = heard.text[at:].lstrip()[:1]
    brand = any(f.start == at for f in heard.of("brand"))
    return head.endswith(("的", "'s")) and (brand or (named.isascii() and named.isalnum()))


def _asking(found: Found, mentions: Sequence[Found], heard: Phrases) -> bool:
    start, _ = _clause(found, heard.text)
    before = max((m.end for m in mentions if m.end <= found.start), default=0)
    return _cues().search(heard.text[max(start, before) : found.start]) is not None


def _told(found: Found, first: Found, heard: Phrases) -> bool:
    """Return whether the clause of a kind says something of it that nothing explains."""
    start, end = _clause(found, heard.text)
    if found.start < first.start:
        cue = max((m.start() for m in _cues().finditer(heard.text, 0, first.start)), default=end)
        end = min(end, cue) if cue >= found.end else end
    pieces = [p for at, p in rest_of(heard.text[:end], heard.found) if start <= at < end]
    said = "".join(without_fillers(piece).replace(" ", "") for piece in pieces)
    joined = bool(_JOINERS.match(heard.text[start : found.start]))
    least = 0 if found.start < first.start else LONG_TELLING
    return len(said) > least and not joined


def _clause(found: Found, text: str) -> tuple[int, int]:
    marks = [match.span() for match in _MARKS.finditer(text)]
    start = max((end for _, end in marks if end <= found.start), default=0)
    return start, min((at for at, _ in marks if at >= found.end), default=len(text))


_JOINERS = re.compile(r"(?:还|再|另外|以及|和|跟|也|and|plus|also)")


@cache
def _cues() -> re.Pattern[str]:
    said = words("acts", "asking_for")
    latin = "|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" for w in said if w.isascii())
    return re.compile("|".join((*(re.escape(w) for w in said if not w.isascii()), latin)))
