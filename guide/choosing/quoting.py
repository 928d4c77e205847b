"""What a record says of the words of a question: facts, clauses of prose, clauses of reviews."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guide.choosing.differences import Offered, row_facts
from guide.choosing.evidence import of_fact, of_text, record_fields
from guide.choosing.topics import content_words
from guide.choosing.words import find_word, fold_long
from guide.picks import Claim, Evidence
from index.fact import Fact, Grade
from index.search.text import is_han

if TYPE_CHECKING:
    from index.opening import Index

ATTRIBUTES_MAX = 2
VALUES_MAX = 8
SHORT = 12
"""Characters up to which a piece of a title is quoted whole."""
CHOSEN = frozenset({"size", "colour"})
"""What a buyer chooses: asked about it, all variants answer."""
CLAUSE = re.compile(r"(?:(?!&bull;)(?:[^,，。.!！?？;；|\n•]|(?<=\d)[.,](?=\d)|(?<=[a-z]);))+")
_PIECE = re.compile(r"[^\s/,，。;；|【】()（）]+")
"""Titles have no clauses: what stands between blanks is quoted, not the whole name again."""
_APART = 4
"""Characters that may stand inside a verb with its object («钻绒» in «钻了几根绒»)."""


def claim(key: str, offer: Offered, *evidence: Evidence, **blanks: str) -> Claim:
    """Return a claim about an offered product, which is named in it."""
    return Claim(key, {"title": offer.product.title, **blanks}, evidence)


def stated_of(offer: Offered, index: Index) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of a product by attribute; of what is chosen those of every variant."""
    stated = dict(row_facts(index, offer.product.id, offer.sku.id if offer.sku else None))
    of_variants: dict[str, list[Fact]] = {}
    for fact in index.facts(offer.product.id):
        if fact.sku_id is not None and fact.grade > Grade.REVIEW:
            of_variants.setdefault(fact.name, []).append(fact)
    for name, facts in of_variants.items():
        if name in CHOSEN or name not in stated:
            stated[name] = tuple(facts)
    return stated


def of_attributes(
    names: Sequence[str], offer: Offered, index: Index, question: str
) -> Iterator[Claim]:
    """Yield one claim for each attribute that is stated, its alternatives side by side."""
    stated = stated_of(offer, index)
    for name in [name for name in names if name in stated][:ATTRIBUTES_MAX]:
        facts = sorted(stated[name], key=lambda f: fold_long(f.quote) not in fold_long(question))
        found = list({e.quote: e for e in map(of_fact, facts)}.values())[:VALUES_MAX]
        blanks = {"attribute": name, "label": facts[0].label}
        value = " / ".join(e.value for e in found)
        yield claim("about.fact", offer, *found, **blanks, value=value)


def of_fields(words: Sequence[str], offer: Offered) -> Iterator[Claim]:
    """Yield the fields named by one of the words that no fact was read from («键盘背光: 无»)."""
    for name, value in offer.product.attributes.items():
        own = fold_long(name)
        named = any(w == own or (len(w) > 1 and w in own) for w in words)
        text = value if isinstance(value, str) else next(iter(value), "")
        if named and text.strip():
            field = f"attributes.{name}" if isinstance(value, str) else f"attributes.{name}[0]"
            evidence = of_text(offer.product.id, field, text, (0, len(text)))
            blanks = {"attribute": name, "label": name, "value": evidence.value}
            yield claim("about.fact", offer, evidence, **blanks)
            return


def of_prose(words: Sequence[str], question: str, offer: Offered) -> Iterator[Claim]:
    """Yield clauses of title, prose and attributes that hold one of the words; asked ones first."""
    asked = [w for w in content_words(question) if len(w) > 1]
    seen: set[str] = set()
    for word in (*asked, *words):
        for evidence in clauses_with(offer, word):
            if len(seen) < 2 and not any(evidence.quote in other for other in seen):
                seen.add(evidence.quote)
                yield claim("about.says", offer, evidence, quote=evidence.value)


def clauses_with(offer: Offered, word: str) -> Iterator[Evidence]:
    """Yield the clauses of the record, field by field, that hold `word`."""
    product = offer.product
    for field, text in record_fields(product):
        for clause in (_PIECE if field == "title" else CLAUSE).finditer(text):
            if find_word(fold_long(clause[0]), word) >= 0:
                span = _around(clause, word) if field == "title" else bare(clause)
                yield of_text(product.id, field, text, span)
                break


def _around(piece: re.Match[str], word: str) -> tuple[int, int]:
    """Return the span of a word in a title with the words beside it; all where it is short."""
    import rjieba

    at = find_word(fold_long(piece[0]), word)
    if len(piece[0]) <= SHORT or not is_han(word) or len(fold_long(piece[0])) != len(piece[0]):
        return bare(piece)
    ends, tokens = [0], rjieba.cut(piece[0])
    for token in tokens:
        ends.append(ends[-1] + len(token))
    first = max(i for i, end in enumerate(ends) if end <= at)
    last = min(i for i, end in enumerate(ends) if end >= at + len(word))
    start, end = ends[max(first - 1, 0)], ends[min(last + 1, len(ends) - 1)]
    return piece.start() + start, piece.start() + end


def of_reviews(words: Sequence[str], question: str, offer: Offered) -> Iterator[Claim]:
    """Yield clauses of reviews that hold one of the words, where nothing else answers."""
    asked = [w for w in content_words(question) if len(w) > 1]
    found = 0
    for number, review in enumerate(offer.product.reviews):
        for clause in CLAUSE.finditer(review.text):
            folded = fold_long(clause[0])
            if found < 2 and any(_told(folded, w) for w in (*asked, *words) if len(w) > 1):
                found += 1
                field = f"reviews[{number}].text"
                evidence = of_text(offer.product.id, field, review.text, bare(clause))
                yield claim("about.review", offer, evidence, quote=evidence.value)


def _told(text: str, word: str) -> bool:
    """Return whether a text holds a word, or a verb with its object around something."""
    if find_word(text, word) >= 0:
        return True
    apart = len(word) == 2 and is_han(word)
    return apart and re.search(rf"{word[0]}[^没不]{{1,{_APART}}}{word[1]}", text) is not None


def bare(clause: re.Match[str]) -> tuple[int, int]:
    """Return the span of a clause without the blanks at its ends."""
    start = clause.start() + len(clause[0]) - len(clause[0].lstrip())
    return start, clause.start() + len(clause[0].rstrip())
