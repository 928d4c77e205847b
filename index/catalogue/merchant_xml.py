"""Google Merchant feeds in XML (RSS 2.0 and Atom), read safely and item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from index.catalogue.merchant import Item, to_records
from index.catalogue.record import Reading, Record
from index.errors import CatalogueError

_ITEMS = ("item", "entry")
_PARTS = ("section_name", "attribute_name", "attribute_value")
_CHUNK = 1 << 16
_ROOT = re.compile(rb"<(?:rss|feed|channel|products|items)\b", re.IGNORECASE)
_NAMESPACE = b' xmlns:g="http://base.google.com/ns/1.0"'


def read_merchant_xml(reading: Reading) -> Iterator[Record]:
    """Yield the products of an XML feed; what stands before an error in the XML is kept.

    Raises:
        CatalogueError: where the XML declares entities or a DTD, which no feed needs.
    """
    from defusedxml import DefusedXmlException

    items: list[Item] = []
    try:
        with reading.path.open("rb") as stream:
            _parse(_declared(stream, reading), items)
    except ParseError as error:
        what = f"the XML breaks off here ({error}); items after it are lost"
        reading.report.problem(error.position[0], "", what, "", skipped=True)
    except DefusedXmlException as error:
        raise CatalogueError(
            f"{reading.path.name!r} declares a DTD or entities ({type(error).__name__}), which are "
            "not read; export the feed without them."
        ) from error
    yield from to_records(items, reading)


def _parse(chunks: Iterator[bytes], items: list[Item]) -> None:
    from defusedxml.ElementTree import DefusedXMLParser

    target = _Target(items)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.parser = parser
    for chunk in chunks:
        parser.feed(chunk)
    parser.close()


def _declared(stream: BinaryIO, reading: Reading) -> Iterator[bytes]:
    """The file in chunks, with the prefix `g` declared where the feed uses it undeclared."""
    head = stream.read(_CHUNK)
    root = _ROOT.search(head)
    if root and b"xmlns:g" not in head and b"<g:" in head:
        head = head[: root.end()] + _NAMESPACE + head[root.end() :]
        reading.report.note("The prefix «g:» is not declared; it was taken for Google Merchant's.")
    while head:
        yield head
        head = stream.read(_CHUNK)


class _Target:
    """Collects items from the parser's events, with the line each begins on."""

    def __init__(self, items: list[Item]) -> None:
        self.parser: Any = None
        self._items = items
        self._item: Item | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._parts: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = _local(tag)
        if name in _ITEMS and self._item is None:
            self._item = Item(int(self.parser.parser.CurrentLineNumber))
            self._path = []
            return
        if self._item is not None:
            self._path.append(name)
            self._text = []
            if len(self._path) == 1:
                self._parts = {}
                if name == "link" and attributes.get("href"):
                    self._item.add("link", attributes["href"])

    def end(self, tag: str) -> None:
        """An element ends."""
        name = _local(tag)
        if self._item is None:
            return
        if name in _ITEMS and not self._path:
            self._items.append(self._item)
            self._item = None
            return
        text = "".join(self._text).strip()
        self._text = []
        if len(self._path) == 1:
            self._item.add(name, self._detail() if self._parts else text)
        elif name in _PARTS:
            self._parts[name] = text
        self._path.pop()

    def data(self, data: str) -> None:
        """Characters inside an element."""
        if self._item is not None:
            self._text.append(data)

    def close(self) -> None:
        """The document ends."""

    def _detail(self) -> str:
        section, name, value = (self._parts.get(part, "") for part in _PARTS)
        return f"{section}:{name}:{value}"


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
