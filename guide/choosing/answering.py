"""Questions about a shown product: answered from fields, prose, then reviews, or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from guide.choosing.aspects import Mention, mentions
from guide.choosing.comparing import drawbacks
from guide.choosing.differences import Offered, offered, row_facts
from guide.choosing.evidence import absent, of_fact, of_text, record_fields
from guide.choosing.explaining import why_not
from guide.choosing.reasons import telling
from guide.choosing.topics import (
    Topic,
    about_promotions,
    asked_words,
    content_words,
    is_vague,
    topics_for,
    topics_in,
)
from guide.choosing.words import find_word, fold_long
from guide.need import Need
from guide.picks import Claim, Evidence, Picks
from guide.turn import Reference
from index.fact import Fact
from index.search.text import is_han

if TYPE_CHECKING:
    from index.opening import Index

ATTRIBUTES_MAX = 2
FACTS_MAX = 6
QUOTES_MAX = 3
REVIEWS_QUOTED = 4
FEWEST_VOICES, SHORTEST = 2, 4
"""Quotes that a summary of reviews should have, and characters that make one."""
WHY_NOT, DRAWBACKS, SUMMARY = "why_not", "drawbacks", "summary"
"""Asks that are no attribute: why it was not picked, what is worse about it, all in all."""
_CLAUSE = re.compile(r"(?:(?!&bull;)(?:[^,，。.!！?？;；|\n•]|(?<=\d)[.,](?=\d)|(?<=[a-z]);))+")

_PIECE = re.compile(r"[^\s/,，。;；|【】()（）]+")
"""Titles have no clauses: what stands between blanks is quoted, not the whole name again."""


def answer_about(
    refs: Sequence[Reference],
    asks: Sequence[str],
    index: Index,
    *,
    text: str = "",
    need: Need | None = None,
    picks: Picks | None = None,
) -> tuple[Claim, ...]:
    """Return what the records say to a question about shown products, with quotes.

    Args:
        refs: the products asked about.
        asks: attribute ids, aspects or words asked about; `why_not` asks why it was not picked.
        index: the catalogue.
        text: the question as typed, for what `asks` leaves out.
        need: the standing wishes, for `why_not`.
        picks: the outcome that the products were missing from, for `why_not`.
    """
    if not refs:
        promotions = (Claim("about.promotions"),) if about_promotions(text) else ()
        return (*promotions, Claim("about.no_reference"))
    if DRAWBACKS in asks:
        return drawbacks(refs[0], refs[1] if len(refs) > 1 else None, index)
    for pointing in filter(None, (ref.words for ref in refs)):
        text = text.replace(pointing, " ") if pointing != text else text
    claims: list[Claim] = []
    for ref in refs:
        offer = offered(index, ref.product_id, ref.sku_id)
        if WHY_NOT in asks and need is not None:
            claims += why_not(offer, need, index, picks)
        else:
            claims += _about(offer, asks, text, index)
    return tuple(claims)


def _about(offer: Offered, asks: Sequence[str], text: str, index: Index) -> list[Claim]:
    question = text or " ".join(asks)
    wanted = _topics(asks, text)
    claims = list(_summary(offer, index)) if not wanted and SUMMARY in asks else []
    for each in wanted:
        claims += _of_topic(each, offer, index, question)
    if not wanted and not claims:
        claims += _by_name(asks, text, offer, index)
    unique = {(c.key, *(e.quote for e in c.evidence)): c for c in claims}
    if unique:
        return list(unique.values())
    asked = _asked(asks, text)
    return [_claim("about.none", offer, absent(offer.product.id, asked), asked=asked)]


def _topics(asks: Sequence[str], text: str) -> tuple[Topic, ...]:
    """The topics of the typed question; those of `asks` where the text names none."""
    found = dict.fromkeys(topics_in(text)) if text else {}
    if not found:
        for ask in asks:
            found |= dict.fromkeys(topics_for(ask) or topics_in(ask))
    return tuple(found)


def _asked(asks: Sequence[str], text: str) -> str:
    words = asked_words(text or " ".join(asks))
    joined = "" if all(is_han(word) for word in words) else " "
    return joined.join(words) or text or " ".join(asks)


def _of_topic(each: Topic, offer: Offered, index: Index, question: str) -> Iterator[Claim]:
    match each.id:
        case "price":
            yield from _price(offer, question)
        case "stock":
            yield _stock(offer, index)
        case "reviews":
            yield from _summary(offer, index) if is_vague(question) else _reviews(offer)
        case _:
            facts = list(_facts(_names_for(each, offer, index, question), offer, index, question))
            prose = [] if facts else list(_prose(each.words, question, offer))
            voices = list(_voices(offer, each.aspects, QUOTES_MAX))
            yield from _named_outright(each, question, offer)
            yield from facts or prose
            yield from voices
            if not facts and not prose and not voices:
                yield from _mentioned(each.words, question, offer)


def _named_outright(each: Topic, question: str, offer: Offered) -> Iterator[Claim]:
    """A word of the question that the topic does not know but the record has («inseam»)."""
    title = fold_long(offer.product.title)
    for word in content_words(question):
        known = any(word in ask or ask in word for ask in (*each.asks, *each.words))
        if len(word) > 1 and not known and find_word(title, word) < 0:
            for evidence in clauses_with(offer, word):
                yield _claim("about.says", offer, evidence, quote=evidence.value)
                return


def _names_for(each: Topic, offer: Offered, index: Index, question: str) -> tuple[str, ...]:
    """The attributes that answer a topic: those whose own name the question says come first."""
    stated = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
    folded = fold_long(question)
    said = [word for word in each.asks if word in folded]
    own = [
        name
        for name, facts in stated.items()
        if any(_names(fold_long(facts[0].label), word) for word in said)
    ]
    own.sort(key=lambda n: -len(set(stated[n][0].label) & set(folded)))
    return tuple(dict.fromkeys((*own, *(n for n in each.attributes if n in stated))))


def _names(label: str, word: str) -> bool:
    return word == label or (len(word) > 1 and word in label)


def _summary(offer: Offered, index: Index) -> Iterator[Claim]:
    """All in all: what tells most about it, and what buyers say."""
    facts = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
    for name in telling(index, offer.product.id, facts):
        yield from _facts((name,), offer, index, "")
    yield from _reviews(offer)


def _facts(names: Sequence[str], offer: Offered, index: Index, question: str) -> Iterator[Claim]:
    """One claim for each attribute that is stated, its alternatives side by side."""
    stated = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
    for name in [name for name in names if name in stated][:ATTRIBUTES_MAX]:
        facts = sorted(stated[name], key=lambda f: not _named_in(f, question))
        found = list({e.quote: e for e in map(of_fact, facts)}.values())[:FACTS_MAX]
        blanks = {"attribute": name, "label": facts[0].label}
        value = " / ".join(e.value for e in found)
        if fold_long(value) == fold_long(facts[0].label):
            yield _claim("about.says", offer, *found, quote=value)
        else:
            yield _claim("about.fact", offer, *found, **blanks, value=value)


def _named_in(fact: Fact, question: str) -> bool:
    return fold_long(fact.quote) in fold_long(question)


def _prose(words: Sequence[str], question: str, offer: Offered) -> Iterator[Claim]:
    """The clauses of title, prose and attributes that hold one of the words; asked ones first."""
    asked = [w for w in content_words(question) if len(w) > 1]
    order = (*asked, *words)
    seen: set[str] = set()
    for word in order:
        for evidence in clauses_with(offer, word):
            if len(seen) < 2 and not any(evidence.quote in other for other in seen):
                seen.add(evidence.quote)
                yield _claim("about.says", offer, evidence, quote=evidence.value)


def clauses_with(offer: Offered, word: str) -> Iterator[Evidence]:
    """Yield the clauses of the record, field by field, that hold `word`."""
    product = offer.product
    for field, text in record_fields(product):
        for clause in (_PIECE if field == "title" else _CLAUSE).finditer(text):
            if find_word(fold_long(clause[0]), word) >= 0:
                yield of_text(product.id, field, text, _bare(clause))
                break


def _mentioned(words: Sequence[str], question: str, offer: Offered) -> Iterator[Claim]:
    """Clauses of reviews that hold one of the words, where nothing else answers."""
    asked = [w for w in content_words(question) if len(w) > 1]
    found = 0
    for number, review in enumerate(offer.product.reviews):
        for clause in _CLAUSE.finditer(review.text):
            folded = fold_long(clause[0])
            if found < 2 and any(
                len(w) > 1 and find_word(folded, w) >= 0 for w in (*asked, *words)
            ):
                found += 1
                field = f"reviews[{number}].text"
                evidence = of_text(offer.product.id, field, review.text, _bare(clause))
                yield _claim("about.review", offer, evidence, quote=evidence.value)


def _bare(clause: re.Match[str]) -> tuple[int, int]:
    start = clause.start() + len(clause[0]) - len(clause[0].lstrip())
    return start, clause.start() + len(clause[0].rstrip())


def _by_name(asks: Sequence[str], text: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """A question that no topic knows: an attribute by its name, else the words themselves."""
    stated = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
    question = fold_long(" ".join((*asks, text)))
    named = [
        name
        for name, facts in stated.items()
        if name in asks or (len(facts[0].label) > 1 and fold_long(facts[0].label) in question)
    ]
    said = " ".join((*asks, text))
    facts = list(_facts(named, offer, index, question)) or list(_prose((), said, offer))
    yield from facts or _mentioned((), said, offer)


def _voices(offer: Offered, wanted: Sequence[str], most: int) -> Iterator[Claim]:
    """Quotes of buyers on the aspects: both signs where both are found."""
    found = [m for m in mentions(offer.product) if m.aspect in wanted]
    yield from _voice_claims(offer, _balanced(found, most))


def _balanced(found: Sequence[Mention], most: int) -> list[Mention]:
    good = [m for m in found if m.sign > 0]
    bad = [m for m in found if m.sign < 0]
    turns = [m for pair in zip(bad, good, strict=False) for m in pair]
    rest = bad[len(good) :] + good[len(bad) :]
    unique = {m.quote: m for m in [*turns, *rest]}
    return list(unique.values())[:most]


def _reviews(offer: Offered) -> Iterator[Claim]:
    """How many praise and complain, with quotes of the clearest aspects on each side."""
    product = offer.product
    if not product.reviews:
        yield _claim("about.reviews_none", offer, absent(product.id, "reviews"))
        return
    found = mentions(product)
    good = {m.review for m in found if m.sign > 0}
    bad = {m.review for m in found if m.sign < 0}
    count = str(len(product.reviews))
    key = "about.reviews_sum" if good or bad else "about.reviews_plain"
    evidence = Evidence(product.id, "computed", "reviews", value=count, rule="count_reviews")
    yield _claim(key, offer, evidence, count=count, good=str(len(good)), bad=str(len(bad)))
    specific = {(m.aspect, m.sign): m for m in reversed(found) if m.aspect != "liked"}
    voices = _balanced(list(reversed(specific.values())), REVIEWS_QUOTED)
    yield from _voice_claims(offer, voices)
    if len(voices) < FEWEST_VOICES:
        yield from _openings(offer, {m.review for m in voices}, FEWEST_VOICES - len(voices))


def _openings(offer: Offered, heard: Collection[int], most: int) -> Iterator[Claim]:
    """What other reviews begin with, where no aspect of them is known."""
    others = [n for n in range(len(offer.product.reviews)) if n not in heard]
    for number in others[:most]:
        text = offer.product.reviews[number].text
        clause = next((c for c in _CLAUSE.finditer(text) if len(c[0].strip()) >= SHORTEST), None)
        if clause is not None:
            field = f"reviews[{number}].text"
            evidence = of_text(offer.product.id, field, text, _bare(clause))
            yield _claim("about.review", offer, evidence, quote=evidence.value)


def _voice_claims(offer: Offered, chosen: Sequence[Mention]) -> Iterator[Claim]:
    for mention in chosen:
        text = offer.product.reviews[mention.review].text
        evidence = of_text(offer.product.id, f"reviews[{mention.review}].text", text, mention.span)
        yield _claim("about.review", offer, evidence, quote=evidence.value)


def _price(offer: Offered, question: str) -> Iterator[Claim]:
    evidence = offer.price_evidence
    if evidence is None or offer.price is None:
        yield _claim("about.price_unknown", offer, absent(offer.product.id, "price"))
    else:
        amount = f"{offer.price:f}"
        currency = offer.product.currency or ""
        yield _claim("about.price", offer, evidence, price=amount, currency=currency)
    if about_promotions(question):
        yield _claim("about.promotions", offer, absent(offer.product.id, "promotions"))


def _stock(offer: Offered, index: Index) -> Claim:
    product = offer.product
    stock = index.offers.current(product, offer.sku).stock
    if stock is None:
        return _claim("about.stock_unknown", offer, absent(product.id, "stock"))
    evidence = Evidence(product.id, "offer", "stock", quote=str(stock), value=str(stock))
    if stock == 0:
        return _claim("about.sold_out", offer, evidence)
    return _claim("about.stock", offer, evidence, count=str(stock))


def _claim(key: str, offer: Offered, *evidence: Evidence, **blanks: str) -> Claim:
    return Claim(key, {"title": offer.product.title, **blanks}, evidence)
