"""Sentences put in one buyer's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from index.demo.attributes import fill
from index.demo.dice import Dice
from index.demo.spec import phrases
from index.errors import CatalogueError

FOR_WHOM = "适用对象"
"""The attribute that chooses among lists: `<who>` of a dress is a line of `who 女`."""
_CHOICE = re.compile(r"\(([^()]*)\)")
_LIST = re.compile(r"<([^<>]+)>")


def put(sentence: str, words: Mapping[str, str], dice: Dice) -> str | None:
    """Return the sentence with its choices made, its names and its lists filled in.

    Args:
        sentence: with `(a|b)`, `<list>` and `{name}`, as `phrases.toml` says.
        words: what the names stand for.
        dice: makes the choices.

    Returns:
        None where a name has no value, or a list whose own name depends on one does not exist.

    Raises:
        CatalogueError: where a list does not exist that is named outright.
    """
    chosen = _chosen(sentence, dice)
    filled = fill(chosen, words)
    while filled and (found := _LIST.search(filled)):
        lists = phrases().lists
        lines = lists.get(f"{found[1]} {words.get(FOR_WHOM)}", lists.get(found[1]))
        if lines is None:
            if found[0] in chosen:
                raise CatalogueError(f"phrases.toml has no list {found[1]!r} ({sentence!r}).")
            return None
        filled = filled[: found.start()] + _chosen(dice.pick(lines), dice) + filled[found.end() :]
    return filled


def reworded(sentence: str, dice: Dice) -> str:
    """Return the sentence with some of its words replaced by others for the same."""
    return _synonyms().sub(lambda found: dice.pick(phrases().synonyms[found[0]]), sentence)


def _chosen(text: str, dice: Dice) -> str:
    while _CHOICE.search(text):
        text = _CHOICE.sub(lambda found: dice.pick(found[1].split("|")), text)
    return text


@cache
def _synonyms() -> re.Pattern[str]:
    longest_first = sorted(phrases().synonyms, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
