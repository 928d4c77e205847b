"""What reading derives from a whole vocabulary: once for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import finalize

from index.vocabulary import Vocabulary

T = TypeVar("T")


def kept(derive: Callable[[Vocabulary], T]) -> Callable[[Vocabulary], T]:
    """Let a function of a vocabulary be worked out once for each vocabulary.

    A vocabulary is compared by what it is, not by what it says: it is too large to be hashed. What
    was derived goes when the vocabulary does, unless it holds the vocabulary itself.
    """
    known: dict[int, T] = {}

    @wraps(derive)
    def of(vocabulary: Vocabulary) -> T:
        key = id(vocabulary)
        if key not in known:
            known[key] = derive(vocabulary)
            finalize(vocabulary, known.pop, key, None)
        return known[key]

    return of
