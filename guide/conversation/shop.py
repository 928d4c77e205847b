"""What a guide can do in its shop: what the graph's nodes and a model's tools both call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from guide.choosing import answer_about, choose, compare
from guide.choosing.ranking import currency_of
from guide.conversation.photos import Box, PhotoShelf
from guide.money import price
from guide.need import Need
from guide.picks import Claim, Picks, PriceBreakdown, Table
from guide.turn import PhotoReading, Reference, Turn
from index.errors import SettingsError

if TYPE_CHECKING:
    from index.fact import Fact
    from index.opening import Index


WHY_NOT = "why_not"
FEWEST_TO_COMPARE = 2


class Shop:
    """One index, open for business."""

    def __init__(self, index: Index, photos: PhotoShelf) -> None:
        self.index = index
        self.photos = photos

    @property
    def currency(self) -> str | None:
        """The currency that most prices of the catalogue are in; None where none is stated."""
        return currency_of(self.index)

    def look_at(
        self, photo: str | None, words: str = "", box: Box | None = None
    ) -> PhotoReading | None:
        """Return what was read from a stored photo (by content hash), or from a part of it.

        Of several things in it the words may say which is meant.
        """
        return self.photos.look(photo, words, box) if photo else None

    def things_in(self, photo: str) -> tuple[Box, ...]:
        """Return where the things in a stored photo are; nothing where there is only one."""
        return self.photos.look(photo).boxes

    def search(self, need: Need, asked: Sequence[str] = ()) -> Picks:
        """Return the picks for a Need, by words and, where it has one, by photo.

        Args:
            need: the standing wishes.
            asked: ids of questions that were put before.
        """
        wish = need.photo
        found = self.photos.read(wish.photo, wish.region).found if wish else None
        picks = choose(need, self.index, photo=found, asked=tuple(asked))
        if need.photo is not None and found is None:
            picks = replace(picks, notes=(Claim("note.no_photos"), *picks.notes))
        if picks.table is not None or len(picks.selected) < FEWEST_TO_COMPARE:
            return picks
        refers = tuple(Reference("", each.product_id, each.sku_id) for each in picks.selected)
        return replace(picks, table=compare(refers, need, self.index))

    def product(self, product_id: str) -> tuple[Fact, ...]:
        """Return what is known of a product.

        Raises:
            SettingsError: where the shop has no such product.
        """
        self._must_have([product_id])
        return tuple(self.index.facts(product_id))

    def compare(self, refers: Sequence[Reference], need: Need, asked: Sequence[str] = ()) -> Table:
        """Return two to six products side by side, the attributes that were asked for first.

        Raises:
            SettingsError: where the shop has not all of them.
        """
        self._must_have([reference.product_id for reference in refers])
        return compare(tuple(refers), need, self.index, asked)

    def answer_about(self, turn: Turn, need: Need) -> tuple[Claim, ...]:
        """Return what the records say to a question about shown products."""
        picks = self.search(need) if WHY_NOT in turn.asks else None
        return answer_about(
            turn.refers,
            turn.asks,
            self.index,
            text=turn.question or turn.text,
            need=need,
            picks=picks,
        )

    def price(self, product_id: str, sku_id: str | None = None) -> PriceBreakdown | None:
        """Return what a product costs, line by line; None where no price is stated."""
        self._must_have([product_id])
        return price(self.index.product(product_id), sku_id, self.index.offers)

    def basket(self, items: Sequence[Reference]) -> Decimal | None:
        """Return what the products cost together; None where one of them states no price."""
        totals = [self.price(item.product_id, item.sku_id) for item in items]
        if any(total is None for total in totals):
            return None
        return sum((total.total for total in totals if total), Decimal(0))

    def _must_have(self, product_ids: Sequence[str]) -> None:
        for product_id in product_ids:
            if product_id not in self.index:
                raise SettingsError(f"the shop has no product {product_id!r}.")
