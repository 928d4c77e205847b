"""How much of the wished words a product's record holds."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.lexicon import load
from index.product import Product
from index.search.text import fold, is_han


def wished_words(text: str) -> tuple[str, ...]:
    """Return the words of a request worth looking for: Chinese of two characters or more, Latin."""
    import rjieba

    found: list[str] = []
    for run in re.findall(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.\-+][a-z0-9]+)*", fold(text)):
        if not is_han(run) or len(run) <= 2:
            found.append(run)
        else:
            found += [word for word in rjieba.cut_for_search(run) if len(word) > 1]
    return tuple(dict.fromkeys(found))


def record_text(product: Product) -> str:
    """Return what a record says of its product, folded, reviews and shop left out."""
    attributes = (v if isinstance(v, str) else " ".join(v) for v in product.attributes.values())
    options = (value for sku in product.skus for value in sku.options.values())
    parts = (product.title, product.subtitle or "", product.description or "", *product.category)
    return fold_long(" ".join((*parts, *attributes, *options)))


def fold_long(text: str) -> str:
    """Return `text` in one spelling, without keeping it in a cache made for words."""
    return fold.__wrapped__(text)


def coverage(text: str, products: Sequence[Product]) -> NDArray[np.float64]:
    """Return for each product the share of the wished words that its record holds, rare ones first.

    A word weighs log(1 + n / n_w), n_w being how many of these products hold it. A word that none
    holds tells no product from another: nearness in meaning would, but moves with any word that a
    seller adds to a title.
    """
    words = wished_words(text)
    if not words:
        return np.zeros(len(products))
    texts = [record_text(product) for product in products]
    held = np.array([[word in text for word in words] for text in texts], np.float64)
    counts = held.sum(axis=0)
    if not counts.any():
        return np.zeros(len(products))
    weights = np.array([math.log1p(len(products) / n) if n else 0.0 for n in counts])
    return held @ weights / weights.sum()


def find_affirmed(text: str, word: str) -> int:
    """Return where a folded text holds a word that it does not deny («无防胀气»); else −1."""
    at = find_word(text, word)
    while at >= 0 and _denied(text[:at]):
        following = find_word(text[at + 1 :], word)
        at = at + 1 + following if following >= 0 else -1
    return at


def _denied(head: str) -> bool:
    """Return whether what follows `head` is denied there, right before it or by what it is for."""
    return head.rstrip().endswith(_negations()) or bool(_reaching().search(head))


@cache
def _negations() -> tuple[str, ...]:
    known = load().negations
    return (*known.before_zh, *known.before_en)


@cache
def _reaching() -> re.Pattern[str]:
    """Return the pattern of a denial that begins a word and reaches through one more («无防…»)."""
    known = load().negations
    denials = "|".join(re.escape(w) for w in known.before_zh if is_han(w))
    through = "|".join(re.escape(w) for w in (*known.between, *known.against) if is_han(w))
    return re.compile(rf"(?<![\u4e00-\u9fff])(?:{denials})(?:{through})$")


def find_word(text: str, word: str) -> int:
    """Return where a folded text holds a word, Latin ones whole or as a beginning; else −1."""
    if not word.isascii():
        return text.find(word)
    found = re.search(rf"(?<![a-z0-9.]){re.escape(word)}", text)
    return found.start() if found else -1
