"""Products side by side, and what is worse about one than about another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from guide.choosing.aspects import aspects, mentions, worst
from guide.choosing.attributes import better, comparable, label_of
from guide.choosing.differences import (
    Offered,
    differences,
    offered,
    price_claim,
    row_facts,
)
from guide.choosing.evidence import absent, computed, of_fact, of_text
from guide.choosing.trade_offs import worse as worse_claim
from guide.need import Need
from guide.picks import Cell, Claim, Evidence, Table, TableRow
from guide.turn import Reference
from index.errors import SettingsError
from index.fact import Fact, Quantity
from index.lexicon import load

if TYPE_CHECKING:
    from index.opening import Index

COLUMNS_MIN, COLUMNS_MAX = 2, 6
ROWS_MAX = 14
PRICE = "price"
THE_OTHER = "other"
"""The position of the other one of two, whose names are said already."""
_OUTSIDE = frozenset({"id", "price", "stock", "sales", "delivery", "kind"})
_LAST = frozenset({"brand", "brand_origin", "origin", "series", "model", "standard", "barcode"})
"""What tells who made it, not what it is like."""
VALUES_MAX = 6

Facts = Mapping[str, tuple[Fact, ...]]


def compare(
    refs: Sequence[Reference], need: Need, index: Index, asked: Sequence[str] = ()
) -> Table:
    """Return two to six products side by side.

    The attributes that were `asked` for first, then price, what was wished for, what the kind is
    usually described by; rows in which the products differ before those in which they don't. What a
    record leaves out is an empty cell.

    Raises:
        SettingsError: where there are fewer than two or more than six products.
    """
    refs = list({ref.product_id: ref for ref in refs}.values())
    if not COLUMNS_MIN <= len(refs) <= COLUMNS_MAX:
        raise SettingsError(
            f"{len(refs)} products to compare; name {COLUMNS_MIN} to {COLUMNS_MAX} different ones."
        )
    offers = [offered(index, ref.product_id, ref.sku_id) for ref in refs]
    facts = [row_facts(index, ref.product_id, ref.sku_id) for ref in refs]
    rows = [_row(index, name, offers, facts) for name in _names(need, index, facts)]
    rows = [row for row in rows if any(cell.text for cell in row.cells)]
    rows = sorted(_unrepeated(rows), key=lambda row: not row.differs)
    wished = _wished(need)
    body = [_prices(offers), *sorted(rows, key=lambda row: row.attribute not in wished)]
    body.sort(key=lambda row: row.attribute not in asked)
    return Table(tuple(ref.product_id for ref in refs), tuple(body[:ROWS_MAX]))


def _unrepeated(rows: Sequence[TableRow]) -> list[TableRow]:
    """One row for what two attributes say under one name in the same words."""
    kept: dict[tuple[str, ...], TableRow] = {}
    for row in rows:
        kept.setdefault((row.label, *(cell.text for cell in row.cells)), row)
    return list(kept.values())


def drawbacks(mine: Reference, other: Reference | None, index: Index) -> tuple[Claim, ...]:
    """Return in what `mine` is worse than `other`: price, stated facts, complaints of buyers.

    The first claim names the two. Without `other` only what buyers complain of is told.
    """
    left = offered(index, mine.product_id, mine.sku_id)
    title = evidence_of_title(left)
    if other is None:
        found = _complaints(left)
        key = "compare.drawback_alone" if found else "compare.no_drawback_alone"
        return (Claim(key, {"title": left.product.title}, (title,)), *found)
    right = offered(index, other.product_id, other.sku_id)
    found = [*_dearer(left, right), *_worse(mine, other, index)]
    found += _lacks(left, right, index)
    found += _complaints(left)
    key = "compare.drawback" if found else "compare.no_drawback"
    blanks = {"title": left.product.title, "other_title": right.product.title}
    return (Claim(key, blanks, (title, evidence_of_title(right))), *found)


def evidence_of_title(offer: Offered) -> Evidence:
    """Return the evidence of a product's name."""
    title = offer.product.title
    return of_text(offer.product.id, "title", title, (0, len(title)))


def _dearer(mine: Offered, other: Offered) -> list[Claim]:
    if mine.price is None or other.price is None or mine.price <= other.price:
        return []
    claim = price_claim(mine, other, THE_OTHER, mine.product.currency, ())
    return [claim] if claim is not None else []


def _worse(mine: Reference, other: Reference, index: Index) -> list[Claim]:
    found = differences(
        row_facts(index, mine.product_id, mine.sku_id),
        row_facts(index, other.product_id, other.sku_id),
    )
    return [worse_claim(difference, THE_OTHER) for difference in found if difference.sign < 0]


def _lacks(mine: Offered, other: Offered, index: Index) -> list[Claim]:
    """What the other one states as a yes and this one does not state at all."""
    left = row_facts(index, mine.product.id, mine.sku.id if mine.sku else None)
    right = row_facts(index, other.product.id, other.sku.id if other.sku else None)
    found: list[Claim] = []
    for name, facts in right.items():
        if facts[0].value.type == "bool" and facts[0].value.value and name not in left:
            evidence = of_fact(facts[0])
            blanks = {
                "than": THE_OTHER,
                "loss": "delta.lacks",
                "loss.attribute": name,
                "loss.label": facts[0].label,
                "loss.other": evidence.value,
                "loss.than": THE_OTHER,
            }
            silent = absent(mine.product.id, facts[0].label)
            found.append(Claim("trade.states", blanks, (computed("lacks", "", evidence, silent),)))
    return found[:2]


def _complaints(offer: Offered) -> list[Claim]:
    found = worst(mentions(offer.product))
    if found is None:
        return []
    aspect, mention = found
    text = offer.product.reviews[mention.review].text
    field = f"reviews[{mention.review}].text"
    evidence = of_text(offer.product.id, field, text, mention.span)
    blanks = {"aspect": aspects()[aspect].id, "quote": evidence.value}
    return [Claim("trade.review", blanks, (evidence,))]


def _wished(need: Need) -> tuple[str, ...]:
    """The attributes that were wished for; what was avoided is met by all, and tells none apart."""
    wished = (c.attribute for c in need.constraints if c.strength != "avoid")
    return tuple(dict.fromkeys(wished))


def _names(need: Need, index: Index, facts: Sequence[Facts]) -> list[str]:
    """The attributes of the table: wished ones, then by how many of the columns state them."""
    stated: dict[str, int] = {}
    for column in facts:
        for name in column:
            stated[name] = stated.get(name, 0) + 1
    wished = [name for name in _wished(need) if name not in _OUTSIDE]
    usual = _usual(index, need, stated)
    others = sorted(
        (name for name in stated if name not in _OUTSIDE and name not in wished),
        key=lambda n: (n in _LAST, -stated[n], better(n) is None, -usual.get(n, 0), n),
    )
    return [*wished, *others]


def _usual(index: Index, need: Need, names: Iterable[str]) -> dict[str, int]:
    known = {name: index.vocabulary.attribute(name) for name in names}
    return {
        name: sum(attribute.kinds.get(kind, 0) for kind in need.kinds) if attribute else 0
        for name, attribute in known.items()
    }


def _prices(offers: Sequence[Offered]) -> TableRow:
    prices = [offer.price for offer in offers]
    known = [price for price in prices if price is not None]
    cells = []
    for offer in offers:
        evidence = offer.price_evidence
        if evidence is None or offer.price is None:
            cells.append(Cell(offer.product.id, ""))
        else:
            best = len(set(known)) > 1 and offer.price == min(known)
            cells.append(Cell(offer.product.id, evidence.value, (evidence,), best))
    return TableRow(PRICE, PRICE, tuple(cells), len(set(prices)) > 1)


def _row(index: Index, name: str, offers: Sequence[Offered], facts: Sequence[Facts]) -> TableRow:
    stated = [column.get(name, ()) for column in facts]
    best = _best(name, stated)
    cells = tuple(
        Cell(offer.product.id, *_cell(values), best=i in best)
        for i, (offer, values) in enumerate(zip(offers, stated, strict=True))
    )
    shown_values = {tuple(comparable(f.value) for f in values) for values in stated}
    label = next((values[0].label for values in stated if values), label_of(index, name))
    return TableRow(name, label, cells, len(shown_values) > 1)


def _cell(values: Sequence[Fact]) -> tuple[str, tuple[Evidence, ...]]:
    found = tuple({e.quote: e for e in map(of_fact, values)}.values())
    evidence = tuple(e for e in found if not any(_within(e, other) for other in found))[:VALUES_MAX]
    return " / ".join(e.value for e in sorted(evidence, key=_by_size)), evidence


def _by_size(evidence: Evidence) -> int:
    """Sort sizes as people do, from S to XL; all else stays as it is."""
    lexicon = load()
    size = lexicon.size_id(evidence.value)
    return lexicon.sizes.index(size) if size in lexicon.sizes else -1


def _within(part: Evidence, whole: Evidence) -> bool:
    """Return whether a quote only repeats a part of another of the same field."""
    return part.field == whole.field and part.quote != whole.quote and part.quote in whole.quote


def _best(name: str, stated: Sequence[Sequence[Fact]]) -> frozenset[int]:
    """Return the columns that are best where better has a direction and all are single numbers."""
    direction = better(name)
    if direction is None:
        return frozenset()
    ends: dict[int, tuple[float, float]] = {}
    for i, values in enumerate(stated):
        if len(values) == 1 and isinstance(quantity := values[0].value, Quantity):
            low = float("-inf") if quantity.low is None else quantity.low
            high = float("inf") if quantity.high is None else quantity.high
            ends[i] = (low, high)
    if len(ends) < COLUMNS_MIN or len(set(ends.values())) < COLUMNS_MIN:
        return frozenset()
    return _leaders(ends, high=direction == "high")


def _leaders(ends: Mapping[int, tuple[float, float]], *, high: bool) -> frozenset[int]:
    """Return those whose whole interval is at or beyond everyone else's."""
    found = frozenset(
        i
        for i, own in ends.items()
        if all(_at_least(own, other, high=high) for j, other in ends.items() if j != i)
    )
    return found if len(found) < len(ends) else frozenset()


def _at_least(own: tuple[float, float], other: tuple[float, float], *, high: bool) -> bool:
    if own == other:
        return True
    return own[0] >= other[1] if high else own[1] <= other[0]
