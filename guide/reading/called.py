"""«K30 5G», «13寸的Pro», «莱克», «69块的拉拉裤»: which product of the whole shelf is called so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from guide.reading.glossary import said_otherwise
from guide.reading.model_names import beside, has_name, model_names, of_brand, runs
from guide.reading.phrases import phrases
from guide.reading.pointing import fitting, focus
from guide.reading.shown import ShownFacts
from guide.turn import Context, Shown
from index.lexicon import fold
from index.search.text import is_han
from index.vocabulary import Vocabulary, load_taxonomy

MOST_ALIKE = 3
"""Of so many products of the shelf that a name fits alike, the first is meant; of more, none."""
_PRICE = re.compile(r"(\d+(?:\.\d+)?)(?:块|元|刀|dollars?|yuan)钱?(?:左右)?的?|[¥$](\d+(?:\.\d+)?)")
_INCHES = re.compile(r"(?<![\d.])(\d{1,3})(?:英寸|寸|吋|[ -]?inch)(?:es)?")
_SAME = re.compile(
    r"(?:同(?:一?个?)?|一个|它)(?:品牌|牌子|牌|家)的?|\bsame (?:brand|make)(?:'s)?\b"
)


@dataclass(frozen=True)
class Shelf:
    """The products that words may call: on the screen, nearest, spoken of, then all of the kind.

    Attributes:
        context: what is on the screen and was before.
        vocabulary: what the catalogue calls things.
        facts: what is known of the products.
        wide: whether products that were never shown may be meant.
    """

    context: Context
    vocabulary: Vocabulary
    facts: ShownFacts
    wide: bool
    items: tuple[tuple[int, Shown], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Put the products in their order, each with how near it is to the shopper's eyes."""
        picks = [item for item in self.context.shown if not item.near]
        near = [item for item in self.context.shown if item.near]
        kinds = self.context.need.kinds
        rest = self.facts.shelf(kinds) if self.wide and kinds else ()
        found: dict[str, tuple[int, Shown]] = {}
        for tier, items in enumerate((picks, near, self.context.earlier, rest)):
            for item in items:
                found.setdefault(item.product_id, (tier, item))
        object.__setattr__(self, "items", tuple(found.values()))

    @property
    def seen(self) -> tuple[Shown, ...]:
        """The products that were shown or spoken of."""
        return tuple(item for tier, item in self.items if tier < _UNSEEN)

    def called(self, said: str) -> Shown | None:
        """Return the product that a description or a name fits best, or None."""
        parts = _parts(core(said), self)
        if not parts.must and not parts.soft:
            return None
        fits = ((_fit(parts, tier, item, self), tier, item) for tier, item in self.items)
        found = [(score, -tier, item) for score, tier, item in fits if score is not None]
        if not found:
            return None
        best = max(each[:2] for each in found)
        alike = [item for *rank, item in found if tuple(rank) == best]
        return alike[0] if best[1] > -_UNSEEN or len(alike) <= MOST_ALIKE else None

    def named(self, name: str, brands: Sequence[str] = ()) -> Shown | None:
        """Return the product that a model names, the one with the least else in its title."""
        found = [
            (beside(name, item), tier, at, item)
            for at, (tier, item) in enumerate(self.items)
            if has_name(name, item) and (not brands or of_brand(brands, self.vocabulary, item))
        ]
        return min(found, key=lambda each: each[:3])[3] if found else None


_UNSEEN = 3
"""The tier of what was never shown."""


@dataclass(frozen=True)
class _Parts:
    """What a description says: what must hold, and words of which most should."""

    must: tuple[Callable[[Shown], bool], ...]
    soft: tuple[str, ...]
    name: str = ""


def core(said: str) -> str:
    """Return a description without the words that only point («刚才那个…», "the … ones")."""
    bare = said.strip(" ,。?!")
    while True:
        shorter = _tail().sub("", _lead().sub("", bare, count=1), count=1).strip(" ,。?!")
        if shorter == bare or not shorter:
            return shorter
        bare = shorter


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"^(?:{'|'.join(_pointing()['before'])})", re.IGNORECASE)


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(_pointing()['behind'])})$", re.IGNORECASE)


def _pointing() -> dict[str, list[str]]:
    return phrases("callings")["pointing"]


def _parts(said: str, shelf: Shelf) -> _Parts:
    """Return what a description says of the product, taken apart."""
    must, rest = _measured(said, shelf)
    named = next(iter(model_names(rest, shelf.vocabulary)), None)
    name = ""
    if named is not None:
        *_, name, brands = named
        must.append(partial(has_name, name))
        rest = rest.replace(name, " ", 1)
        if brands:
            must.append(partial(of_brand, brands, shelf.vocabulary))
            rest = rest.replace(brands[0], " ", 1)
    for mention in shelf.vocabulary.brands_in(rest):
        must.append(partial(of_brand, (mention.word,), shelf.vocabulary))
        rest = rest.replace(mention.word, " ", 1)
    return _Parts(tuple(must), _pieces(rest, shelf), name)


def _measured(said: str, shelf: Shelf) -> tuple[list[Callable[[Shown], bool]], str]:
    """Return what the price, the brand of another and the inches ask for, and what else is said."""
    must: list[Callable[[Shown], bool]] = []
    priced, same = _PRICE.search(said), _SAME.search(said)
    if priced is not None:
        must.append(partial(_costs, int(float(priced[1] or priced[2])), shelf))
    if same is not None:
        must.append(_of_same_brand(shelf))
    must += [_inches(inches, shelf) for inches in _INCHES.findall(said)]
    for pattern in (_PRICE, _SAME, _INCHES):
        said = pattern.sub(" ", said)
    return must, said


def _costs(amount: int, shelf: Shelf, item: Shown) -> bool:
    price = shelf.facts.price(item.product_id, item.sku_id)
    return price is not None and int(price) == amount


def _of_same_brand(shelf: Shelf) -> Callable[[Shown], bool]:
    """Return whether a product is of the brand of what is spoken of, and another one."""
    now = focus(shelf.context)
    own = set(shelf.vocabulary.brands_of.get(now.product_id, ())) if now else set[str]()

    def same(item: Shown) -> bool:
        its = shelf.vocabulary.brands_of.get(item.product_id, ())
        return now is not None and item.product_id != now.product_id and not own.isdisjoint(its)

    return same


def _inches(said: str, shelf: Shelf) -> Callable[[Shown], bool]:
    """Return whether a screen is so many inches: whoever says 13 may mean 13.3."""
    written = re.compile(rf"(?<![\d.]){said}(?:\.\d)?(?![\d.])")

    def fits(item: Shown) -> bool:
        return written.search(item.title) is not None or shelf.facts.has(
            item.product_id, item.sku_id, f"{said}寸"
        )

    return fits


def _pieces(rest: str, shelf: Shelf) -> tuple[str, ...]:
    """Return the words of a description, its kind among them («波浪枕» is 波浪 and 枕)."""
    found: list[str] = []
    for run in re.split(r"[的 ,/()-]+|[那这][款个件双条台套只]", rest):
        if not run or run in _pointing()["nothing"]:
            continue
        found += [run] if run.isascii() or _known(run, shelf) else _cut(run, shelf.vocabulary)
    return tuple(dict.fromkeys(found))


def _known(run: str, shelf: Shelf) -> bool:
    return len(run) <= 2 or any(run in fold(item.title) for _, item in shelf.items)


def _cut(run: str, vocabulary: Vocabulary) -> list[str]:
    import rjieba

    kinds = [m for m in vocabulary.kinds_in(run) if m.end == len(run)]
    kind = max((m.word for m in kinds), key=len, default="")
    rest = run.removesuffix(kind) or run
    words = [rest] if len(rest) <= 2 else [w for w in rjieba.cut(rest) if len(w) > 1]
    return [*words, *([kind] if kind and kind != rest else [])]


def _fit(parts: _Parts, tier: int, item: Shown, shelf: Shelf) -> tuple[int, int] | None:
    """Return how well a product fits: by how many words, and how little else it is called."""
    if not all(holds(item) for holds in parts.must):
        return None
    deep = tier < _UNSEEN or bool(parts.must)
    held = [_holds(piece, item, shelf, deep=deep) for piece in parts.soft]
    hits = sum(map(bool, held))
    if not (parts.must or hits) or 2 * hits < len(held):
        return None
    return sum(held), -beside(parts.name, item) if parts.name else 0


def _holds(piece: str, item: Shown, shelf: Shelf, *, deep: bool) -> int:
    """Return how outright a product is what a word says: by its title, what it states, its kind."""
    title, vocabulary = fold(item.title), shelf.vocabulary
    words = (piece, *_otherwise(piece, vocabulary))
    if any(_in_title(word, title) for word in words):
        return _OUTRIGHT
    if not deep:
        return 0
    long = (word for word in words if len(word) > 1)
    best = max((fitting(word, item, vocabulary, shelf.facts) for word in long), default=0)
    kind = any(mention.word == piece for mention in vocabulary.kinds_in(piece))
    return min(best, _OUTRIGHT) if best >= _OUTRIGHT or kind else 0


_OUTRIGHT = 2
"""So well a word must fit that says more than a kind («长款羽绒服» is not any 羽绒服)."""


def _in_title(word: str, title: str) -> bool:
    return word in title if is_han(word) else word in runs(title)


def _otherwise(piece: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return how the catalogue may say a word, in its own language or another form."""
    if not piece.isascii():
        return ()
    forms = (piece, piece.removesuffix("s"), piece.removesuffix("d"), piece.removesuffix("ed"))
    said = (way for form in dict.fromkeys(forms) for way in said_otherwise(form, vocabulary))
    values = (text for m in vocabulary.values_in(piece) for _, text in m.meanings)
    taxonomy = load_taxonomy()
    kinds = (w for m in vocabulary.kinds_in(piece) for i in m.ids for w in taxonomy.words(i))
    return tuple(dict.fromkeys((*said, *map(fold, values), *kinds)))
