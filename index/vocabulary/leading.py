"""Brand names that only titles give: the word that a title begins with and no other place uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.product import Product
from index.vocabulary.taxonomy import load_taxonomy
from index.vocabulary.titles import phrases
from index.vocabulary.values import common_values

_BEFORE_GENDER = re.compile(
    r"^((?:[A-Z][\w.&'-]*\s+){1,4}?)(?:Men|Women|Unisex|Kids|Boys|Girls)(?:'s)?\b"
)
_BRACKETED = re.compile(r"^[【\[][^】\]]*[】\]]\s*")
_FIRST = re.compile(
    r"^(?:([\u4e00-\u9fff]{2,4})(?:(?=[\s/])|([A-Z]{4,})(?![A-Za-z0-9-]))|([A-Z][A-Za-z]{2,})(?![A-Za-z0-9-]))"
)


def leading_names(
    silent: Sequence[Product], products: Sequence[Product]
) -> dict[str, tuple[str, ...]]:
    """Return product id to the brand name that its title begins with, for titles that have one.

    A word qualifies where it begins titles only, stands apart from what follows (a space, Latin
    letters) or begins several titles, and is no word of the trade.
    """
    if all(p.title.isascii() for p in products):
        matches = ((p.id, _BEFORE_GENDER.match(p.title)) for p in silent)
        return {id_: (match.group(1).strip(),) for id_, match in matches if match}
    inside = _inside(products)
    found: dict[str, tuple[str, ...]] = {}
    for product in silent:
        match = _FIRST.match(_BRACKETED.sub("", product.title))
        names = tuple(name for name in match.groups() if name) if match else ()
        if names and names[0] not in inside and not _known(names[0]):
            found[product.id] = names
    return found


def _inside(products: Sequence[Product]) -> frozenset[str]:
    """Return the words that titles use anywhere but at their beginning."""
    import rjieba

    counted: Counter[str] = Counter()
    for product in products:
        tokens = rjieba.cut(_BRACKETED.sub("", product.title))
        counted.update(set(tokens[1:]))
    return frozenset(word for word, times in counted.items() if times > 1)


def _known(word: str) -> bool:
    """Return whether the word contains a kind or value that all shops use."""
    if any(promotion in word for promotion in phrases()["promotion"]):
        return True
    if load_taxonomy().matcher.find(word):
        return True
    return any(len(known) > 1 and known in word for known, _ in common_values())
