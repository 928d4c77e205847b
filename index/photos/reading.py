"""Reads a photo: what it shows, in which colours, and whether the shop has such things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Vectors
from index.photos.carried import evidence, in_doubt, is_carried, with_words
from index.photos.facts import PhotoFacts, photo_facts
from index.photos.kin import nearest_kinds
from index.photos.kinds import class_likelihoods, fashion_likelihoods, kinds_by_lookalikes
from index.photos.likeness import COMPARED, Compared, compare, likeness, product_scores
from index.photos.objects import find_products
from index.photos.pages import is_page, may_be_page, text_share
from index.photos.regions import INNER, WHOLE, Box, cut
from index.photos.table import PhotoTable, photo_table
from index.photos.text import TextLine, read_text

if TYPE_CHECKING:
    from PIL.Image import Image

    from index.opening import Index
    from index.photos.decode import Photo

COLOURS_SAID = 2
LEAST_SHARE = 0.15
SOME_WORDS = 0.003
"""From this part of a photo on, rows of strokes may be words worth reading."""
LEAST_SIGN = 0.05
"""A kind that the words name counts as shown where the photo says so at least this surely."""


@dataclass(frozen=True, slots=True, eq=False)
class PhotoReadingResult:
    """What was read from a photo.

    Attributes:
        photo: content hash of the photo.
        vectors: photo vectors of the photo (or the box in it) and of its inner part.
        kinds: `(kind id of the index's vocabulary, confidence 0 to 1)`, likeliest first.
        words: `(what, word, confidence)`, what being colour, pattern, text or kind.
        boxes: where the products are, from left to right, if there is more than one.
        carried: whether the shop has things of this kind; False is «店里没有», and `kinds` are then
            the shop's nearest.
        page: whether it shows no product but a page of text; True is «看不到商品».
        facts: colours, hash and local features of the photo.
        class_roots: square roots of the class probabilities; None for other encoders.
        fashion_roots: the same of the kinds of fashion.
        text: lines of text in it; empty where they were not read.
        joint: where it lies in the space that photos share with words.
        compared: rows of the index's photos that it was compared with point by point.
    """

    photo: str
    vectors: Vectors
    kinds: tuple[tuple[str, float], ...] = ()
    words: tuple[tuple[str, str, float], ...] = ()
    boxes: tuple[Box, ...] = ()
    carried: bool = True
    page: bool = False
    facts: PhotoFacts | None = None
    class_roots: NDArray[np.float32] | None = field(default=None, repr=False)
    fashion_roots: NDArray[np.float32] | None = field(default=None, repr=False)
    text: tuple[TextLine, ...] = ()
    joint: Vectors = field(default_factory=lambda: np.zeros(0, np.float32), repr=False)
    compared: Mapping[int, Compared] = field(default_factory=dict[int, Compared], repr=False)


def read_photo(
    photo: Photo,
    index: Index,
    *,
    words: str | None = None,
    box: Box | None = None,
    text: bool = False,
) -> PhotoReadingResult:
    """Return what a photo shows, seen with the eyes of this shop.

    Args:
        photo: decoded by `open_photo`.
        index: the shop.
        words: what the shopper said with it; a kind named there settles what the photo leaves
            open, and is left alone where the photo shows no sign of it («和这个配的鞋子»).
        box: the part that the shopper drew; the whole photo when None.
        text: whether to read the words printed in it too, about a second of one core; else they
            are read only where the photo may be a page.

    Raises:
        PhotoError: where the box is no part of a photo.
    """
    table = photo_table(index)
    shown = cut(photo.image, box or WHOLE)
    seen = look(photo.hash, shown, index)
    parts = likeness(seen, table)
    nearest = float(parts["look"].max(initial=0.0))
    if text or may_be_page(shown, nearest):
        seen = replace(seen, text=read_text(shown))
        seen = replace(seen, page=is_page(seen.text, nearest))
    scores, best = product_scores(parts, table)
    near = [int(best[at]) for at in np.argsort(-scores, kind="stable")[:COMPARED] if best[at] >= 0]
    compared = compare(seen, table, near)
    kinds = _settled(tuple(kinds_by_lookalikes(scores, table)), words, index)
    carried = bool(near) and _carried(seen, evidence(seen, parts, table, compared), shown, table)
    if not carried:
        kinds = nearest_kinds(kinds, seen, table)
    said = _words(seen, kinds, index)
    boxes = () if box else several(shown)
    return replace(seen, kinds=kinds, words=said, boxes=boxes, compared=compared, carried=carried)


def _carried(
    seen: PhotoReadingResult, found: NDArray[np.float32], shown: Image, table: PhotoTable
) -> bool:
    """Return whether the shop has such things; in doubt the words in the photo are read for it."""
    if not seen.text and in_doubt(found) and text_share(shown) > SOME_WORDS:
        found = with_words(found, read_text(shown), table.carriage)
    return is_carried(found)


def look(photo: str, shown: Image, index: Index) -> PhotoReadingResult:
    """Return what is seen in a picture before the shop is asked: vectors, colours, points."""
    vectors = index.encoder.photos([shown, cut(shown, INNER)])
    return PhotoReadingResult(
        photo,
        vectors,
        facts=photo_facts(shown, text=False),
        class_roots=_root(class_likelihoods(vectors[:1])),
        fashion_roots=_root(fashion_likelihoods(vectors[:1])),
        joint=index.encoder.joint_photos(vectors[:1])[0],
    )


def _root(likely: NDArray[np.float32] | None) -> NDArray[np.float32] | None:
    return None if likely is None else np.sqrt(likely[0])


def several(image: Image) -> tuple[Box, ...]:
    """Return the boxes of the products in an RGB photo, if there is more than one."""
    found = find_products(image)
    return tuple(each.box for each in found) if len(found) > 1 else ()


def _settled(
    kinds: tuple[tuple[str, float], ...], words: str | None, index: Index
) -> tuple[tuple[str, float], ...]:
    """Return the kinds with those that the words name first, if the photo may show them."""
    mentions = index.vocabulary.kinds_in(words) if words else ()
    named = {kind for mention in mentions for kind in mention.ids}
    first = [row for row in kinds if row[0] in named and row[1] >= LEAST_SIGN]
    return (*first, *(row for row in kinds if row not in first))


def _words(
    seen: PhotoReadingResult, kinds: tuple[tuple[str, float], ...], index: Index
) -> tuple[tuple[str, str, float], ...]:
    from index.lexicon import load

    said: list[tuple[str, str, float]] = []
    if seen.facts is not None:
        colours = load().colours
        shares = [s for s in seen.facts.colours.shares if s.share >= LEAST_SHARE][:COLOURS_SAID]
        said += [("colour", colours[s.id].words["zh"][0], s.share) for s in shares]
    for kind_id, sure in kinds[:1]:
        kind = index.vocabulary.kind(kind_id)
        said += [("kind", kind.label, round(sure, 3))] if kind else []
    said += [("text", line.text, line.confidence) for line in seen.text]
    return tuple(said)
