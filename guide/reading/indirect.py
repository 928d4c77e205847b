"""«要能看见里面的», «要长的», «要能坐包间的»: wishes that mean a value and do not name it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from guide.need import Constraint
from guide.reading.found import Found, Phrases
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.reading.stating import affirmed, denials, stated_of
from index.vocabulary import Attribute

_UNASKED = frozenset(
    {"brand", "series", "model", "size", "colour", "origin", "brand_origin", "gender"}
)
"""Attributes that are asked for by their names alone."""
_STEM, _PART = 2, 3
"""Characters of a word of the catalogue that a clause says whole, or of a part of a longer one."""
_SHORT = 4
"""Characters of a value that differs from its like by its first («长裙», «短裙»)."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a clause asks for: the words behind those that ask, and where they stand."""

    start: int
    said: str


def indirectly(
    heard: Phrases, setting: Setting, made: Sequence[Constraint]
) -> Iterator[Constraint]:
    """Yield a must for each value of the kind that a phrase means, where none is named already."""
    if not setting.kinds:
        return
    named = {c.attribute for c in made}
    for one in (*_meant(heard, setting), *_asked_by_part(heard, setting)):
        if one.attribute not in named or one.attribute == "words":
            named.add(one.attribute)
            yield one


def _meant(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield what the phrases of the lexicon mean of the kind («能看见里面» of «可视窗口»)."""
    for said, row in _rows():
        match = said.search(heard.text)
        if match is None or _denied(heard.text, match.start()):
            continue
        wish = _by_words(tuple(row["stated"]), match[0], setting)
        titled = tuple(w for w in row["stated"] if w in setting.vocabulary.terms)
        if wish is not None:
            yield wish
        elif row.get("titles") and titled:
            source = setting.source(match[0])
            yield Constraint("", "words", "in", "must", source, values=titled)


def _asked_by_part(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield what clauses ask for by a part of what the kind has or lacks, or by one character."""
    for clause in _clauses(heard):
        one = _by_part(clause.said, setting) or _by_first(clause, heard, setting)
        if one is not None:
            yield one


def _by_words(words: Sequence[str], said: str, setting: Setting) -> Constraint | None:
    """Return the must for the values that say any of `words`, or for having what is called so."""
    best: Constraint | None = None
    most = 0
    for attribute, values in stated_of(setting):
        if attribute.id in _UNASKED:
            continue
        held = {t: n for t, n in values if any(affirmed(t, w) for w in words)}
        called = any(
            w in name.lower() for w in words for name in (attribute.label, *attribute.names)
        )
        times = sum(held.values()) or (1 if called and _has_or_lacks(attribute, values) else 0)
        if times > most:
            best, most = _wish(attribute, values, tuple(held), said, setting), times
    return best


def _wish(
    attribute: Attribute,
    values: Sequence[tuple[str, int]],
    held: tuple[str, ...],
    said: str,
    setting: Setting,
) -> Constraint:
    source = setting.source(said)
    if attribute.yes_no:
        return Constraint("", attribute.id, "has", "must", source)
    having = held or tuple(text for text, _ in values if not denials(text))
    return Constraint("", attribute.id, "in", "must", source, values=_as_written(attribute, having))


def _as_written(attribute: Attribute, folded: Sequence[str]) -> tuple[str, ...]:
    return tuple(v.text for v in attribute.values if v.text.lower() in folded)


def _has_or_lacks(attribute: Attribute, values: Sequence[tuple[str, int]]) -> bool:
    """Return whether products of the kind have the thing or lack it («可折叠», «不可折叠»)."""
    lacking = [text for text, _ in values if denials(text)]
    return attribute.yes_no or 0 < len(lacking) < len(values)


def _by_part(said: str, setting: Setting) -> Constraint | None:
    """Return the must for what a clause says a word of («两台配立体声» of 立体声配对)."""
    for attribute, values in stated_of(setting):
        if attribute.id in _UNASKED or not _has_or_lacks(attribute, values):
            continue
        whole = tuple(t for t, _ in values if not denials(t) and _says(said, _stem(t)))
        if whole or any(_says(said, _stem(name)) for name in attribute.names):
            return _wish(attribute, values, whole, said, setting)
    return None


def _says(said: str, stem: str) -> bool:
    """Return whether a clause says a stem, or enough of a long one."""
    if len(stem) <= _STEM or stem in said:
        return len(stem) >= _STEM and stem in said
    return any(stem[at : at + _PART] in said for at in range(len(stem) - _PART + 1))


def _stem(text: str) -> str:
    """Return a value or a name without what affirms it («包间» of «可用包间»)."""
    return _affirming().sub("", text.lower())


def _by_first(clause: _Clause, heard: Phrases, setting: Setting) -> Constraint | None:
    """Return the must for the values that begin with the one character asked for («要长的»)."""
    contrary: dict[str, str] = phrases("meanings")["contrary"]
    word = clause.said.removesuffix("点").removesuffix("一")
    if word not in contrary:
        return None
    found: list[tuple[bool, int, Attribute, tuple[str, ...]]] = []
    kinds = "".join(f.words for f in heard.of("kind")) + "".join(_labels(setting))
    for attribute, values in stated_of(setting):
        short = {t: n for t, n in values if len(t) <= _SHORT}
        held = tuple(t for t in short if t.startswith(word))
        if held and any(t.startswith(tuple(contrary[word])) for t in short):
            own = any(name[:1] in kinds for name in attribute.names)
            found.append((own, sum(short.values()), attribute, held))
    if not found:
        return None
    _, _, attribute, held = max(found, key=lambda each: each[:2])
    source = setting.source(f"{word}的")
    values_ = _as_written(attribute, held)
    return Constraint("", attribute.id, "in", "must", source, values=values_)


def _labels(setting: Setting) -> Iterator[str]:
    return (k.label for i in setting.kinds if (k := setting.vocabulary.kind(i)))


def _clauses(heard: Phrases) -> Iterator[_Clause]:
    """Yield what the clauses of a text ask for, those left out that are explained already."""
    for match in _asking().finditer(heard.text):
        start, end = match.span("said")
        if not any(_tells(f) and f.start < end and start < f.end for f in heard.found):
            yield _Clause(start, match["said"])


def _tells(found: Found) -> bool:
    return found.what in ("amount", "extent", "size", "spf", "brand", "kind")


def _denied(text: str, at: int) -> bool:
    """Return whether what stands at a place is not wanted («不要能折的»)."""
    head = re.split(r"[,。;!?\n]", text[:at])[-1]
    return re.search(r"(?:不要|别要|不用|不想要|不需要|don't|no |not )[^,]{0,4}$", head) is not None


@cache
def _rows() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    rows = phrases("meanings")["meaning"]
    return tuple((re.compile("|".join(row["said"])), row) for row in rows)


@cache
def _asking() -> re.Pattern[str]:
    data = phrases("meanings")["asking"]
    cues, leads, ends = ("|".join(data[key]) for key in ("cues", "leads", "ends"))
    return re.compile(
        rf"(?<![不别没想])(?:{cues})(?:{leads})*(?P<said>[^,。;!?\n]{{1,14}}?)(?:{ends})*(?=$|[,。;!?\n])"
    )


@cache
def _affirming() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(phrases('meanings')['asking']['affirming'])})+")
