"""Unknown words that are part of what the catalogue states («手工» of «手工编织»)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.need import Constraint
from guide.reading.binding import meant_by
from guide.reading.chatter import wishes
from guide.reading.found import Found, Phrases, rest_of
from guide.reading.leftovers import denied_words, without_fillers
from guide.reading.models import MODEL, models_said
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.reading.stating import stating
from guide.reading.titled import of_titles, title_wish
from index.search.text import without_praise

_NARROWING = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}$")

_SEGMENT = re.compile(r"(?<![^,。;!? 的])([\u4e00-\u9fff]{2,3})(?=的)")

_CLAUSE = re.compile(r"(?<![^,。;!? ])([\u4e00-\u9fff]{2,4}?)(?:的吧|的|吧)?(?![^,。;!? ])")


def partly_stated(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a wish for each unexplained word that stated values of the kind contain, or titles."""
    yield from models_said(heard, setting)
    denied = denied_words(heard)
    beside = (*_before_kinds(heard, setting), *_alone(heard, setting), *_segments(heard, setting))
    yield from (one for one in beside if one.values[0] not in denied)
    for _, piece in rest_of(heard.text, heard.found):
        for word in _words(without_fillers(piece), setting):
            attribute = stating(word, setting)
            told = word in denied or word in phrases("strength")["avoid_before"]
            if attribute is not None and not told and not heard.text.isascii():
                yield meant_by(word, attribute, setting)


def _before_kinds(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a wish for the word that narrows a kind it stands right before («羽绒» of «羽绒枕»).

    Titles decide on it; where none says it, it is only a preference, and the answer says so.
    """
    import rjieba

    text = heard.text
    for kind in heard.of("kind"):
        yield from _wish_before(heard, kind, setting)
        before = max((f.end for f in heard.found if f.end <= kind.start), default=0)
        run = _NARROWING.search(text[before : kind.start])
        if kind.avoided or run is None or not setting.kinds:
            continue
        word = without_fillers(run[0])
        ends = len(word) == 3 and word.endswith(tuple(phrases("strength")["ends"]))
        loose = len(rjieba.cut(word)) > 1 and not ends
        if word != run[0] or loose or stating(word, setting) is not None:
            continue
        if not wishes(word, setting):
            continue
        # «无线» of «无线充电宝» begins «无线充电»: what is known to be a property is not optional.
        begun = setting.vocabulary.values_in(text[kind.start - len(word) : kind.end])
        sort = any(m.start == 0 and m.end > len(word) for m in begun)
        yield title_wish(word, setting, MODEL if sort else "words")


def _wish_before(heard: Phrases, kind: Found, setting: Setting) -> Iterator[Constraint]:
    """Yield a wish that narrows the kind it stands right before («护颈» of «护颈枕头»)."""
    if kind.avoided or not setting.kinds:
        return
    for wish in heard.of("wish"):
        said = wish.end == kind.start and wish.words in setting.vocabulary.terms
        if said and of_titles(wish, setting):
            yield title_wish(wish.words, setting)


def _alone(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a wish for a word of titles that is a whole clause («冰箱,对开门»); titles decide."""
    for match in _CLAUSE.finditer(_without_amounts(heard)) if setting.kinds else ():
        word = match[1]
        if not _whole_clause(heard, match.start()) and not _is_noun(word):
            continue
        free = all(f.end <= match.start() or f.start >= match.end() for f in heard.found)
        bare = without_fillers(without_praise(word)) == word
        if free and bare and stating(word, setting) is None and wishes(word, setting):
            yield title_wish(word, setting)


def _segments(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a wish for each word of titles between 的 («冬天盖的羽绒的»); titles decide."""
    import rjieba

    for match in _SEGMENT.finditer(heard.text) if setting.kinds else ():
        word = match[1]
        free = all(f.end <= match.start(1) or f.start >= match.end(1) for f in heard.found)
        if free and _way_of_making(word) and wishes(word, setting):
            if stating(word, setting) is None and without_fillers(word) == word:
                yield title_wish(word, setting)
            continue
        word = _as_titled(word, setting)
        alone = word in setting.vocabulary.terms and len(rjieba.cut(word)) == 1
        bare = without_fillers(without_praise(word)) == word
        if free and alone and bare and stating(word, setting) is None:
            yield title_wish(word, setting)


def _way_of_making(word: str) -> bool:
    """Return whether a word ends as ways of making a thing do («对开门», «抽屉式»)."""
    return len(word) > 2 and word.endswith(tuple(phrases("strength")["ends"]))


def _as_titled(word: str, setting: Setting) -> str:
    """Return a word as titles have it, without what ends it in speech («礼盒» of «礼盒装»)."""
    begun = word[:-1] if word.endswith(tuple(phrases("strength")["ends"])) else word
    return word if word in setting.vocabulary.terms or len(begun) < 2 else begun


def _whole_clause(heard: Phrases, at: int) -> bool:
    return all(amount.end != at for amount in heard.of("amount"))


def _is_noun(word: str) -> bool:
    import rjieba

    return rjieba.tag(word)[-1][1].startswith(("n", "x"))


def _without_amounts(heard: Phrases) -> str:
    """Return the text with what ends its amounts as marks («300以内草席»)."""
    text = heard.text
    for amount in heard.of("amount"):
        text = text[: amount.end - 1] + "," + text[amount.end :]
    return text


def _words(piece: str, setting: Setting) -> Iterator[str]:
    """Yield the runs of a piece, or the words of a run that is stated nowhere as a whole."""
    import rjieba

    for run in piece.split():
        parts = [run] if stating(run, setting) else rjieba.cut(run)
        yield from (word for word in parts if len(word) > 1)
