"""Products side by side in words: what differs first, and which is the one for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.picks import Claim, Table, TableRow
from guide.wording.brief import Brief
from guide.wording.phrases import Phrases

LETTERS = "ABCDEF"
ROWS_SAID = 4
VERDICT_MAX = 3
_ENDED = ("。", ".", "!", "?", ":", "！", "？")


def compared(brief: Brief, p: Phrases) -> Iterator[str]:
    """Yield the lines of a comparison."""
    table = brief.picks.table
    if table is None:
        claims = (*brief.claims, *brief.picks.notes)
        yield from sentences(claims, p) if claims else (p.say("compare.needs_two"),)
        return
    titles = [
        p.say("compare.column", nth=LETTERS[i], title=title_of(brief, p, product_id))
        for i, product_id in enumerate(table.columns)
    ]
    yield p.say("compare.opening", titles=p.say("marks.list").join(titles))
    asked = brief.turn.asks
    differing = [row for row in table.rows if row.differs or row.attribute in asked]
    yield from (_row(row, table, brief, p) for row in differing[:ROWS_SAID])
    yield from sentences((*brief.claims, *brief.picks.notes), p)
    if not differing:
        yield p.say("compare.none")
    elif not brief.picks.notes:
        yield from _verdict(table, p)


def _verdict(table: Table, p: Phrases) -> Iterator[str]:
    """Say which is the one for whom («看重价格选B;看重重量选A»), where each has something."""
    led: dict[str, list[str]] = {}
    for row in table.rows:
        best = [LETTERS[i] for i, cell in enumerate(row.cells) if cell.best]
        if len(best) == 1:
            led.setdefault(best[0], []).append(p.label(row.attribute, row.label))
    if len(led) > 1:
        sides = [
            p.say("compare.prefer", labels=p.say("marks.list").join(labels[:VERDICT_MAX]), nth=nth)
            for nth, labels in sorted(led.items())
        ]
        yield p.say("marks.joiner").join(sides) + p.say("marks.end")


def _row(row: TableRow, table: Table, brief: Brief, p: Phrases) -> str:
    cells: list[str] = []
    for letter, cell in zip(LETTERS, row.cells, strict=False):
        value = cell_text(cell.text, row.attribute, cell.product_id, brief, p)
        key = "compare.best" if cell.best else "compare.cell"
        cells.append(p.say(key, nth=letter, value=value))
    label = p.label(row.attribute, row.label)
    joined = p.say("marks.joiner").join(cells)
    return p.say("compare.row", label=label, cells=joined) + p.say("marks.end")


def cell_text(text: str, attribute: str, product_id: str, brief: Brief, p: Phrases) -> str:
    """Return a cell as it is shown: amounts with their currency, unknown said as such."""
    if not text:
        return p.say("compare.unknown")
    if attribute == "price":
        return p.amount(text, brief.products[product_id].currency)
    return text


def title_of(brief: Brief, p: Phrases, product_id: str) -> str:
    """Return the product's title as it is said."""
    return p.title(brief.products[product_id].title)


def sentences(claims: Sequence[Claim], p: Phrases) -> Iterator[str]:
    """Yield each claim as a sentence of its own."""
    for claim in claims:
        text = p.claim(claim)
        yield text if text.endswith(_ENDED) else text + p.say("marks.end")
