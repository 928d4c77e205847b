"""What was seen in a photo, in words: «看到:蓝色 · 条纹 · 衬衫», and the crops to tap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from guide.answer import CropShown, PhotoSeen, SeenWord
from guide.picks import Seen

if TYPE_CHECKING:
    from guide.wording.brief import Brief
    from guide.wording.phrases import Phrases

SAID = ("colour", "pattern", "kind", "text")
"""What is said of a photo, in this order."""
MOST = {"colour": 2, "pattern": 1, "kind": 1, "text": 2}
BESIDE = 0.6
"""A second colour is said from this share of the first one's confidence on."""
SURE, UNSURE = 0.6, 0.35
"""A kind is said flatly from `SURE` on, as a guess above `UNSURE`, below it as a weak one."""
LONGEST = 16
"""Printed text longer than this, in characters, is left to the page."""


def seen_words(seen: Seen, p: Phrases) -> tuple[SeenWord, ...]:
    """Return what was seen in the language of `p`: colours, pattern, kind, printed text."""
    found: list[SeenWord] = []
    for what in SAID:
        own = [row for row in seen.words if row[0] == what][: MOST[what]]
        own = [row for row in own if row[2] >= own[0][2] * BESIDE]
        if what == "kind" and not seen.carried:
            continue  # the kind of the nearest product is not what the photo shows
        found += [SeenWord(what, _named(row, seen, p), round(row[2], 2)) for row in own]
    return tuple(found)


def _named(row: tuple[str, str, float], seen: Seen, p: Phrases) -> str:
    what, word, _ = row
    if p.locale == "zh" or what == "text":
        return word
    if what == "kind":
        return kind_in(seen.kind, word, p)
    return p.values(what, _colour_id(word) if what == "colour" else word)


def kind_in(kind: str, label: str, p: Phrases) -> str:
    """Return what a kind is called in the language of `p`; its label where that has no word."""
    from index.vocabulary import load_taxonomy

    taxonomy = load_taxonomy()
    words = taxonomy.words(kind) if kind in taxonomy.kinds else ()
    own = [word for word in words if word.isascii() == (p.locale == "en")]
    return label if label.isascii() == (p.locale == "en") or not own else own[0]


def _colour_id(word: str) -> str:
    from index.lexicon import load

    colours = load().colours.values()
    return next((c.id for c in colours for own in c.words.values() if word in own), word)


def seen_lines(brief: Brief, p: Phrases) -> Iterator[str]:
    """Yield what to say of the photo of this turn, before the picks."""
    seen = brief.picks.seen
    if seen is None:
        return
    if seen.page:
        yield p.say("photo.no_product") + p.say("marks.end")
        return
    words = [_said(each, p) for each in seen_words(seen, p) if len(each.word) <= LONGEST]
    if words:
        yield p.say("photo.seen", words=p.say("photo.between").join(words)) + p.say("marks.end")
    if not seen.settled:
        crops = p.say("marks.list").join(crop.text for crop in crops_shown(seen, brief, p))
        yield p.say("photo.several", count=str(len(seen.crops)), crops=crops)


def _said(seen: SeenWord, p: Phrases) -> str:
    if seen.what == "text":
        return p.say("photo.printed", word=seen.word)
    if seen.what != "kind" or seen.confidence >= SURE:
        return seen.word
    key = "photo.maybe" if seen.confidence >= UNSURE else "photo.unsure"
    return p.say(key, word=seen.word)


def photo_seen(brief: Brief, p: Phrases) -> PhotoSeen | None:
    """Return what the Answer shows of the photo of this turn."""
    seen = brief.picks.seen
    if seen is None:
        return None
    return PhotoSeen(seen.photo, seen_words(seen, p), seen.region, crops_shown(seen, brief, p))


def crops_shown(seen: Seen, brief: Brief, p: Phrases) -> tuple[CropShown, ...]:
    """Return the crops with the sentence that picks each: «左边的双肩包»."""
    places = _places([crop.box for crop in seen.crops])
    return tuple(
        CropShown(crop.box, p.say(f"photo.at_{place}", kind=_crop_kind(crop.kind, brief, p)))
        for crop, place in zip(seen.crops, places, strict=True)
    )


def _crop_kind(kind: str, brief: Brief, p: Phrases) -> str:
    label = brief.kind_labels.get(kind)
    return p.say("photo.one") if label is None else kind_in(kind, label, p)


def _places(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[str, ...]:
    """Return how to tell boxes apart: by side, or by number."""
    if len(boxes) == 2:
        middles = [((b[0] + b[2]) / 2, (b[1] + b[3]) / 2) for b in boxes]
        across = abs(middles[0][0] - middles[1][0])
        down = abs(middles[0][1] - middles[1][1])
        if across >= down:
            return ("left", "right") if middles[0][0] < middles[1][0] else ("right", "left")
        return ("top", "bottom") if middles[0][1] < middles[1][1] else ("bottom", "top")
    if len(boxes) == 3 and _in_a_row(boxes):
        return ("left", "middle", "right")
    return tuple(str(number) for number in range(1, len(boxes) + 1))


def _in_a_row(boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    return all(a[2] <= b[0] + (b[2] - b[0]) / 2 for a, b in pairwise(boxes))
