"""Shops of a few products, made of words, and what is read in them turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from guide.apply import apply
from guide.need import Need
from guide.reading import RulesReader
from guide.turn import Context
from index.extraction import extract, learn
from index.product import Product
from index.vocabulary import build


def goods(number: int, title: str, *category: str, price: int = 100, **attributes: str) -> Product:
    """A product that states these attributes; its id is `g` and the number."""
    return Product(
        f"g{number}", title, category=category, price=Decimal(price), currency="CNY",
        attributes=attributes,
    )  # fmt: skip


def reader_of(shop: Sequence[Product]) -> RulesReader:
    """A reader that knows the words of a shop."""
    profile = learn(shop)
    return RulesReader(build(shop, [fact for p in shop for fact in extract(p, profile)]))


def told(reader: RulesReader, *turns: str) -> Need:
    """What stands after some turns with nothing on the screen."""
    need = Need()
    for number, said in enumerate(turns, start=1):
        context = Context(turn=number, need=need, currency="CNY")
        need = apply(need, reader.read(said, None, context))
    return need
