"""What was chosen and why, before any words: claims with their evidence, nothing computed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from guide.need import Need
from index.candidate import SignalScore
from index.wire import Money


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a word of an answer comes from.

    Attributes:
        product_id: whose record.
        source: `catalogue`, `review`, `offer` (live price and stock), `photo`, `promotion`,
            or `computed`.
        field: where in the record (as in `Fact.field`).
        locator: review number, `start-end` span, or box, as text.
        quote: the words there; they occur in the named field.
        value: what was read from them, as shown.
        derived_from: for a computed claim («比第一款贵120元»), what it was computed from.
        rule: the name of the computation.
    """

    product_id: str
    source: str
    field: str
    locator: str = ""
    quote: str = ""
    value: str = ""
    derived_from: tuple[Evidence, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing to say about a product: a template's key, its blanks, and the evidence.

    A Writer turns it into words; `key` names an entry of `guide/wording` for every locale.
    """

    key: str
    blanks: Mapping[str, str] = field(default_factory=dict[str, str])
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """A must that a product does not meet; `got` is None where the record does not say."""

    constraint_id: str
    wanted: str
    got: str | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a price («标价 899.00», «满300减50 −50.00»), with the rule that made it."""

    label: str
    rule: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PriceBreakdown:
    """How the final price comes about; `tried` is what was considered and why it lost."""

    lines: tuple[PriceLine, ...]
    total: Money
    tried: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PhotoMatch:
    """How a pick relates to the photo: `same` says «同款», else «相似款»."""

    same: bool
    kept: tuple[Claim, ...] = ()
    changed: tuple[Claim, ...] = ()
    unmet: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """A product put before the shopper, with everything there is to say about it."""

    product_id: str
    sku_id: str | None
    score: float
    parts: Mapping[str, float]
    reasons: tuple[Claim, ...] = ()
    trade_offs: tuple[Claim, ...] = ()
    unknown: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()
    price: PriceBreakdown | None = None
    photo: PhotoMatch | None = None
    signals: tuple[SignalScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A product of the right kind that was not picked: the constraints it broke, or outranked."""

    product_id: str
    broke: tuple[Miss, ...]
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Relaxation:
    """What lifting these wishes would give: how many products, and from which price."""

    drop: tuple[str, ...]
    said: str
    count: int
    from_price: Money | None


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing worth asking: its id, what it would change, and answers to tap."""

    id: str
    attribute: str
    options: tuple[str, ...]
    changes: str


@dataclass(frozen=True, slots=True)
class Group:
    """A slot of a list with its pick and the alternatives."""

    slot: str
    chosen: Pick | None
    alternatives: tuple[Pick, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a comparison table; `best` marks it where better has a direction."""

    product_id: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    best: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """One attribute over the compared products; `differs` where the values are not all equal."""

    attribute: str
    label: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Products side by side, what matters for this kind and this wish first."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class Crop:
    """One of several things in a photo: where it is (parts of the photo) and its likeliest kind."""

    box: tuple[float, float, float, float]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read from the photo of this turn.

    Attributes:
        photo: content hash of the stored photo.
        words: `(what, word, confidence 0 to 1)`, what being kind, colour, pattern or text.
        kind: the likeliest kind's id, or "".
        region: the part that was read; None is all of it.
        crops: the things in it, from left to right, where there are several.
        settled: False where the shopper is asked which of the crops is meant.
        carried: False where the shop has nothing like it.
        page: whether it shows no product but a page of text.
    """

    photo: str
    words: tuple[tuple[str, str, float], ...] = ()
    kind: str = ""
    region: tuple[float, float, float, float] | None = None
    crops: tuple[Crop, ...] = ()
    settled: bool = True
    carried: bool = True
    page: bool = False


@dataclass(frozen=True, slots=True)
class Picks:
    """The outcome of choosing; explains itself without being computed again.

    Attributes:
        shelves: what the shop mostly sells, where it carries nothing near what was asked for.
    """

    need: Need
    selected: tuple[Pick, ...] = ()
    nearest: tuple[Pick, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    groups: tuple[Group, ...] = ()
    table: Table | None = None
    question: Question | None = None
    not_carried: tuple[str, str] | None = None
    total: int = 0
    more: str | None = None
    notes: tuple[Claim, ...] = ()
    seen: Seen | None = None
    shelves: tuple[str, ...] = ()


def untold(selected: Sequence[Pick]) -> frozenset[str]:
    """Return the ids of the wishes on which the records of all that is picked are silent."""
    silent = [frozenset(pick.unknown) for pick in selected]
    return frozenset.intersection(*silent) if silent else frozenset()
