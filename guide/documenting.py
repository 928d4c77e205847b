"""`docs/commands.md` from the program itself, so that it cannot drift; a test compares them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEAD = """# Commands

Written by `make docs` from the program's own help; a test compares the two.
"""
WIDTH = 88


def page() -> str:
    """Return the whole page: the help of the program, its groups and its commands."""
    from typer.main import get_command

    from guide.program import program

    parts = [
        f"\n## `{name}`\n\n```text\n{text}\n```\n"
        for name, text in _helps(get_command(program()), "guide")
    ]
    return HEAD + "".join(parts)


def _helps(command: Any, name: str, parent: Any = None) -> Iterator[tuple[str, str]]:
    context = command.context_class(
        command, info_name=name.rpartition(" ")[2], parent=parent, max_content_width=WIDTH
    )
    context.terminal_width = WIDTH
    yield name, command.get_help(context).strip()
    for child in sorted(getattr(command, "commands", {})):
        yield from _helps(command.commands[child], f"{name} {child}", context)


def main() -> None:
    """Write the page to the path given."""
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
