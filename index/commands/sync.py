"""`guide index sync`: bring an index up to its catalogue, once or for as long as it runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.commands.build import INTERRUPTED, tell
from index.commands.options import DEFAULT_INDEX, IndexOption

if TYPE_CHECKING:
    from index.store import BuildOptions, BuildReport

_SHOWN = 10


def sync(
    source: Annotated[
        str, typer.Argument(help="The catalogue: a file or a folder.", show_default=False)
    ],
    index: IndexOption = DEFAULT_INDEX,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and sync whenever the source has changed.")
    ] = False,
    allow_shrink: Annotated[
        bool,
        typer.Option("--allow-shrink", help="Go on where most of the products would be removed."),
    ] = False,
) -> None:
    """Show what was added, changed and removed since the last build, and apply it.

    The encoder and the options are those by which the index was built; what did not change is
    not computed again. A running page answers from the new products at its next turn. A source
    that lacks most of the products is not applied without --allow-shrink.
    """
    from index.errors import GuideError
    from index.store.building import BuildOptions
    from index.store.generation import open_generation
    from index.store.watching import rests, signature

    generation = open_generation(index)
    options = replace(BuildOptions.of(generation.manifest), allow_shrink=allow_shrink)
    generation.close()
    path, own = Path(source).resolve(), index.resolve()
    turns = rests(lambda: signature(path, own))
    try:
        _apply(source, index, options)
        for _ in turns if watch else ():
            try:
                _apply(source, index, options)
            except GuideError as error:
                typer.echo(str(error), err=True)
    except KeyboardInterrupt:
        typer.echo("Stopped. The index is as the last line says.", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _apply(source: str, index: Path, options: BuildOptions) -> None:
    from index.commands.progress import shown
    from index.store import build

    with shown() as progress:
        report = build(source, index, options, progress)
    for line in _lines(report):
        typer.echo(line)
    tell(report, index)


def _lines(report: BuildReport) -> list[str]:
    parts = {
        "+": report.changes.added,
        "~": report.changes.changed,
        "-": report.changes.removed,
    }
    lines: list[str] = []
    for sign, ids in parts.items():
        lines += [f"{sign} {product}" for product in ids[:_SHOWN]]
        if len(ids) > _SHOWN:
            lines.append(f"{sign} … and {len(ids) - _SHOWN} more")
    return [*lines, f"{report.changes}."]
