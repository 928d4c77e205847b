"""What the shopper just did, as a value: an act, what it refers to, and edits to the Need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from guide.need import Budget, Constraint, Need, OrderBy, PhotoWish, Slot

Act = Literal["wish", "refine", "compare", "ask", "list", "undo", "chat", "refuse"]
Locale = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A shown product that the words point at («第二款», «刚才那个黑的»), resolved to its id."""

    words: str
    product_id: str
    sku_id: str | None = None


@dataclass(frozen=True, slots=True)
class SetKind:
    """Look for these kinds (same topic)."""

    kinds: tuple[str, ...]
    kind_words: str
    not_carried: bool = False
    type: Literal["set_kind"] = "set_kind"


@dataclass(frozen=True, slots=True)
class SetBudget:
    """Replace the budget; None lifts it."""

    budget: Budget | None
    type: Literal["set_budget"] = "set_budget"


@dataclass(frozen=True, slots=True)
class AddConstraint:
    """Add a wish, in place of those it contradicts (same attribute, or same id)."""

    constraint: Constraint
    type: Literal["add_constraint"] = "add_constraint"


@dataclass(frozen=True, slots=True)
class DropConstraint:
    """Lift the wish with this id."""

    constraint_id: str
    type: Literal["drop_constraint"] = "drop_constraint"


@dataclass(frozen=True, slots=True)
class SetOrder:
    """Rank by this."""

    order: OrderBy
    type: Literal["set_order"] = "set_order"


@dataclass(frozen=True, slots=True)
class SetWords:
    """Replace the words that are searched by meaning."""

    words: str
    type: Literal["set_words"] = "set_words"


@dataclass(frozen=True, slots=True)
class SetPhoto:
    """Look for what this photo shows; None forgets the photo."""

    photo: PhotoWish | None
    type: Literal["set_photo"] = "set_photo"


@dataclass(frozen=True, slots=True)
class SetSlots:
    """Look for a list of things."""

    slots: tuple[Slot, ...]
    type: Literal["set_slots"] = "set_slots"


@dataclass(frozen=True, slots=True)
class SetContext:
    """For whom, for what, by when, with which memberships; None leaves a part as it is."""

    recipient: str | None = None
    occasion: str | None = None
    deadline: str | None = None
    membership: tuple[str, ...] | None = None
    type: Literal["set_context"] = "set_context"


@dataclass(frozen=True, slots=True)
class StartTopic:
    """Shelve the Need under its topic and begin an empty one."""

    topic: str
    type: Literal["start_topic"] = "start_topic"


@dataclass(frozen=True, slots=True)
class ReturnTo:
    """Take a shelved Need back («回到羽绒服»)."""

    topic: str
    type: Literal["return_to"] = "return_to"


@dataclass(frozen=True, slots=True)
class NextPage:
    """More of the same, without what was shown."""

    shown: tuple[str, ...]
    type: Literal["next_page"] = "next_page"


Edit = (
    SetKind
    | SetBudget
    | AddConstraint
    | DropConstraint
    | SetOrder
    | SetWords
    | SetPhoto
    | SetSlots
    | SetContext
    | StartTopic
    | ReturnTo
    | NextPage
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What the shopper just did.

    Attributes:
        act: what kind of move it is. `chat` is thanks, small talk and off-topic; `refuse` is a
            request that a shop must not serve.
        text: the words, as typed.
        locale: the language to answer in.
        refers: shown products that the words point at, in the order said.
        edits: changes to the Need, in order; empty for an act that changes none.
        asks: for `ask`, the attribute ids or aspects asked about («机洗», `weight`, «评价»,
            `why_not`, `price`); for `chat` and `refuse`, the topic (`thanks`, `hello`, `identity`,
            `off_topic`, `prescription`, `injection`, …).
        notes: what was said but could not be understood, to be told rather than dropped.
        righted: what was typed in pinyin or with a slip, and the word that it was taken for.
        question: for `ask`, the question in plain words without what points at the products; that
            before it where this one leaves it out («另一个呢»).
    """

    act: Act
    text: str
    locale: Locale = "zh"
    refers: tuple[Reference, ...] = ()
    edits: tuple[Edit, ...] = ()
    asks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    righted: tuple[tuple[str, str], ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A product on the shopper's screen, by the position in which it was shown (from 1).

    `near` products miss a wish: they are pointed at by name or number only.
    """

    position: int
    product_id: str
    sku_id: str | None
    title: str
    near: bool = False


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """What was read from the photo of this turn, by `index.photos` and the encoder.

    Attributes:
        photo: content hash of the stored photo.
        kinds: `(kind id, confidence 0 to 1)`, likeliest first.
        words: `(what, word, confidence)`, what being colour, pattern, text or kind.
        boxes: candidate objects as `(left, top, right, bottom)` parts of the photo.
        region: the part of the photo that was read, where it is one of several or pointed at.
        shows: the likeliest kind of each of the boxes, or "".
        settled: False where it shows several things and nothing tells which one is meant.
        carried: False where the shop has nothing like what it shows.
        page: whether it shows no product but a page of text, as a poster or a size chart.
    """

    photo: str
    kinds: tuple[tuple[str, float], ...] = ()
    words: tuple[tuple[str, str, float], ...] = ()
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    region: tuple[float, float, float, float] | None = None
    shows: tuple[str, ...] = ()
    settled: bool = True
    carried: bool = True
    page: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a Reader may know besides the words.

    Attributes:
        turn: number of this turn, from 1.
        need: the standing wishes before this turn.
        shelf: earlier Needs by topic.
        shown: what the last answers showed, the latest answer's products in their positions.
        earlier: products of answers before that, latest first.
        asked: the question that the last answer put, if any (its id).
        currency: the catalogue's currency.
        focus: the product that was asked about last, if it still is on the screen.
        question: what was asked about it, in plain words.
        spoken: the products asked about or compared since, the latest first.
    """

    turn: int = 1
    need: Need = field(default_factory=Need)
    shelf: tuple[Need, ...] = ()
    shown: tuple[Shown, ...] = ()
    earlier: tuple[Shown, ...] = ()
    asked: str | None = None
    currency: str | None = None
    focus: str | None = None
    question: str = ""
    spoken: tuple[str, ...] = ()


class Reader(Protocol):
    """Words, photo and context to a Turn."""

    def read(self, words: str, photo: PhotoReading | None, context: Context) -> Turn:
        """Return what the shopper just did; never raises for anything typed."""
        ...
