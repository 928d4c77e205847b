"""An Answer as HTML for one chat message. Every text of a shop is escaped here, and only here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from guide.answer import Answer, GroupShown, PickShown, RowShown, Said
from ui.texts import texts

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$"}


def render(answer: Answer, locale: str) -> str:
    """Return the whole answer as one block of HTML, without blank lines (Markdown keeps it)."""
    words = texts(locale)
    parts = [_text(answer)]
    if answer.picks:
        parts.append(_cards(answer.picks, answer.currency, words, first=1))
    parts += [_group(group, answer.currency, words) for group in answer.groups]
    if answer.nearest:
        parts.append(f'<div class="g-head g-near">{escape(words["nearest"])}</div>')
        first = len(answer.picks) + 1
        parts.append(_cards(answer.nearest, answer.currency, words, first=first))
    if answer.table is not None:
        parts.append(_table(answer, words))
    if answer.relaxations and not answer.picks:
        parts.append(_relaxations(answer, words))
    if answer.question is not None:
        said = f"{answer.question.text} {answer.question.changes}"
        parts.append(f'<div class="g-question">{escape(said)}</div>')
    return f'<div class="g-answer">{"".join(parts)}</div>'


def amount(value: Any, currency: str | None, words: dict[str, Any]) -> str:
    """Return a price as shown, or that none is stated."""
    if value is None:
        return str(words["no_price"])
    symbol = SYMBOLS.get(currency or "", "")
    return f"{symbol}{value:,.2f}".removesuffix(".00")


def _text(answer: Answer) -> str:
    """The words, less the lines that the cards below say themselves."""
    shown = [pick.title for pick in _all_shown(answer)]
    own = [line for line in answer.text.split("\n") if line.strip()]
    if shown and answer.act in ("wish", "refine", "list", "undo"):
        own = [line for line in own if not any(title in line for title in shown)] or own[:1]
    return "".join(f'<div class="g-line">{escape(line)}</div>' for line in own)


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
        f'<div class="g-card" data-id="{escape(pick.id)}">{_picture(pick)}{badge}'
        f'<div class="g-body"><div class="g-title">{escape(pick.title)}</div>{options}'
        f"{_price(pick, currency, words)}{_photo(pick, words)}"
        f"{_misses(pick, words)}{_said(pick.reasons, 'g-why')}{_said(pick.trade_offs, 'g-but')}"
        "</div></div>"
    )


def _picture(pick: PickShown) -> str:
    if not pick.image:
        return '<div class="g-picture g-blank"></div>'
    source = f"photo/{quote(pick.id, safe='')}"
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
    badge = words["same"] if pick.photo.same else words["similar"]
    rows = [f'<span class="g-badge">{escape(badge)}</span>']
    for key, said in (
        ("kept", pick.photo.kept),
        ("changed", pick.photo.changed),
        ("unmet", pick.photo.unmet),
    ):
        if said:
            text = "、".join(item.text for item in said)
            rows.append(f'<div class="g-photo-{key}">{escape(words[key])}: {escape(text)}</div>')
    return "".join(rows)


def _misses(pick: PickShown, words: dict[str, Any]) -> str:
    rows: list[str] = []
    for miss in pick.misses:
        got = miss.got if miss.got is not None else words["unknown"]
        rows.append(escape(str(words["wanted"]).format(wanted=miss.wanted, got=got)))
    return "".join(f'<div class="g-miss">{row}</div>' for row in rows)


def _said(said: Sequence[Said], kind: str) -> str:
    items = "".join(
        f'<li title="{escape(_source(item))}">{escape(item.text)}</li>' for item in said
    )
    return f'<ul class="{kind}">{items}</ul>' if items else ""


def _source(item: Said) -> str:
    return " · ".join(f"{each.field}: {each.quote}" for each in item.evidence if each.field)


def _group(group: GroupShown, currency: str | None, words: dict[str, Any]) -> str:
    head = f'<div class="g-head">{escape(group.slot)}</div>'
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
    head = "".join(f"<th>{escape(title)}</th>" for title in answer.table.titles)
    rows = "".join(_row(row, words) for row in answer.table.rows)
    return (
        f'<div class="g-head">{escape(words["table"])}</div><div class="g-scroll">'
        f'<table class="g-table"><thead><tr><th></th>{head}</tr></thead>'
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
    return f"<tr{kind}><th>{escape(row.label)}</th>{cells}</tr>"


def _relaxations(answer: Answer, words: dict[str, Any]) -> str:
    rows: list[str] = []
    for each in answer.relaxations:
        key = "relax_item" if each.from_price is not None else "relax_item_unpriced"
        price = amount(each.from_price, answer.currency, words)
        rows.append(str(words[key]).format(said=each.said, count=each.count, price=price))
    items = "".join(f"<li>{escape(row)}</li>" for row in rows)
    return f'<div class="g-head">{escape(words["relax"])}</div><ul class="g-relax">{items}</ul>'
