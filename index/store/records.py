"""The records of a generation on disk: products and facts a line each, and the vocabulary."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from index.errors import StoreError

T = TypeVar("T")

PRODUCTS = "products.jsonl"
FACTS = "facts.jsonl"
VOCABULARY = "vocabulary.json"
PHOTOS = "photos.jsonl"


@cache
def _many(kind: Any) -> TypeAdapter[Any]:
    many: Any = tuple.__class_getitem__((kind, ...))
    return TypeAdapter(many)


@cache
def _one(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def lines(values: Iterable[Any]) -> Iterator[bytes]:
    """Yield each value as one line of JSON, without its end of line."""
    for value in values:
        yield _one(type(value)).dump_json(value)


def write_lines(path: Path, values: Iterable[Any]) -> None:
    """Write `values` to `path`, one JSON object a line."""
    with path.open("wb") as file:
        file.writelines(line + b"\n" for line in lines(values))


def read_lines(path: Path, kind: type[T]) -> tuple[T, ...]:
    """Return the values of type `kind` in the lines of `path`.

    Raises:
        StoreError: where the file is missing or damaged.
    """
    with _checked(path), _without_collecting():
        rows = path.read_bytes().splitlines()
        return _many(kind).validate_json(b"[" + b",".join(rows) + b"]")


def write_one(path: Path, value: Any) -> None:
    """Write `value` to `path` as JSON."""
    path.write_bytes(_one(type(value)).dump_json(value) + b"\n")


def read_one(path: Path, kind: type[T]) -> T:
    """Return the value of type `kind` in `path`.

    Raises:
        StoreError: where the file is missing or damaged.
    """
    with _checked(path), _without_collecting():
        return _one(kind).validate_json(path.read_bytes())


@contextmanager
def _checked(path: Path) -> Generator[None]:
    try:
        yield
    except FileNotFoundError:
        raise StoreError(f"the index lacks {str(path)!r}: build it again.") from None
    except ValidationError as error:
        raise StoreError(f"{str(path)!r} is damaged: build the index again.") from error


@contextmanager
def _without_collecting() -> Generator[None]:
    """Hold the garbage collector: it walks every new object again and finds nothing to free."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
