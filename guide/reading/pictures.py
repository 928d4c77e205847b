"""A photo with words: what is kept of it, what the words change, whether it is the thing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from guide.need import Constraint, PhotoWish, Slot
from guide.reading.kinds import Said
from guide.reading.phrases import find, has_any, phrases, words
from guide.reading.setting import Setting
from guide.turn import PhotoReading
from index.vocabulary import Vocabulary
from index.vocabulary.linking import carriers

# Kinds almost as likely as the likeliest are kept beside it.
LIKELY = 0.5
SURE = 0.3
FEWEST = 2
"""Fewer things in a photo than this need no pointing at."""
Box = tuple[float, float, float, float]
_ATTRIBUTES = {"colour": "colour", "pattern": "pattern"}


def photo_wish(
    text: str, photo: PhotoReading, said: Sequence[Constraint], named: Sequence[str]
) -> PhotoWish:
    """Return what a photo adds.

    Args:
        text: the words beside it, in plain form.
        photo: what was read from it.
        said: the constraints of the words; those on what the photo shows override it.
        named: the kinds that the words name, if any.
    """
    matching = goes_with(text)
    overridden = {c.attribute for c in said}
    keep = tuple(
        word
        for what, word, confidence in photo.words
        if what in _ATTRIBUTES and confidence >= SURE
        and _ATTRIBUTES[what] not in overridden and not matching
    )  # fmt: skip
    kinds = () if named else likely_kinds(photo)
    return PhotoWish(
        photo.photo,
        kinds=kinds,
        keep=keep,
        change=tuple(c.id for c in said if c.strength != "avoid" or c.attribute in overridden),
        same_item=same_item(text) and not matching,
        cheaper=cheaper(text) and not matching,
        matching=matching,
        region=photo.region,
    )


def changed_wish(
    text: str, standing: PhotoWish, said: Sequence[Constraint], refers: bool
) -> PhotoWish:
    """Return what is wished of an earlier photo after more words («更便宜的同款», «要红色的»)."""
    again = same_item(text) and not refers
    matching = goes_with(text)
    return replace(
        standing,
        keep=kept_beside(standing.keep, said),
        change=tuple(dict.fromkeys((*standing.change, *(c.id for c in said)))),
        same_item=(standing.same_item or again) and not matching,
        cheaper=not matching and (standing.cheaper or (again and cheaper(text))),
        matching=standing.matching or matching,
    )


def kept_beside(keep: Sequence[str], said: Sequence[Constraint]) -> tuple[str, ...]:
    """Return the words read from a photo that no wish in words takes the place of."""
    from index.lexicon import load

    overridden = {c.attribute for c in said}
    colours = {
        w for colour in load().colours.values() for own in colour.words.values() for w in own
    }
    return tuple(w for w in keep if ("colour" if w in colours else "pattern") not in overridden)


def cheaper(text: str) -> bool:
    """Return whether the words ask for less than the photo's thing costs."""
    return has_any(text, words("references", "photo_cheaper"))


def sorts_of_shown(
    said: Sequence[Said], shown: Sequence[str], vocabulary: Vocabulary
) -> list[Said]:
    """Return the kinds said that only tell a sort of what the photo shows.

    «长裙» beside the photo of a skirt is a wish on its length: the catalogue states the word as a
    value, and the kind that it names is the photo's own or a wider one.
    """
    own = with_wider(shown, vocabulary)
    return [
        one
        for one in said
        if one.kinds and set(one.kinds) <= own and _stated(one.words, vocabulary)
    ]


def sort_wish(said: Said, setting: Setting) -> Constraint:
    """Return the wish of a word that tells a sort of what the photo shows."""
    attribute, value = _stated(said.words, setting.vocabulary)[0]
    return Constraint("", attribute, "in", "must", setting.source(said.words), values=(value,))


def with_wider(kinds: Sequence[str], vocabulary: Vocabulary) -> set[str]:
    """Return the kinds and the wider ones that hold them."""
    known = [vocabulary.kind(kind) for kind in kinds]
    return {*kinds, *(parent for kind in known if kind is not None for parent in kind.parents)}


def _stated(word: str, vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    mentions = vocabulary.values_in(word)
    whole = (m for m in mentions if m.end - m.start == len(word))
    return tuple(meaning for m in whole for meaning in m.meanings)


def likely_kinds(photo: PhotoReading) -> tuple[str, ...]:
    """Return the kinds read from a photo, those near the likeliest."""
    if not photo.kinds:
        return ()
    best = photo.kinds[0][1]
    return tuple(kind for kind, confidence in photo.kinds if confidence >= best * LIKELY)[:3]


def companions(shown: Sequence[str], vocabulary: Vocabulary) -> tuple[Slot, ...]:
    """Return what is worn with a thing of these kinds, as far as the shop carries it."""
    own = with_wider(shown, vocabulary)
    rows = phrases("pairs")["pair"]
    row = next((row for row in rows if not own.isdisjoint(row["kinds"])), None)
    slots: list[Slot] = []
    for kind in row["with"] if row is not None else ():
        carried = carriers(vocabulary, (kind,))
        label = vocabulary.kind(carried[0]) if carried else None
        if label is not None:
            slots.append(Slot(label.label, tuple(carried)))
    return tuple(slots)


def same_item(text: str) -> bool:
    """Return whether the words ask for the very thing in the photo."""
    return has_any(text, words("references", "photo_same"))


def goes_with(text: str) -> bool:
    """Return whether the words ask for something to go with the photo's thing."""
    return has_any(text, words("references", "photo_match"))


def kept_kind(vocabulary: Vocabulary, kinds: Sequence[str]) -> str:
    """Return how to call the kinds of a photo in words."""
    found = [vocabulary.kind(kind) for kind in kinds[:2]]
    return "/".join(kind.label for kind in found if kind is not None)


_MIDDLE: dict[str, Callable[[Box], float]] = {
    "left": lambda box: box[0] + box[2],
    "right": lambda box: -box[0] - box[2],
    "top": lambda box: box[1] + box[3],
    "bottom": lambda box: -box[1] - box[3],
}


def pointed(text: str, boxes: Sequence[Box]) -> Box | None:
    """Return the one of several things in a photo at which words point («左边的», «第2样»)."""
    if len(boxes) < FEWEST:
        return None
    for place, far in _MIDDLE.items():
        if has_any(text, words("references", f"photo_{place}")):
            return min(boxes, key=far)
    if has_any(text, words("references", "photo_middle")):
        return boxes[len(boxes) // 2]
    numbers = (words("references", f"photo_{number}") for number in range(1, 5))
    return next((b for b, said in zip(boxes, numbers, strict=False) if has_any(text, said)), None)


def without_pointing(text: str, *, beside: bool) -> str:
    """Return `text` without the words that only point at the photo («类似这件», «同款»).

    `beside` tells that the photo is of this turn: then «这件» is it too, and no product shown.
    """
    keys = ("photo_same", "photo_like", *(("this", *_PLACES) if beside else ()))
    pointing = {w for key in keys for w in words("references", key)}
    for word in sorted(pointing, key=len, reverse=True):
        at = find(text, word)
        if at is not None and not text[:at].endswith(_BOTH):
            text = text[:at] + " " * len(word) + text[at + len(word) :]
    return text


_PLACES = (*(f"photo_{p}" for p in ("left", "right", "middle", "top", "bottom", *"1234")),)
_BOTH = "男女"
"""«男女同款» says for whom a thing is made, not that it is the photo's."""
