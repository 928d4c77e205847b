"""Questions about a shown product: answered from fields, prose, then reviews, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guide.choosing.comparing import drawbacks
from guide.choosing.differences import Offered, offered
from guide.choosing.evidence import absent
from guide.choosing.explaining import why_not
from guide.choosing.extremes import GAP, MOST, gap_of, most_of
from guide.choosing.quoting import (
    claim,
    clauses_with,
    of_attributes,
    of_fields,
    of_prose,
    of_reviews,
    stated_of,
)
from guide.choosing.reasons import telling
from guide.choosing.telling import able, of_count, of_names, outright
from guide.choosing.topics import (
    Topic,
    about_promotions,
    asked_words,
    beside_topics,
    content_words,
    is_vague,
    options_in,
    topics_for,
    topics_in,
    yes_or_no,
)
from guide.choosing.voices import reviews, voices
from guide.choosing.words import find_word, fold_long
from guide.need import Need
from guide.picks import Claim, Evidence, Picks
from guide.turn import Reference
from index.search.text import is_han

if TYPE_CHECKING:
    from index.opening import Index

WHY_NOT, DRAWBACKS, SUMMARY = "why_not", "drawbacks", "summary"
"""Asks that are no attribute: why it was not picked, what is worse about it, all in all."""


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
    if asks[:1] == (MOST,):
        return tuple(most_of(refs, asks, index))
    if asks[:1] == (GAP,):
        return tuple(gap_of(refs, index))
    if DRAWBACKS in asks:
        return drawbacks(refs[0], refs[1] if len(refs) > 1 else None, index)
    for pointing in filter(None, (ref.words for ref in refs)):
        text = text.replace(pointing, " ") if pointing != text else text
        asks = tuple(ask.replace(pointing, " ") if pointing != ask else ask for ask in asks)
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
    for label in _labels_said(question, wanted, offer):
        claims += _of_label(label, offer, index, question)
        wanted = tuple(t for t in wanted if not any(w in label for w in _said(t, question)))
    told = outright(question, offer, index, alone=not wanted)
    claims += told
    for each in wanted:
        claims += [] if _told(told) else _of_topic(each, offer, index, question)
    if not claims:
        claims += list(of_names(question, offer, index)) or of_count(question, offer)
    if not claims:
        claims += _by_name(asks, text, offer, index)
    unique = list({(c.key, *(e.quote for e in c.evidence)): c for c in claims}.values())
    if unique:
        unsaid = _unsaid(question, unique, offer)
        return [_silent(offer, unsaid), *unique] if unsaid else unique
    return [_silent(offer, _asked(asks, text))]


def _told(claims: Sequence[Claim]) -> bool:
    return any(each.key in ("about.fact", "about.says") for each in claims)


def _labels_said(question: str, wanted: Sequence[Topic], offer: Offered) -> list[str]:
    """Return the fields whose whole name a question says, where that says more than its topics.

    «乳糖» is more than 糖, and «屏幕尺寸» more than 尺寸.
    """
    folded = fold_long(question)
    topical = [word for each in wanted for word in _said(each, question)]
    names = [fold_long(name) for name in offer.product.attributes]
    said = [name for name in names if name in folded]
    known = [n for n in said if len(n) > 2 or not wanted or _beside(n, topical)]
    return [n for n in known if not any(n in other and n != other for other in known)]


def _beside(name: str, topical: Sequence[str]) -> bool:
    """Return whether a short name is more than the topics say («内胆是什么做的», «乳糖»)."""
    within = any(name in word for word in topical)
    return any(w in name and w != name for w in topical) or not (within or name in topical)


def _of_label(label: str, offer: Offered, index: Index, question: str) -> Iterator[Claim]:
    stated = stated_of(offer, index)
    names = [n for n, facts in stated.items() if fold_long(facts[0].label) == label]
    yield from list(of_attributes(names, offer, index, question)) or of_fields((label,), offer)


def _silent(offer: Offered, asked: str) -> Claim:
    return claim("about.none", offer, absent(offer.product.id, asked), asked=asked)


def _topics(asks: Sequence[str], text: str) -> tuple[Topic, ...]:
    """The topics of the typed question; those of `asks` where the text names none."""
    found = dict.fromkeys(topics_in(text)) if text else {}
    if not found:
        for ask in asks:
            found |= dict.fromkeys(topics_for(ask) or topics_in(ask))
    return tuple(found)


def _asked(asks: Sequence[str], text: str) -> str:
    words = asked_words(text or " ".join(asks))
    words = [w for w in words if not any(w != other and w in other for other in words)]
    joined = "" if all(is_han(word) for word in words) else " "
    return joined.join(words) or text or " ".join(asks)


def _unsaid(question: str, claims: Sequence[Claim], offer: Offered) -> str | None:
    """Return what a yes-or-no question asks («能升级内存吗») and no quote answers."""
    if not yes_or_no(question) or not all(c.key in _PLAIN for c in claims):
        return None
    quotes = fold_long(" ".join(e.quote for c in claims for e in c.evidence))
    labels = fold_long(" ".join(c.blanks.get("label", "") for c in claims))
    told = f"{quotes} {labels}"
    option = next((word for word in options_in(question) if word not in told), None)
    if option is not None:
        return option
    beside = beside_topics(question)
    number = next((w for w in beside if w.isdigit() and w not in quotes), None)
    if number is not None or any(word in quotes for word in asked_words(question)):
        return number
    told += fold_long(offer.product.title)
    return next((word for word in beside if word not in told), None)


_PLAIN = frozenset({"about.fact", "about.says"})


def _of_topic(each: Topic, offer: Offered, index: Index, question: str) -> Iterator[Claim]:
    match each.id:
        case "price":
            yield from _price(offer, question)
        case "stock":
            yield _stock(offer, index)
        case "reviews":
            yield from _summary(offer, index) if is_vague(question) else reviews(offer)
        case _:
            names = _names_for(each, offer, index, question)
            facts = list(of_attributes(names, offer, index, question))
            named = [name for name in each.attributes if not name.isascii()]
            facts = facts or list(of_fields((*_said(each, question), *named), offer))
            prose = [] if facts else list(of_prose(each.words, question, offer))
            heard = list(voices(offer, each.aspects))
            yield from _named_outright(each, question, offer, index)
            yield from facts or prose
            yield from heard
            if not facts and not prose and not heard:
                yield from of_reviews((*_said(each, question), *each.words), question, offer)


def _said(each: Topic, question: str) -> list[str]:
    return [word for word in each.asks if find_word(fold_long(question), word) >= 0]


def _named_outright(each: Topic, question: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """A word of the question that the topic does not know but the record has («inseam»)."""
    kinds = map(index.vocabulary.kind, index.vocabulary.kinds_of.get(offer.product.id, ()))
    its_names = {name for kind in kinds if kind is not None for name in (kind.label, *kind.words)}
    title = fold_long(offer.product.title)
    for word in content_words(question):
        known = any(word in ask or ask in word for ask in (*each.asks, *each.words))
        known = known or word in its_names or find_word(title, word) >= 0
        if len(word) > 1 and not known:
            for evidence in clauses_with(offer, word):
                yield claim("about.says", offer, evidence, quote=evidence.value)
                return


def _names_for(each: Topic, offer: Offered, index: Index, question: str) -> tuple[str, ...]:
    """The attributes that answer a topic: those whose own name the question says come first.

    Those whose name holds another word of the topic come last («涉水» for «能下水吗»).
    """
    stated = stated_of(offer, index)
    folded, said = fold_long(question), _said(each, question)
    labels = {name: fold_long(facts[0].label) for name, facts in stated.items()}
    own = [n for n, label in labels.items() if any(_names(label, word) for word in said)]
    own.sort(key=lambda n: -len(set(labels[n]) & set(folded)))
    kin = [n for n, label in labels.items() if any(len(w) > 1 and w in label for w in each.words)]
    return tuple(dict.fromkeys((*own, *(n for n in each.attributes if n in stated), *kin)))


def _names(label: str, word: str) -> bool:
    return word == label or (len(word) > 1 and word in label)


def _summary(offer: Offered, index: Index) -> Iterator[Claim]:
    """All in all: what tells most about it, and what buyers say."""
    for name in telling(index, offer.product.id, stated_of(offer, index)):
        yield from of_attributes((name,), offer, index, "")
    yield from reviews(offer)


def _by_name(asks: Sequence[str], text: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """A question that no topic answers: an attribute by its name, else the words themselves."""
    stated = stated_of(offer, index)
    question = fold_long(" ".join((*asks, text)))
    named = [
        name
        for name, facts in stated.items()
        if name in asks or (len(facts[0].label) > 1 and fold_long(facts[0].label) in question)
    ]
    said = " ".join((*asks, text))
    words = content_words(said)
    named += [n for n, f in stated.items() if n not in named and _shares(f[0].label, words)]
    facts = list(of_attributes(named, offer, index, question)) or list(of_fields(words, offer))
    facts = facts or list(of_prose(able(said), said, offer))
    yield from facts or of_reviews((), said, offer)


def _shares(label: str, words: Sequence[str]) -> bool:
    """Return whether a name begins with a word of the question («保温» and «保温时长»)."""
    folded = fold_long(label)
    return any(len(word) > 1 and word in folded for word in words)


def _price(offer: Offered, question: str) -> Iterator[Claim]:
    evidence = offer.price_evidence
    if evidence is None or offer.price is None:
        yield claim("about.price_unknown", offer, absent(offer.product.id, "price"))
    else:
        amount = f"{offer.price:f}"
        currency = offer.product.currency or ""
        yield claim("about.price", offer, evidence, price=amount, currency=currency)
    if about_promotions(question):
        yield claim("about.promotions", offer, absent(offer.product.id, "promotions"))


def _stock(offer: Offered, index: Index) -> Claim:
    product = offer.product
    stock = index.offers.current(product, offer.sku).stock
    if stock is None:
        return claim("about.stock_unknown", offer, absent(product.id, "stock"))
    evidence = Evidence(product.id, "offer", "stock", quote=str(stock), value=str(stock))
    if stock == 0:
        return claim("about.sold_out", offer, evidence)
    return claim("about.stock", offer, evidence, count=str(stock))
