"""The shop's functions as LangChain tools, for a model that plans a request."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from guide.apply import apply
from guide.conversation.shop import Shop
from guide.need import Need
from guide.picks import Picks
from guide.turn import Context, PhotoReading, Reader, Reference, Turn
from index.errors import GuideError

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
FACTS_SHOWN = 20


class Toolbox:
    """The tools of one turn, and the turn that their use amounts to.

    A model words requests; the rules read them, so that every number of the outcome was typed by
    the shopper. The last search or comparison is what the turn comes to.
    """

    def __init__(
        self, shop: Shop, reader: Reader, context: Context, words: str, photo: PhotoReading | None
    ) -> None:
        self._shop = shop
        self._reader = reader
        self._context = context
        self._words = words
        self._photo = photo
        self.turn: Turn | None = None

    def search(self, request: str) -> str:
        """Search the shop for what one plain request asks, such as «羽绒服 800以内 修身».

        Use the shopper's own numbers only.
        """
        return self._search(request, None)

    def search_by_photo(self, request: str) -> str:
        """Search for what the shopper's photo shows, changed by a request in words (or "")."""
        if self._photo is None:
            return "error: the shopper sent no photo; use search."
        return self._search(request, self._photo)

    def product(self, product_id: str) -> str:
        """List what is known of a product."""
        facts = self._shop.product(product_id)[:FACTS_SHOWN]
        return json.dumps([[fact.label, fact.quote] for fact in facts], ensure_ascii=False)

    def compare(self, product_ids: list[str]) -> str:
        """Put two to six products side by side."""
        refers = tuple(Reference(words=each, product_id=each) for each in product_ids)
        table = self._shop.compare(refers, self._context.need)
        self.turn = Turn(act="compare", text=self._words, refers=refers)
        rows = [[row.label, *(cell.text for cell in row.cells)] for row in table.rows]
        return json.dumps(rows, ensure_ascii=False)

    def price(self, product_id: str) -> str:
        """Tell what a product costs, line by line."""
        breakdown = self._shop.price(product_id)
        return "未标注" if breakdown is None else str(breakdown.total)

    def basket(self, product_ids: list[str]) -> str:
        """Tell what several products cost together."""
        items = [Reference(words=each, product_id=each) for each in product_ids]
        total = self._shop.basket(items)
        return "未标注" if total is None else str(total)

    def as_tools(self) -> list[BaseTool]:
        """Return the tools as LangChain takes them; an error of ours is told to the model."""
        from langchain_core.tools import StructuredTool

        functions: tuple[Callable[..., str], ...] = (
            self.search,
            self.search_by_photo,
            self.product,
            self.compare,
            self.price,
            self.basket,
        )
        return [StructuredTool.from_function(_told(function)) for function in functions]

    def _search(self, request: str, photo: PhotoReading | None) -> str:
        invented = set(_NUMBER.findall(request)) - set(_NUMBER.findall(self._words))
        if invented:
            return f"error: the shopper named no {sorted(invented)}; ask with their numbers only."
        turn = self._reader.read(request, photo, self._context)
        need = apply(self._context.need, turn)
        picks = self._shop.search(need)
        self.turn = Turn(
            act="wish" if turn.act not in ("wish", "refine", "list") else turn.act,
            text=self._words,
            locale=turn.locale,
            edits=turn.edits,
            notes=turn.notes,
        )
        return _listing(picks, need, self._shop)


def _listing(picks: Picks, need: Need, shop: Shop) -> str:
    def row(product_id: str) -> dict[str, Any]:
        product = shop.index.product(product_id)
        return {"id": product_id, "title": product.title, "price": str(product.price)}

    return json.dumps(
        {
            "picks": [row(pick.product_id) for pick in picks.selected],
            "nearest": [row(pick.product_id) for pick in picks.nearest],
            "carried": not need.not_carried,
        },
        ensure_ascii=False,
    )


def _told(function: Callable[..., str]) -> Callable[..., str]:
    from functools import wraps

    @wraps(function)
    def tell(*args: Any, **kwargs: Any) -> str:
        try:
            return function(*args, **kwargs)
        except GuideError as error:
            return f"error: {error}"

    return tell
