"""From the tables to products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product as combinations
from typing import Any

from index.demo import reviews
from index.demo.attributes import Values, draw, fill, loosely
from index.demo.dice import Dice
from index.demo.drawing.render import Job
from index.demo.pictures import pictures
from index.demo.pricing import ending, list_price_of, price_of
from index.demo.spec import Brand, FamilySpec, KindSpec, colours, families, kinds

Row = dict[str, Any]

COLOUR = "颜色"
ORIGIN = "品牌产地"
PARCEL = "快递"


@dataclass(frozen=True, slots=True)
class Item:
    """A product as the catalogue has it, and what its drawings need to know."""

    row: Row
    kind: KindSpec
    values: Values
    pictures: tuple[Job, ...]


@cache
def items() -> tuple[Item, ...]:
    """Return every product of the demo shop, the same every time."""
    return tuple(
        _item(kind, number, grade)
        for kind in kinds()
        for number, grade in enumerate(_grades(kind), start=1)
    )


def catalogue() -> list[Row]:
    """Return the rows of the demo catalogue, with the fields that `docs/catalogue.md` describes."""
    return [item.row for item in items()]


def _grades(kind: KindSpec) -> list[float]:
    """Evenly spread from plain to fine, in an order that says nothing."""
    return Dice(kind.code, "grades").shuffled([(n + 0.5) / kind.count for n in range(kind.count)])


def _item(kind: KindSpec, number: int, grade: float) -> Item:
    dice = Dice(kind.code, number)
    family = families()[kind.family]
    brand = family.brands[(number - 1 + Dice(kind.code).integer(0, 99)) % len(family.brands)]
    values = draw(kind, grade, dice)
    chosen = _chosen(kind, dice)
    id = f"{kind.code}-{number:02d}"
    row = _row(kind, id, (brand, family), values, chosen)
    shown = chosen.get(COLOUR, ())
    jobs = pictures(kind, id, values, shown)
    row["images"] = [job.path for job in jobs]
    painted = {job.colour: job.path for job in reversed(jobs)}
    for sku in row.get("skus", ()) if shown else ():
        path = painted.get(colours()[sku["options"][COLOUR]])
        sku.update({"image": path} if path else {})
    return Item(row, kind, values, tuple(jobs))


def _row(
    kind: KindSpec,
    id: str,
    made: tuple[Brand, FamilySpec],
    values: Values,
    chosen: Mapping[str, tuple[str, ...]],
) -> Row:
    brand, family = made
    dice = Dice(id)
    price = price_of(kind, values, brand, dice)
    skus = _skus(kind, id, price, chosen)
    stock = sum(sku["stock"] for sku in skus) if skus else _stock(dice)
    words = _words(kind, brand, values, chosen, dice)
    rating, sales = _standing(dice)
    bought = reviews.Bought(values, chosen, PARCEL in family.delivery)
    row = {
        "id": id,
        "title": loosely(kind.title, words),
        "subtitle": loosely(dice.pick(kind.subtitles), words) if kind.subtitles else None,
        "brand": brand.name,
        "category": list(kind.category),
        "price": round(price, 2),
        "list_price": list_price_of(price, kind.price.cents, dice),
        "currency": "CNY",
        "stock": stock,
        "attributes": _stated(brand, values),
        "skus": skus,
        "description": "".join(filter(None, (fill(s, words) for s in kind.description))),
        "sales": sales,
        "rating": rating,
        "shop": dice.pick(family.shops).replace("{brand}", brand.name),
        "delivery": [way for way, often in family.delivery.items() if dice.chance(often)],
        "reviews": reviews.write((kind.reviews, family.reviews), bought, rating, Dice(id, "said")),
    }
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _chosen(kind: KindSpec, dice: Dice) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    for name, option in kind.options.items():
        count = dice.integer(*option.pick) if option.pick else len(option.values)
        some = dice.sample(option.values, count)
        chosen[name] = tuple(dice.shuffled(some) if name == COLOUR else some)
    return chosen


def _skus(kind: KindSpec, id: str, price: float, chosen: Mapping[str, Sequence[str]]) -> list[Row]:
    if not chosen:
        return []
    dice = Dice(id, "skus")
    gone = dice.chance(0.03)
    skus: list[Row] = []
    for number, values in enumerate(combinations(*chosen.values()), start=1):
        options = dict(zip(chosen, values, strict=True))
        extra = sum(_extra(kind, name, value) for name, value in options.items())
        amount = ending(price + extra, kind.price.cents) if extra else price
        stock = 0 if gone else _stock(dice)
        skus.append(
            {"id": f"{id}-{number}", "options": options, "price": round(amount, 2), "stock": stock}
        )
    return skus


def _extra(kind: KindSpec, name: str, value: str) -> float:
    option = kind.options[name]
    return option.price[option.values.index(value)] if option.price else 0.0


def _stock(dice: Dice) -> int:
    return 0 if dice.chance(0.08) else dice.integer(1, 6) * dice.integer(1, 40)


def _standing(dice: Dice) -> tuple[float, int]:
    """A rating and a number of sales that know nothing of each other."""
    rating = round(min(dice.near(4.55, 0.75), 4.98), 1)
    return rating, round(dice.integer(1, 9) * dice.pick((1, 10, 100, 1000, 10000), (1, 4, 6, 5, 1)))


def _words(
    kind: KindSpec,
    brand: Brand,
    values: Values,
    chosen: Mapping[str, tuple[str, ...]],
    dice: Dice,
) -> dict[str, str]:
    known = {name: value.text for name, value in values.items() if value.known}
    colours = chosen.get(COLOUR, ())
    options = {name: values[0] for name, values in chosen.items()}
    return (
        options
        | known
        | {
            "brand": brand.name,
            "series": dice.pick(kind.series),
            "origin": brand.origin,
            "colour": colours[0] if colours else "",
        }
    )


def _stated(brand: Brand, values: Values) -> dict[str, str]:
    stated = {name: value.text for name, value in values.items() if value.stated}
    return stated | {ORIGIN: brand.origin}
