"""Which format a source is in, told from its name and its content."""

from __future__ import annotations

from pathlib import Path

from index.catalogue.html_table import read_html_table
from index.catalogue.jsonl import read_json, read_jsonl
from index.catalogue.jsonld import PAGES, read_json_ld
from index.catalogue.merchant_xml import read_merchant_xml
from index.catalogue.record import Format
from index.catalogue.table import read_table
from index.catalogue.xlsx import read_xlsx
from index.errors import CatalogueError

NAMES = (
    "catalogue.jsonl",
    "catalogue.csv",
    "catalogue.tsv",
    "catalogue.xlsx",
    "catalogue.xml",
    "catalogue.json",
)
_BY_SUFFIX: dict[str, tuple[str, Format]] = {
    ".jsonl": ("JSONL", read_jsonl),
    ".ndjson": ("JSONL", read_jsonl),
    ".json": ("JSON", read_json),
    ".jsonld": ("schema.org JSON-LD", read_json_ld),
    ".csv": ("CSV", read_table),
    ".tsv": ("TSV", read_table),
    ".txt": ("TSV", read_table),
    ".xlsx": ("XLSX", read_xlsx),
    ".xlsm": ("XLSX", read_xlsx),
    ".xml": ("Google Merchant XML", read_merchant_xml),
    ".rss": ("Google Merchant XML", read_merchant_xml),
    ".atom": ("Google Merchant XML", read_merchant_xml),
} | {suffix: ("saved pages with JSON-LD", read_json_ld) for suffix in PAGES}
_SHEETS = (".xls", ".xlsx", ".csv", ".tsv", ".txt")
_TABLE: tuple[str, Format] = ("HTML table", read_html_table)
_ALONE = (".jsonl", ".ndjson", ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xml", ".rss", ".atom")
_HEAD = 4096


def locate(path: Path) -> Path:
    """Return the file (or folder of saved pages) that `path` stands for.

    Raises:
        CatalogueError: where there is nothing to read, or an empty file.
    """
    if path.is_dir():
        for name in NAMES:
            if (path / name).is_file():
                return locate(path / name)
        tables = [child for child in path.iterdir() if _is_table(child)]
        if len(tables) == 1:
            return locate(tables[0])
        if any(child.suffix.lower() in PAGES for child in path.rglob("*")):
            return path
        raise CatalogueError(
            f"the folder {str(path)!r} has no {', '.join(NAMES)} or pages; name the file."
        )
    if not path.is_file():
        raise CatalogueError(f"there is no catalogue {str(path)!r}; check the path.")
    if path.stat().st_size == 0:
        raise CatalogueError(f"the catalogue {str(path)!r} is empty; write one product a line.")
    return path


def _is_table(file: Path) -> bool:
    """Whether a file is a table by its name, and not a lock that a spreadsheet program left."""
    hidden = file.name.startswith((".", "~$"))
    return file.suffix.lower() in _ALONE and file.is_file() and not hidden


def recognise(file: Path) -> tuple[str, Format]:
    """Return the name of the format of `file`, and what reads it.

    The content counts more than the name: a workbook called `.csv` is a workbook.

    Raises:
        CatalogueError: where neither says.
    """
    if file.is_dir():
        return _BY_SUFFIX[PAGES[0]]
    by_content = _by_content(file)
    found = by_content or _BY_SUFFIX.get(file.suffix.lower())
    if found is None:
        known = ", ".join(sorted(_BY_SUFFIX))
        raise CatalogueError(f"{file.name!r} is of no known format; known are {known}.")
    return found


def _by_content(file: Path) -> tuple[str, Format] | None:
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"PK\x03\x04"):
        return _BY_SUFFIX[".xlsx"]
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        kind = "an old .xls workbook" if head.startswith(b"\xd0") else "a PDF"
        raise CatalogueError(f"{file.name!r} is {kind}; save it as .xlsx or as CSV in UTF-8.")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return _TABLE if file.suffix.lower() in _SHEETS else _BY_SUFFIX[PAGES[0]]
    if start.startswith((b"<?xml", b"<rss", b"<feed")) and file.suffix.lower() not in PAGES:
        return _BY_SUFFIX[".xml"]
    return None
