"""The standing wishes as they are said back: in the shopper's words where those say what is meant.

«便宜点», «换个颜色» and «这个牌子» mean something only beside what was on the screen then; said
back later they are the amount and the values that they were taken for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from guide.choosing.attributes import amount
from guide.choosing.conditions import BUDGET, KIND, STEP, STOCK, names_an_amount, said
from guide.need import Budget, Constraint
from guide.picks import Miss, Pick, Relaxation
from guide.wording.brief import Brief
from guide.wording.phrases import Phrases

NUDGE = 0.001
"""By this part of an amount «更轻的» lies below what is on the screen."""


def kind_name(brief: Brief, p: Phrases) -> str:
    """Return the shopper's word for what is looked for."""
    return brief.picks.need.kind_words or p.say("opening.kind")


def standing(brief: Brief, p: Phrases, but: Collection[str] = ()) -> tuple[str, ...]:
    """Return what is stood by, the budget first, `but` for the wishes of these ids."""
    need = brief.picks.need
    words = [budget_words(need.budget, brief.currency, p)] if need.budget else []
    words += [wish_words(wish, p) for wish in need.constraints if wish.id not in but]
    return tuple(w for w in dict.fromkeys(words) if w and w != need.kind_words)


def unstated(brief: Brief) -> frozenset[str]:
    """Return the ids of the wishes of which is said that no product states them."""
    noted = {n.blanks["said"] for n in brief.picks.notes if n.key == "note.preferred"}
    return frozenset(c.id for c in brief.picks.need.constraints if c.source.words in noted)


def wishes_text(brief: Brief, p: Phrases, but: Collection[str] = ()) -> str:
    """Return the standing wishes in one line, `but` for those of these ids."""
    return p.say("marks.list").join(standing(brief, p, but))


def budget_words(budget: Budget, currency: str | None, p: Phrases) -> str:
    """Return a budget in the shopper's words; its amount where those name none («便宜点»)."""
    words = budget.source.words or ""
    end = budget.high if budget.high is not None else budget.low
    if end is None or names_an_amount(words):
        return words
    below = budget.high is not None
    key = "wish.at_most" if below else "wish.at_least"
    if words:
        key = "wish.cheaper" if below else "wish.dearer"
        end += STEP if below else -STEP
    return p.say(key, price=p.amount(end, budget.currency or currency))


def wish_words(constraint: Constraint, p: Phrases) -> str:
    """Return a wish in the shopper's words; its values where those only point at something."""
    words = said(constraint)
    if constraint.op == "range" and constraint.strength == "must":
        return _measured(constraint, p) or words
    if constraint.op == "range" and constraint.strength == "avoid":
        return p.say("wish.without", values=words)
    pointing = constraint.strength == "avoid" and constraint.op == "in" and constraint.values
    if not pointing or constraint.attribute == KIND:
        return words
    values = p.values(constraint.attribute, "|".join(constraint.values))
    folded = words.casefold()
    named = (*constraint.values, *values.split(p.say("marks.list")))
    if any(_shares(value.casefold(), folded) for value in named):
        return words
    return p.say("wish.without", values=values)


def _measured(constraint: Constraint, p: Phrases) -> str | None:
    """Return the amount that «太重» was taken for; None where the words say their own."""
    words, marks = constraint.source.words or "", p.say("wish.relative").split("|")
    end = constraint.high if constraint.low is None else constraint.low
    one_sided = (constraint.low is None) != (constraint.high is None)
    if end is None or not one_sided or names_an_amount(words):
        return None
    if not any(mark in words for mark in marks):
        return None
    below = constraint.low is None
    shown = amount(end / (1 - NUDGE) if below else end / (1 + NUDGE), constraint.unit or "", None)
    label = p.label(constraint.attribute, constraint.attribute)
    return p.say("wish.under" if below else "wish.over", label=label, amount=shown)


def _shares(value: str, words: str) -> bool:
    """Return whether words name a value, in part at least («联想的» does «联想 Lenovo»)."""
    return value in words or any(part in words for part in value.split()) or value[:2] in words


def relaxed(relaxation: Relaxation, brief: Brief, p: Phrases) -> str:
    """Return what lifting some wishes would give."""
    key = "relax.one" if len(relaxation.drop) == 1 else "relax.many"
    blanks = {"said": lifted(relaxation, brief, p), "count": str(relaxation.count)}
    if relaxation.from_price is None:
        return p.say(f"{key}_unpriced", **blanks)
    price = p.amount(relaxation.from_price, brief.currency)
    return p.say(key, **blanks, from_price=price)


def lifted(relaxation: Relaxation, brief: Brief, p: Phrases) -> str:
    """Return the wishes that a relaxation lifts, in words."""
    words = _by_id(brief, p)
    if not relaxation.drop or any(id_ not in words or id_ == KIND for id_ in relaxation.drop):
        return relaxation.said
    return " + ".join(words[id_] for id_ in relaxation.drop)


def _by_id(brief: Brief, p: Phrases) -> dict[str, str]:
    need = brief.picks.need
    words = {constraint.id: wish_words(constraint, p) for constraint in need.constraints}
    if need.budget is not None:
        words[BUDGET] = budget_words(need.budget, brief.currency, p)
    return words


def misses_text(misses: Sequence[Miss], brief: Brief, pick: Pick, p: Phrases) -> str:
    """Return what a product misses, in one line."""
    return p.say("marks.joiner").join(miss_text(miss, brief, pick, p) for miss in misses)


def miss_text(miss: Miss, brief: Brief, pick: Pick, p: Phrases) -> str:
    """Return a miss in words: what was wanted, and what it is instead."""
    if miss.constraint_id == STOCK:
        return p.say("nearest.miss_sold_out")
    if miss.constraint_id == KIND:
        return p.say("nearest.miss_kind", got=miss.got or "")
    wanted = _by_id(brief, p).get(miss.constraint_id) or miss.wanted
    if miss.got is None:
        return p.say("nearest.miss_unknown", wanted=wanted)
    if miss.constraint_id != BUDGET:
        return p.say("nearest.miss", wanted=wanted, got=miss.got)
    currency = brief.products[pick.product_id].currency
    price = p.amount(Decimal(miss.got), currency)
    budget = brief.picks.need.budget
    if budget is not None and currency and budget.currency not in (None, currency):
        return p.say("nearest.miss_currency", got=price)
    return p.say("nearest.miss", wanted=wanted, got=price)
