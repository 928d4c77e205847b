"""Unknown words that are part of what the catalogue states («手工» of «手工编织»)."""

from __future__ import annotations

from collections.abc import Iterator

from guide.need import Constraint
from guide.reading.found import Phrases, rest_of
from guide.reading.leftovers import denied_words, without_fillers
from guide.reading.models import models_said
from guide.reading.setting import Setting
from index.vocabulary import Attribute

LONGEST = 16
"""Longer values are prose, and words of prose say nothing of a wish."""
_PROSE = frozenset({"standard", "model", "barcode", "care"})


def partly_stated(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a wish for each unexplained word that stated values of the kind contain, or titles."""
    yield from models_said(heard, setting)
    denied = denied_words(heard)
    for _, piece in rest_of(heard.text, heard.found):
        for word in _words(without_fillers(piece), setting):
            attribute = stating(word, setting)
            if attribute is not None and word not in denied and not heard.text.isascii():
                source = setting.source(word)
                yield Constraint("", attribute.id, "in", "must", source, values=(word,))


def _words(piece: str, setting: Setting) -> Iterator[str]:
    """Yield the runs of a piece, or the words of a run that is stated nowhere as a whole."""
    import rjieba

    for run in piece.split():
        parts = [run] if stating(run, setting) else rjieba.cut(run)
        yield from (word for word in parts if len(word) > 1)


def stating(word: str, setting: Setting) -> Attribute | None:
    """Return the attribute of the kind whose stated values hold `word` most often, or None."""
    if word.isdigit():
        return None
    best, most = None, 0
    for attribute in setting.vocabulary.attributes:
        if attribute.id in _PROSE or not setting.stated(attribute.id):
            continue
        times = sum(
            v.count for v in attribute.values if word in v.text.lower() and len(v.text) <= LONGEST
        )
        if times > most:
            best, most = attribute, times
    return best
