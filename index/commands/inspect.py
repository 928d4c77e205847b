"""`guide index stats`, `verify`, `dump`, `facts`: look into an index."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.commands.options import DEFAULT_INDEX, IndexOption, JsonOption

if TYPE_CHECKING:
    from index.fact import Fact, FactValue


def stats(index: IndexOption = DEFAULT_INDEX, as_json: JsonOption = False) -> None:
    """Say what an index holds, from what it was made, and by which encoder."""
    from index.store.inspection import Stats, describe

    found: Stats = describe(index)
    if as_json:
        from index import wire

        typer.echo(json.dumps(wire.dump(found), ensure_ascii=False))
        return
    for label, value in found.lines():
        typer.echo(f"{label:<12} {value}")


def verify(index: IndexOption = DEFAULT_INDEX) -> None:
    """Check an index whole: files, counts, records, and the vectors in both their places."""
    from index.errors import StoreError
    from index.store.inspection import examine

    problems = examine(index)
    if problems:
        raise StoreError("\n".join([*problems, f"Build {str(index)!r} again from its source."]))
    typer.echo(f"{index} is whole.")


def dump(index: IndexOption = DEFAULT_INDEX, as_json: JsonOption = False) -> None:
    """Print the products, one a line."""
    from index.store import open_generation
    from index.store.records import lines

    generation = open_generation(index)
    try:
        if as_json:
            for line in lines(generation.products):
                typer.echo(line)
            return
        for product in generation.products:
            price = "-" if product.price is None else f"{product.price} {product.currency or ''}"
            typer.echo("\t".join((product.id, product.title, price.strip())))
    finally:
        generation.close()


def facts(
    product: Annotated[str, typer.Argument(help="Id of a product.", show_default=False)],
    index: IndexOption = DEFAULT_INDEX,
    as_json: JsonOption = False,
) -> None:
    """Print what was read from a product, and where it stands."""
    from index.errors import StoreError
    from index.store import open_generation
    from index.store.records import lines

    generation = open_generation(index)
    try:
        if all(p.id != product for p in generation.products):
            raise StoreError(f"no product {product!r} in the index at {str(index)!r}.")
        found = [fact for fact in generation.facts if fact.product_id == product]
    finally:
        generation.close()
    if as_json:
        for line in lines(found):
            typer.echo(line)
        return
    for fact in found:
        typer.echo(_said(fact))


def _said(fact: Fact) -> str:
    name = fact.label if fact.name == fact.label else f"{fact.label} ({fact.name})"
    variant = f" [{fact.sku_id}]" if fact.sku_id else ""
    place = f"{fact.field} {fact.span[0]}-{fact.span[1]}"
    return f"{name}{variant} = {shown_value(fact.value)}\t{place}: {fact.quote}"


def shown_value(value: FactValue) -> str:
    """Return a fact's value as people write it."""
    from index.fact import Bool, Quantity, Set, Text

    match value:
        case Text(text):
            return text
        case Set(values):
            return "、".join(values)
        case Bool(yes):
            return "yes" if yes else "no"
        case Quantity(low, high, unit):
            return _interval(low, high) + unit


def _interval(low: float | None, high: float | None) -> str:
    if low == high and low is not None:
        return f"{low:g}"
    ends: tuple[Any, Any] = (low, high)
    match ends:
        case (None, _):
            return f"≤{high:g}"
        case (_, None):
            return f"≥{low:g}"
        case _:
            return f"{low:g}–{high:g}"
