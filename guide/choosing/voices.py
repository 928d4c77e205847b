"""What buyers say to a question: quotes of both signs, and all reviews in sum."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from guide.choosing.aspects import Mention, mentions, of_parcel
from guide.choosing.differences import Offered
from guide.choosing.evidence import absent, of_text
from guide.choosing.quoting import CLAUSE, bare, claim
from guide.picks import Claim, Evidence

QUOTES_MAX = 3
REVIEWS_QUOTED = 4
FEWEST_VOICES, SHORTEST = 2, 4
"""Quotes that a summary of reviews should have, and characters that make one."""


def voices(offer: Offered, wanted: Sequence[str]) -> Iterator[Claim]:
    """Yield quotes of buyers on the aspects: both signs where both are found."""
    found = [m for m in mentions(offer.product) if m.aspect in wanted]
    yield from _quoted(offer, _balanced(found, QUOTES_MAX))


def reviews(offer: Offered) -> Iterator[Claim]:
    """Yield how many praise and complain, with quotes of the clearest aspects on each side."""
    product = offer.product
    if not product.reviews:
        yield claim("about.reviews_none", offer, absent(product.id, "reviews"))
        return
    found = mentions(product)
    good = {m.review for m in found if m.sign > 0}
    bad = {m.review for m in found if m.sign < 0}
    count = str(len(product.reviews))
    key = "about.reviews_sum" if good or bad else "about.reviews_plain"
    evidence = Evidence(product.id, "computed", "reviews", value=count, rule="count_reviews")
    yield claim(key, offer, evidence, count=count, good=str(len(good)), bad=str(len(bad)))
    specific = {(m.aspect, m.sign): m for m in reversed(found) if m.aspect != "liked"}
    of_thing = sorted(reversed(specific.values()), key=lambda m: m.aspect in of_parcel())
    heard = _balanced(of_thing, REVIEWS_QUOTED)
    yield from _quoted(offer, heard)
    if len(heard) < FEWEST_VOICES:
        yield from _openings(offer, {m.review for m in heard}, FEWEST_VOICES - len(heard))


def _balanced(found: Sequence[Mention], most: int) -> list[Mention]:
    good = [m for m in found if m.sign > 0]
    bad = [m for m in found if m.sign < 0]
    turns = [m for pair in zip(bad, good, strict=False) for m in pair]
    rest = bad[len(good) :] + good[len(bad) :]
    unique = {m.quote: m for m in [*turns, *rest]}
    return list(unique.values())[:most]


def _openings(offer: Offered, heard: Collection[int], most: int) -> Iterator[Claim]:
    """What other reviews begin with, where no aspect of them is known."""
    others = [n for n in range(len(offer.product.reviews)) if n not in heard]
    for number in others[:most]:
        text = offer.product.reviews[number].text
        clause = next((c for c in CLAUSE.finditer(text) if len(c[0].strip()) >= SHORTEST), None)
        if clause is not None:
            field = f"reviews[{number}].text"
            evidence = of_text(offer.product.id, field, text, bare(clause))
            yield claim("about.review", offer, evidence, quote=evidence.value)


def _quoted(offer: Offered, chosen: Sequence[Mention]) -> Iterator[Claim]:
    for mention in chosen:
        text = offer.product.reviews[mention.review].text
        evidence = of_text(offer.product.id, f"reviews[{mention.review}].text", text, mention.span)
        yield claim("about.review", offer, evidence, quote=evidence.value)
