"""The one contract between understanding and choosing: what the shopper stands by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.wire import Money

Op = Literal["in", "range", "has"]
Strength = Literal["must", "prefer", "avoid"]
OrderBy = Literal["fit", "cheapest", "dearest", "sales", "rating", "value", "lightest", "newest"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a wish was said: the turn (from 1), and the words or the region of the photo.

    `region` is left, top, right, bottom as parts of the photo's width and height (0 to 1).
    """

    turn: int
    words: str | None = None
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """What one product (or, with slots, the whole list) may cost.

    `hard` ends are musts («500以内»); a soft budget («800左右») is its middle ±15 %, already
    spread into `low` and `high`, with the said amount in `about`.
    """

    low: Money | None
    high: Money | None
    hard: bool
    currency: str | None
    source: Source
    about: Money | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """One wish on one attribute.

    Attributes:
        id: short and stable within the session (`c1`, `c2`, …).
        attribute: canonical attribute id, or the catalogue's own name for it.
        op: `in` (one of `values`), `range` (`low` to `high` in `unit`), `has` (stated as a yes).
        values: words wished for, in the catalogue's own vocabulary where they could be linked.
        tolerance: how far outside a preferred range still scores, as a part of the range's end.
        strength: `avoid` means that the condition must not hold.
        taken_for: where the words had no attribute of their own («显瘦»), what they were taken
            for, to be shown; None where they were literal.
        safety: an avoid on which unknown does not pass (过敏, 婴儿).
        beside: it stands beside an earlier wish of its attribute («能坐到12岁» for a newborn).
    """

    id: str
    attribute: str
    op: Op
    strength: Strength
    source: Source
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    tolerance: float = 0.0
    taken_for: str | None = None
    safety: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class PhotoWish:
    """What a photo adds to the wish.

    Attributes:
        photo: content hash of the stored photo.
        kinds: kind ids read from it, likeliest first.
        keep: words read from it that stand («蓝色», «条纹»).
        change: ids of the constraints by which words override it.
        same_item: the shopper asks for this very product («同款», «这个多少钱»).
        cheaper: for less than this product costs («更便宜的同款»).
        matching: for what goes with it («和这个配的鞋子»): nothing that looks like it.
        region: the part of the photo that is meant, as left, top, right, bottom from 0 to 1; None
            is all of it.
    """

    photo: str
    kinds: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    same_item: bool = False
    cheaper: bool = False
    matching: bool = False
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """One line of a shopping list («三亚旅行清单»): what it is for and the kinds that fill it."""

    name: str
    kinds: tuple[str, ...]
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """The shopper's standing wishes; every part optional.

    Attributes:
        topic: a short name by which the shopper can come back to it («羽绒服»).
        kinds: canonical kind ids, any of which will do; empty where none was said.
        kind_words: how the shopper said it; kept for the answer «本店没有…».
        not_carried: the kind was said and no kind of the catalogue matches it.
        words: what remains to be searched by meaning.
        shown_before: product ids that the next page must not repeat.
    """

    topic: str = ""
    kinds: tuple[str, ...] = ()
    kind_words: str = ""
    not_carried: bool = False
    words: str = ""
    budget: Budget | None = None
    constraints: tuple[Constraint, ...] = ()
    recipient: str | None = None
    occasion: str | None = None
    photo: PhotoWish | None = None
    slots: tuple[Slot, ...] = ()
    deadline: str | None = None
    membership: tuple[str, ...] = ()
    order: OrderBy = "fit"
    shown_before: tuple[str, ...] = ()
