"""What a kind of product is made of, read from the tables in `kinds/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, ClassVar

from pydantic import ConfigDict, ValidationError

from index import wire
from index.errors import CatalogueError

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class AttributeSpec:
    """How one attribute is drawn: a choice, a number in a range, or a sum over other attributes.

    Attributes:
        choices: the words to choose from, the plainest first.
        weights: how often each is chosen; all alike when empty.
        low: least number of a range.
        high: greatest number of a range.
        base: what a sum starts from.
        plus: attribute to what each of its units (a number) or each of its choices (a list) adds.
        noise: how far a sum may stray.
        step: numbers are multiples of this.
        unit: written behind the number.
        shown: how the value is written, with `{}` for it («SPF{}+»).
        grade: 0 to 1, how much the product's grade decides the value, rather than chance.
        price: 元 that each unit (a number) or each choice (a list) adds to the price.
        missing: how often a seller leaves the field out.
        prose: the seller says it in the description only.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    choices: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    base: float | None = None
    plus: Mapping[str, float | tuple[float, ...]] = field(
        default_factory=dict[str, float | tuple[float, ...]]
    )
    noise: float = 0
    step: float = 1
    unit: str = ""
    shown: str = "{}"
    grade: float = 0
    price: float | tuple[float, ...] = 0
    missing: float = 0
    prose: bool = False


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """One thing that a buyer chooses: 颜色, 尺码, 版本.

    Attributes:
        values: what there is to choose from.
        pick: fewest and most values that one product comes in; all of them when empty.
        price: 元 that each value adds.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    values: tuple[str, ...]
    pick: tuple[int, int] | tuple[()] = ()
    price: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceSpec:
    """A price is `base` plus what the attributes add, times the brand's premium.

    Attributes:
        base: 元 of the plainest.
        spread: how far a seller strays from that, as a share of it.
        cents: prices end in .9 rather than in 9 元.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    base: float
    spread: float = 0.05
    cents: bool = False


Line = str | tuple[str, str]
"""A review's sentence, alone or behind the condition under which a buyer would write it.

In the sentence `(a|b)` is one of them, `<list>` a line of that list in `phrases.toml`, `{name}` an
attribute or an option of the product; without a value for it the sentence is not written.
"""


@dataclass(frozen=True, slots=True)
class ReviewSpec:
    """Sentences that buyers of this kind write: `praise`, `gripe`, and neither."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    praise: tuple[Line, ...]
    gripe: tuple[Line, ...]
    remark: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind of product.

    Attributes:
        code: the file's name and the first part of the products' ids.
        name: what shoppers call it.
        category: path from the widest level to the narrowest.
        family: which brands, shops, deliveries and common reviews it shares (`families.toml`).
        count: how many products.
        series: names that sellers give to their products.
        title: with `{brand}`, `{series}`, `{colour}` and attribute names in braces.
        description: sentences with attribute names in braces; one that needs a value which the
            seller leaves out is left out too.
        subtitles: one of these, or none.
        drawing: the name of a shape under `shape`, and what it is given: plain values, or
            `{of = "版型", 修身 = 0.8, …}` looked up by an attribute.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    code: str
    name: str
    category: tuple[str, ...]
    family: str
    count: int
    series: tuple[str, ...]
    title: str
    description: tuple[str, ...]
    price: PriceSpec
    attributes: Mapping[str, AttributeSpec]
    reviews: ReviewSpec
    drawing: Mapping[str, Any]
    options: Mapping[str, OptionSpec] = field(default_factory=dict[str, OptionSpec])
    subtitles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand of nobody's: its name, where it is from, and what its name adds to a price."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    origin: str
    premium: float = 1.0


@dataclass(frozen=True, slots=True)
class FamilySpec:
    """What kinds of one family share.

    Attributes:
        brands: who makes them.
        shops: who sells them beside the brands' own shops; `{brand}` may stand in a name.
        delivery: ways of delivery, each with how often it is offered.
        reviews: sentences that fit every product of the family.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    brands: tuple[Brand, ...]
    shops: tuple[str, ...]
    delivery: Mapping[str, float]
    reviews: ReviewSpec


@dataclass(frozen=True, slots=True)
class Phrases:
    """How buyers put things, whatever they bought (`phrases.toml`).

    Attributes:
        aged: words that only somebody who has had a thing for long writes.
        lists: sentences and parts of them by the name of the list.
        synonyms: a word to the words that buyers also use for it, itself among them.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    aged: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, tuple[str, ...]]


@cache
def kinds() -> tuple[KindSpec, ...]:
    """Return every kind, ordered by code.

    Raises:
        CatalogueError: where a table does not have the shape that `docs/demo.md` describes.
    """
    tables = sorted(
        (f for f in (files("index.demo") / "kinds").iterdir() if f.name.endswith(".toml")),
        key=lambda f: f.name,
    )
    return tuple(_kind(table) for table in tables)


@cache
def families() -> Mapping[str, FamilySpec]:
    """Return the families by name."""
    table = _read(files("index.demo") / "families.toml")
    return {
        name: _shaped(FamilySpec, body, f"families.toml [{name}]") for name, body in table.items()
    }


@cache
def phrases() -> Phrases:
    """Return how buyers put things."""
    return _shaped(Phrases, _read(files("index.demo") / "phrases.toml"), "phrases.toml")


@cache
def colours() -> Mapping[str, str]:
    """Return what each colour's name looks like, as `#rrggbb`."""
    return _read(files("index.demo") / "colours.toml")


def _kind(table: Traversable) -> KindSpec:
    code = table.name.removesuffix(".toml")
    spec = _shaped(KindSpec, {"code": code} | _read(table), f"kinds/{table.name}")
    if spec.family not in families():
        raise CatalogueError(
            f"kinds/{table.name}: family {spec.family!r} is not in families.toml; "
            f"use one of {', '.join(families())}."
        )
    return spec


def _read(table: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(table.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{table.name} is no TOML: {error}. Mend that line.") from error


def _shaped(shape: type[wire.T], data: Any, where: str) -> wire.T:
    try:
        return wire.load(shape, data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise CatalogueError(
            f"{where}: {place}: {first['msg']}, got {first['input']!r}. See docs/demo.md."
        ) from error
