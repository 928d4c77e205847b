"""Words from templates: always there, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from guide.choosing.basket import total
from guide.choosing.conditions import BUDGET, asked_below
from guide.choosing.leading import leader
from guide.picks import Group, Pick
from guide.turn import Locale
from guide.wording.brief import Brief
from guide.wording.phrases import Phrases, phrases
from guide.wording.seeing import seen_lines
from guide.wording.tables import compared, sentences, title_of
from guide.wording.wishes import (
    kind_name,
    misses_text,
    relaxed,
    standing,
    unstated,
    wishes_text,
)

OF_PHOTO = "photo."
"""Notes of these keys are about the photo, and said before the picks."""
REASONS_SAID = 3
RELAXATIONS_SAID = 2
OTHER_CURRENCY = "currency"


class TemplateWriter:
    """Writes with the texts of the turn's locale."""

    def __init__(self, locale: Locale | None = None) -> None:
        """Write in `locale`, whatever the turn's; None follows the turn."""
        self._locale: Locale | None = locale

    def write(self, brief: Brief) -> str:
        """Return the text of the answer."""
        return "\n".join(_lines(brief, phrases(self._locale or brief.turn.locale)))


def _lines(brief: Brief, p: Phrases) -> Iterator[str]:
    turn = brief.turn
    if turn.righted and turn.act != "refuse":
        meant = dict.fromkeys(p.say("marks.quoted", said=word) for _, word in turn.righted)
        yield p.say("note.righted", words=p.say("marks.list").join(meant)) + p.say("marks.end")
    if turn.act in ("chat", "refuse"):
        yield p.one_of(turn.act, turn.asks)
        return
    if turn.act == "ask":
        yield from sentences((*brief.claims, *brief.picks.notes), p)
        return
    if turn.act == "compare":
        yield from compared(brief, p)
        return
    if turn.act == "undo":
        yield p.say("opening.undo")
    yield from _wish(brief, p)


def _wish(brief: Brief, p: Phrases) -> Iterator[str]:
    picks = brief.picks
    of_photo = [note for note in picks.notes if note.key.startswith(OF_PHOTO)]
    yield from seen_lines(brief, p)
    yield from _not_carried(brief, p)
    yield from sentences(of_photo, p)
    if picks.groups:
        yield from _groups(brief, p)
    elif picks.selected:
        yield _opening(brief, p)
        yield from (_pick(brief, p, n, pick) for n, pick in enumerate(picks.selected, start=1))
    elif picks.not_carried is None:
        yield _nothing(brief, p)
        told = [r for r in picks.relaxations if not (_none_cheaper(brief) and r.drop == (BUDGET,))]
        yield from (relaxed(r, brief, p) for r in told[:RELAXATIONS_SAID])
    if picks.nearest:
        key = "nearest.also" if picks.selected else "nearest.opening"
        yield p.say(key)
        yield from (_near(brief, p, pick) for pick in picks.nearest)
    others = [note for note in picks.notes if note not in of_photo]
    yield from sentences((*others, *brief.claims), p)
    yield from (p.say("note.unread", said=note) for note in brief.turn.notes)
    if picks.question is not None:
        yield question_text(brief, p)


def _opening(brief: Brief, p: Phrases) -> str:
    need, count = brief.picks.need, len(brief.picks.selected)
    kind = kind_name(brief, p)
    if need.shown_before:
        return p.say("opening.more", count=str(count), kind=kind)
    silent = unstated(brief)
    wishes = wishes_text(brief, p, but=silent)
    tail = p.say("opening.wishes", wishes=wishes) if wishes else ""
    if need.order != "fit":
        return _ordered(brief, p, kind, tail)
    only = "opening.picks_only" if silent else "opening.picks_one"
    key = only if count == 1 else "opening.picks"
    key = key if need.kind_words else f"{key}_any"
    return p.say(key, count=str(count), kind=kind, wishes=tail)


def _ordered(brief: Brief, p: Phrases, kind: str, wishes: str) -> str:
    """Say which one it is («最便宜的是第一款»), or that no record says by what to order."""
    order = brief.picks.need.order
    shown = p.say(f"opening.{order}", kind=kind, wishes=wishes)
    leads = leader(order, brief.picks.selected)
    if leads is None:
        return p.say("opening.unordered", what=p.say(f"order.{order}"), kind=kind, wishes=wishes)
    return p.say("opening.leads", which=p.say(f"leads.{order}")) + shown if leads else shown


def _nothing(brief: Brief, p: Phrases) -> str:
    if brief.picks.need.shown_before and brief.picks.total:
        return p.say("opening.nothing_more")
    wishes = wishes_text(brief, p)
    limit = _none_cheaper(brief)
    if limit is not None:
        blanks = {"kind": kind_name(brief, p), "price": p.amount(limit, brief.currency)}
        others = p.say("marks.list").join(standing(brief, p)[1:])
        if others:
            return p.say("opening.none_cheaper_of", wishes=others, **blanks)
        return p.say("opening.none_cheaper", **blanks)
    if not wishes or not brief.picks.nearest:
        return p.say("opening.none_bare", kind=kind_name(brief, p))
    key = "opening.none" if len(standing(brief, p)) > 1 else "opening.none_one"
    return p.say(key, kind=kind_name(brief, p), wishes=wishes)


def _none_cheaper(brief: Brief) -> Decimal | None:
    """Return the price than which something cheaper was asked for, and is all that blocks."""
    budget, blocks = brief.picks.need.budget, brief.picks.relaxations
    alone = [relaxation.drop for relaxation in blocks] == [(BUDGET,)]
    return asked_below(budget) if budget is not None and alone else None


def _not_carried(brief: Brief, p: Phrases) -> Iterator[str]:
    if brief.picks.not_carried is None:
        return
    kind, closest = brief.picks.not_carried
    thing, shelves = kind or p.say("photo.thing"), brief.picks.shelves
    if shelves:
        listed = p.say("marks.list").join(shelves)
        yield p.say("opening.not_carried_shelves", kind=thing, shelves=listed)
        return
    key = "opening.not_carried" if closest else "opening.not_carried_bare"
    yield p.say(key, kind=thing, closest=closest)


def price_of(brief: Brief, p: Phrases, pick: Pick) -> str:
    """Return the price as it follows a title, or nothing where it is unknown."""
    if pick.price is None:
        return ""
    currency = brief.products[pick.product_id].currency or brief.currency
    return p.say("marks.price", price=p.amount(pick.price.total, currency))


def options_text(brief: Brief, pick: Pick) -> str:
    """Return the options of the chosen variant, or "" where there is nothing to choose."""
    skus = brief.products[pick.product_id].skus
    sku = next((s for s in skus if s.id == pick.sku_id), None)
    return " ".join(sku.options.values()) if sku is not None and len(skus) > 1 else ""


def _pick(brief: Brief, p: Phrases, n: int, pick: Pick) -> str:
    options = options_text(brief, pick)
    line = p.say(
        "marks.pick",
        n=str(n),
        title=title_of(brief, p, pick.product_id),
        price=price_of(brief, p, pick),
        options=p.say("marks.options", options=options) if options else "",
    )
    joiner = p.say("marks.joiner")
    worth_saying = [claim for claim in pick.reasons if claim.key not in _SAID_ALREADY]
    reasons = joiner.join(p.claim(claim) for claim in worth_saying[:REASONS_SAID])
    if reasons:
        line += p.say("marks.reasons", reasons=reasons)
    against = joiner.join(p.claim(claim) for claim in pick.trade_offs)
    if against:
        line += p.say("marks.trade_offs", trade_offs=against)
    return line + p.say("marks.end")


_SAID_ALREADY = frozenset({"reason.price_in"})


def _near(brief: Brief, p: Phrases, pick: Pick) -> str:
    texts = misses_text(pick.misses, brief, pick, p)
    title, price = title_of(brief, p, pick.product_id), price_of(brief, p, pick)
    return p.say("nearest.item", title=title, price=price, misses=texts) + p.say("marks.end")


def _groups(brief: Brief, p: Phrases) -> Iterator[str]:
    yield _list_opening(brief, p)
    for group in brief.picks.groups:
        yield _group(group, brief, p)


def _list_opening(brief: Brief, p: Phrases) -> str:
    picks = brief.picks
    limit = picks.need.budget.high if picks.need.budget else None
    spent = total(picks.groups)
    if limit is None:
        return p.say("opening.list")
    amounts = {
        "total": p.amount(spent, brief.currency),
        "budget": p.amount(limit, brief.currency),
    }
    empty = any(group.chosen is None and group.alternatives for group in picks.groups)
    return p.say("opening.list_short" if empty else "opening.list_budget", **amounts)


def _group(group: Group, brief: Brief, p: Phrases) -> str:
    titles = [title_of(brief, p, pick.product_id) for pick in group.alternatives]
    others = p.say("group.others", titles=p.say("marks.list").join(titles)) if titles else ""
    if group.chosen is None:
        return p.say("group.empty", slot=group.slot) + others + p.say("marks.end")
    title = title_of(brief, p, group.chosen.product_id)
    price = price_of(brief, p, group.chosen)
    line = p.say("group.line", slot=group.slot, title=title, price=price)
    return line + others + p.say("marks.end")


def question_text(brief: Brief, p: Phrases) -> str:
    """Return the question with what its answer would change."""
    from guide.choosing.asking import BUDGET as ASK_BUDGET
    from guide.choosing.asking import CURRENCY as ASK_CURRENCY

    asked = brief.picks.question
    if asked is None:
        return ""
    if asked.id == ASK_BUDGET:
        return p.say("question.budget") + p.say("question.changes_budget")
    if asked.id == ASK_CURRENCY:
        text = p.say("question.currency", currency=asked.changes)
        return text + p.say("question.changes_currency")
    label = p.label(asked.attribute, asked.changes)
    *options, last = asked.options
    listed = p.say("marks.or", options=p.say("marks.list").join(options), last=last)
    return p.say("question.text", label=label, options=listed) + p.say("question.changes")
