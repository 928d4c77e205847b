"""What remains of a request to be searched by meaning, once numbers and denials are taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from guide.reading.found import Phrases, rest_of
from guide.reading.phrases import phrases, words
from guide.reading.wishing import search_words
from index.lexicon import WordMatcher

_COUNTED = re.compile(r"[一二两三四五六七八九十几\d]+[件个双条台部只把张瓶盒床款份](?!套)")

_FETCHED = re.compile(r"[买来挑选整弄搞找拿要][条套把床部只瓶本张支款些双件台个块份盒](?!套)")


@cache
def fillers() -> WordMatcher[str]:
    """Return the matcher of words that carry no wish."""
    return WordMatcher((word, word) for word in phrases("fillers")["words"])


def in_a_filler(text: str, start: int, end: int) -> bool:
    """Return whether a stretch is only a part of a word that carries no wish («麻» in «麻烦»)."""
    return any(
        hit.start <= start and end <= hit.end and hit.end - hit.start > end - start
        for hit in fillers().find(text)
    )


def without_fillers(text: str) -> str:
    """Return `text` with the words that carry no wish blanked out."""
    import rjieba

    text = _FETCHED.sub(" ", _COUNTED.sub(" ", text))
    kept, at = [], 0
    for hit in fillers().find(text):
        if hit.end - hit.start > 1 or text.isascii():
            kept.append(text[at : hit.start])
            at = max(at, hit.end)
    loose = re.sub(r"[\s,。;!?:、()\"']+", " ", " ".join([*kept, text[at:]])).strip()
    return " ".join(filter(None, (_trimmed(run, rjieba.cut(run)) for run in loose.split())))


def _trimmed(run: str, tokens: Sequence[str]) -> str:
    """Cut lone filler characters off both ends of a run; inside a word they stay («钢带»)."""
    words_, fillers = list(tokens), frozenset(phrases("fillers")["words"])
    while words_ and words_[0] in fillers:
        run, words_ = run[len(words_[0]) :], words_[1:]
    while words_ and words_[-1] in fillers:
        run, words_ = run[: -len(words_[-1])], words_[:-1]
    return run


def search_text(heard: Phrases, kinds: Sequence[str] = ()) -> str:
    """Return the wished words that no filter holds: qualities, wishes, unknown words.

    `kinds` are the kind words that were taken for the kind; others only tell of it («布艺沙发»).
    """
    denied = _denied_spans(heard)
    text = heard.text
    for start, end in denied:
        text = text[:start] + "," * (end - start) + text[end:]
    loose = [piece for _, piece in rest_of(text, heard.found)]
    told = {"value", "attribute"}
    said = [f.words for f in heard.found if f.what in told and not f.avoided]
    said += [f.words for f in heard.of("kind") if f.words not in (*kinds, "") and not f.avoided]
    taken = (*search_words(heard.found), *_glosses(heard))
    parts = [*(w for p in loose for w in without_fillers(p).split()), *said, *taken]
    return " ".join(dict.fromkeys(part for part in parts if len(part) > 1))


def _glosses(heard: Phrases) -> tuple[str, ...]:
    """Return how the catalogue says what was said in another language."""
    return tuple(word for f in heard.of("gloss") if not f.avoided for word in f.meaning)


def denied_words(heard: Phrases) -> tuple[str, ...]:
    """Return unknown words right behind a denial («不要机械表»), to be told and avoided."""
    found: list[str] = []
    for start, end in _denied_spans(heard):
        word = without_fillers(heard.text[start:end]).replace(" ", "")
        if len(word) > 1:
            found.append(word)
    return tuple(found)


def _denied_spans(heard: Phrases) -> list[tuple[int, int]]:
    """Return the spans of unexplained words behind a denial, up to the next phrase or mark."""
    from guide.reading.scope import excused, lone_cue

    text = heard.text
    safe = [(hit.start, hit.end) for hit in excused().find(text)]
    spans: list[tuple[int, int]] = []
    pattern = "|".join(map(re.escape, words("strength", "avoid_before")))
    for match in re.finditer(pattern, text):
        if len(match[0]) == 1 and not lone_cue(text, match.start()):
            continue
        if any(s <= match.start() < e for s, e in safe) or _inside(heard, match.start()):
            continue
        if match[0].isascii() and not _whole(text, match.start(), match.end()):
            continue
        stop = re.compile(r"[,。;!?\s]|但|最好|要(?!求)").search(text, match.end())
        end = stop.start() if stop else len(text)
        following = next((f for f in heard.found if match.end() <= f.start < end), None)
        if following is not None and following.what == "kind":
            end = _before_of(text, match.end(), following.start)
        elif following is not None:
            continue
        if end > match.end():
            spans.append((match.end(), end))
    return [*spans, *_denied_behind(heard)]


def _before_of(text: str, start: int, kind: int) -> int:
    """Return where what is denied of a kind ends («不要羽绒的枕头»); `start` where nothing is."""
    return kind - 1 if text[start:kind].endswith("的") else start


def _denied_behind(heard: Phrases) -> list[tuple[int, int]]:
    """Return the unexplained words that a clause ends by denying («花花公子不考虑»)."""
    cues = "|".join(map(re.escape, words("strength", "avoid_after")))
    behind = re.compile(rf"([\u4e00-\u9fff]{{2,6}}?)的?就?(?:{cues})[了吧]?(?=[,。;!?]|$)")
    spans = (match.span(1) for match in behind.finditer(heard.text))
    explained = [(f.start, f.end) for f in heard.found]
    return [s for s in spans if not any(start < s[1] and s[0] < end for start, end in explained)]


def _inside(heard: Phrases, at: int) -> bool:
    return any(f.start <= at < f.end for f in heard.found)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalpha() and before.isascii()) and not (after.isalpha() and after.isascii())
