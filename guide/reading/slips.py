"""Slips of the pen put right: a run that is no word and is nearly a name («双肩宝», «连裙衣»)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from guide.reading.kept import kept
from guide.reading.leftovers import fillers
from guide.reading.naming import attribute_names
from guide.reading.phrases import phrases
from guide.reading.sounds import HAN, near_sound, sound, sounds_of
from index.vocabulary import Vocabulary

SIZES = (6, 5, 4, 3, 2)
MOST = 3
"""No request has more slips than this put right."""


def without_slips(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return `text` with slips put right, and what was taken for what.

    A right word, of the shop or of the language, is never turned into another one, nor is a piece
    of it.
    """
    if not HAN.search(text):
        return text, ()
    found: list[tuple[str, str]] = []
    for _ in range(MOST):
        slip = next(_slips(text, vocabulary), None)
        if slip is None:
            break
        at, typed, meant = slip
        found.append((typed, meant))
        text = text[:at] + meant + text[at + len(typed) :]
    return text, tuple(found)


def _slips(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, str, str]]:
    names = _names_of(vocabulary)
    right: list[tuple[int, int]] | None = None
    for size in SIZES:
        for at in range(len(text) - size + 1):
            typed = text[at : at + size]
            if not HAN.fullmatch(typed) or names.is_word(typed):
                continue
            meant = names.meant(typed)
            if meant is None:
                continue
            right = _right(text, vocabulary) if right is None else right
            if not any(_touches(span, at, at + size) for span in right):
                yield at, typed, meant


def _right(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return the spans of words that are right as they stand: names, then what they leave."""
    import rjieba

    finders = (vocabulary.kinds_in, vocabulary.brands_in, vocabulary.values_in, fillers().find)
    named = [(m.start, m.end) for find in finders for m in find(text) if m.end - m.start > 1]
    named += [(h.start, h.end) for h in attribute_names(vocabulary).find(text)]
    said = [word for word, _, _ in phrases("said")["values"]]
    named += [(at, at + len(w)) for w in said if (at := text.find(w)) >= 0]
    tokens: list[tuple[int, int]] = []
    at = 0
    for token in rjieba.cut(text):
        if len(token) > 1 and rjieba.has_word(token):
            tokens.append((at, at + len(token)))
        at += len(token)
    return [*named, *(t for t in tokens if not any(_crosses(t, span) for span in named))]


def _crosses(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def _touches(span: tuple[int, int], start: int, end: int) -> bool:
    """Return whether a right word is cut by, or holds, the run from `start` to `end`."""
    inside = start <= span[0] and span[1] <= end and span != (start, end)
    return span[0] < end and start < span[1] and not inside


@dataclass(frozen=True)
class _Names:
    """The names of kinds, brands and values, by the ways in which they are mistyped."""

    vocabulary: Vocabulary

    def is_word(self, typed: str) -> bool:
        """Return whether a run is right as it stands."""
        import rjieba

        known = typed in self._known or typed in self.vocabulary.terms
        return known or bool(rjieba.has_word(typed))

    def meant(self, typed: str) -> str | None:
        """Return the name that a run is a slip of, or None."""
        if (word := self._by_sound.get(_heard(typed, sound))) and _alike(typed, word, 1, 2):
            return word
        if len(typed) < 3:
            return self._lookalike(typed)
        if (word := self._by_near.get(_heard(typed, near_sound))) and _alike(typed, word, 2, 3):
            return word
        return self._moved(typed) or self._lookalike(typed)

    def _moved(self, typed: str) -> str | None:
        """Two characters swapped, one typed twice, or one left out of four and more."""
        for i in range(len(typed) - 1):
            swapped = typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :]
            if swapped in self._known:
                return swapped
            once = typed[:i] + typed[i + 1 :]
            if typed[i] == typed[i + 1] and len(once) > 2 and once in self._known:
                return once
        return self._by_gap.get(typed)

    def _lookalike(self, typed: str) -> str | None:
        for i, char in enumerate(typed):
            for other in _alikes().get(char, ""):
                word = typed[:i] + other + typed[i + 1 :]
                if word in self._known:
                    return word
        return None

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(_with_suffixed(sounds_of(self.vocabulary).named))

    @cached_property
    def _by_sound(self) -> Mapping[str, str]:
        return self._heard_as(sound)

    @cached_property
    def _by_near(self) -> Mapping[str, str]:
        return self._heard_as(near_sound)

    def _heard_as(self, of: Callable[[str], str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for word in _with_suffixed(sounds_of(self.vocabulary).named):
            found.setdefault(_heard(word, of), word)
        return found

    @cached_property
    def _by_gap(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for word in sounds_of(self.vocabulary).named:
            for i in range(1, len(word) - 1 if len(word) > 3 else 0):
                found.setdefault(word[:i] + word[i + 1 :], word)
        return found


@kept
def _names_of(vocabulary: Vocabulary) -> _Names:
    return _Names(vocabulary)


def _with_suffixed(names: Iterable[str]) -> Iterator[str]:
    """Yield the names, and «保温杯子» beside «保温杯» as 杯子 is a name, too."""
    listed = tuple(names)
    known = frozenset(listed)
    for name in listed:
        yield name
        if len(name) > 2 and name[-1] + "子" in known:
            yield name + "子"


def _heard(word: str, of: Callable[[str], str]) -> str:
    return " ".join(map(of, word))


def _alike(typed: str, word: str, share: int, of: int) -> bool:
    """Return whether `share` of every `of` characters are right, and none stands by itself."""
    if len(typed) != len(word) or typed == word:
        return False
    wrong = [a for a, b in zip(typed, word, strict=True) if a != b]
    right = len(word) - len(wrong)
    return right * of >= share * len(word) and _little_words().isdisjoint(wrong)


@cache
def _little_words() -> frozenset[str]:
    """Return the characters that are words of a request («要带» is no 腰带)."""
    return frozenset(phrases("spelling")["particles"])


@cache
def _alikes() -> Mapping[str, str]:
    groups: list[str] = phrases("spelling")["alike"]
    return {char: group.replace(char, "") for group in groups for char in group}
