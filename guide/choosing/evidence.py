"""From facts, records and offers to evidence: what is quoted occurs in the field that is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from guide.picks import Evidence
from index.fact import Fact
from index.product import Product, Sku
from index.wire import CENT

_LONG = 60
_BREAKS = "，,。；;！!？?\n/|、"


def of_fact(fact: Fact, words: Sequence[str] = ()) -> Evidence:
    """Return the evidence of a fact, its quote cut down to the first of `words` that it holds."""
    start, quote = fact.span[0], fact.quote
    for word in words:
        at = quote.casefold().find(word.casefold()) if word else -1
        if at >= 0 and len(quote) > len(word) + _LONG // 4:
            start, quote = start + at, quote[at : at + len(word)]
            break
    end = start + len(quote)
    return Evidence(fact.product_id, fact.source, fact.field, f"{start}-{end}", quote, shown(quote))


def of_text(product_id: str, field: str, text: str, span: tuple[int, int]) -> Evidence:
    """Return the evidence of the words at `span` of a field's text."""
    source = "review" if field.startswith("reviews[") else "catalogue"
    quote = text[span[0] : span[1]]
    return Evidence(product_id, source, field, f"{span[0]}-{span[1]}", quote, shown(quote))


def of_price(product: Product, sku: Sku | None, price: Decimal) -> Evidence:
    """Return where a price comes from: the variant's field, the product's, or a live offer."""
    value = amount_text(price)
    if sku is not None and sku.price is not None and sku.price == price:
        field = f"skus[{product.skus.index(sku)}].price"
        return Evidence(product.id, "catalogue", field, "", str(sku.price), value)
    if product.price is not None and product.price == price:
        return Evidence(product.id, "catalogue", "price", "", str(product.price), value)
    return Evidence(product.id, "offer", "price", "", str(price), value)


def computed(rule: str, value: str, *sources: Evidence) -> Evidence:
    """Return the evidence of a claim computed by `rule` from `sources`."""
    first = sources[0].product_id if sources else ""
    return Evidence(first, "computed", "", value=value, derived_from=tuple(sources), rule=rule)


def absent(product_id: str, what: str) -> Evidence:
    """Return the evidence of a silence: nothing in the record states `what`."""
    return Evidence(product_id, "computed", "", value=what, rule="not_stated")


def amount_text(amount: Decimal) -> str:
    """Return an amount to the 分 without trailing zeros: «899», «12.9», «1104.35»."""
    text = f"{amount.quantize(CENT):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(quote: str) -> str:
    """Return a quote as it is shown: one line, and cut at a break where it is long."""
    line = " ".join(quote.split())
    if len(line) <= _LONG:
        return line
    cut = max((line.rfind(mark, 0, _LONG) for mark in _BREAKS), default=-1)
    return line[: cut if cut > _LONG // 3 else _LONG].rstrip(_BREAKS) + "…"


def record_fields(product: Product) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record by their paths: attributes, subtitle, description, title."""
    for name, value in product.attributes.items():
        if isinstance(value, str):
            yield f"attributes.{name}", value
        else:
            yield from ((f"attributes.{name}[{i}]", text) for i, text in enumerate(value))
    if product.subtitle:
        yield "subtitle", product.subtitle
    if product.description:
        yield "description", product.description
    yield "title", product.title
