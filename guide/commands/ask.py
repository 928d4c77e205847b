"""`guide ask`: one request, or a stream of them."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from index.errors import GuideError, SettingsError

if TYPE_CHECKING:
    from guide.conversation.service import Guide

log = logging.getLogger(__name__)


def ask(
    text: Annotated[str, typer.Argument(help="What you are looking for, in your own words.")] = "",
    photo: Annotated[
        Path | None, typer.Option(help="A photo of something like it (JPEG, PNG, WebP, HEIC).")
    ] = None,
    session: Annotated[
        str | None, typer.Option(help="Go on with this session; made where it is new.")
    ] = None,
    index: Annotated[Path, typer.Option(envvar="GUIDE_INDEX", help="The index to ask.")] = Path(
        ".guide/index"
    ),
    model: Annotated[
        str | None,
        typer.Option(envvar="GUIDE_MODEL", help="PROVIDER:MODEL for LangChain, or scripted:FILE."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the Answer as JSON (docs/answer.md).")
    ] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            help='Read {"session","text","photo"} a line from stdin, print an Answer a line.'
        ),
    ] = False,
) -> None:
    """Ask for products in your own words, with or without a photo."""
    if jsonl:
        asyncio.run(_stream(index, model, sys.stdin))
        return
    if not text and photo is None:
        raise SettingsError('nothing was asked. Write guide ask "羽绒服,预算800左右", or --photo.')
    request = {"text": text, "photo": str(photo) if photo else None, "session": session}
    asyncio.run(_once(index, model, request, as_json=as_json))


async def _once(index: Path, model: str | None, request: dict[str, Any], *, as_json: bool) -> None:
    from guide.answer import to_json
    from guide.commands.show import show

    async with _open(index, model) as guide:
        answer = await _answer(guide, request)
    if as_json:
        _write(to_json(answer))
    else:
        show(answer)


async def _stream(index: Path, model: str | None, lines: Iterable[str]) -> None:
    from guide.answer import to_json

    async with _open(index, model) as guide:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                _write(to_json(await _answer(guide, _parse(line, number))))
            except GuideError as error:
                _write({"error": str(error), "line": number})
            except Exception as error:
                log.debug("line %d failed", number, exc_info=True)
                _write({"error": f"this line failed ({type(error).__name__}).", "line": number})


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"line {number} is not JSON: {line.strip()[:80]!r}") from error
    if not isinstance(request, dict):
        raise SettingsError(
            f'line {number} is not an object such as {{"text": "羽绒服"}}: {line!r}'
        )
    for key in ("text", "photo", "session"):
        if not isinstance(request.get(key), str | None):
            raise SettingsError(f"line {number}: {key!r} must be text, got {request[key]!r}")
    if not request.get("text") and not request.get("photo"):
        raise SettingsError(f"line {number} has neither text nor photo: {line.strip()[:80]!r}")
    return request


def _open(index: Path, model: str | None) -> Any:
    from guide.conversation.service import open_guide

    return open_guide(index, model=model)


async def _answer(guide: Guide, request: dict[str, Any]) -> Any:
    photo = request.get("photo")
    return await guide.aanswer(
        session=request.get("session") or uuid.uuid4().hex[:12],
        text=request.get("text") or "",
        photo=Path(photo) if photo else None,
    )


def _write(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
