"""How a pick relates to the photo: what it keeps, what the words changed, what is unmet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from guide.choosing.differences import Offered
from guide.choosing.evidence import absent, of_fact
from guide.choosing.reasons import quote_of
from guide.need import Need
from guide.picks import Claim, Evidence, PhotoMatch
from index.search.text import fold

if TYPE_CHECKING:
    from guide.choosing.pool import Pool
    from index.opening import Index


def photo_match(need: Need, pool: Pool, index: Index, offer: Offered) -> PhotoMatch | None:
    """Return how a product relates to the photo of the need; None without a photo."""
    wish = need.photo
    if wish is None:
        return None
    product = offer.product
    alike = pool.photo.get(product.id, -1.0)
    kept = [_looks(product.id, wish.photo, alike)] if alike > 0 else []
    unmet: list[Claim] = []
    for word in wish.keep:
        evidence = _states(index, offer, word)
        if evidence is not None:
            kept.append(Claim("photo.kept", {"value": word}, (evidence,)))
        else:
            unmet.append(Claim("photo.unmet", {"value": word}, (absent(product.id, word),)))
    if need.kinds != wish.kinds:
        unmet += _other_kind(wish.kinds, index, product.id)
    changed = [
        Claim(
            "photo.changed",
            {"value": c.source.words or "/".join(c.values)},
            _why(index, offer, c.values),
        )
        for c in need.constraints
        if c.id in wish.change
    ]
    return PhotoMatch(product.id in pool.same, tuple(kept), tuple(changed), tuple(unmet))


def _other_kind(kinds: Sequence[str], index: Index, product_id: str) -> list[Claim]:
    """Return that a product is not of the photo's kind, where it is not."""
    own = index.vocabulary.kinds_of.get(product_id, ())
    found = [index.vocabulary.kind(kind) for kind in kinds]
    if not found or not set(kinds).isdisjoint(own):
        return []
    words = "/".join(kind.label for kind in found if kind is not None)
    return [Claim("photo.unmet_kind", {"value": words}, (absent(product_id, words),))]


def _looks(product_id: str, photo: str, alike: float) -> Claim:
    value = f"{alike:.2f}"
    evidence = Evidence(product_id, "photo", "images[0]", photo, value=value, rule="photo_cosine")
    return Claim("photo.looks", {"value": value}, (evidence,))


def _states(index: Index, offer: Offered, word: str) -> Evidence | None:
    folded = fold(word)
    for fact in index.facts(offer.product.id):
        if fact.sku_id in (None, offer.sku.id if offer.sku else None) and folded in fold(
            fact.quote
        ):
            return of_fact(fact, (word,))
    return quote_of(offer, folded)


def _why(index: Index, offer: Offered, values: tuple[str, ...]) -> tuple[Evidence, ...]:
    found = (_states(index, offer, value) for value in values)
    return tuple(evidence for evidence in found if evidence is not None)
