"""Values of attributes: drawn once a product, so that everything else can follow from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.demo.dice import Dice
from index.demo.spec import AttributeSpec, KindSpec
from index.errors import CatalogueError

_NAME = re.compile(r"{([^{}]+)}")
_TEST = re.compile(r"(\S+) (>=|<=|!=|=|in) (.+)")


@dataclass(frozen=True, slots=True)
class Value:
    """What one attribute of one product is.

    Attributes:
        text: as the seller writes it.
        number: what the price and the conditions compute with; the place among the choices for a
            choice that is no number.
        choice: the place among the choices, or None for a number.
        stated: the seller has a field for it.
        known: the seller says it somewhere, be it in the description only.
    """

    text: str
    number: float
    choice: int | None = None
    stated: bool = True
    known: bool = True


Values = Mapping[str, Value]


def draw(kind: KindSpec, grade: float, dice: Dice) -> Values:
    """Return a value for every attribute of the kind, in the order of its table."""
    values: dict[str, Value] = {}
    for name, spec in kind.attributes.items():
        values[name] = _one(spec, grade, values, dice)
    return values


def fill(template: str, values: Mapping[str, str]) -> str | None:
    """Return the template with its names replaced, or None where one has no value."""
    if any(name not in values for name in _NAME.findall(template)):
        return None
    return _NAME.sub(lambda found: values[found[1]], template)


def loosely(template: str, values: Mapping[str, str]) -> str:
    """Return the template with its names replaced, nothing standing for those without a value."""
    return re.sub(r"\s+", " ", _NAME.sub(lambda found: values.get(found[1], ""), template)).strip()


def holds(condition: str, values: Values) -> bool:
    """Return whether the values meet a condition such as «蓬松度 >= 700 & 帽子 in 连帽|无帽».

    Raises:
        CatalogueError: where the condition does not parse or names an unknown attribute.
    """
    return all(_test(part.strip(), values) for part in condition.split("&"))


def _test(part: str, values: Values) -> bool:
    found = _TEST.fullmatch(part)
    if not found or found[1] not in values:
        raise CatalogueError(f"no condition over {', '.join(values)}: {part!r}. See docs/demo.md.")
    value, op, wanted = values[found[1]], found[2], found[3]
    match op:
        case ">=":
            return value.number >= float(wanted)
        case "<=":
            return value.number <= float(wanted)
        case "=":
            return value.text == wanted
        case "!=":
            return value.text != wanted
        case _:
            return value.text in wanted.split("|")


def _one(spec: AttributeSpec, grade: float, earlier: Values, dice: Dice) -> Value:
    place = spec.grade * grade + (1 - spec.grade) * dice.unit()
    strays = dice.unit() < spec.missing
    if spec.choices:
        choice = _place(spec, place)
        word = spec.choices[choice]
        value = Value(spec.shown.replace("{}", word), _leading(word, choice), choice)
    else:
        number = _stepped(_number(spec, place, earlier, dice), spec.step)
        value = Value(spec.shown.replace("{}", _written(number)) + spec.unit, number)
    return Value(value.text, value.number, value.choice, not spec.prose and not strays, not strays)


def _place(spec: AttributeSpec, place: float) -> int:
    weights = spec.weights or (1.0,) * len(spec.choices)
    left = place * sum(weights)
    for choice, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return choice
    return len(weights) - 1


def _number(spec: AttributeSpec, place: float, earlier: Values, dice: Dice) -> float:
    if spec.low is not None and spec.high is not None:
        return spec.low + (spec.high - spec.low) * place
    total = spec.base or 0.0
    for name, each in spec.plus.items():
        total += added(each, earlier[name])
    return dice.near(total, spec.noise)


def added(each: float | tuple[float, ...], value: Value) -> float:
    """Return what a value adds: so much a unit, or so much for this choice."""
    if isinstance(each, tuple):
        return each[value.choice or 0]
    return each * value.number


def _stepped(number: float, step: float) -> float:
    return round(number / step) * step


def _written(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _leading(word: str, choice: int) -> float:
    found = re.match(r"\d+(\.\d+)?", word)
    return float(found[0]) if found else float(choice)
