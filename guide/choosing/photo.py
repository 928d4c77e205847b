"""How a pick relates to the photo: what it keeps, what the words changed, what is unmet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.conditions import KIND, Condition
from guide.choosing.differences import Offered
from guide.choosing.evidence import absent, of_fact
from guide.choosing.judging import Judged
from guide.choosing.nearest import misses
from guide.choosing.verdicts import explaining
from guide.need import Constraint, Need
from guide.picks import Claim, Evidence, Miss, PhotoMatch
from index.fact import Fact
from index.filters import In, Not

if TYPE_CHECKING:
    from guide.choosing.pool import Pool
    from index.opening import Index

COLOUR = "colour"
ALIKE_LEAST, ALIKE_SHARE = 5, 0.25
"""Of the products looked at, these look like the photo: a quarter, and five of a few."""


def photo_match(
    need: Need, pool: Pool, index: Index, offer: Offered, judged: Judged, position: int
) -> PhotoMatch | None:
    """Return how the row at `position` relates to the photo of the need; None without a photo."""
    wish = need.photo
    if wish is None:
        return None
    product = offer.product
    broken = misses(judged, position)
    if wish.matching:
        return PhotoMatch(False, (), (*_changed(judged, position),), (*_unmet(broken),))
    kept, unmet = _look(pool, product.id, wish.photo)
    told = [
        _word(word, product.id, judged, int(judged.rows[position])) for word in kept_words(need)
    ]
    met = [claim for claim in told if claim.key == "photo.kept"]
    kept += met
    unmet += [] if met else told[:1]
    if need.kinds != wish.kinds:
        unmet += _other_kind(wish.kinds, index, product.id)
    unmet += _unmet(broken)
    changed = _changed(judged, position)
    return PhotoMatch(product.id in pool.same, tuple(kept), tuple(changed), tuple(unmet))


def kept_words(need: Need) -> tuple[str, ...]:
    """Return the words read from the photo that stand: those that no wish in words overrides."""
    if need.photo is None or need.photo.matching:
        return ()
    said = {c.attribute for c in need.constraints if c.strength != "avoid"}
    return tuple(word for word in need.photo.keep if attribute_of(word) not in said)


def seen_scores(need: Need, judged: Judged, positions: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of the photo's words that the rows state, 0 to 1; unknown counts half."""
    wished = [In(attribute_of(word), (word,)) for word in kept_words(need)]
    verdicts = judged.table.verdicts(tuple(wished))[judged.rows[positions]]
    return (verdicts.astype(np.float64) + 1).mean(axis=1) / 2


def attribute_of(word: str) -> str:
    """Return the attribute that a word read from a photo is a value of."""
    return "pattern" if _colour_id(word) is None else COLOUR


def _colour_id(word: str) -> str | None:
    from index.lexicon import load

    colours = load().colours.values()
    return next((c.id for c in colours for words in c.words.values() if word in words), None)


def _word(word: str, product_id: str, judged: Judged, row: int) -> Claim:
    attribute = attribute_of(word)
    tree = In(attribute, (word,))
    verdict = int(judged.table.verdicts((tree,))[row, 0])
    facts = judged.table.explain(tree, row)
    seen = {"wish": _colour_id(word) or word, "attribute": attribute}
    if not facts:
        return Claim("photo.unmet", seen, (absent(product_id, word),))
    evidence = of_fact(_best(facts), (word,))
    if verdict > 0:
        return Claim("photo.kept", seen, (evidence,))
    return Claim("photo.unmet_is", seen | {"got": evidence.value}, (evidence,))


def _best(facts: Sequence[Fact]) -> Fact:
    return max(facts, key=lambda fact: (fact.grade, -fact.span[0]))


def _other_kind(kinds: Sequence[str], index: Index, product_id: str) -> list[Claim]:
    """Return that a product is not of the photo's kind, where it is not."""
    own = index.vocabulary.kinds_of.get(product_id, ())
    found = [index.vocabulary.kind(kind) for kind in kinds]
    if not found or not set(kinds).isdisjoint(own):
        return []
    words = "/".join(kind.label for kind in found if kind is not None)
    return [Claim("photo.unmet_kind", {"value": words}, (absent(product_id, words),))]


def _look(pool: Pool, product_id: str, photo: str) -> tuple[list[Claim], list[Claim]]:
    """Return that a product looks like the photo, or that it does not: kept, and unmet."""
    alike = pool.photo.get(product_id)
    if alike is None:
        return [], []
    ranked = sorted(pool.photo.values(), reverse=True)
    near = ranked[: max(ALIKE_LEAST, round(len(ranked) * ALIKE_SHARE))]
    evidence = Evidence(
        product_id, "photo", "images[0]", photo, value=f"{alike:.2f}", rule="photo_cosine"
    )
    key = "photo.looks" if alike >= near[-1] else "photo.unlike"
    claim = Claim(key, {"value": evidence.value}, (evidence,))
    return ([claim], []) if key == "photo.looks" else ([], [claim])


def _changed(judged: Judged, position: int) -> Iterator[Claim]:
    """Yield what was said in words and holds of the row."""
    row, broken = int(judged.rows[position]), int(judged.broken[position])
    for at, wish in enumerate(judged.conditions):
        if wish.constraint is not None and not broken >> at & 1:
            blanks = {"value": wish.said}
            yield Claim("photo.changed", blanks, _why(judged, wish, wish.constraint, row))


def _why(judged: Judged, wish: Condition, constraint: Constraint, row: int) -> tuple[Evidence, ...]:
    wish = explaining(judged.table, wish, row)
    tree = wish.filter.part if isinstance(wish.filter, Not) else wish.filter
    facts = judged.table.explain(tree, row)
    return (of_fact(_best(facts), constraint.values),) if facts else ()


def _unmet(broken: Sequence[Miss]) -> Iterator[Claim]:
    for miss in broken:
        if miss.constraint_id != KIND:
            key = "photo.unmet_wish" if miss.got is None else "photo.unmet_wish_is"
            yield Claim(key, {"value": miss.wanted, "got": miss.got or ""}, miss.evidence)
