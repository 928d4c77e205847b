"""A photo with words: what is kept of it, what the words change, whether it is the thing itself."""

from __future__ import annotations

from collections.abc import Sequence

from guide.need import Constraint, PhotoWish
from guide.reading.phrases import find, has_any, words
from guide.turn import PhotoReading
from index.vocabulary import Vocabulary

# Kinds almost as likely as the likeliest are kept beside it.
LIKELY = 0.5
SURE = 0.3
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
    )


def likely_kinds(photo: PhotoReading) -> tuple[str, ...]:
    """Return the kinds read from a photo, those near the likeliest."""
    if not photo.kinds:
        return ()
    best = photo.kinds[0][1]
    return tuple(kind for kind, confidence in photo.kinds if confidence >= best * LIKELY)[:3]


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


def without_pointing(text: str) -> str:
    """Return `text` without the words that only point at the photo («类似这件», «同款»)."""
    keys = ("photo_same", "photo_like", "this")
    for word in sorted(
        (w for key in keys for w in words("references", key)), key=len, reverse=True
    ):
        at = find(text, word)
        if at is not None:
            text = text[:at] + " " * len(word) + text[at + len(word) :]
    return text
