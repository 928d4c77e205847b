"""What reviews say, by aspect and with a sign; every finding keeps the words it was read from.

A review is data: nothing in it is obeyed, and only what it says about an aspect counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from guide.choosing.weights import REVIEW_PRIOR
from guide.choosing.words import find_word
from index.product import Product

_CLAUSE = re.compile(r"(?:[^,，。.!！?？;；:：~～…\s、]|(?<=[\x21-\x7e])\s(?=[\x21-\x7e]))+[?？]?")
_SAFE_POINTS = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing that buyers write about.

    Attributes:
        asks: words by which a shopper asks about it.
        needs: only products whose title (or clauses that) hold one of these have it; () is all.
    """

    id: str
    zh: str
    en: str
    asks: tuple[str, ...]
    needs: tuple[str, ...] = ()

    def name(self, locale: str) -> str:
        """Return its name in the language."""
        return self.en if locale == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Mention:
    """What one review says of one aspect.

    Attributes:
        aspect: the aspect's id.
        sign: +1 praise, −1 complaint.
        review: number of the review, from 0.
        span: the clause, in characters of the review's text.
        quote: the words there.
    """

    aspect: str
    sign: int
    review: int
    span: tuple[int, int]
    quote: str


@dataclass(frozen=True, slots=True)
class _Words:
    aspects: dict[str, Aspect]
    finder: re.Pattern[str]
    meaning: dict[str, tuple[str, int]]
    turned: re.Pattern[str]
    supposed: re.Pattern[str]
    eased: re.Pattern[str]
    addressed: re.Pattern[str]
    arrival: re.Pattern[str]
    arriving: frozenset[str]
    slight: frozenset[str]
    connectors: re.Pattern[str]
    turns: re.Pattern[str]


@cache
def _words() -> _Words:
    import tomllib

    text = files("guide.choosing").joinpath("aspects.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    aspects: dict[str, Aspect] = {}
    meaning: dict[str, tuple[str, int]] = {}
    for row in data["aspect"]:
        aspects[row["id"]] = Aspect(
            row["id"], row["zh"], row["en"], tuple(row["asks"]), tuple(row.get("needs", ()))
        )
        for sign, key in ((1, "good"), (-1, "bad")):
            meaning |= {word: (row["id"], sign) for word in row[key]}
    meaning |= {word: ("", 0) for word in data["ignored"]}
    between = f"(?:{_any(data['intensifiers'])}|\\s)*"
    opinion = f"(?:{_any(data['denied_opinions'])})"
    return _Words(
        aspects,
        re.compile(_any(meaning)),
        meaning,
        re.compile(f"(?:{_any(data['negations'])}){between}$|{opinion}"),
        re.compile(_any(data["hypotheticals"])),
        re.compile(_any(data["eased"])),
        re.compile(_any(data["addressed"])),
        re.compile(_any(data["arrival"])),
        frozenset(data["arrival_aspects"]),
        frozenset(data["slight_praise"]),
        re.compile(f"(?:{'|'.join(map(re.escape, data['connectors']))})+"),
        re.compile(_any(data["turns"])),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(_whole(word) for word in sorted(words, key=len, reverse=True))


def _whole(word: str) -> str:
    return rf"\b{re.escape(word)}\b" if word.isascii() and word.isalpha() else re.escape(word)


def aspects() -> dict[str, Aspect]:
    """Return the aspects that are known, by id."""
    return _words().aspects


def of_parcel() -> frozenset[str]:
    """Return the aspects that say how a thing came, not what it is."""
    return _words().arriving


def slight_praise() -> frozenset[str]:
    """Return the aspects whose praise tells little of a thing in use («颜色和图片一样»)."""
    return _words().slight


def aspects_in(text: str) -> tuple[Aspect, ...]:
    """Return the aspects that a question asks about."""
    folded = text.casefold()
    return tuple(
        a
        for a in aspects().values()
        if any(word in folded and find_word(folded, word) >= 0 for word in a.asks)
    )


def mentions(product: Product) -> tuple[Mention, ...]:
    """Return all that the reviews of a product say about aspects, in their order."""
    return _read(tuple(review.text for review in product.reviews), product.title.lower())


@lru_cache(maxsize=4096)
def _read(texts: tuple[str, ...], title: str) -> tuple[Mention, ...]:
    found = (m for number, text in enumerate(texts) for m in _in_review(number, text))
    return tuple(m for m in found if _applies(aspects()[m.aspect], title, m.quote.lower()))


def _applies(aspect: Aspect, title: str, clause: str) -> bool:
    return not aspect.needs or any(word in title or word in clause for word in aspect.needs)


def _in_review(number: int, text: str) -> Iterable[Mention]:
    lowered = _SAFE_POINTS.sub("·", text.lower())
    if _words().addressed.search(lowered):
        return
    for clause in _CLAUSE.finditer(lowered):
        if clause[0].endswith(("?", "？", "呢")):
            continue
        yield from _in_clause(number, text, clause.start(), clause[0])


def _in_clause(number: int, text: str, start: int, clause: str) -> Iterable[Mention]:
    words = _words()
    seen: set[tuple[str, int]] = set()
    arrived = words.arrival.search(clause) is not None
    for found in words.finder.finditer(clause):
        aspect, sign = words.meaning[found[0]]
        if arrived and aspect not in words.arriving:
            continue
        before = clause[: found.start()]
        if not sign or words.supposed.search(before) or words.eased.match(clause, found.end()):
            continue
        sign = -sign if words.turned.search(before) else sign
        if (aspect, sign) in seen:
            continue
        seen.add((aspect, sign))
        lead = words.connectors.match(clause)
        behind = lead.end() if lead and lead.end() <= found.start() else 0
        span = _trimmed(text, start + behind, start + len(clause))
        yield Mention(aspect, sign, number, span, text[span[0] : span[1]])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def score(found: Sequence[Mention], aspect: str | None = None) -> float:
    """Return praise less complaint, from −1 to 1, drawn to 0 where few speak of it.

    Each review counts once per aspect. (n₊ − n₋) / (n₊ + n₋ + `REVIEW_PRIOR`).
    """
    votes = {(m.review, m.aspect, m.sign) for m in found if aspect in (None, m.aspect)}
    good = sum(sign > 0 for _, _, sign in votes)
    return (2 * good - len(votes)) / (len(votes) + REVIEW_PRIOR) if votes else 0.0


def worst(found: Sequence[Mention]) -> tuple[str, Mention] | None:
    """Return the aspect that is complained of most clearly, with a quote; None if there is none.

    General dislike says too little to be a trade-off, unless nothing else was said.
    """
    complaints = [m for m in found if m.sign < 0]
    ids = sorted({m.aspect for m in complaints} - {"liked"}) or sorted(
        {m.aspect for m in complaints}
    )
    if not ids:
        return None
    aspect = min(ids, key=lambda a: (score(found, a), a))
    quotes = [m for m in complaints if m.aspect == aspect]
    return aspect, min(quotes, key=lambda m: (abs(len(m.quote) - 12), m.review))


def best(found: Sequence[Mention], among: Sequence[str] = ()) -> Mention | None:
    """Return a quote of the aspect that is praised most clearly; of `among` where it is given.

    A clause that complains of anything in the same breath is no praise to quote, nor is one that
    takes back half of it («but …»), nor is, unless it was asked for, how the parcel came.
    """
    mixed = {(m.review, m.span) for m in found if m.sign < 0}
    wanted = frozenset(among) or frozenset(aspects()) - of_parcel()
    praise = [
        m
        for m in found
        if m.sign > 0 and m.aspect in wanted and (m.review, m.span) not in mixed
        if not _words().turns.search(m.quote.lower())
    ]
    specific = [m for m in praise if m.aspect != "liked"] or praise
    if not specific:
        return None
    aspect = max(sorted({m.aspect for m in specific}), key=lambda a: score(found, a))
    quotes = [m for m in specific if m.aspect == aspect]
    return min(quotes, key=lambda m: (abs(len(m.quote) - 12), m.review))
