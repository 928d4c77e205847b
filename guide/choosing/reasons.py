"""Why a pick fits this wish: one claim for each wish that is met, with what it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from guide.choosing.aspects import best, mentions, slight_praise
from guide.choosing.attributes import better, usual
from guide.choosing.conditions import BUDGET, Condition, condition, preferences
from guide.choosing.differences import Offered, row_facts
from guide.choosing.evidence import amount_text, computed, of_fact, of_text, record_fields
from guide.choosing.judging import Judged
from guide.choosing.leading import fact_claim, leading
from guide.choosing.quoting import CLAUSE, bare
from guide.choosing.scoring import only_reviewed
from guide.choosing.standing_out import standing_out
from guide.choosing.verdicts import explaining, spelled
from guide.choosing.words import find_affirmed, fold_long, wished_words
from guide.need import Constraint, Need
from guide.picks import Claim, Evidence
from index.fact import Bool, Fact, Grade
from index.filters import Not
from index.lexicon import load
from index.product import Product
from index.search.text import without_praise

if TYPE_CHECKING:
    from index.opening import Index

REASONS_MAX = 4
PLAIN_MAX = 3
SHORT = 20
WORDS_MAX = 3
ENOUGH = 2
STANDING_MAX = 1
NEAR = Decimal("0.05")
_PRICE_IN = "reason.price_in"
_PLAIN = frozenset(
    {"kind", "id", "price", "stock", "delivery", "shop", "sales", "rating", "brand", "standard"}
)


def reasons(
    need: Need, index: Index, judged: Judged, position: int, at: int, shown: Sequence[Offered]
) -> tuple[Claim, ...]:
    """Return up to four reasons, the wishes first, for the product at `at` of those `shown`."""
    offer = shown[at]
    claims = [*leading(need, index, offer, at), *_wishes(need, judged, position, offer)]
    if not any(wished.taken_for for wished in need.constraints):
        claims += _words(need, offer, claims)
    claims = list({claim.evidence[0].quote + claim.key: claim for claim in claims}.values())
    claims += islice(_standing_out(index, at, shown, claims), STANDING_MAX)
    claims += islice(_plain_facts(index, offer, claims), _wanting(claims))
    if len(claims) < REASONS_MAX:
        claims += _praise(offer)
    if _wanting(claims):
        claims += _praise(offer, slight=True)
    if _wanting(claims) == ENOUGH:
        claims += _of_seller(offer)
    return tuple(claims[:REASONS_MAX])


def _wanting(claims: Sequence[Claim]) -> int:
    """Return how many reasons are missing; that the price is within the budget is none."""
    return max(0, ENOUGH - sum(claim.key != _PRICE_IN for claim in claims))


def unknown(need: Need, judged: Judged, position: int) -> tuple[str, ...]:
    """Return the ids of the wishes on which the record of a picked row says nothing."""
    silent = [
        wish.id
        for wish, verdict in zip(judged.conditions, judged.verdicts[position], strict=True)
        if verdict == 0
    ]
    row = int(judged.rows[position])
    for wish in preferences(need):
        if only_reviewed(judged.table, wish):
            continue
        if judged.table.verdicts((condition(wish).filter,))[row, 0] == 0:
            silent.append(wish.id)
    return tuple(silent)


def _wishes(need: Need, judged: Judged, position: int, offer: Offered) -> Iterator[Claim]:
    for wish, verdict in zip(judged.conditions, judged.verdicts[position], strict=True):
        if verdict <= 0:
            continue
        if wish.id == BUDGET:
            yield from _price(need, offer)
        elif (claim := _met(judged, wish, position)) is not None:
            yield claim
    row = int(judged.rows[position])
    for wished in preferences(need):
        yield from _preferred(judged, wished, row, position, offer)


def _preferred(
    judged: Judged, wished: Constraint, row: int, position: int, offer: Offered
) -> Iterator[Claim]:
    if only_reviewed(judged.table, wished):
        found = best(mentions(offer.product), (wished.attribute,))
        if found is not None:
            yield _review(offer, found.review, found.span)
        return
    wish = condition(wished)
    if judged.table.verdicts((wish.filter,))[row, 0] > 0:
        claim = _met(judged, wish, position)
        if claim is not None:
            yield claim


def _met(judged: Judged, wish: Condition, position: int) -> Claim | None:
    row = int(judged.rows[position])
    wish = explaining(judged.table, wish, row)
    facts = judged.table.explain(wish.filter, row)
    if wish.constraint is None:
        return None
    if not facts:
        return _by_words(judged, wish.constraint, row)
    words = wish.constraint.values
    named = spelled(words)
    fact = max(facts, key=lambda f: (_holds(f, named), f.grade, -f.span[0]))
    evidence = of_fact(fact, () if isinstance(wish.filter, Not) else words)
    blanks = {
        "attribute": fact.name,
        "label": fact.label,
        "value": evidence.value,
        "wish": wish.said,
    }
    if isinstance(wish.filter, Not) and wish.constraint.values:
        return Claim("reason.avoided", blanks | {"wish": _avoided(wish.constraint)}, (evidence,))
    return Claim("reason.fact", blanks, (evidence,))


def _by_words(judged: Judged, constraint: Constraint, row: int) -> Claim | None:
    """The words of a wish that the record says, where no fact states it."""
    if constraint.strength == "avoid":
        return None
    product = judged.table.products[int(judged.table.row_product[row])]
    for word in (constraint.source.words or "", *spelled(constraint.values)):
        evidence = quote_in(product, fold_long(word)) if len(word) > 1 else None
        if evidence is not None:
            return Claim("reason.words", {"value": evidence.value}, (evidence,))
    return None


def _avoided(constraint: Constraint) -> str:
    return "|".join(constraint.values) or constraint.source.words or constraint.attribute


def _holds(fact: Fact, words: Sequence[str]) -> bool:
    quote = fact.quote.casefold()
    return any(word.casefold() in quote for word in words)


def _price(need: Need, offer: Offered) -> Iterator[Claim]:
    evidence = offer.price_evidence
    if evidence is None or offer.price is None or need.budget is None:
        return
    currency = offer.product.currency or ""
    blanks = {"price": f"{offer.price:f}", "currency": currency}
    about = need.budget.about
    if about is None or abs(offer.price - about) > NEAR * about:
        yield Claim(_PRICE_IN, blanks, (evidence,))
        return
    gap = abs(offer.price - about)
    key = "reason.price_exact" if gap == Decimal(0) else "reason.price_about"
    blanks |= {"about": f"{about:f}", "gap": f"{gap:f}"}
    yield Claim(key, blanks, (computed("price_near", amount_text(gap), evidence),))


def _words(need: Need, offer: Offered, said: Sequence[Claim]) -> Iterator[Claim]:
    """One claim with up to three of the wished words that the record says and no reason has yet."""
    told = fold_long(" ".join(e.quote for claim in said for e in claim.evidence))
    told += fold_long(need.kind_words)
    found: list[Evidence] = []
    for word in wished_words(need.words):
        if len(word) > 1 and word not in told and len(found) < WORDS_MAX:
            evidence = quote_of(offer, word)
            found += [evidence] if evidence is not None else []
    if found:
        yield Claim("reason.words", {"value": "|".join(e.value for e in found)}, tuple(found))


def quote_of(offer: Offered, word: str) -> Evidence | None:
    """Return where the record of an offered product holds a folded word, or None."""
    return quote_in(offer.product, word)


def quote_in(product: Product, word: str) -> Evidence | None:
    """Return where a record's title, prose or attributes hold a folded word, or None."""
    for field, text in record_fields(product):
        at = find_affirmed(fold_long(text), word)
        if at >= 0 and fold_long(text[at : at + len(word)]) == word:
            return of_text(product.id, field, text, (at, at + len(word)))
    return None


def _standing_out(
    index: Index, at: int, shown: Sequence[Offered], said: Sequence[Claim]
) -> Iterator[Claim]:
    """What the product states better than all others shown, where no wish has said it yet."""
    told = {claim.blanks.get("attribute") for claim in said}
    return (c for c in standing_out(index, at, shown) if c.blanks["attribute"] not in told)


def _praise(offer: Offered, slight: bool = False) -> Iterator[Claim]:
    """What buyers praise in its use; with `slight`, also that it came as shown or cost little."""
    told = [m for m in mentions(offer.product) if not _of_another_colour(m.quote, offer)]
    found = best([m for m in told if slight or m.aspect not in slight_praise()])
    if found is not None:
        yield _review(offer, found.review, found.span)


def _of_seller(offer: Offered) -> Iterator[Claim]:
    """What the seller's second line says of a thing, where its record tells nothing else."""
    text = offer.product.subtitle or ""
    for clause in CLAUSE.finditer(text):
        span = bare(clause)
        words = text[slice(*span)]
        if 1 < len(words) <= SHORT and without_praise(words) == words:
            evidence = of_text(offer.product.id, "subtitle", text, span)
            yield Claim("reason.words", {"value": evidence.value}, (evidence,))
            return


def _of_another_colour(quote: str, offer: Offered) -> bool:
    """Return whether words praise a colour that the variant shown does not have."""
    chosen = " ".join(offer.sku.options.values()) if offer.sku else ""
    named = {colour.family for colour in load().colours_in(quote)} if chosen else set[str]()
    return bool(named) and named.isdisjoint(c.family for c in load().colours_in(chosen))


def _review(offer: Offered, review: int, span: tuple[int, int]) -> Claim:
    text = offer.product.reviews[review].text
    evidence = of_text(offer.product.id, f"reviews[{review}].text", text, span)
    return Claim("reason.review", {"quote": evidence.value}, (evidence,))


def _plain_facts(index: Index, offer: Offered, said: Sequence[Claim]) -> Iterator[Claim]:
    facts = row_facts(index, offer.product.id, offer.sku.id if offer.sku else None)
    taken = {claim.blanks.get("attribute") for claim in said}
    for name in telling(index, offer.product.id, facts):
        fact = facts[name][0]
        denied = any(each.value == Bool(False) for each in facts[name])
        if name not in taken and not denied and fact.quote not in offer.product.category:
            yield fact_claim(fact)


def telling(
    index: Index, product_id: str, facts: Mapping[str, tuple[Fact, ...]]
) -> tuple[str, ...]:
    """Return the attributes worth naming when nothing was wished, most telling first.

    Those in which more or less is better come first, then those that most products of the kind
    state; short ones before long ones.
    """
    kind = next(iter(index.vocabulary.kinds_of.get(product_id, ())), "")
    kept = [n for n, f in facts.items() if n not in _PLAIN and f[0].grade > Grade.REVIEW]
    kept.sort(
        key=lambda n: (
            len(facts[n][0].quote) > SHORT,
            better(n) is None,
            -usual(index, n, kind),
            -facts[n][0].grade,
            n,
        )
    )
    return tuple(kept[:PLAIN_MAX])
