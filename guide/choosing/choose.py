"""The outcome of choosing: from a Need to Picks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from guide.choosing.asking import question
from guide.choosing.basket import choose_list
from guide.choosing.describing import described, nearest, rejected, with_very_item
from guide.choosing.elsewhere import not_carried, photo_not_carried
from guide.choosing.photographed import not_seen_here, photo_notes, shoppers_own, with_photo
from guide.choosing.ranking import Outcome, as_wide_as_the_photo_allows, picked, rank
from guide.choosing.relaxing import relaxations, widened, wider
from guide.choosing.scoring import Scored
from guide.choosing.weights import PICKS_MIN, RELAXATIONS_MAX
from guide.need import Constraint, Need
from guide.picks import Claim, Pick, Picks, Relaxation, untold

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult


def choose(
    need: Need,
    index: Index,
    *,
    photo: PhotoReadingResult | None = None,
    asked: Collection[str] = (),
) -> Picks:
    """Return what to put before the shopper, with everything there is to say about it.

    Args:
        need: the standing wishes; `shown_before` names what this page must not repeat.
        index: the catalogue, open; its offers as of its last `refresh`.
        photo: what was read from the photo of the need; None without one.
        asked: ids of questions that were put before, never to be put again.
    """
    if need.slots:
        listed = choose_list(with_photo(need, index, photo), index, _alternatives)
        return replace(listed, need=shoppers_own(listed.need))
    if need.not_carried:
        return not_carried(need, index)
    if not_seen_here(need, photo):
        return photo_not_carried(need, index, photo)
    asked_for, need = need, with_photo(need, index, photo)
    outcome = rank(need, index, photo)
    if photo is not None and not outcome.ranked:
        outcome = as_wide_as_the_photo_allows(outcome, need, index, photo)
    left_out = frozenset(need.shown_before)
    fresh = [s for s in outcome.ranked if s.product_id not in left_out]
    chosen = picked(outcome, fresh)
    selected = described(outcome, index, chosen)
    near = () if len(selected) >= PICKS_MIN else nearest(outcome, index, left_out)
    near = with_very_item(outcome, index, selected, near)
    return Picks(
        need=shoppers_own(outcome.need),
        selected=selected,
        nearest=near,
        rejected=rejected(outcome, chosen),
        relaxations=_relaxations(outcome, index),
        question=question(outcome.need, index, outcome.judged, outcome.ranked, asked),
        total=len(outcome.ranked),
        more=_more(fresh, chosen, left_out),
        notes=(
            *photo_notes(outcome.need, index, outcome.pool, selected, near),
            *_notes(asked_for, shoppers_own(outcome.need), selected),
        ),
    )


def _relaxations(outcome: Outcome, index: Index) -> tuple[Relaxation, ...]:
    if not outcome.ranked:
        lifted = relaxations(outcome.judged)
        return (*lifted, *widened(outcome.need, index, outcome.judged))[:RELAXATIONS_MAX]
    if len(outcome.ranked) < PICKS_MIN:
        return wider(outcome.judged, len(outcome.ranked))
    return ()


def _more(
    fresh: Sequence[Scored], picked: Sequence[Scored], left_out: Collection[str]
) -> str | None:
    return f"after-{len(left_out) + len(picked)}" if len(fresh) > len(picked) else None


def _notes(asked: Need, used: Need, selected: Sequence[Pick]) -> tuple[Claim, ...]:
    """Say what words without an attribute were taken for, and which wishes nobody states."""
    silent = untold(selected)
    before = {c.id: c.strength for c in asked.constraints}
    taken = {c.source.words or c.attribute: c.taken_for for c in used.constraints if c.taken_for}
    notes = [
        Claim("note.taken_for", {"said": words, "taken": meant})
        for words, meant in taken.items()
        if meant != words
    ]
    notes += [
        Claim("note.preferred", {"said": c.source.words or "/".join(c.values) or c.attribute})
        for c in used.constraints
        if c.strength != before.get(c.id) or _only_hoped_for(c, silent)
    ]
    return tuple(notes)


def _only_hoped_for(wish: Constraint, silent: Collection[str]) -> bool:
    return wish.id in silent and wish.strength != "avoid" and not wish.taken_for


def _alternatives(need: Need, index: Index) -> tuple[Pick, ...]:
    outcome = rank(need, index, None)
    return described(outcome, index, outcome.ranked[:12])
