"""An Answer as HTML for one chat message. Every text of a shop is escaped here, and only here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from guide.answer import Answer, GroupShown, PhotoSeen, PickShown, RowShown, Said, SeenWord
from ui.texts import texts

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$"}


def render(answer: Answer, locale: str, note: str = "") -> str:
    """Return the whole answer as one block of HTML, without blank lines (Markdown keeps it)."""
    words = texts(locale)
    parts = [f'<div class="g-line">{escape(note)}</div>'] if note else []
    parts += [_seen(answer.seen, words), _text(answer)]
    if answer.picks:
        parts.append(_cards(answer.picks, answer.currency, words, first=1))
    parts += [_group(group, answer.currency, words) for group in answer.groups]
    if answer.nearest:
        first = len(answer.picks) + 1
        cards = _cards(answer.nearest, answer.currency, words, first=first)
        head = f'<h3 class="g-head">{escape(words["nearest"])}</h3>'
        parts.append(f'<section class="g-near">{head}{cards}</section>')
    if answer.table is not None:
        parts.append(_table(answer, words))
    if answer.relaxations and not answer.picks:
        parts.append(_relaxations(answer, words))
    if answer.question is not None:
        said = f"{answer.question.text} {answer.question.changes}"
        parts.append(f'<div class="g-question">{escape(said)}</div>')
    return f'<div class="g-answer" lang="{locale}">{"".join(parts)}</div>'


def amount(value: Any, currency: str | None, words: dict[str, Any]) -> str:
    """Return a price as shown, or that none is stated."""
    if value is None:
        return str(words["no_price"])
    symbol = SYMBOLS.get(currency or "", "")
    return f"{symbol}{value:,.2f}".removesuffix(".00")


def _seen(seen: PhotoSeen | None, words: dict[str, Any]) -> str:
    """What was read from the photo, each word with how sure it is."""
    if seen is None or not seen.words:
        return ""
    chips = "".join(
        f'<span class="g-chip g-chip-{escape(each.what)}">{escape(each.word)}'
        f"<small>{escape(_sure(each, words))}</small></span>"
        for each in seen.words
    )
    return f'<div class="g-seen"><b>{escape(words["seen"])}</b>{chips}</div>'


def _sure(seen: SeenWord, words: dict[str, Any]) -> str:
    share = f"{max(1, round(seen.confidence * 100))}%"
    key = "seen_share" if seen.what == "colour" else "seen_sure"
    return str(words[key]).format(share=share)


def _text(answer: Answer) -> str:
    """The words, less the lines that the cards and the chips say themselves."""
    shown = [pick.title for pick in _all_shown(answer)]
    asked = answer.question.text if answer.question else None
    own = [line for line in answer.text.split("\n") if line.strip()]
    if answer.seen is not None and own and _says_all(own[0], answer.seen):
        own = own[1:]
    if shown and answer.act in ("wish", "refine", "list", "undo"):
        near = [pick.title for pick in answer.nearest]
        heads = {a for a, b in pairwise(own) if _is_card(b, near, "") and not b[:1].isdigit()}
        kept = [line for line in own if not _is_card(line, shown, answer.act)]
        own = [line for line in kept if line not in heads] or own[:1]
    told = (line for line in own if asked is None or line.strip() != asked.strip())
    return "".join(f'<div class="g-line">{escape(line)}</div>' for line in told)


def _says_all(line: str, seen: PhotoSeen) -> bool:
    return bool(seen.words) and all(word.word in line for word in seen.words[:2])


def _is_card(line: str, titles: Sequence[str], act: str) -> bool:
    """Return whether a line only says what a card shows: it begins with a product."""
    begins = line.lstrip("0123456789. 《")
    return any(begins.startswith(title) or (act == "list" and title in line) for title in titles)


def _all_shown(answer: Answer) -> Iterable[PickShown]:
    yield from answer.picks
    yield from answer.nearest
    for group in answer.groups:
        if group.chosen is not None:
            yield group.chosen
        yield from group.alternatives


def _cards(
    picks: Sequence[PickShown], currency: str | None, words: dict[str, Any], *, first: int
) -> str:
    cards = (_card(pick, currency, words, number) for number, pick in enumerate(picks, start=first))
    return f'<div class="g-cards">{"".join(cards)}</div>'


def _card(pick: PickShown, currency: str | None, words: dict[str, Any], number: int | None) -> str:
    badge = "" if number is None else f'<span class="g-rank">{number}</span>'
    options = f'<div class="g-options">{escape(pick.options)}</div>' if pick.options else ""
    return (
        f'<article class="g-card" data-id="{escape(pick.id)}">{_picture(pick)}{badge}'
        f'<div class="g-body"><div class="g-title">{escape(pick.title)}</div>{options}'
        f"{_price(pick, currency, words)}{_photo(pick, words)}"
        f"{_misses(pick, words)}{_said(pick.reasons, 'g-why')}{_said(pick.trade_offs, 'g-but')}"
        "</div></article>"
    )


def _picture(pick: PickShown) -> str:
    if not pick.image:
        return '<div class="g-picture g-blank"></div>'
    variant = f"?sku={quote(pick.sku, safe='')}" if pick.sku else ""
    source = f"photo/{quote(pick.id, safe='')}{variant}"
    return f'<div class="g-picture"><img src="{source}" alt="{escape(pick.title)}"></div>'


def _price(pick: PickShown, currency: str | None, words: dict[str, Any]) -> str:
    shown = f'<div class="g-price">{escape(amount(pick.price, currency, words))}</div>'
    if pick.final_price is None or pick.final_price == pick.price:
        return shown
    final = str(words["final"]).format(price=amount(pick.final_price, currency, words))
    lines = "".join(
        f"<div>{escape(line.label)} {escape(amount(line.amount, currency, words))}</div>"
        for line in pick.price_lines
    )
    return f'{shown}<div class="g-final">{escape(final)}</div><div class="g-lines">{lines}</div>'


def _photo(pick: PickShown, words: dict[str, Any]) -> str:
    if pick.photo is None:
        return ""
    badge = words["same"] if pick.photo.same else words["similar"] if pick.photo.kept else None
    rows = [f'<span class="g-badge">{escape(badge)}</span>'] if badge else []
    missed = [miss.wanted for miss in pick.misses]
    unmet = [s for s in pick.photo.unmet if not s.text.startswith(tuple(missed) or ("\0",))]
    for key, said in (
        ("kept", pick.photo.kept),
        ("changed", pick.photo.changed),
        ("unmet", unmet),
    ):
        if said:
            text = "、".join(item.text for item in said)
            rows.append(f'<div class="g-photo-{key}">{escape(words[key])}: {escape(text)}</div>')
    return "".join(rows)


def _misses(pick: PickShown, words: dict[str, Any]) -> str:
    rows: list[str] = []
    for miss in pick.misses:
        got = miss.got if miss.got is not None else words["unknown"]
        form = words["wanted"] if miss.wanted else words["another_kind"]
        rows.append(escape(str(form).format(wanted=miss.wanted, got=got)))
    return "".join(f'<div class="g-miss">{row}</div>' for row in rows)


def _said(said: Sequence[Said], kind: str) -> str:
    items = "".join(
        f'<li title="{escape(_source(item))}">{escape(item.text)}</li>' for item in said
    )
    return f'<ul class="{kind}">{items}</ul>' if items else ""


def _source(item: Said) -> str:
    return " · ".join(f"{each.field}: {each.quote}" for each in item.evidence if each.field)


def _group(group: GroupShown, currency: str | None, words: dict[str, Any]) -> str:
    head = f'<h3 class="g-head">{escape(group.slot)}</h3>'
    if group.chosen is None:
        return f'{head}<div class="g-line g-empty">{escape(words["list_empty"])}</div>'
    cards = [_card(group.chosen, currency, words, None)]
    others = "、".join(
        f"{pick.title} {amount(pick.price, currency, words)}" for pick in group.alternatives
    )
    rest = f"{words['alternatives']}: {others}" if others else ""
    more = f'<div class="g-line g-others">{escape(rest)}</div>' if rest else ""
    return f'{head}<div class="g-cards">{"".join(cards)}</div>{more}'


def _table(answer: Answer, words: dict[str, Any]) -> str:
    assert answer.table is not None
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in answer.table.titles)
    rows = "".join(_row(row, words) for row in answer.table.rows)
    return (
        f'<h3 class="g-head">{escape(words["table"])}</h3>'
        f'<div class="g-scroll" tabindex="0" role="region" aria-label="{escape(words["table"])}">'
        f'<table class="g-table"><thead><tr><td class="g-corner"></td>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: RowShown, words: dict[str, Any]) -> str:
    kind = ' class="g-differs"' if row.differs else ""
    cells = "".join(
        f'<td title="{escape(_source(Said(cell.text, cell.evidence)))}"'
        f"{' class=g-best' if cell.best else ''}>{escape(cell.text)}"
        + (f' <span class="g-mark">{escape(words["best"])}</span>' if cell.best else "")
        + "</td>"
        for cell in row.cells
    )
    return f'<tr{kind}><th scope="row">{escape(row.label)}</th>{cells}</tr>'


def _relaxations(answer: Answer, words: dict[str, Any]) -> str:
    rows: list[str] = []
    for each in answer.relaxations:
        key = "relax_item" if each.from_price is not None else "relax_item_unpriced"
        price = amount(each.from_price, answer.currency, words)
        rows.append(str(words[key]).format(said=each.said, count=each.count, price=price))
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f'<h3 class="g-head">{escape(words["relax"])}</h3><ul class="g-relax">{items}</ul>'
