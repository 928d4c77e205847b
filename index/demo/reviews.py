"""Reviews that agree with what a product is, and say some things that its fields don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from index.demo.attributes import Values, fill, holds
from index.demo.dice import Dice
from index.demo.spec import Line, ReviewSpec

Row = dict[str, Any]

# Shares of five, four, three, two and one star around a product's mean, from rating 3.6 to 5.0.
_STARS = (5, 4, 3, 2, 1)
_POOR = (0.34, 0.24, 0.18, 0.13, 0.11)
_GOOD = (0.86, 0.11, 0.02, 0.005, 0.005)


@dataclass(frozen=True, slots=True)
class Voice:
    """What the buyers of one product can say of it, each sentence once."""

    praise: list[str]
    gripe: list[str]
    remark: list[str]


def write(specs: Sequence[ReviewSpec], values: Values, rating: float, dice: Dice) -> list[Row]:
    """Return 4 to 12 reviews with stars that fit the rating and words that fit the stars.

    Args:
        specs: sentences of the kind first, then those of its family.
        values: what the product is; sentences whose condition fails are never said.
        rating: the product's mean over all buyers, of whom these are some.
        dice: the product's own.
    """
    voice = _voice(specs, values, dice)
    worse = min(max((5.0 - rating) / 1.4, 0.0), 1.0)
    weights = [p * worse + g * (1 - worse) for p, g in zip(_POOR, _GOOD, strict=True)]
    stars = [dice.pick(_STARS, weights) for _ in range(dice.integer(5, 12))]
    if dice.chance(0.6):
        stars[-1] = dice.integer(2, 4)
    reviews = (_review(star, voice, dice) for star in dice.shuffled(stars))
    return [row for row in reviews if row["text"]]


def _voice(specs: Sequence[ReviewSpec], values: Values, dice: Dice) -> Voice:
    kind, family = specs
    return Voice(
        _mixed(kind.praise, family.praise, values, dice),
        _mixed(kind.gripe, family.gripe, values, dice),
        _mixed(kind.remark, family.remark, values, dice),
    )


def _mixed(own: Sequence[Line], shared: Sequence[Line], values: Values, dice: Dice) -> list[str]:
    """Sentences in the order in which they are said, the kind's own mostly first."""
    first = dice.shuffled(_said(own, values))
    then = dice.shuffled(_said(shared, values))
    mixed: list[str] = []
    while first or then:
        take = first if first and (not then or dice.chance(0.7)) else then
        mixed.append(take.pop())
    return mixed


def _said(lines: Sequence[Line], values: Values) -> list[str]:
    texts = {name: value.text for name, value in values.items()}
    said: list[str] = []
    for line in lines:
        condition, sentence = ("", line) if isinstance(line, str) else line
        if not condition or holds(condition, values):
            filled = fill(sentence, texts)
            said += [filled] if filled else []
    return said


def _review(star: int, voice: Voice, dice: Dice) -> Row:
    match star:
        case 5:
            parts = [voice.praise] * dice.integer(1, 2) + [voice.remark] * dice.integer(0, 1)
        case 4:
            parts = [voice.praise, voice.gripe if dice.chance(0.5) else voice.remark]
        case 3:
            parts = [voice.praise, voice.gripe]
        case _:
            parts = [voice.gripe] * dice.integer(1, 2)
    sentences = [part.pop(0) for part in parts if part]
    return {"text": "".join(f"{s.rstrip('。')}。" for s in sentences), "rating": star}
