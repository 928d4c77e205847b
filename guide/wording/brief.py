"""All that a Writer may say: the turn, what was chosen, the claims, and the products by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from guide.picks import Claim, Evidence, Pick, Picks
from guide.turn import Turn
from index.product import Product

if TYPE_CHECKING:
    from index.opening import Index


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be said.

    Attributes:
        turn: what the shopper did; its locale is the language to answer in.
        picks: what was chosen.
        claims: answers to a question, drawbacks, and what else there is to say.
        products: every product that may be named, by id.
        currency: the catalogue's.
        kind_labels: what the catalogue calls the kinds that were seen in a photo.
    """

    turn: Turn
    picks: Picks
    claims: tuple[Claim, ...] = ()
    products: Mapping[str, Product] = field(default_factory=dict[str, Product])
    currency: str | None = None
    kind_labels: Mapping[str, str] = field(default_factory=dict[str, str])


class Writer(Protocol):
    """A Brief to the words of the answer."""

    def write(self, brief: Brief) -> str:
        """Return the text of the answer, naming every product that is shown and no other."""
        ...


def make_brief(turn: Turn, picks: Picks, index: Index, claims: Sequence[Claim] = ()) -> Brief:
    """Return what a Writer needs, the products looked up."""
    ids = {pick.product_id for pick in shown_picks(picks)}
    ids |= set(picks.table.columns) if picks.table else set()
    ids |= {e.product_id for claim in claims for e in claim.evidence if e.product_id}
    ids |= {ref.product_id for ref in turn.refers}
    products = {product_id: index.product(product_id) for product_id in ids}
    currencies = [p.currency for p in (*products.values(), *index.products[:1]) if p.currency]
    crops = picks.seen.crops if picks.seen else ()
    kinds = [found for crop in crops if (found := index.vocabulary.kind(crop.kind)) is not None]
    labels = {kind.id: kind.label for kind in kinds}
    currency = currencies[0] if currencies else None
    return Brief(turn, picks, tuple(claims), products, currency, labels)


def shown_picks(picks: Picks) -> tuple[Pick, ...]:
    """Return every pick that is put before the shopper, in the order shown."""
    grouped = [
        pick
        for group in picks.groups
        for pick in (group.chosen, *group.alternatives)
        if pick is not None
    ]
    return (*picks.selected, *picks.nearest, *grouped)


def evidence_of(brief: Brief) -> Iterator[Evidence]:
    """Yield all evidence behind a brief, what computed claims are derived from included."""
    claims = [*brief.claims, *brief.picks.notes]
    for pick in shown_picks(brief.picks):
        claims += [*pick.reasons, *pick.trade_offs]
        if pick.photo is not None:
            claims += [*pick.photo.kept, *pick.photo.changed, *pick.photo.unmet]
        for miss in pick.misses:
            yield from _deep(miss.evidence)
    for claim in claims:
        yield from _deep(claim.evidence)
    for row in brief.picks.table.rows if brief.picks.table else ():
        for cell in row.cells:
            yield from _deep(cell.evidence)


def _deep(found: Sequence[Evidence]) -> Iterator[Evidence]:
    for evidence in found:
        yield evidence
        yield from _deep(evidence.derived_from)
