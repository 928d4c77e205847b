"""An Answer for people at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from guide.answer import Answer, PickShown, TableShown

if TYPE_CHECKING:
    from rich.console import Console


def show(answer: Answer, console: Console | None = None) -> None:
    """Print the words of the answer, then its table."""
    from rich.console import Console
    from rich.text import Text

    console = console or Console()
    console.print(Text(answer.text))
    if answer.table is not None:
        console.print(_table(answer.table, _titles(answer)))
    if answer.question is not None:
        options = " / ".join(answer.question.options)
        console.print(Text(f"? {answer.question.text} {options}"), style="yellow")
    if answer.quick_replies:
        console.print(Text("› " + "  › ".join(answer.quick_replies)), style="dim")


def _titles(answer: Answer) -> dict[str, str]:
    groups = [group.chosen for group in answer.groups if group.chosen is not None]
    picks: Sequence[PickShown] = (*answer.picks, *answer.nearest, *groups)
    return {pick.id: f"{pick.title} {_price(pick.price)}" for pick in picks}


def _price(price: Decimal | None) -> str:
    return "" if price is None else f"{price:,.2f}".removesuffix(".00")


def _table(table: TableShown, titles: dict[str, str]) -> Any:
    from rich.table import Table
    from rich.text import Text

    drawn = Table(show_lines=False)
    drawn.add_column("")
    for product_id in table.columns:
        drawn.add_column(Text(titles.get(product_id, product_id)), overflow="fold")
    for row in table.rows:
        cells = [
            Text(cell.text, style="green" if cell.best else "bold" if row.differs else "")
            for cell in row.cells
        ]
        drawn.add_row(Text(row.label), *cells)
    return drawn
