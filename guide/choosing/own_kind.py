"""The very kind that was asked for comes before its neighbours: a 夹克 before a 冲锋衣."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from guide.choosing.scoring import Scored
from guide.choosing.weights import PICKS_MIN
from guide.need import Need
from index.vocabulary import load_taxonomy

if TYPE_CHECKING:
    from index.opening import Index

ENOUGH = PICKS_MIN
"""With so many of a narrow kind itself, its neighbours are not put forward."""

FEW = 2
"""With so many of the kind itself, what is another thing on the same shelf is left out."""


def own_first(need: Need, index: Index, ranked: Sequence[Scored]) -> list[Scored]:
    """Return the ranked rows; of a narrow kind (夹克 is one of the 外套) the kind itself first.

    A kind that is called after the one asked for (皮夹克) is that kind itself. Neighbours that only
    belong under it (冲锋衣) are left out where there are enough of it.
    """
    kinds = index.vocabulary.kinds_of
    ranked = _without_strangers(need, ranked, kinds)
    if not need.kinds or need.order != "fit" or not all(map(_narrow, need.kinds)):
        return list(ranked)
    latin = need.kind_words.isascii()
    own = [s for s in ranked if _is_itself(kinds.get(s.product_id, ("",))[0], need.kinds, latin)]
    if len(own) >= ENOUGH:
        return own
    itself = {s.product_id for s in own}
    return [*own, *(s for s in ranked if s.product_id not in itself)]


def _without_strangers(
    need: Need, ranked: Sequence[Scored], kinds: Mapping[str, Sequence[str]]
) -> list[Scored]:
    """Leave out what only lies on the shelf of a kind (a 洗地机 among 扫地机器人).

    Its own kind is another one that is no sort of what is asked for; it stays where little is left.
    """
    own = [s for s in ranked if not _is_stranger(kinds.get(s.product_id, ("",))[0], need.kinds)]
    return own if len(own) >= FEW else list(ranked)


def _is_stranger(kind: str, asked: Sequence[str]) -> bool:
    return bool(asked) and any(kind in _apart().get(one, ()) for one in asked) and kind not in asked


@cache
def _apart() -> dict[str, frozenset[str]]:
    """Return the kinds that share a shelf with each kind, and are another thing."""
    text = files("guide.choosing").joinpath("neighbours.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["apart"]
    return {kind: frozenset(other for row in rows if kind in row for other in row if other != kind)
            for row in rows for kind in row}  # fmt: skip


def _is_itself(kind: str, asked: Sequence[str], latin: bool) -> bool:
    taxonomy = load_taxonomy()
    if kind in asked or kind not in taxonomy.kinds:
        return True
    ends = {end for one in asked for end in _ends(one, latin)}
    return not ends or not ends.isdisjoint(_ends(kind, latin))


def _ends(kind: str, latin: bool) -> set[str]:
    """Return what a kind is called after: the last word in English, the last character else."""
    taxonomy = load_taxonomy()
    words = taxonomy.words(kind) if kind in taxonomy.kinds else ()
    said = (word for word in words if word.isascii() == latin)
    return {w.rsplit(" ", 1)[-1].rstrip("s") if latin else w[-1:] for w in said}


def _narrow(kind: str) -> bool:
    """Return whether a kind stands under another one that is no root."""
    kinds = load_taxonomy().kinds
    return kind in kinds and any(kinds[p].parents for p in kinds[kind].parents)
