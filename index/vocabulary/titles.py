"""What a title is a title of: Chinese compounds and English phrases carry the kind at their end."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from index.lexicon import fold
from index.vocabulary.taxonomy import Taxonomy, load_taxonomy
from index.vocabulary.vocabulary import KindMention

_BRACKETED = re.compile(r"[(（\[【{「『<《][^)）\]】}」』>》]*[)）\]】}」』>》]")
_QUANTITY = re.compile(r"[\d.*×x/+~-]+\s*[a-z㎡℃%]*\s*[\u4e00-\u9fff]?$|[\W_]+$")
_NOUN = ("n", "vn", "x", "l", "j")
_NAME = ("nr", "ns", "nt")  # people, places and organisations
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENGLISH_BREAK = re.compile(r"\s(?:for|with|by|from|in|of|to|and)\s|\s[-–—|]\s|[,;:/&+]")
_MEASURED = re.compile(r"\d[\d.,x×/-]*\s?-?(?:[a-z]{1,6}\b|%|\"|'')?")
_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")
_BREAK = re.compile(r"[\s/|·,,。;;::!!??~+&＆]+")


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Return the words of `titles.toml` by list."""
    text = resources.files("index.vocabulary").joinpath("titles.toml").read_text(encoding="utf-8")
    return {name: tuple(words) for name, words in tomllib.loads(text).items()}


def title_kinds(title: str, shelf: Sequence[str], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the common kinds that `title` names, the surest first.

    Args:
        title: the seller's title.
        shelf: common kinds of the product's category; where there are any, a title may only make
            them narrower or name a neighbour, so that stuffed words move nothing.
        taxonomy: the common kinds.
    """
    everything, heads = _mentions(title)
    flat = [i for m in everything for i in _fitting(m.ids, shelf, taxonomy)]
    ids = [i for m in heads for i in _fitting(m.ids, shelf, taxonomy)]
    if not ids:
        return _plain_head(bare_end(title), heads, flat)
    around = [
        *shelf,
        *(p for s in shelf if s in phrases()["for_whom"] for p in _parents(s, taxonomy)),
    ]
    of_shelf = [i for i in flat if any(taxonomy.related(i, s) for s in around)]
    if of_shelf:
        ids = [i for i in ids if i in of_shelf] or of_shelf

    def weight(kind: str) -> tuple[int, int]:
        votes = sum(taxonomy.related(kind, other) for other in (*flat, *shelf))
        return 0 if kind in phrases()["generic"] else votes, _last(kind, ids)

    best = max(ids, key=weight)
    twice = _named_twice(heads, shelf, title)
    beside = [
        i
        for i in dict.fromkeys(ids)
        if i != best and (taxonomy.related(i, best) or (twice and _siblings(i, best, taxonomy)))
    ]
    return (best, *beside)


def _named_twice(heads: Sequence[KindMention], shelf: Sequence[str], title: str) -> bool:
    """Return whether a title gives a thing two names, each ending a run («蚕丝被 空调被»).

    Longer rows of names are stuffing, and move nothing.
    """
    bare = fold(_BRACKETED.sub(lambda m: " " * len(m.group()), title))
    ends = [not _HAN.match(bare[m.end : m.end + 1]) for m in heads]
    return bool(shelf) and len(ends) == 2 and all(ends)


def _siblings(one: str, other: str, taxonomy: Taxonomy) -> bool:
    """Return whether both are kinds of one thing that is itself of a kind."""
    shared = set(_parents(one, taxonomy)) & set(_parents(other, taxonomy))
    return any(_parents(above, taxonomy) for above in shared)


def _parents(kind: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    return taxonomy.kinds[kind].parents if kind in taxonomy.kinds else ()


def bare_end(title: str) -> int:
    """Return where the words of `title` end, brackets and what follows the noun left out."""
    return len(_stem(fold(_BRACKETED.sub("", title)).strip()))


def _plain_head(end: int, heads: Sequence[KindMention], flat: Sequence[str]) -> tuple[str, ...]:
    """Take the last noun of a title although the shelf is of other things (a fan among 家饰)."""
    last = heads[-1] if heads else None
    sure = last is not None and not flat and last.end == end and len(last.ids) == 1
    return last.ids if last is not None and sure else ()


def head_noun(title: str) -> str | None:
    """Return the last noun of a title («原素系列实木五斗柜» gives 五斗柜), or None.

    Of an English title it is the last word that is no number, measure, code or tail ("50 ft Hose").
    """
    import rjieba

    bare = _BRACKETED.sub(" ", title).strip()
    if not _HAN.search(bare):
        return _english_noun(bare)
    segments = [s for s in _BREAK.split(bare) if s]
    for segment in segments or [bare]:
        stem = _stem(segment)
        if len(stem) < 2 or stem.isascii():
            continue
        tokens = rjieba.tag(stem)
        noun = _last_noun(tokens)
        if noun and noun not in phrases()["no_kind"]:
            return noun
    return None


def _english_noun(title: str) -> str | None:
    """Return the word on which the name of a thing ends, before what it is for, with or made of."""
    name = _ENGLISH_BREAK.split(fold(title))[0]
    found = _WORD.findall(_MEASURED.sub(" ", name))
    words = [word for word in found if word.replace("-", "").isalpha()]
    while words and words[-1] in phrases()["english_tails"]:
        words.pop()
    return words[-1] if len(words) > 1 and len(words[-1]) > 2 else None


def _last_noun(tokens: Sequence[tuple[str, str]]) -> str | None:
    word, tag = tokens[-1]
    if not tag.startswith(_NOUN) or tag.startswith(_NAME) or word.isascii():
        return None
    if len(word) == 1 and len(tokens) > 1 and not tokens[-2][0].isascii():
        return tokens[-2][0] + word
    return word if len(word) > 1 else None


def _stem(segment: str) -> str:
    """Cut what stands behind the noun: «200克», «*2», «新款», «系列»."""
    for _ in range(4):
        shorter = _QUANTITY.sub("", segment)
        for tail in phrases()["tails"]:
            shorter = shorter.removesuffix(tail)
        if shorter == segment:
            break
        segment = shorter
    return segment


def _mentions(title: str) -> tuple[list[KindMention], list[KindMention]]:
    """Return all kind words of a title, and those that no further kind word follows."""
    bare = fold(_BRACKETED.sub(lambda m: " " * len(m.group()), title))
    hits = load_taxonomy().matcher.find(bare) or load_taxonomy().matcher.find(fold(title))
    found = [KindMention(h.start, h.end, *h.payload) for h in hits]
    found = [m for m in found if _stands(m, bare)]
    cut = min((at for w in phrases()["made_for"] if (at := bare.find(w)) >= 0), default=len(bare))
    before = [m for m in found if m.start < cut]
    counted = before or found[-1:]
    return counted, _without_modifiers(counted, bare)


def _stands(match: KindMention, text: str) -> bool:
    """Return whether the word is a noun of its own: a lone character only at the end of a run."""
    after = text[match.end : match.end + 1]
    if after and after in phrases()["no_noun_before"]:
        return False
    return len(match.word) > 1 or not ("\u4e00" <= after <= "\u9fff")


def _without_modifiers(found: Sequence[KindMention], text: str) -> list[KindMention]:
    """Drop a kind word directly before another one: 沙发抱枕 is a cushion."""
    kept = [
        one
        for one, after in zip(found, [*found[1:], None][: len(found)], strict=True)
        if after is None or after.start != one.end or text[one.start].isascii()
    ]
    return kept if not text.isascii() else kept[-1:]


def _fitting(ids: tuple[str, ...], shelf: Sequence[str], taxonomy: Taxonomy) -> tuple[str, ...]:
    if not shelf:
        return ids[:1]
    roots = frozenset[str]().union(*(taxonomy.roots(i) for i in shelf))
    return tuple(i for i in ids if taxonomy.roots(i) & roots)


def _last(kind: str, flat: Sequence[str]) -> int:
    return len(flat) - 1 - flat[::-1].index(kind)
