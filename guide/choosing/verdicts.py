"""What the rows say to one wish, where a filter on one attribute is not the whole of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from guide.choosing.conditions import Condition
from guide.choosing.words import find_affirmed, fold_long
from guide.need import Constraint
from index.filters import In, Not
from index.lexicon import fold
from index.product import Product

if TYPE_CHECKING:
    from index.search.table import FactTable

Verdicts = NDArray[np.int8]
INFANCY = 0.5
"""Years for which things for the newborn do."""

_EITHER = re.compile("或| or ")
"""Between two words of which either will do («大号或小号»)."""


def verdicts(table: FactTable, wishes: tuple[Condition, ...], rows: NDArray[np.int64]) -> Verdicts:
    """Return what each row says to each wish: 1 yes, 0 unknown, −1 no; `(rows, wishes)`, int8.

    What is avoided is looked for in every attribute of its family (a quilt without wool has none
    in its filling either) and in title and subtitle. A wish is met by any of its family as well
    («真丝被» has its silk in the filling).
    """
    found = table.verdicts([wish.filter for wish in wishes])[rows]
    for i, wish in enumerate(wishes):
        constraint = wish.constraint
        if constraint is not None and constraint.op == "range" and not wish.avoids:
            found[:, i] = _for_newborn(table, constraint, rows, found[:, i])
        if constraint is None or constraint.op != "in":
            continue
        if wish.avoids:
            found[:, i] = np.minimum(found[:, i], -_in_family(table, constraint, rows, found[:, i]))
            outright = _said_outright(table, spelled(constraint.values), rows)
            found[:, i] = np.minimum(found[:, i], outright)
        elif constraint.attribute in _TITLED and not (found[:, i] > 0).any():
            found[:, i] = _titled(table, constraint, rows, found[:, i])
        else:
            found[:, i] = np.maximum(found[:, i], _in_family(table, constraint, rows, found[:, i]))
            if not (found[:, i] > 0).any():
                found[:, i] = _by_text(table, constraint, rows, found[:, i])
    return found


def _by_text(
    table: FactTable, constraint: Constraint, rows: NDArray[np.int64], own: Verdicts
) -> Verdicts:
    """Where no row states the attribute, let titles that say the shopper's own words decide."""
    if (own != 0).any() or not constraint.source.words:
        return own
    words = (*_EITHER.split(constraint.source.words), *spelled(constraint.values))
    return np.where(_said_outright(table, words, rows) < 0, 1, 0).astype(np.int8)


def _for_newborn(
    table: FactTable, constraint: Constraint, rows: NDArray[np.int64], own: Verdicts
) -> Verdicts:
    """Return the verdicts on a baby's age: what says that it is for the newborn suits the first.

    Titles tell where no range of ages is stated.
    """
    from guide.reading.phrases import phrases

    high, low = constraint.high, constraint.low
    if constraint.attribute != "age" or high is None or low is None or high > INFANCY:
        return own
    told = _said_outright(table, tuple(phrases("people")["newborn"]), rows) < 0
    return np.where(told & (own == 0), 1, own).astype(np.int8)


def _titled(
    table: FactTable, constraint: Constraint, rows: NDArray[np.int64], own: Verdicts
) -> Verdicts:
    """Return what titles say of a brand or model.

    A model counts by its whole name («小米9 SE» is no 小米9); what has it as a part of its name is
    nearer to it than any other.
    """
    words = spelled(constraint.values)
    named = _said_outright(table, words, rows) < 0
    if constraint.attribute != "model":
        return np.where(named, 1, own).astype(np.int8)
    whole = _said_outright(table, words, rows, whole=True) < 0
    others = np.where(named, own, -1) if named.any() else own
    return np.where(whole, 1, others).astype(np.int8)


def _in_family(
    table: FactTable, constraint: Constraint, rows: NDArray[np.int64], own: Verdicts
) -> Verdicts:
    """Return 1 where another attribute of the family states the value, else the own verdict.

    `own` may be that of an avoid: it is only a filler that changes nothing.
    """
    words = spelled(constraint.values)
    trees = [In(name, words) for name in family(constraint.attribute)]
    filler = -own if constraint.strength == "avoid" else own
    if not trees:
        return filler
    any_yes = (table.verdicts(trees)[rows] > 0).any(axis=1)
    return np.where(any_yes, 1, filler).astype(np.int8)


_TITLED = frozenset({"brand", "model"})
"""What titles name: a case «Redmi K20» is one for Redmi, whichever maker its record states."""

_FAMILIES = (frozenset({"material", "filling", "lining"}),)


def family(attribute: str) -> tuple[str, ...]:
    """Return the other attributes that say what a product is made of, where this one does."""
    kin = next((group for group in _FAMILIES if attribute in group), frozenset[str]())
    return tuple(sorted(kin - {attribute}))


@cache
def spelled(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values with every word that the lexicon has for those that are its ids."""
    from index.lexicon import load
    from index.vocabulary import makers

    lexicon = load()
    words: list[str] = list(values)
    for value in values:
        words += [name for names in makers() if value in names for name in names]
        for known in (lexicon.materials, lexicon.colours):
            if value in known:
                words += [word for each in known[value].words.values() for word in each]
    return tuple(dict.fromkeys(words))


def explaining(table: FactTable, wish: Condition, row: int) -> Condition:
    """Return the wish with the filter whose facts explain a row's verdict on it."""
    from dataclasses import replace

    constraint = wish.constraint
    if constraint is None or constraint.op != "in":
        return wish
    own = int(table.verdicts((In(constraint.attribute, constraint.values),))[row, 0])
    if own > 0:
        return wish
    for name in family(constraint.attribute):
        tree = In(name, spelled(constraint.values))
        if table.verdicts((tree,))[row, 0] > 0:
            return replace(wish, filter=Not(tree) if wish.avoids else tree)
    return wish


def _said_outright(
    table: FactTable, words: tuple[str, ...], rows: NDArray[np.int64], *, whole: bool = False
) -> Verdicts:
    """Return −1 where title or subtitle hold one of the words, without denying it; else 1.

    With `whole` a numbered model counts only by its whole name («小米9 SE» is no 小米9).
    """
    products = np.unique(table.row_product[rows])
    named = np.zeros(len(table.products), np.bool_)
    for at in products:
        product = table.products[int(at)]
        named[at] = model_in(product, words) if whole else named_in(product, words)
    return np.where(named[table.row_product[rows]], -1, 1).astype(np.int8)


def named_in(product: Product, values: tuple[str, ...]) -> bool:
    """Return whether title or subtitle hold one of the words without denying it."""
    text = _headline(product.title, product.subtitle)
    return any(find_affirmed(text, fold(value)) >= 0 for value in values if len(value) > 1)


def model_in(product: Product, values: tuple[str, ...]) -> bool:
    """Return whether title or subtitle hold one of the models, by its whole name."""
    text = _headline(product.title, product.subtitle)
    return any(_whole_model(fold(value)).search(text) for value in values if len(value) > 1)


@lru_cache(maxsize=4096)
def _whole_model(model: str) -> re.Pattern[str]:
    from guide.reading.phrases import phrases

    behind = "|".join(phrases("models")["behind"])
    goes_on = rf"(?! ?(?:{behind})(?![a-z0-9]))(?![a-z0-9])" if model[-1:].isdigit() else ""
    begins = "(?<![a-z0-9.])" if model[:1].isascii() else ""
    return re.compile(f"{begins}{re.escape(model)}{goes_on}")


@lru_cache(maxsize=32768)
def _headline(title: str, subtitle: str | None) -> str:
    """Return what a product is headed with, folded; kept, for every request reads it anew."""
    return fold_long(f"{title} {subtitle or ''}")
