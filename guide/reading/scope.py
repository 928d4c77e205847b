"""Which phrases are not wanted: «不要苹果也不要小米», «除了白色», «羊毛过敏», "without spandex"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Literal

from guide.reading.found import Found, Phrases
from guide.reading.phrases import ends_with, phrases, starts_with, words
from index.lexicon import WordMatcher

_HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters that do not join a lone «别» or «无» into a word («指纹识别» denies nothing).
_LOOSE = "也都就请的要并且还又但可,"
# «法兰绒太厚» is said of what is not wanted.
_TOO = re.compile(
    r"(?:都|也|有点|实在|真的|还是)?"
    r"太[厚薄贵重大小硬软热冷短长闷土丑滑吵花艳紧松宽窄亮暗轻高低粗细糙]了?(?=[,。;!? ]|$)"
)
_DENIES = "没不未无"
# «不要3升的», not «不是3升就行» or «没3升».
_ONLY = ("不要", "不想要", "别要", "不买", "除了", "not", "except")
# «没红色的吗» asks for red.
_ASKED = re.compile(r"[色子]?的?(?:款|那种)?[吗么]")
_HEALTH = ("过敏", "allergic", "allergy")


def with_scope(heard: Phrases) -> Phrases:
    """Return the phrases with `avoided` and `safety` set."""
    marked: list[Found] = []
    for found in heard.found:
        avoided = _avoided(heard, found, marked)
        health = any(word in heard.text for word in _HEALTH)
        marked.append(replace(found, avoided=avoided, safety=avoided and health))
    return Phrases(heard.text, tuple(marked))


def _avoided(heard: Phrases, found: Found, before: list[Found]) -> bool:
    if found.what == "amount":
        return found.meaning.bound == "exact" and _cue(heard.text[: found.start].rstrip()) in _ONLY
    if found.what in ("order", "adjective"):
        return found.what == "adjective"
    text = heard.text
    if _settled(text, found):
        return False
    denied = _denied_before(text, found, before) or _denied_after(text, found)
    return denied or _spoken_ill_of(heard, found)


def _settled(text: str, found: Found) -> bool:
    """Return whether a phrase behind a pause is what will do («不要印花 纯色就行»)."""
    rest = text[found.end :].lstrip("的")
    paused = not text[: found.start].strip() or text[found.start - 1] in " ,。;!?"
    return paused and starts_with(rest, words("strength", "settles")) is not None


def _spoken_ill_of(heard: Phrases, found: Found) -> bool:
    """Return whether a value is complained of («超声波会有白粉»), and not asked about."""
    if found.what not in ("value", "gloss", "brand"):
        return False
    start, end = heard.clause(found)
    asked = any(mark in heard.text[start : end + 1] for mark in phrases("strength")["ill_asked"])
    head = heard.text[start : found.start].strip()
    disliked = head in ("我嫌", "嫌", "就嫌", "但嫌")
    return not asked and (disliked or bool(_ill().match(heard.text, found.end)))


@cache
def _ill() -> re.Pattern[str]:
    return re.compile("|".join(phrases("strength")["ill_behind"]))


def _denied_before(text: str, found: Found, before: list[Found]) -> bool:
    """Walk back over joiners and equal phrases to a word that denies."""
    at = found.start
    if _ASKED.match(text, found.end) and text[:at].rstrip("有带").endswith("没"):
        return False
    if _split(text, found):
        return True
    while at > 0:
        head = text[:at].rstrip()
        if _cue(head):
            return True
        if ends_with(head, words("strength", "stops")):
            return False
        other = next((f for f in before if f.end == len(head)), None)
        if other is not None:
            if not _alike(other, found, text):
                return False
            return other.avoided
        if head.endswith("的") and len(head) < at and found.what == "value":
            return False  # «不要拉链的 铝框» wants an aluminium frame
        joiner = ends_with(head, words("strength", "joiners"))
        if joiner is None:
            return False
        at = len(head) - len(joiner)
    return False


def _split(text: str, found: Found) -> bool:
    """Return whether a phrase begins within a denial («没有帽子» holds «有帽»)."""
    cues = words("strength", "avoid_before")
    return any(
        text.startswith(cue, found.start - 1) and text[: found.start].endswith(cue[0])
        for cue in cues
        if len(cue) > 1 and cue[0] in _DENIES and found.words.startswith(cue[1:])
    )


def _alike(other: Found, found: Found, text: str) -> bool:
    """Return whether one denial covers both: «不要羊毛的地毯» still wants a carpet."""
    if (other.what == "kind") != (found.what == "kind"):
        return False
    between = text[other.end : found.start]
    return between.strip() not in ("", "的") or other.what == found.what


def _cue(head: str) -> str | None:
    cue = ends_with(head, words("strength", "avoid_before"))
    if cue is None:
        return None
    start = len(head) - len(cue)
    if len(cue) == 1 and not lone_cue(head, start):
        return None
    around = head[max(0, start - 6) :]
    excused = any(around.endswith(w) or w in around[-len(cue) - 2 :] for w in _excused_heads())
    return None if excused else cue


def lone_cue(text: str, at: int) -> bool:
    """Return whether a denial of one character at `at` is a word of its own («识别» is none)."""
    before = text[at - 1 : at]
    return not _HAN.match(before) or before in _LOOSE


@cache
def _excused_heads() -> tuple[str, ...]:
    return tuple(
        w for w in phrases("strength")["excused"] if ends_with(w, words("strength", "avoid_before"))
    )


@cache
def excused() -> WordMatcher[str]:
    """Return the matcher of words that look like a denial and are none («不锈钢»)."""
    return WordMatcher((word, word) for word in phrases("strength")["excused"])


def _denied_after(text: str, found: Found) -> bool:
    behind = text[found.end :].lstrip("的")
    rest = behind.lstrip("的 ")
    if found.what == "value" and _TOO.match(rest):
        return True
    cue = starts_with(rest, words("strength", "avoid_after"))
    if cue is None:
        return False
    following = rest[len(cue) :].lstrip("了的")
    if behind == rest and following.startswith(" "):  # «铸铁的不要 太重了», where a pause ends it
        return True
    after = following.lstrip("了的 ")
    return not after or after[0] in ",。;!?.、" or cue in _HEALTH or cue.startswith(("-", " "))


def strength_of(heard: Phrases, found: Found) -> Literal["must", "prefer"] | None:
    """Return how much a wanted phrase counts where words around it say so, else None."""
    start, end = heard.clause(found)
    head, tail = heard.text[start : found.start], heard.text[found.end : end]
    head = _since_last(heard, found, head, start)
    if any(_said(head, w) for w in words("strength", "must")):
        return "must"
    if any(_said(head, w) for w in words("strength", "prefer")) and "不喜欢" not in head:
        return "prefer"
    rest = tail.lstrip("的话就 ")
    softened = starts_with(rest, words("strength", "prefer_after"))
    if softened is None:
        return None
    ends = softened.isascii() or not rest.removeprefix(softened).strip("了吧啊呀哈哦的 ")
    return "prefer" if ends else None  # «三千以内最好是oled屏» softens what follows


def _since_last(heard: Phrases, found: Found, head: str, start: int) -> str:
    """Keep of the clause only what stands behind the kind, which begins a new thought."""
    kinds = [f.end for f in heard.of("kind") if start <= f.end <= found.start]
    amounts = [f.end for f in heard.of("amount") if start <= f.end <= found.start]
    cut = max((*kinds, *amounts), default=start)
    return head[cut - start :] if any(_said(head[cut - start :], w) for w in _softeners()) else head


@cache
def _softeners() -> tuple[str, ...]:
    return (*words("strength", "must"), *words("strength", "prefer"))


def _said(text: str, word: str) -> bool:
    from guide.reading.phrases import find

    return find(text, word) is not None
