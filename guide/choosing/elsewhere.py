"""What the shop does not carry: said as such, with the nearest that it does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from guide.choosing.carried import closest_kind, main_shelves, nothing_near
from guide.choosing.conditions import KIND
from guide.choosing.describing import described
from guide.choosing.evidence import of_text
from guide.choosing.photographed import lookalikes
from guide.choosing.ranking import picked, rank
from guide.choosing.weights import NEAREST_MAX
from guide.need import Need
from guide.picks import Miss, Pick, Picks

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult


def not_carried(need: Need, index: Index) -> Picks:
    """Say what is not carried, and show what comes closest."""
    words = need.kind_words or need.topic
    kind = closest_kind(words, index)
    if kind is None:
        return Picks(need=need, not_carried=(words, ""))
    if nothing_near(words, index):
        return Picks(need=need, not_carried=(words, kind.label), shelves=main_shelves(index))
    close = replace(need, kinds=(kind.id,), not_carried=False, words="")
    outcome = rank(close, index, None)
    if not outcome.ranked:
        outcome = rank(replace(close, constraints=(), budget=None), index, None)
    chosen = described(outcome, index, picked(outcome, outcome.ranked)[:NEAREST_MAX])
    near = tuple(
        replace(pick, misses=(_other_kind(words, kind.label, pick, index),)) for pick in chosen
    )
    return Picks(need=need, nearest=near, not_carried=(words, kind.label), total=0)


def photo_not_carried(need: Need, index: Index, photo: PhotoReadingResult | None) -> Picks:
    """Say that the shop has nothing of the photo's kind, and show what looks closest."""
    outcome = rank(replace(need, constraints=(), budget=None), index, photo)
    kinds_of = index.vocabulary.kinds_of
    of_kind = [s for s in outcome.ranked if {*need.kinds} & {*kinds_of.get(s.product_id, ())}]
    near = lookalikes(outcome.pool, of_kind or outcome.ranked, NEAREST_MAX)
    chosen = described(outcome, index, near)
    label = need.kind_words
    shown = tuple(
        replace(pick, misses=(_other_kind("", label, pick, index),), photo=None) for pick in chosen
    )
    return Picks(need=need, nearest=shown, not_carried=("", label), total=0)


def _other_kind(words: str, label: str, pick: Pick, index: Index) -> Miss:
    product = index.product(pick.product_id)
    evidence = tuple(
        of_text(product.id, f"category[{i}]", text, (0, len(text)))
        for i, text in enumerate(product.category)
    )
    return Miss(KIND, words, label, evidence[-1:])
