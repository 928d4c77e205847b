"""The thing that a request names where no kind is known by that name: linked, or not carried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from guide.reading.found import Phrases, rest_of
from guide.reading.kinds import Said
from guide.reading.phrases import has_any, words
from index.vocabulary import Vocabulary

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder

_PART = re.compile(r"(?:要|得|必须|最好)(?:带|有|能|可以|支持)[^,。;!?]{1,8}的[吧哦]?(?=$|[ ,。])")
"""«要有红外的» is said of a thing, and names none."""
LONGEST_ADJECTIVE = 2
_NOUNS = ("n", "vn", "l", "i", "j", "x", "z")


def unknown_kind(heard: Phrases, vocabulary: Vocabulary, encoder: Encoder | None) -> Said | None:
    """Return the noun that is left where no known kind was said, linked or not carried."""
    if _PART.search(heard.text):
        return None
    noun = leftover_noun(heard)
    if noun is not None and set(noun.split()) <= set(words("fillers", "no_thing")):
        return None
    asked = has_any(heard.text, words("fillers", "requests"))
    if noun in words("fillers", "no_thing") or (noun is not None and _is_verdict(noun)):
        return None
    if noun is None or (noun.isascii() and not asked and not _names_a_thing(noun, heard)):
        return None
    link = vocabulary.link_kind(noun, encoder)
    if link.kinds and (link.how != "meaning" or not _in_titles(noun, vocabulary)):
        return Said(link.kinds, noun, narrow=(noun,) if link.how in ("head", "meaning") else ())
    named = bool(link.common) or _is_noun(noun) or asked
    return Said((), noun, not_carried=True) if named and not _in_titles(noun, vocabulary) else None


def _is_verdict(noun: str) -> bool:
    """Return whether it says how a thing is («太小»): dictionaries take it for a name."""
    degree = next((d for d in words("fillers", "degrees") if noun.startswith(d)), "")
    return bool(degree) and 0 < len(noun) - len(degree) <= LONGEST_ADJECTIVE


def _names_a_thing(noun: str, heard: Phrases) -> bool:
    """Return whether English words are all that was said, and may be the name of a thing."""
    words_said = noun.split()
    no_thing = not set(words("fillers", "no_thing")).isdisjoint(words_said)
    return not heard.found and len(words_said) <= 2 and not no_thing


def _is_noun(word: str) -> bool:
    """Return whether dictionaries know a word: what they don't may be anything («膀酸»)."""
    import rjieba

    return word.isascii() or bool(rjieba.has_word(word))


def _in_titles(noun: str, vocabulary: Vocabulary) -> bool:
    """Return whether titles use the noun or a word of it, so that a search may find it."""
    import rjieba

    return any(len(word) > 1 and word in vocabulary.terms for word in (noun, *rjieba.cut(noun)))


def leftover_noun(heard: Phrases) -> str | None:
    """Return the last noun among the words that nothing explains, or None."""
    import rjieba

    for _, piece in reversed(rest_of(heard.text, heard.found)):
        bare = piece
        for filler in words("fillers", "words"):
            if filler.isascii():
                bare = re.sub(rf"(?<![a-z]){re.escape(filler)}(?![a-z])", " ", bare)
            else:
                bare = bare.replace(filler, " ")
        for run in reversed(re.findall(r"[\u4e00-\u9fff]{2,8}|[a-z][a-z -]{2,}[a-z]", bare)):
            if run.isascii():
                return run.strip()
            noun = _noun(rjieba.tag(run))
            if noun:
                return noun
    return None


def _noun(tokens: Sequence[tuple[str, str]]) -> str | None:
    """Return the nouns that end a run («洞洞鞋»)."""
    taken: list[str] = []
    for word, tag in reversed(tokens):
        if not tag.startswith(_NOUNS) and not (taken and len(word) == 1):
            break
        taken.insert(0, word)
    noun = "".join(taken)
    return noun if 2 <= len(noun) <= 8 else None
