"""«要机械的», «要isofix接口的»: a property said flatly of what stands, which titles decide on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from guide.need import Constraint
from guide.reading.found import Phrases
from guide.reading.glossary import is_english
from guide.reading.leftovers import without_fillers
from guide.reading.phrases import ends_with, phrases
from guide.reading.setting import Setting
from guide.reading.titled import of_titles, title_wish

_MARKS = re.compile(r"[,。;!?\n ]")


def flatly_wanted(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a must for each unexplained word that a clause asks for and titles use.

    Where no title of the kind says it, it is only a preference, and the answer says so. Praise is
    no property: what sellers call «爆款» is never a filter.
    """
    taken = [(f.start, f.end) for f in heard.found]
    for start, clause in _clauses(heard.text):
        match = _asking().search(clause)
        if match is None or not _only(clause[: match.start()], start, taken):
            continue
        said = match["said"] or match["rather"]
        at = start + match.start("said" if match["said"] else "rather")
        wish = next((f for f in heard.of("wish") if (f.start, f.end) == (at, at + len(said))), None)
        if wish is None and any(s < at + len(said) and at < e for s, e in taken):
            continue
        if wish is not None and not of_titles(wish, setting):
            continue
        part = _part(said)
        word = next(filter(None, (_known(w, setting) for w in _options(part or said))), part)
        if word is not None:
            yield title_wish(word, setting)


def _part(said: str) -> str | None:
    """Return what the thing is to come with («小爱» of «带小爱»), or None.

    Records may say it anywhere; where titles don't, it is only a preference.
    """
    part = next((said.removeprefix(w) for w in phrases("strength")["with"] if said != w
                 and said.startswith(w)), None)  # fmt: skip
    return part if part and len(part) > 1 and part == without_fillers(part) else None


def _only(head: str, start: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Return whether nothing unexplained stands before the words that ask."""
    inside = [
        (max(s - start, 0), e - start) for s, e in taken if start < e and s < start + len(head)
    ]
    bare = "".join(c for at, c in enumerate(head) if not any(s <= at < e for s, e in inside))
    return not without_fillers(bare)


def purely(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a must for each material that nothing may be mixed with («全亚麻», «纯羊毛»)."""
    heads = phrases("strength")["purely"]
    for found in heard.of("value"):
        if found.words.isascii() and not is_english(setting.vocabulary):
            continue
        head = ends_with(heard.text[: found.start], heads)
        if head is None or found.avoided or not any(a == "material" for a, _ in found.meaning):
            continue
        said = f"{head}{found.words}"
        spelled = tuple(dict.fromkeys((said, *(f"{each}{found.words}" for each in heads))))
        yield Constraint("", "words", "in", "must", setting.source(said), values=spelled)


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for piece in _MARKS.split(text):
        yield at, piece
        at += len(piece) + 1


@cache
def _asking() -> re.Pattern[str]:
    cues = "|".join(map(re.escape, sorted(phrases("strength")["flatly"], key=len, reverse=True)))
    said, end = r"[\u4e00-\u9fffa-z0-9]{2,8}?", r"(?:的|那种|的那种|款的)?(?:吧|哦|就行|就好)?$"
    rather = rf"(?<![\u4e00-\u9fff])(?:那)?还是(?P<rather>{said})(?:的)?吧$"
    return re.compile(rf"{rather}|(?:那|就|还是)?(?<![不需想])(?:{cues})(?P<said>{said}){end}")


def _options(said: str) -> tuple[str, ...]:
    """Return the whole of what was said, then its words, the longest first."""
    import rjieba

    whole = without_fillers(said)
    words = sorted(rjieba.cut(whole), key=len, reverse=True)
    return tuple(w for w in dict.fromkeys((whole, *words)) if len(w) > 1)


def _known(word: str, setting: Setting) -> str | None:
    titled = (word, *(f"{word}{end}" for end in phrases("strength")["ends"]))
    known = any(each in setting.vocabulary.terms for each in titled)
    return word if known and word not in _praise() else None


@cache
def _praise() -> frozenset[str]:
    import tomllib

    text = resources.files("index.search").joinpath("praise.toml").read_text(encoding="utf-8")
    return frozenset(w for listed in tomllib.loads(text).values() for w in listed)
