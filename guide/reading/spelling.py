"""Pinyin and slips of the pen: words of the shop found again by how they sound."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guide.reading.phrases import phrases
from index.lexicon import fold
from index.vocabulary import Vocabulary, load_taxonomy

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z]+")
_SOUNDS: dict[int, tuple[Vocabulary, Mapping[str, str]]] = {}
_KIND_SOUNDS: dict[int, tuple[Vocabulary, Mapping[str, str]]] = {}
MOST = 5


def from_pinyin(text: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """Return `text` with pinyin turned to words, and whether any was."""
    if not text or _HAN.search(text):
        return text, False
    if not _LATIN.search(text) or vocabulary.kinds_in(text):
        return text, False
    sounds = _sounds(vocabulary)
    changed = _LATIN.sub(lambda m: _spoken(m[0], sounds), _closed_up(text, sounds))
    return (changed, True) if _HAN.search(changed) else (text, False)


def _closed_up(text: str, sounds: Mapping[str, str]) -> str:
    """Write «yu rong fu» as one word where that is how a word sounds."""
    tokens = text.split(" ")
    out: list[str] = []
    while tokens:
        for size in range(min(MOST, len(tokens)), 0, -1):
            whole = "".join(tokens[:size])
            if size == 1 or whole in sounds:
                out.append(whole)
                tokens = tokens[size:]
                break
    return " ".join(out)


def _spoken(word: str, sounds: Mapping[str, str]) -> str:
    if word in sounds:
        return sounds[word]
    for cut in range(len(word) - 2, 2, -1):
        if word[:cut] in sounds:
            rest = _spoken(word[cut:], sounds)
            if rest != word[cut:]:
                return sounds[word[:cut]] + rest
    return word


def without_slips(text: str, vocabulary: Vocabulary) -> str:
    """Put right a run that sounds like a kind («羽绒副»), where no kind is spelt right."""
    if vocabulary.kinds_in(text):
        return text
    sounds = _kind_sounds(vocabulary)
    for size in (4, 3, 2):
        for at in range(len(text) - size + 1):
            piece = text[at : at + size]
            if not all(_HAN.match(c) for c in piece) or piece in vocabulary.terms:
                continue
            word = sounds.get(_sound(piece))
            alike = word is not None and len(word) == size
            if alike and sum(a == b for a, b in zip(word or "", piece, strict=True)) * 2 >= size:
                return text[:at] + str(word) + text[at + size :]
    return text


def _sound(word: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word))


def _kind_sounds(vocabulary: Vocabulary) -> Mapping[str, str]:
    key = id(vocabulary)
    known = _KIND_SOUNDS.get(key)
    if known is None or known[0] is not vocabulary:
        kinds = {s: w for s, w in _sounds(vocabulary).items() if vocabulary.kinds_in(w)}
        known = (vocabulary, kinds)
        _KIND_SOUNDS[key] = known
    return known[1]


def _sounds(vocabulary: Vocabulary) -> Mapping[str, str]:
    known = _SOUNDS.get(id(vocabulary))
    if known is None or known[0] is not vocabulary:
        known = (vocabulary, _listen(vocabulary))
        _SOUNDS[id(vocabulary)] = known
    return known[1]


def _listen(vocabulary: Vocabulary) -> dict[str, str]:
    words: list[str] = [w for kind in vocabulary.kinds for w in (fold(kind.label), *kind.words)]
    taxonomy = load_taxonomy()
    words += [w for kind in taxonomy.kinds for w in taxonomy.words(kind)]
    words += [w for brand in vocabulary.brands for w in brand.words]
    words += [w for w, _ in _value_words()]
    for key in ("at_most_after", "at_least_after", "about_after", "at_most_before", "budget"):
        words += phrases("amounts")[key]
    words += phrases("amounts")["currency"]["CNY"]
    words += [w for order in phrases("orders").values() for w in order]
    words += ["不要", "最好", "必须", "除了", "推荐", "想要", "适合", "便宜", "送"]
    sounds: dict[str, str] = {}
    for word in words:
        if len(word) > 1 and all(_HAN.match(c) for c in word):
            sounds.setdefault(_sound(word), word)
    return {sound: word for sound, word in sounds.items() if len(sound) > 3}


def _value_words() -> list[tuple[str, object]]:
    from index.vocabulary.values import common_values

    return list(common_values())
