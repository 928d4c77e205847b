"""From a Brief to the parts of an Answer: every claim in words, beside its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guide.answer import (
    CellShown,
    GroupShown,
    MissShown,
    NotCarried,
    PhotoShown,
    PickShown,
    PriceLineShown,
    QuestionShown,
    RowShown,
    Said,
    TableShown,
)
from guide.choosing.asking import BUDGET as ASK_BUDGET
from guide.choosing.conditions import BUDGET, KIND
from guide.picks import Claim, PhotoMatch, Pick, Question, Relaxation, Table
from guide.wording.brief import Brief
from guide.wording.phrases import Phrases, phrases, plain
from guide.wording.seeing import crops_shown, photo_seen
from guide.wording.tables import cell_text
from guide.wording.template import options_text, question_text

QUICK_REPLIES_MAX = 5
_PRICE_BANDS = {"≤": ("{}以内", "under {}"), "≥": ("{}以上", "over {}")}


def parts(brief: Brief) -> dict[str, Any]:
    """Return the fields of the Answer that show what was chosen."""
    p = phrases(brief.turn.locale)
    picks = brief.picks
    return {
        "picks": tuple(_pick(pick, brief, p) for pick in picks.selected),
        "nearest": tuple(_pick(pick, brief, p) for pick in picks.nearest),
        "groups": tuple(
            GroupShown(
                group.slot,
                _pick(group.chosen, brief, p) if group.chosen else None,
                tuple(_pick(pick, brief, p) for pick in group.alternatives),
            )
            for group in picks.groups
        ),
        "table": _table(picks.table, brief, p) if picks.table else None,
        "question": _question(picks.question, brief, p) if picks.question else None,
        "relaxations": picks.relaxations,
        "not_carried": _not_carried(brief, p),
        "more": picks.more,
        "quick_replies": quick_replies(brief, p),
        "seen": photo_seen(brief, p),
    }


def _not_carried(brief: Brief, p: Phrases) -> NotCarried | None:
    if brief.picks.not_carried is None:
        return None
    kind, closest = brief.picks.not_carried
    return NotCarried(kind or p.say("photo.thing"), closest)


def _pick(pick: Pick, brief: Brief, p: Phrases) -> PickShown:
    product = brief.products[pick.product_id]
    lines = pick.price.lines if pick.price else ()
    return PickShown(
        id=pick.product_id,
        sku=pick.sku_id,
        title=plain(product.title),
        price=lines[0].amount if lines else None,
        final_price=pick.price.total if pick.price else None,
        price_lines=tuple(
            PriceLineShown(p.say(f"price_line.{line.label}"), line.amount, line.rule)
            for line in lines
        ),
        reasons=_said(pick.reasons, p),
        trade_offs=_said(pick.trade_offs, p),
        photo=_photo(pick.photo, p) if pick.photo else None,
        unknown=pick.unknown,
        options=options_text(brief, pick),
        image=_image(pick, brief),
        misses=tuple(MissShown(m.constraint_id, m.wanted, m.got) for m in pick.misses),
    )


def _image(pick: Pick, brief: Brief) -> str | None:
    product = brief.products[pick.product_id]
    sku = next((s for s in product.skus if s.id == pick.sku_id), None)
    if sku is not None and sku.image:
        return sku.image
    return product.images[0] if product.images else None


def _said(claims: Iterable[Claim], p: Phrases) -> tuple[Said, ...]:
    return tuple(Said(p.claim(claim), claim.evidence) for claim in claims)


def _photo(match: PhotoMatch, p: Phrases) -> PhotoShown:
    return PhotoShown(
        match.same, _said(match.kept, p), _said(match.changed, p), _said(match.unmet, p)
    )


def _table(table: Table, brief: Brief, p: Phrases) -> TableShown:
    rows = tuple(
        RowShown(
            p.label(row.attribute, row.label),
            tuple(
                CellShown(
                    cell_text(cell.text, row.attribute, cell.product_id, brief, p),
                    cell.evidence,
                    cell.best,
                )
                for cell in row.cells
            ),
            row.differs,
        )
        for row in table.rows
    )
    titles = tuple(plain(brief.products[each].title) for each in table.columns)
    return TableShown(table.columns, rows, titles)


def _question(question: Question, brief: Brief, p: Phrases) -> QuestionShown:
    changes = p.label(question.attribute, question.changes)
    return QuestionShown(question.id, question_text(brief, p), _options(question, p), changes)


def _options(question: Question, p: Phrases) -> tuple[str, ...]:
    if question.id != ASK_BUDGET:
        return question.options
    chinese = p.locale == "zh"
    shown: list[str] = []
    for option in question.options:
        words = _PRICE_BANDS.get(option[0])
        text = option if words is None else words[0 if chinese else 1].format(option[1:])
        shown.append(text)
    return tuple(shown)


def _lift(relaxation: Relaxation, p: Phrases) -> str:
    if relaxation.drop == (BUDGET,):
        return p.say("reply.relax_budget")
    return p.say("reply.relax", said=relaxation.said)


def quick_replies(brief: Brief, p: Phrases) -> tuple[str, ...]:
    """Return what may be tapped next; each is a sentence that the shopper could have typed."""
    picks = brief.picks
    found: list[str] = []
    if picks.seen is not None and not picks.seen.settled:
        found += [crop.text for crop in crops_shown(picks.seen, brief, p)]
    if picks.question is not None:
        found += _options(picks.question, p)
    if not picks.selected:
        found += [_lift(r, p) for r in picks.relaxations if len(r.drop) == 1 and r.drop != (KIND,)]
    if picks.not_carried is not None and picks.not_carried[1] and not picks.shelves:
        found.append(p.say("reply.other", closest=picks.not_carried[1]))
    found += [p.say("reply.other", closest=shelf) for shelf in picks.shelves[:3]]
    count = len(picks.selected)
    if count > 1:
        found.append(p.say("reply.compare", count=str(min(count, 3))))
    if picks.more is not None:
        found.append(p.say("reply.more"))
    if count:
        found.append(p.say("reply.reviews"))
    return tuple(dict.fromkeys(found))[:QUICK_REPLIES_MAX]
