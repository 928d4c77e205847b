"""What everyone shows: the page, the command line, the API and the evaluation.

Its JSON is documented in `docs/answer.md`; `schema()` is its JSON Schema, shipped beside this file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from guide.picks import Evidence, Relaxation
from guide.turn import Act
from index.wire import Money, dump

if TYPE_CHECKING:
    from guide.wording.brief import Brief

SCHEMA_VERSION = 1
PICKS_MOST = 5


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with what it was read or computed from."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceLineShown:
    """One line of a price: its words, its amount and the rule that made it."""

    label: str
    amount: Money
    rule: str


@dataclass(frozen=True, slots=True)
class PhotoShown:
    """How a pick relates to the photo: what it keeps, what the words changed, what is unmet."""

    same: bool
    kept: tuple[Said, ...] = ()
    changed: tuple[Said, ...] = ()
    unmet: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class MissShown:
    """A must that a product does not meet; `got` is None where its record does not say."""

    constraint_id: str
    wanted: str
    got: str | None


@dataclass(frozen=True, slots=True)
class PickShown:
    """A product put before the shopper.

    Attributes:
        sku: the variant that meets the wishes together; None where there are no variants.
        options: that variant's options in words («红色 M»), or "".
        price: what it costs now; None where the catalogue states none.
        final_price: after promotions.
        unknown: wishes on which its record says nothing.
        image: path of its main photo relative to the catalogue, or None.
        misses: empty for picks; for `nearest` what each misses.
    """

    id: str
    sku: str | None
    title: str
    price: Money | None
    final_price: Money | None
    price_lines: tuple[PriceLineShown, ...] = ()
    reasons: tuple[Said, ...] = ()
    trade_offs: tuple[Said, ...] = ()
    photo: PhotoShown | None = None
    unknown: tuple[str, ...] = ()
    options: str = ""
    image: str | None = None
    misses: tuple[MissShown, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A line of a list: the product chosen for it, and others."""

    slot: str
    chosen: PickShown | None
    alternatives: tuple[PickShown, ...] = ()


@dataclass(frozen=True, slots=True)
class CellShown:
    """One value of the table, with its source; `best` where better has a direction."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    best: bool = False


@dataclass(frozen=True, slots=True)
class RowShown:
    """One attribute over the compared products, in the order of the columns."""

    label: str
    cells: tuple[CellShown, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class TableShown:
    """Products side by side; `columns` are product ids, `titles` their names in that order."""

    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """The one thing asked beside the picks: what its answer would change, and taps."""

    id: str
    text: str
    options: tuple[str, ...]
    changes: str


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word read from a photo: what it is (kind, colour, pattern, text), and how sure it is."""

    what: str
    word: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CropShown:
    """One of several things in a photo, to be tapped: `text` is the sentence that a tap says.

    `box` is left, top, right, bottom as parts of the photo's width and height.
    """

    box: tuple[float, float, float, float]
    text: str


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """What was read from the photo of this turn.

    Attributes:
        photo: content hash of the photo as it is stored, without its EXIF.
        words: what was seen, the surest of each sort first.
        region: the part of the photo that the answer is about; None is all of it.
        crops: the things in it, where there are several.
    """

    photo: str
    words: tuple[SeenWord, ...] = ()
    region: tuple[float, float, float, float] | None = None
    crops: tuple[CropShown, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCarried:
    """A kind that the shop does not carry, and the closest that it does."""

    kind: str
    closest: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds of the turn."""

    read_ms: float = 0.0
    search_ms: float = 0.0
    total_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is shown for one turn.

    Attributes:
        session: the conversation's id.
        turn: number of this turn, from 1.
        act: what the shopper did.
        text: the words; every product they name is shown, every product shown is named.
        need: the standing wishes, as JSON (`guide.need.Need`).
        currency: of every amount; None where the catalogue states none.
        picks: products that meet every must, best first; one to five, or none.
        nearest: products that miss something, with what.
        groups: for lists, a product for each line.
        table: products side by side, or None.
        question: at most one, always beside picks, or None.
        relaxations: what lifting wishes would give.
        more: cursor of the next page, or None.
        quick_replies: things to tap next.
        seen: what was read from the photo of this turn; None where it has none.
    """

    session: str
    turn: int
    act: Act
    text: str
    need: Mapping[str, Any]
    currency: str | None = None
    picks: tuple[PickShown, ...] = ()
    nearest: tuple[PickShown, ...] = ()
    groups: tuple[GroupShown, ...] = ()
    table: TableShown | None = None
    question: QuestionShown | None = None
    relaxations: tuple[Relaxation, ...] = ()
    not_carried: NotCarried | None = None
    more: str | None = None
    quick_replies: tuple[str, ...] = ()
    seen: PhotoSeen | None = None
    timings: Timings = field(default_factory=Timings)
    schema_version: int = SCHEMA_VERSION


def assemble(
    brief: Brief, text: str, *, session: str, number: int, timings: Timings | None = None
) -> Answer:
    """Return the Answer of one turn.

    Args:
        brief: the turn, what was chosen, and the products.
        text: what a Writer made of it.
        session: the conversation's id.
        number: of this turn, from 1.
        timings: milliseconds by part.
    """
    from guide.wording.rendering import parts

    return Answer(
        session=session,
        turn=number,
        act=brief.turn.act,
        text=text,
        need=dump(brief.picks.need),
        currency=brief.currency,
        timings=timings or Timings(),
        **parts(brief),
    )


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the answer as JSON types, the version first."""
    body = dump(answer)
    return {"schema_version": body.pop("schema_version")} | body


def made_schema() -> dict[str, Any]:
    """Return the JSON Schema as these dataclasses make it; a test holds the shipped file to it."""
    from pydantic import TypeAdapter

    made = TypeAdapter(Answer).json_schema(mode="serialization")
    properties: dict[str, Any] = made["properties"]
    properties["schema_version"] = {"const": SCHEMA_VERSION}
    properties["picks"]["maxItems"] = PICKS_MOST
    made["required"] = list(properties)
    for definition in made["$defs"].values():
        definition["required"] = list(definition.get("properties", {}))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | made


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `to_json`'s result, as shipped."""
    text = files("guide").joinpath("answer.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
