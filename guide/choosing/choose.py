"""The outcome of choosing: from a Need to Picks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from guide.choosing.asking import question
from guide.choosing.basket import choose_list
from guide.choosing.carried import closest_kind
from guide.choosing.conditions import KIND, conditions
from guide.choosing.differences import Offered, offered
from guide.choosing.diversity import spread
from guide.choosing.evidence import of_text
from guide.choosing.judging import Judged, demote_unstated, judge
from guide.choosing.nearest import misses, nearest_row_of, nearest_rows
from guide.choosing.ordering import in_order
from guide.choosing.photo import photo_match
from guide.choosing.photographed import (
    lookalikes,
    not_seen_here,
    photo_notes,
    same_first,
    shoppers_own,
    shown_rows,
    with_photo,
)
from guide.choosing.pool import Pool, gather
from guide.choosing.reasons import reasons, unknown
from guide.choosing.relaxing import relaxations, widened, wider
from guide.choosing.scoring import Scored, score_rows
from guide.choosing.trade_offs import trade_offs
from guide.choosing.weights import (
    KEEP_SHARE,
    NEAREST_MAX,
    PICKS_MAX,
    PICKS_MIN,
    POOL,
    REJECTED_MAX,
    RELAXATIONS_MAX,
)
from guide.money import price
from guide.need import Need
from guide.picks import Claim, Miss, Pick, Picks, Rejected, Relaxation

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.reading import PhotoReadingResult
    from index.search.table import FactTable


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What was ranked, before any words about it."""

    need: Need
    judged: Judged
    pool: Pool
    ranked: tuple[Scored, ...]


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
        return _not_carried(need, index)
    if not_seen_here(need, photo):
        return _photo_not_carried(need, index, photo)
    asked_for, need = need, with_photo(need, index, photo)
    outcome = _rank(need, index, photo)
    if photo is not None and not outcome.ranked:
        outcome = _as_wide_as_the_photo_allows(outcome, need, index, photo)
    left_out = frozenset(need.shown_before)
    fresh = [s for s in outcome.ranked if s.product_id not in left_out]
    picked = _picked(outcome, fresh)
    selected = _described(outcome, index, picked)
    near = () if len(selected) >= PICKS_MIN else _nearest(outcome, index, left_out)
    near = _with_very_item(outcome, index, selected, near)
    return Picks(
        need=shoppers_own(outcome.need),
        selected=selected,
        nearest=near,
        rejected=_rejected(outcome, picked),
        relaxations=_relaxations(outcome, index),
        question=question(outcome.need, index, outcome.judged, outcome.ranked, asked),
        total=len(outcome.ranked),
        more=_more(fresh, picked, left_out),
        notes=(
            *photo_notes(outcome.need, index, outcome.pool, selected, near),
            *_notes(asked_for, shoppers_own(outcome.need)),
        ),
    )


def _with_very_item(
    outcome: _Outcome, index: Index, selected: Sequence[Pick], near: tuple[Pick, ...]
) -> tuple[Pick, ...]:
    """Put the very item of the photo first among the nearest, where it was asked for and misses."""
    wish, judged = outcome.need.photo, outcome.judged
    if wish is None or not wish.same_item or not outcome.pool.same:
        return near
    best = max(outcome.pool.same, key=lambda each: (outcome.pool.photo.get(each, 0.0), each))
    if any(pick.product_id == best for pick in selected):
        return near
    rest = tuple(pick for pick in near if pick.product_id != best)
    position = nearest_row_of(judged, best)
    if position is None or not (judged.broken[position] or not judged.available[position]):
        return near
    return (_near_pick(outcome, index, position), *rest)[:NEAREST_MAX]


def _as_wide_as_the_photo_allows(
    outcome: _Outcome, need: Need, index: Index, photo: PhotoReadingResult
) -> _Outcome:
    """Return what fits among the kinds beside the photo's own, where that was only read from it."""
    if need.photo is None or not need.kinds or need.kinds != need.photo.kinds:
        return outcome
    known = index.vocabulary.kind
    above = dict.fromkeys(p for k in need.kinds if (own := known(k)) for p in own.parents)
    wider = tuple(kind.id for each in above if (kind := known(each)) is not None)
    words = "/".join(kind.label for each in wider if (kind := known(each)) is not None)
    if not wider:
        return outcome
    widened = _rank(replace(need, kinds=wider, kind_words=words), index, photo)
    return widened if widened.ranked else outcome


def _rank(need: Need, index: Index, photo: PhotoReadingResult | None) -> _Outcome:
    pool = gather(need, index, photo)
    currency = currency_of(index)
    judged = judge(index.table, conditions(need, currency), None, pool.only)
    for unstated in demote_unstated(judged):
        need = _as_preference(need, unstated.id)
    if len(conditions(need, currency)) != len(judged.conditions):
        judged = judge(index.table, conditions(need, currency), None, pool.only)
    positions = shown_rows(need, judged, judged.available & (judged.broken == 0))
    ranked = score_rows(need, index, judged, pool, _limited(judged, pool, positions))
    ordered = same_first(need, pool, in_order(need, index, judged, ranked))
    return _Outcome(need, judged, pool, tuple(ordered))


def _limited(judged: Judged, pool: Pool, positions: np.ndarray) -> np.ndarray:
    """Without a kind or a search everything fits: the best known and cheapest are looked at."""
    if pool.only is not None or len(positions) <= POOL:
        return positions
    products = [judged.table.products[i] for i in judged.product_of(positions)]
    order = sorted(
        range(len(positions)),
        key=lambda i: (-(products[i].sales or 0), -(products[i].rating or 0.0), products[i].id),
    )
    return positions[order[:POOL]]


def _as_preference(need: Need, constraint_id: str) -> Need:
    return replace(
        need,
        constraints=tuple(
            replace(c, strength="prefer") if c.id == constraint_id else c for c in need.constraints
        ),
    )


def _picked(outcome: _Outcome, fresh: Sequence[Scored]) -> list[Scored]:
    near_best = fresh[:POOL]
    if outcome.need.order == "fit":
        table = outcome.judged.table
        at = [table.position(s.product_id) for s in near_best]
        titles = [table.products[i].title if i is not None else "" for i in at]
        near_best = spread(near_best, titles, PICKS_MAX)
    kept = near_best[:PICKS_MAX]
    if not kept or outcome.need.order != "fit":
        return list(kept)
    floor = KEEP_SHARE * kept[0].total
    return [s for i, s in enumerate(kept) if i < PICKS_MIN or s.total >= floor]


def _described(outcome: _Outcome, index: Index, picked: Sequence[Scored]) -> tuple[Pick, ...]:
    judged = outcome.judged
    rows = [int(judged.rows[s.position]) for s in picked]
    offers = [
        offered(index, s.product_id, judged.table.row_sku[row])
        for s, row in zip(picked, rows, strict=True)
    ]
    return tuple(_pick(outcome, index, scored, at, offers) for at, scored in enumerate(picked))


def _pick(
    outcome: _Outcome, index: Index, scored: Scored, at: int, offers: Sequence[Offered]
) -> Pick:
    need, judged, offer = outcome.need, outcome.judged, offers[at]
    silent = unknown(need, judged, scored.position)
    return Pick(
        product_id=scored.product_id,
        sku_id=offer.sku.id if offer.sku else None,
        score=scored.total,
        parts=scored.parts,
        reasons=reasons(need, index, judged, scored.position, at, offers),
        trade_offs=trade_offs(need, index, at, offers, silent),
        unknown=silent,
        price=price(offer.product, offer.sku, index.offers),
        photo=photo_match(need, outcome.pool, index, offer, judged, scored.position),
        signals=outcome.pool.signals.get(scored.product_id, ()),
    )


def _nearest(outcome: _Outcome, index: Index, left_out: Collection[str]) -> tuple[Pick, ...]:
    judged = outcome.judged
    positions = {judged.table.position(product_id) for product_id in left_out}
    taken = [at for at in positions if at is not None]
    taken += [
        int(i) for i in judged.product_of(np.array([s.position for s in outcome.ranked], int))
    ]
    rows = nearest_rows(judged, outcome.pool, NEAREST_MAX, taken)
    return tuple(_near_pick(outcome, index, position) for position in rows)


def _near_pick(outcome: _Outcome, index: Index, position: int) -> Pick:
    judged = outcome.judged
    row = int(judged.rows[position])
    product = judged.table.products[int(judged.table.row_product[row])]
    offer = offered(index, product.id, judged.table.row_sku[row])
    return Pick(
        product_id=product.id,
        sku_id=offer.sku.id if offer.sku else None,
        score=0.0,
        parts={},
        reasons=reasons(outcome.need, index, judged, position, 0, (offer,)),
        unknown=unknown(outcome.need, judged, position),
        misses=misses(judged, position),
        price=price(offer.product, offer.sku, index.offers),
        photo=photo_match(outcome.need, outcome.pool, index, offer, judged, position),
        signals=outcome.pool.signals.get(product.id, ()),
    )


def _rejected(outcome: _Outcome, picked: Sequence[Scored]) -> tuple[Rejected, ...]:
    judged = outcome.judged
    chosen = {s.product_id for s in picked}
    outranked = [
        Rejected(s.product_id, (), s.total) for s in outcome.ranked if s.product_id not in chosen
    ]
    ranked = {s.product_id for s in outcome.ranked}
    broke: list[Rejected] = []
    for position in judged.best_rows(np.ones(len(judged.rows), np.bool_)):
        product = judged.table.products[int(judged.product_of(position))]
        if product.id not in ranked:
            broke.append(Rejected(product.id, misses(judged, int(position))))
        if len(broke) + len(outranked) >= REJECTED_MAX:
            break
    return (*outranked, *broke)[:REJECTED_MAX]


def _relaxations(outcome: _Outcome, index: Index) -> tuple[Relaxation, ...]:
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


def _notes(asked: Need, used: Need) -> tuple[Claim, ...]:
    """Say what words without an attribute were taken for, and which musts nobody states."""
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
        if c.strength != before.get(c.id)
    ]
    return tuple(notes)


def _alternatives(need: Need, index: Index) -> tuple[Pick, ...]:
    outcome = _rank(need, index, None)
    return _described(outcome, index, outcome.ranked[:12])


def _not_carried(need: Need, index: Index) -> Picks:
    """Say what is not carried, and show what comes closest."""
    words = need.kind_words or need.topic
    kind = closest_kind(words, index)
    if kind is None:
        return Picks(need=need, not_carried=(words, ""))
    close = replace(need, kinds=(kind.id,), not_carried=False, words="")
    outcome = _rank(close, index, None)
    if not outcome.ranked:
        outcome = _rank(replace(close, constraints=(), budget=None), index, None)
    picked = _described(outcome, index, _picked(outcome, outcome.ranked)[:NEAREST_MAX])
    near = tuple(
        replace(pick, misses=(_other_kind(words, kind.label, pick, index),)) for pick in picked
    )
    return Picks(need=need, nearest=near, not_carried=(words, kind.label), total=0)


def _photo_not_carried(need: Need, index: Index, photo: PhotoReadingResult | None) -> Picks:
    """Say that the shop has nothing of the photo's kind, and show what looks closest."""
    outcome = _rank(replace(need, constraints=(), budget=None), index, photo)
    near = lookalikes(outcome.pool, outcome.ranked, NEAREST_MAX)
    picked = _described(outcome, index, near)
    label = need.kind_words
    shown = tuple(
        replace(pick, misses=(_other_kind("", label, pick, index),), photo=None) for pick in picked
    )
    return Picks(need=need, nearest=shown, not_carried=("", label), total=0)


def _other_kind(words: str, label: str, pick: Pick, index: Index) -> Miss:
    product = index.product(pick.product_id)
    evidence = tuple(
        of_text(product.id, f"category[{i}]", text, (0, len(text)))
        for i, text in enumerate(product.category)
    )
    return Miss(KIND, words, label, evidence[-1:])


def currency_of(index: Index) -> str | None:
    """Return the catalogue's currency: the one that most of its products are priced in."""
    return _currency(index.table)


@lru_cache(maxsize=4)
def _currency(table: FactTable) -> str | None:
    counts = Counter(p.currency for p in table.products if p.currency and p.price is not None)
    return max(counts, key=lambda c: (counts[c], c), default=None)
