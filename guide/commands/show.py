"""An Answer for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guide.answer import Answer, TableShown

if TYPE_CHECKING:
    from rich.console import Console


def show(answer: Answer, console: Console | None = None) -> None:
    """Print the words of the answer, then its table."""
    from rich.console import Console
    from rich.text import Text

    console = console or Console()
    console.print(Text(answer.text), soft_wrap=True)
    if answer.table is not None:
        console.print(_table(answer.table))
    if answer.question is not None:
        options = " / ".join(answer.question.options)
        console.print(Text(f"? {answer.question.text} {options}"), style="yellow")
    if answer.quick_replies:
        console.print(Text("› " + "  › ".join(answer.quick_replies)), style="dim")


def _table(table: TableShown) -> Any:
    from rich.table import Table
    from rich.text import Text

    drawn = Table(show_lines=False)
    drawn.add_column("")
    for title in table.titles:
        drawn.add_column(Text(title), overflow="fold")
    for row in table.rows:
        cells = [
            Text(cell.text, style="green" if cell.best else "bold" if row.differs else "")
            for cell in row.cells
        ]
        drawn.add_row(Text(row.label), *cells)
    return drawn
