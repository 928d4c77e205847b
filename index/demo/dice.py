"""Chance that falls the same way on every machine and in every version of Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


class Dice:
    """A stream of numbers that depends on its key alone.

    SplitMix64 (Steele, Lea, Flood 2014) started from the SHA-256 of the key, so that adding a
    product or a kind never changes the numbers of another.
    """

    def __init__(self, *key: str | int) -> None:
        digest = hashlib.sha256("/".join(map(str, key)).encode()).digest()
        self._state = int.from_bytes(digest[:8], "big")

    def bits(self) -> int:
        """Return the next 64 bits."""
        self._state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        z = self._state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        return z ^ (z >> 31)

    def unit(self) -> float:
        """Return a number in [0, 1)."""
        return (self.bits() >> 11) / (1 << 53)

    def between(self, low: float, high: float) -> float:
        """Return a number in [low, high)."""
        return low + (high - low) * self.unit()

    def integer(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return low + self.bits() % (high - low + 1)

    def near(self, centre: float, reach: float) -> float:
        """Return a number within `reach` of `centre`, close to it more often than not."""
        return centre + reach * (self.unit() + self.unit() + self.unit() - 1.5) / 1.5

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.unit() < probability

    def pick(self, items: Sequence[T], weights: Sequence[float] = ()) -> T:
        """Return one item, each as likely as its weight (all alike without weights)."""
        if not weights:
            return items[self.bits() % len(items)]
        left = self.unit() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in another order (Fisher and Yates)."""
        left = list(items)
        for last in range(len(left) - 1, 0, -1):
            other = self.bits() % (last + 1)
            left[last], left[other] = left[other], left[last]
        return left

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Return `count` different items in the order they have in `items`."""
        chosen = set(self.shuffled(range(len(items)))[:count])
        return [item for place, item in enumerate(items) if place in chosen]
