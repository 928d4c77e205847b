"""`guide index build`: a catalogue to a live index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.commands.options import DEFAULT_INDEX, OutOption

if TYPE_CHECKING:
    from index.store import BuildReport

INTERRUPTED = 130
_SHOWN = 20

SourceArgument = Annotated[
    str,
    typer.Argument(
        help="A catalogue or feed (see docs/catalogue.md), its folder, or the word demo.",
        show_default=False,
    ),
]
EncoderOption = Annotated[
    str, typer.Option(help="auto, embedded, open_clip:MODEL[/TAG] or open_clip:local-dir:PATH.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop at the first bad row.")]
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        help="FIELD=COLUMN where a table's columns are not guessed right; may be repeated.",
        show_default=False,
    ),
]
PhotosOption = Annotated[
    str | None,
    typer.Option(help="A folder or zip of photos, matched by file name or id.", show_default=False),
]
FetchOption = Annotated[
    bool, typer.Option("--fetch-images", help="Fetch photos that are public addresses on the web.")
]
NoPhotosOption = Annotated[bool, typer.Option("--no-photos", help="Leave the photos out.")]
NoPhotoTextOption = Annotated[
    bool, typer.Option("--no-photo-text", help="Leave the words printed in photos unread.")
]
BackendOption = Annotated[
    str, typer.Option(help="Where the vectors go: disk, or http://HOST:PORT/NAME (Chroma).")
]


def build(
    source: SourceArgument,
    out: OutOption = DEFAULT_INDEX,
    encoder: EncoderOption = "auto",
    strict: StrictOption = False,
    columns: ColumnsOption = None,
    photos: PhotosOption = None,
    fetch_images: FetchOption = False,
    no_photos: NoPhotosOption = False,
    no_photo_text: NoPhotoTextOption = False,
    backend: BackendOption = "disk",
) -> None:
    """Index a catalogue, beside the live index, and make the new one live.

    Stop it at any time: the same command goes on from what was computed, and what was live
    stays so until the new index is whole.
    """
    from index.commands.progress import shown
    from index.store import BuildOptions
    from index.store import build as build_index

    options = BuildOptions(
        encoder,
        strict,
        _pairs(columns),
        photos=not no_photos,
        backend=backend,
        photo_text=not no_photo_text,
        photos_from=photos,
        fetch_images=fetch_images,
    )
    try:
        with shown() as progress:
            report = build_index(source, out, options, progress)
    except KeyboardInterrupt:
        typer.echo(
            "Stopped. What was computed is kept; the same command goes on from it.", err=True
        )
        raise typer.Exit(INTERRUPTED) from None
    tell(report, out)


def tell(report: BuildReport, out: Path) -> None:
    """Say what a build did: problems to stderr, the rest to stdout."""
    for line in _problems(report):
        typer.echo(line, err=True)
    made, counts = report.manifest, report.manifest.counts
    for line in _understood(report):
        typer.echo(line)
    if report.unchanged:
        typer.echo(
            f"Nothing changed: {out} stays at {made.generation}, {counts.products} products."
        )
        return
    typer.echo(
        f"{out} is now {made.generation}: {counts.products} products, {counts.facts} facts, "
        f"{counts.photos} photos, by {made.encoder.identity}."
    )
    computed = sum(report.computed.values())
    known = counts.texts + counts.photos - computed
    seconds = sum(report.seconds.values())
    typer.echo(f"{computed} vectors computed, {max(known, 0)} known before, in {seconds:.1f} s.")
    if report.waiting:
        typer.echo(f"Still being read, so not yet deleted: {', '.join(report.waiting)}.")


def _understood(report: BuildReport) -> list[str]:
    """Return what the source was taken for, where that was not its own words."""
    source, rows = report.manifest.source, report.rows
    other = [f"{column} → {name}" for column, name in source.mapping.items() if column != name]
    said = f"Read as {rows.format} ({rows.encoding}), {rows.skipped} of {rows.rows} rows left out"
    return [said + (f"; {', '.join(other)}." if other else "."), *rows.notes]


def _problems(report: BuildReport) -> list[str]:
    """Return a line for each thing that was wrong, the first of them where there are many."""
    rows = [str(problem) for problem in report.rows.problems]
    photos = [f"{p.product}: photo {p.path!r}: {p.problem}" for p in report.problems]
    lines: list[str] = []
    for found in (rows, photos):
        lines += found[:_SHOWN]
        if len(found) > _SHOWN:
            lines.append(f"… and {len(found) - _SHOWN} more like these.")
    return lines


def _pairs(columns: list[str] | None) -> dict[str, str] | None:
    if not columns:
        return None
    pairs: dict[str, str] = {}
    for column in columns:
        field, sign, name = column.partition("=")
        if not sign or not field or not name:
            raise typer.BadParameter(f"--columns takes FIELD=COLUMN, not {column!r}.")
        pairs[field.strip()] = name.strip()
    return pairs
