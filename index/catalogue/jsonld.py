"""schema.org products in JSON-LD: a .json file, a saved page, or a folder of saved pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

from index.catalogue.record import Reading, Record
from index.catalogue.schema_org import Node, field_of, listed, values_of
from index.catalogue.text import decode

PAGES = (".html", ".htm", ".xhtml")
_COMMENT = re.compile(
    r"^\s*(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?|(?://|/\*)?\s*\]\]>\s*(?:\*/)?\s*$|^\s*<!--|-->\s*$"
)
_PRODUCTS = ("Product", "ProductGroup", "ProductModel", "IndividualProduct", "Vehicle", "Book")
_DEEPEST = 40


def read_json_ld(reading: Reading) -> Iterator[Record]:
    """Yield the products of a JSON-LD file, of a saved page, or of every saved page of a folder."""
    if reading.path.is_dir():
        pages = sorted(p for p in reading.path.rglob("*") if p.suffix.lower() in PAGES)
        for number, page in enumerate(pages, 1):
            yield from _page(page, number, reading, page.relative_to(reading.path).parent)
    elif reading.path.suffix.lower() in PAGES:
        yield from _page(reading.path, 1, reading, Path())
    else:
        text = decode(reading.path.read_bytes()).text
        yield from _block(text, 1, reading, Path())


def _page(page: Path, number: int, reading: Reading, folder: Path) -> Iterator[Record]:
    decoded = decode(page.read_bytes())
    finder = _Scripts()
    finder.feed(decoded.text)
    finder.close()
    before = reading.report.rows
    for line, block in finder.blocks:
        where = number if reading.path.is_dir() else line
        yield from _block(block, where, reading, folder)
    if reading.report.rows == before:
        reading.report.rows += 1
        what = f"the page {page.name!r} holds no schema.org product in JSON-LD"
        reading.report.problem(number, "", what, page.name, skipped=True)


class _Scripts(HTMLParser):
    """Finds the JSON-LD scripts of a page, with the line that each begins on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[int, str]] = []
        self._open: list[str] | None = None
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A script of the right type begins."""
        kind = (dict(attrs).get("type") or "").lower()
        if tag == "script" and kind.startswith("application/ld+json"):
            self._open, self._line = [], self.getpos()[0]

    def handle_data(self, data: str) -> None:
        """Text inside it."""
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        if tag == "script" and self._open is not None:
            self.blocks.append((self._line, "".join(self._open)))
            self._open = None


def _block(text: str, line: int, reading: Reading, folder: Path) -> Iterator[Record]:
    try:
        data = json.loads(_COMMENT.sub("", text), strict=False)
    except (json.JSONDecodeError, RecursionError) as error:
        reading.report.rows += 1
        what = f"not JSON ({str(error)[:60]}); save the page again"
        reading.report.problem(line, "", what, text.strip(), skipped=True)
        return
    for node in _products(data, 0):
        reading.report.rows += 1
        for name in node:
            reading.mapping.setdefault(name, field_of(name))
        yield Record(line, values_of(node, folder))


def _products(data: Any, depth: int) -> Iterator[Node]:
    """Every product in a JSON-LD document, wherever it is; variants stay inside their group."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in cast("list[Any]", data):
            yield from _products(part, depth + 1)
    elif isinstance(data, dict):
        node = cast("Node", data)
        if _is(node, _PRODUCTS):
            yield node
            return
        for name in (
            "@graph",
            "mainEntity",
            "itemListElement",
            "item",
            "products",
            "mainEntityOfPage",
        ):
            yield from _products(node.get(name), depth + 1)


def _is(node: Node, types: tuple[str, ...]) -> bool:
    return any(
        str(kind).rpartition("/")[2].rpartition(":")[2] in types
        for kind in listed(node.get("@type"))
    )
