"""Amounts as catalogues write them: 1299, "¥1,299.00", "1.299,00 EUR", «899元»; «面议» is none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from importlib.resources import files

from index.lexicon import fold
from index.wire import CENT

_GROUPED = re.compile(r"-?\d{1,3}(?:([.,'\s\u00a0\u202f])\d{3})(?:\1\d{3})*")


@cache
def _currencies() -> dict[str, str]:
    text = files("index.catalogue").joinpath("currencies.toml").read_text("utf-8")
    return {mark: code for code, marks in tomllib.loads(text).items() for mark in marks}


@cache
def _amounts() -> dict[str, tuple[str, ...]]:
    text = files("index.catalogue").joinpath("amounts.toml").read_text("utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


@cache
def _amount() -> re.Pattern[str]:
    marks = _either(_currencies())
    digits = r"(?P<digits>-?\d[\d.,'\s\u00a0\u202f]*)"
    lowest = _either(_amounts()["lowest"])
    return re.compile(
        rf"\s*(?P<before>{marks})?\s*{digits}\s*(?P<after>{marks})?\s*(?P<lowest>{lowest})?\s*"
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def currency_named(words: str) -> str | None:
    """Return the ISO 4217 code of a currency's sign or name («元», "US$"), or None."""
    return _currencies().get(fold(words).strip())


def is_lowest(value: object) -> bool:
    """Return whether an amount is only the lowest of several («899元起»)."""
    match = _amount().fullmatch(fold(str(value))) if isinstance(value, str) else None
    return bool(match and match["lowest"])


def read_availability(value: object) -> bool | None:
    """Return whether a word in a stock column says that there is some («现货», «无货»), or None."""
    word = fold(str(value)).strip()
    if word in _amounts()["none_left"]:
        return False
    return True if word in _amounts()["some_left"] else None


def read_money(value: object, *, decimal_comma: bool = False) -> tuple[Decimal, str | None]:
    """Return the amount that `value` is, to the cent, and the currency that it names, if any.

    Args:
        value: a number, or text such as "¥1,299.00", "1.299,00 EUR" or «899元起» (the lowest).
        decimal_comma: other amounts beside it have decimal commas. It decides the one thing that an
            amount alone leaves open, one mark before exactly three digits: «1.299» is a thousand
            and more with decimal commas, else one and a little; «1,299» the other way round.

    Raises:
        ValueError: where it is no single amount above or at zero («面议», «99-199», "n/a").
    """
    if isinstance(value, bool):
        raise ValueError("not an amount")
    if isinstance(value, int | float | Decimal):
        return _to_cents(Decimal(str(value))), None
    match = _amount().fullmatch(fold(str(value)))
    if match is None:
        raise ValueError("not an amount")
    named = {_currencies()[mark] for mark in (match["before"], match["after"]) if mark}
    if len(named) > 1:
        raise ValueError("not an amount")
    return _to_cents(_digits(match["digits"].strip(), decimal_comma)), next(iter(named), None)


def _digits(digits: str, decimal_comma: bool) -> Decimal:
    point = max(digits.rfind("."), digits.rfind(","))
    both = "." in digits and "," in digits
    grouped = _GROUPED.fullmatch(digits)
    decimal = "," if decimal_comma else "."
    if grouped and not both and not (grouped[1] == decimal and digits.count(decimal) == 1):
        point = -1
    elif digits[point : point + 1] and digits.count(digits[point]) > 1:
        raise ValueError("not an amount")
    whole = re.sub(r"[^\d-]", "", digits if point < 0 else digits[:point])
    fraction = "" if point < 0 else digits[point + 1 :]
    try:
        return Decimal(f"{whole}.{fraction}" if fraction else whole)
    except InvalidOperation:
        raise ValueError("not an amount") from None


def _to_cents(amount: Decimal) -> Decimal:
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 12:
        raise ValueError("not an amount")
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
