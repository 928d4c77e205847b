"""Frozen dataclasses to JSON and back, by pydantic, so that no value writes its own codec."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import PlainSerializer, TypeAdapter

T = TypeVar("T")

Money = Annotated[Decimal, PlainSerializer(lambda d: float(d), return_type=float, when_used="json")]
"""An amount to the 分: a `Decimal` in Python, a number with at most two decimals in JSON."""

CENT = Decimal("0.01")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(value: Any) -> Any:
    """Return `value` (a dataclass, or a container of them) as plain JSON types."""
    return _adapter(type(value)).dump_python(value, mode="json")


def load(kind: type[T], data: Any) -> T:
    """Return the `kind` that `data` (plain JSON types) describes.

    Raises:
        pydantic.ValidationError: where `data` does not have the shape of `kind`.
    """
    return _adapter(kind).validate_python(data)
