"""What a photo adds to choosing: its colours, the very item, what is cheaper, what goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.conditions import STOCK
from guide.choosing.differences import offered
from guide.choosing.evidence import amount_text
from guide.choosing.judging import Judged
from guide.choosing.photo import COLOUR, attribute_of, kept_words
from guide.choosing.scoring import Scored
from guide.need import Budget, Constraint, Need, Source
from guide.picks import Claim, Pick
from index.fact import Text
from index.filters import In
from index.wire import CENT

if TYPE_CHECKING:
    from guide.choosing.pool import Pool
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult

NEUTRAL = ("black", "white", "grey", "beige")
"""Colours that go with any other: the ones that dressing guides call neutral."""
TIED = 0.985
"""Products within this part of the best score cannot be told apart by the photo."""
WEARERS = ("gender", "audience")
"""The attributes that say whom a thing is made for."""
COMPANION_COLOUR, COMPANION_WEARER = "photo-colour", "photo-wearer"
"""Ids of the preferences of what goes with the photo's thing."""


@dataclass(frozen=True, slots=True)
class VeryItem:
    """The product that the photo shows, and the least that it costs now."""

    product_id: str
    price: Decimal | None


def very_item(index: Index, photo: PhotoReadingResult) -> VeryItem | None:
    """Return the product that the photo shows; None where none is told apart from a lookalike."""
    from index.photos.matching import rank_photos

    found = next((rank for rank in rank_photos(photo, index) if rank.same), None)
    if found is None:
        return None
    table = index.table
    rows = table.rows_of(found.product_id)
    cents = table.live.cents[list(rows)]
    known = cents[~np.isnan(cents)]
    price = Decimal(round(float(known.min()))) / 100 if len(known) else None
    return VeryItem(found.product_id, price)


def with_photo(need: Need, index: Index, photo: PhotoReadingResult | None) -> Need:
    """Return the need with what only the photo can tell: a ceiling, and what goes with it."""
    wish = need.photo
    if wish is None or photo is None:
        return need
    item = very_item(index, photo)
    said = {c.attribute for c in need.constraints}
    made = [*_wearer(index, item, said)]
    if wish.matching:
        made += _colours(index, photo, said)
    need = replace(need, constraints=(*need.constraints, *made))
    return _cheaper(need, item) if wish.cheaper else need


def _cheaper(need: Need, item: VeryItem | None) -> Need:
    if item is None or item.price is None:
        return replace(need, order="cheapest")
    ceiling = item.price - CENT
    standing = need.budget
    if standing is not None and standing.high is not None and standing.high <= ceiling:
        return need
    low = standing.low if standing is not None else None
    source = Source(0, f"{item.price.normalize():f}以下")
    return replace(need, budget=Budget(low, ceiling, hard=True, currency=None, source=source))


def _colours(index: Index, photo: PhotoReadingResult, said: set[str]) -> Iterator[Constraint]:
    """Yield the preference for quiet colours, or the photo's own, beside a thing."""
    own = next((word for what, word, _ in photo.words if what == COLOUR), None)
    if own is not None and COLOUR not in said and index.table.states(COLOUR):
        values = (*NEUTRAL, own)
        yield Constraint(COMPANION_COLOUR, COLOUR, "in", "prefer", Source(0), values)


def _wearer(index: Index, item: VeryItem | None, said: set[str]) -> Iterator[Constraint]:
    """Yield the preference for what is made for the same wearer as the photo's thing."""
    if item is None or not said.isdisjoint(WEARERS):
        return
    for name in WEARERS:
        facts = [f for f in index.facts(item.product_id) if f.name == name]
        words = {f.value.value for f in facts if isinstance(f.value, Text)}
        if len(words) == 1:
            values = tuple(words)
            yield Constraint(COMPANION_WEARER, name, "in", "prefer", Source(0), values)
            return


def not_seen_here(need: Need, photo: PhotoReadingResult | None) -> bool:
    """Return whether the shop has nothing of what the photo shows, and no word names another."""
    if photo is None or photo.carried or need.photo is None or need.photo.matching:
        return False
    return need.kinds == need.photo.kinds


def lookalikes(pool: Pool, ranked: Sequence[Scored], most: int) -> list[Scored]:
    """Return the ranked rows that look most like the photo."""
    return sorted(ranked, key=lambda s: (-pool.photo.get(s.product_id, -1.0), s.product_id))[:most]


def shown_rows(need: Need, judged: Judged, among: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each product the row to show: in the photo's colours where it comes in them.

    Without such a row, or without a photo, the cheapest.
    """
    positions = judged.best_rows(among)
    wished = [In(attribute_of(word), (word,)) for word in kept_words(need)]
    if not wished:
        return positions
    met = (judged.table.verdicts(tuple(wished))[judged.rows] > 0).sum(axis=1)
    best: dict[int, int] = {}
    for at in np.flatnonzero(among).tolist():
        product = int(judged.table.row_product[judged.rows[at]])
        if product not in best or met[at] > met[best[product]]:
            best[product] = at
    products = judged.product_of(positions).tolist()
    return np.array([best[int(product)] for product in products], np.int64)


def same_first(need: Need, pool: Pool, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the ranked rows, the very item of the photo first where it was asked for."""
    if need.photo is None or not need.photo.same_item or not pool.same:
        return list(ranked)
    same = [s for s in ranked if s.product_id in pool.same]
    same.sort(key=lambda s: -pool.photo.get(s.product_id, 0.0))
    return [*same, *(s for s in ranked if s.product_id not in pool.same)]


def photo_notes(
    need: Need, index: Index, pool: Pool, picked: Sequence[Pick], near: Sequence[Pick]
) -> tuple[Claim, ...]:
    """Return what to say of the very item where it was asked for, and of what goes with a thing."""
    wish = need.photo
    if wish is None:
        return ()
    goes = [c for c in need.constraints if c.id == COMPANION_COLOUR]
    if goes:
        words = "|".join(goes[0].values)
        return (Claim("photo.goes_with", {"wish": words, "attribute": COLOUR}),)
    return _of_very_item(index, pool, picked, near) if wish.same_item else ()


def _of_very_item(
    index: Index, pool: Pool, picked: Sequence[Pick], near: Sequence[Pick]
) -> tuple[Claim, ...]:
    same = max(pool.same, key=lambda each: (pool.photo.get(each, 0.0), each), default=None)
    if same is None:
        return (Claim("photo.no_same"),) if picked else ()
    shown = next((pick for pick in (*picked, *near) if pick.product_id == same), None)
    if shown is None:
        return ()
    tied = [p for p in picked if pool.photo.get(p.product_id, 0.0) >= TIED * pool.photo[same]]
    alike = [pick for pick in tied if pick.product_id in pool.same]
    if len(alike) > 1:
        return (Claim("photo.same_among", {"count": str(len(alike))}),)
    if any(miss.constraint_id == STOCK for miss in shown.misses):
        return (Claim("photo.same_gone", {"title": index.product(same).title}),)
    key = "photo.same_is" if shown in picked else "photo.same_misses"
    offer = offered(index, same, shown.sku_id)
    blanks = {"title": offer.product.title}
    if offer.price is None or offer.price_evidence is None:
        return (Claim(key, blanks),)
    blanks |= {"price": amount_text(offer.price), "currency": offer.product.currency or ""}
    return (Claim(f"{key}_price", blanks, (offer.price_evidence,)),)


def shoppers_own(need: Need) -> Need:
    """Return the need without the preferences that were made from the photo."""
    kept = tuple(c for c in need.constraints if c.id not in (COMPANION_COLOUR, COMPANION_WEARER))
    return replace(need, constraints=kept)
