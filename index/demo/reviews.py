"""Reviews that agree with what a product is, and say some things that its fields don't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.demo.attributes import Values, holds
from index.demo.dice import Dice
from index.demo.phrasing import put, reworded
from index.demo.spec import Line, ReviewSpec, phrases

Row = dict[str, Any]

# Shares of five, four, three, two and one star around a product's mean, from rating 3.6 to 5.0.
_STARS = (5, 4, 3, 2, 1)
_POOR = (0.34, 0.24, 0.18, 0.13, 0.11)
_GOOD = (0.86, 0.11, 0.02, 0.005, 0.005)

# How often buyers write little, some, and much; how many of the things around the matter they add.
_WORDY = (0, 1, 2, 3)
_WORDINESS = (0.22, 0.36, 0.28, 0.14)


@dataclass(frozen=True, slots=True)
class Bought:
    """What a buyer knows of what he bought.

    Attributes:
        values: its attributes.
        options: option name to the values that it comes in.
        posted: it comes in a parcel; else one goes there.
    """

    values: Values
    options: Mapping[str, Sequence[str]]
    posted: bool = True


def write(specs: Sequence[ReviewSpec], bought: Bought, rating: float, dice: Dice) -> list[Row]:
    """Return 4 to 12 reviews with stars that fit the rating and words that fit the stars.

    Args:
        specs: sentences of the kind first, then those of its family.
        bought: what the product is; sentences whose condition fails are never said.
        rating: the product's mean over all buyers, of whom these are some.
        dice: the product's own.
    """
    worse = min(max((5.0 - rating) / 1.4, 0.0), 1.0)
    weights = [p * worse + g * (1 - worse) for p, g in zip(_POOR, _GOOD, strict=True)]
    stars = [dice.pick(_STARS, weights) for _ in range(dice.integer(5, 12))]
    if dice.chance(0.6):
        stars[-1] = dice.integer(2, 4)
    talk = _Talk(specs, bought, dice)
    texts = {talk.review(star): star for star in dice.shuffled(stars)}
    return [{"text": text, "rating": star} for text, star in texts.items()]


class _Talk:
    """What the buyers of one product say of it: each of its lines once, until none is left."""

    def __init__(self, specs: Sequence[ReviewSpec], bought: Bought, dice: Dice) -> None:
        self._bought, self._dice, self._specs = bought, dice, specs
        self._left: dict[str, list[str]] = {}
        self._words: dict[str, str] = {}

    def review(self, star: int) -> str:
        """Return the words of a buyer who gives so many stars."""
        dice, options = self._dice, self._bought.options
        picked = {name: dice.pick(values) for name, values in options.items()}
        known = {name: value.text for name, value in self._bought.values.items()}
        self._words = known | picked
        extra = dice.pick(_WORDY, _WORDINESS)
        body = self._body(star, extra)
        before = self._before(body) if extra and dice.chance(0.7) else ""
        after = self._after(star) if extra > 1 else []
        return "".join(_ended(part) for part in (before, *body, *after) if part)

    def _body(self, star: int, extra: int) -> list[str]:
        """What is said of the thing itself."""
        dice, more = self._dice, extra > 1
        match star:
            case 5:
                parts = [self._good(), self._more("praise") if more else ""]
                parts.insert(dice.integer(0, 1), self._line("remark") if extra else "")
            case 4:
                doubt = self._but() if dice.chance(0.5) else self._line("remark")
                parts = [self._good(), doubt]
            case 3:
                parts = [self._good(), self._but(), self._line("remark") if more else ""]
            case _:
                parts = [self._line("remark") if more else "", self._bad()]
                parts.append(self._more("gripe") if extra else "")
        return [part for part in parts if part]

    def _good(self) -> str:
        return self._meant(self._line("praise"), "gladly", "glad_end")

    def _bad(self) -> str:
        return self._meant(self._line("gripe"), "sadly", "sad_end")

    def _but(self) -> str:
        gripe = self._line("gripe")
        return self._common("but") + gripe if self._dice.chance(0.6) else self._bad()

    def _more(self, name: str) -> str:
        """A second thing that is praised or found wanting."""
        if self._dice.chance(0.5):
            return self._common("also") + self._line(name)
        return self._good() if name == "praise" else self._bad()

    def _meant(self, core: str, lead: str, tail: str) -> str:
        """The sentence with how much it is meant before or behind it."""
        kind = self._dice.integer(0, 9)
        if kind < 4:
            return self._common(lead) + core
        return f"{core},{self._common(tail)}" if kind < 7 else core

    def _before(self, body: Sequence[str]) -> str:
        """How it came about; nobody who has just unpacked a thing speaks of months."""
        lists = ["opening", "opening", "settled"]
        if self._bought.posted and not any(w in part for part in body for w in phrases().aged):
            lists.append("unpacked")
        return self._common(self._dice.pick(lists))

    def _after(self, star: int) -> list[str]:
        """The parcel, what it is measured against, and what comes of it."""
        dice, happy = self._dice, star > 3
        asides = ["versus_good" if happy else "versus_bad"]
        if self._bought.posted:
            asides.append("quick" if happy else "slow")
        end = "fine" if happy else "middling" if star == 3 else "poor"
        said = [dice.pick(asides)] if dice.chance(0.55) else []
        return [self._common(name) for name in (*said, *([end] if dice.chance(0.6) else []))]

    def _common(self, name: str) -> str:
        """A line of one of the lists that all kinds share."""
        lists = phrases().lists
        out = f"{name} out"
        lines = lists[out if not self._bought.posted and out in lists else name]
        return put(self._dice.pick(lines), self._words, self._dice) or ""

    def _line(self, name: str) -> str:
        """The next line of the kind's or the family's own; once all are said, from the start."""
        for _ in range(20):
            self._left[name] = self._left.get(name) or self._shuffled(name)
            if not self._left[name]:
                break
            said = put(self._left[name].pop(0), self._words, self._dice)
            if said:
                return reworded(said, self._dice)
        return ""

    def _shuffled(self, name: str) -> list[str]:
        """Sentences that are true of the product, the kind's own mostly first."""
        own, shared = (
            self._dice.shuffled(true_lines(getattr(spec, name), self._bought.values))
            for spec in self._specs
        )
        mixed: list[str] = []
        while own or shared:
            take = own if own and (not shared or self._dice.chance(0.7)) else shared
            mixed.append(take.pop())
        return mixed


def _ended(sentence: str) -> str:
    """A sentence with its end, or the beginning of one that goes on with the next."""
    return sentence if sentence[-1] in ",:" else f"{sentence}。"


def true_lines(lines: Sequence[Line], values: Values) -> list[str]:
    """Return the sentences that a buyer of such a product would write."""
    pairs = [("", line) if isinstance(line, str) else line for line in lines]
    return [sentence for test, sentence in pairs if not test or holds(test, values)]
