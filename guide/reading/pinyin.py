"""Pinyin put back to words: «yurongfu 800yinei», «红色的lianyiqun», «yu rong fu»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guide.reading.phrases import has_any, phrases, words
from guide.reading.sounds import HAN, Sounds, sounds_of
from index.lexicon import load
from index.vocabulary import Vocabulary

_RUN = re.compile(r"[a-z]+(?:[ '][a-z]+)*")
_UNIT = re.compile(r"(?<=\d)[a-z]+(?![a-z0-9])")
SHORTEST = 4
"""A run is taken for pinyin where it holds a word spelt with so many letters."""
LONGEST = 24
WORD, TERM, PARTICLE, LATIN, KEPT = 1.0, 1.4, 1.5, 2.0, 4.0
"""What a piece of a run costs, by what it is taken for: the cheapest reading of a run stands."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A reading of a run up to some letter: its cost, its pieces, whether a word is among them."""

    cost: float
    said: tuple[str, ...] = ()
    sure: bool = False


def from_pinyin(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return `text` with its pinyin put back to words, and what was taken for what.

    Little words («yinei») are put back without being told.
    Without a Chinese character in it, a text that names a kind in English, or has its little
    words, is left alone («do you have anything cheaper» holds no «有»).
    """
    runs = list(_RUN.finditer(text))
    if not runs or (not HAN.search(text) and (vocabulary.kinds_in(text) or _english(text))):
        return text, ()
    found: list[tuple[str, str]] = []
    for match in reversed(runs):
        said = _spoken(match[0], vocabulary)
        if said != match[0]:
            if len(said) > 2 or said in sounds_of(vocabulary).known:
                found.insert(0, (match[0], said))
            text = text[: match.start()] + said + text[match.end() :]
    return (_with_units(text) if HAN.search(text) else text), tuple(found)


def _with_units(text: str) -> str:
    """Put the units behind numbers back («42ma»)."""
    units: Mapping[str, str] = phrases("spelling")["units"]
    return _UNIT.sub(lambda match: units.get(match[0], match[0]), text)


def _english(text: str) -> bool:
    return has_any(text, words("english", "words"))


def _spoken(run: str, vocabulary: Vocabulary) -> str:
    """Return the words of a run, or the run where it is no pinyin."""
    sounds = sounds_of(vocabulary)
    reading = _read(run, sounds, {}, vocabulary)
    if reading is None or not reading.sure:
        reading = _read(run, sounds, sounds.terms, vocabulary)
    if reading is None or not reading.sure:
        return run
    joined = " ".join(reading.said)
    if not HAN.search(joined):  # «don't need dell» is no pinyin
        return run
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", joined)


def _read(
    run: str, sounds: Sounds, terms: Mapping[str, str], vocabulary: Vocabulary
) -> _Reading | None:
    tokens = re.split(r"[ ']", run)
    edges = {0}
    for token in tokens:
        edges.add(max(edges) + len(token))
    letters = "".join(tokens)
    best: dict[int, _Reading] = {0: _Reading(0.0)}
    for start in range(len(letters)):
        before = best.get(start)
        if before is None:
            continue
        for end, said, cost in _pieces(letters, start, edges, sounds, terms, vocabulary):
            sure = before.sure or (cost <= TERM and end - start >= SHORTEST)
            reading = _Reading(before.cost + cost, (*before.said, said), sure)
            if end not in best or reading.cost < best[end].cost:
                best[end] = reading
    return best.get(len(letters))


def _pieces(
    letters: str,
    start: int,
    edges: set[int],
    sounds: Sounds,
    terms: Mapping[str, str],
    vocabulary: Vocabulary,
) -> Iterator[tuple[int, str, float]]:
    """Yield the pieces that may begin at `start`; none crosses an edge unless it fills tokens."""
    following = min(edge for edge in edges if edge > start)
    for end in range(start + 1, min(len(letters), start + LONGEST) + 1):
        if end > following and not (start in edges and end in edges):
            continue
        piece = letters[start:end]
        if start in edges and end == following:
            yield end, piece, 0.5 if _is_latin_word(piece, vocabulary) else KEPT
        elif len(piece) > 1 and piece in vocabulary.terms:
            yield end, piece, LATIN
        for known, cost in ((sounds.words, WORD), (terms, TERM), (sounds.particles, PARTICLE)):
            if piece in known:
                yield end, known[piece], cost


def _is_latin_word(piece: str, vocabulary: Vocabulary) -> bool:
    """Return whether Latin letters are a word of the shop as they stand («pro», «xiaomi»)."""
    if piece in vocabulary.terms or piece in _units():
        return True
    whole = [
        *vocabulary.kinds_in(piece),
        *vocabulary.brands_in(piece),
        *vocabulary.values_in(piece),
    ]
    return any(mention.word == piece for mention in whole)


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(word for word in load().unit_words if word.isascii())
