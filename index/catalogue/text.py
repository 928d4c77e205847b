"""Bytes to text in the encoding they were written in, and markup to plain words."""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h[1-6])\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SPACES = re.compile(r"[ \t\xa0\u3000\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and the lines (from 1) that could not be decoded."""

    text: str
    encoding: str
    bad_lines: tuple[int, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return `data` as text: by its byte order mark, else UTF-8, else GBK.

    A file that is UTF-8 but for a few lines is read as UTF-8, and those lines are named; where
    UTF-8 fails on most lines that are not plain ASCII, the file is taken for GBK (GB 18030).
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(encoding, errors="replace"), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mixed(data)


def _mixed(data: bytes) -> Decoded:
    lines = data.split(b"\n")
    bad = tuple(n for n, line in enumerate(lines, 1) if not _decodes(line, "utf-8"))
    beyond_ascii = sum(not line.isascii() for line in lines)
    if 2 * len(bad) > beyond_ascii and _decodes(data, "gb18030"):
        return Decoded(data.decode("gb18030"), "gb18030")
    return Decoded(data.decode("utf-8", errors="replace"), "utf-8", bad)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def clean(text: str) -> str:
    """Return `text` without markup, character entities and control characters.

    What a script or style element holds is dropped. Text without markup keeps its spacing, so that
    what is quoted from it is found in the file; where elements were dropped, runs of spaces and
    empty lines are too.
    """
    marked = "<" in text and bool(_TAG.search(text) or _HIDDEN.search(text))
    if marked:
        text = _TAG.sub(" ", _BREAK.sub("\n", _HIDDEN.sub(" ", text)))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not marked:
        return text.strip()
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
