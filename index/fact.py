"""What was read from a product at index time. Filters, tables and evidence read facts only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """One word or phrase."""

    value: str
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Set:
    """Several words that all hold."""

    values: tuple[str, ...]
    type: Literal["set"] = "set"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit, or an interval of them.

    Attributes:
        low: lower end in `unit`, or None where it is open («小于5小时» has no lower end).
        high: upper end in `unit`, or None where it is open («9小时以上» has no upper end).
        unit: the base unit of its dimension (`g`, `cm`, `ml`, `mAh`, `h`, `W`, …; "" for a count).
    """

    low: float | None
    high: float | None
    unit: str = ""
    type: Literal["quantity"] = "quantity"


@dataclass(frozen=True, slots=True)
class Bool:
    """A stated yes or no («支持NFC», «无帽»)."""

    value: bool
    type: Literal["bool"] = "bool"


FactValue = Text | Set | Quantity | Bool


class Grade(IntEnum):
    """How much a fact counts: a field outranks a title, that a description, that a review."""

    REVIEW = 1
    PROSE = 2
    TITLE = 3
    FIELD = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a product's record states.

    Attributes:
        product_id: whose record states it.
        sku_id: the variant it holds for, or None where it holds for all of them.
        name: canonical attribute id (`weight`, `colour`, …) where the lexicon knows it, else the
            catalogue's own name for the attribute.
        label: the name to show, in the catalogue's own words.
        value: what is stated.
        source: the record it was read from: `catalogue`, `photo` (text read in it), `review`.
        field: where in the record: `title`, `attributes.裸机重量`, `skus[2].options.颜色`,
            `description`, `reviews[4].text`.
        span: start and end (in characters) inside that field's text.
        quote: the words there; always equal to the field's text cut at `span`.
        grade: how much it counts.
    """

    product_id: str
    sku_id: str | None
    name: str
    label: str
    value: FactValue
    source: str
    field: str
    span: tuple[int, int]
    quote: str
    grade: Grade
