"""Which kind of thing is asked for: the head of a compound, never its modifier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from guide.reading.asked import asked_for, owned
from guide.reading.found import Found, Phrases
from guide.reading.glossary import is_english
from guide.reading.phrases import find, has_any, phrases, starts_with, words
from guide.reading.roles import told_of, used_as
from index.lexicon import fold
from index.vocabulary import Vocabulary, load_taxonomy
from index.vocabulary.linking import carriers

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder

# A clause with no more characters than this before its kind («一双») only lists it.
SHORT = 4
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_ENDS = ",。;!? 的有吗呢和跟、"
# In English a noun in front of another one tells of it («a short hooded down jacket»), unless a
# word that joins or ends stands between.
_LATIN_BETWEEN = re.compile(
    r" (?:(?!(?:and|or|for|with|without|to|of|in|on|from|under|below|over|but|not|no|plus|that"
    r"|which|who|is|are|can|has|have|will|does)\b)[a-z'-]+ ){0,3}$"
)
# «宠物餐碗», «手机的充电器», «沙发上用的抱枕»
_JOINED = re.compile(r"^(?:(?:[上里下中旁边前]面?)?(?:专?[用放摆铺垫盖挂配])?的|专用|用)?$")
_FOR = (
    "给",
    "给我的",
    "给我",
    "为",
    "为我的",
    "配",
    "搭",
    "搭配",
    "跟",
    "和",
    "与",
    "for my",
    "for the",
    "for",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A kind that was said: the carried kinds it was linked to, and how it was said.

    `narrow` are words that titles of the kind have, where its shelf holds other things too;
    `sort` is the id of a narrower kind that the shelf of `kinds` holds the fitting things of.
    """

    kinds: tuple[str, ...]
    words: str
    not_carried: bool = False
    at: int = 0
    narrow: tuple[str, ...] = ()
    sort: str = ""


def kinds_said(heard: Phrases, vocabulary: Vocabulary, encoder: Encoder | None) -> list[Said]:
    """Return the kinds asked for, in order: one, or several where they are listed."""
    mentions = [f for f in heard.of("kind") if not f.avoided and not owned(f, heard)]
    mentions = [f for f in mentions if not used_as(f, heard.text)]
    mentions = [f for f in mentions if not told_of(f, mentions, heard, vocabulary)] or mentions
    mentions = asked_for(mentions, heard)
    mentions = [f for f in mentions if not _of_another(f, mentions, heard.text)] or mentions
    mentions = [_compound(f, heard, vocabulary) for f in _heads(mentions, heard.text)]
    said = [_linked(f, vocabulary, encoder) for f in mentions]
    carried = [s for s in said if s.kinds]
    if carried:
        return _listed(_narrowest(carried), heard)
    return [one for one in said if not _pastime(one, heard)][-1:]


def _pastime(said: Said, heard: Phrases) -> bool:
    """Return whether the word tells what someone likes («他喜欢打篮球»)."""
    return heard.text[: said.at].endswith(tuple(phrases("acts")["pastime"]))


def _heads(mentions: Sequence[Found], text: str) -> list[Found]:
    """Drop what only modifies the next kind: 宠物餐碗, 手机的充电器."""
    kept: list[Found] = []
    for one, after in zip(mentions, [*mentions[1:], None][: len(mentions)], strict=True):
        if after is None or not _modifies(text, one, after):
            kept.append(one)
    return kept


def _modifies(text: str, one: Found, after: Found) -> bool:
    between = text[one.end : after.start]
    latin = one.words.isascii() and after.words.isascii() and _LATIN_BETWEEN.match(between)
    return bool(latin) or bool(_JOINED.match(between))


def _of_another(found: Found, mentions: Sequence[Found], text: str) -> bool:
    """Return whether the word only tells of a kind said before it («手表要皮带的»)."""
    head, tail = text[: found.start].rstrip(), text[found.end :]
    wished = head.endswith(("要", "带", "有", "配", "用", "with", "with a"))
    ends = not tail.strip("的 ") or tail.lstrip("的 ")[:1] in ",。;!?"
    return found is not mentions[0] and wished and ends


def _compound(found: Found, heard: Phrases, vocabulary: Vocabulary) -> Found:
    """Take «手机放大镜» for one word where an unknown noun follows and ends the phrase."""
    from dataclasses import replace

    rest = heard.text[found.end :]
    if any(f.start == found.end for f in heard.found) or not _HAN_RUN.match(rest):
        return found
    import rjieba

    run = _HAN_RUN.match(rest)
    tokens = rjieba.tag(run[0]) if run else []
    if not tokens or not tokens[0][1].startswith("n") or len(tokens[0][0]) < 1:
        return found
    noun = tokens[0][0]
    after = rest[len(noun) : len(noun) + 1]
    known = noun in vocabulary.terms or has_any(noun, words("fillers", "words"))
    if (after and after not in _ENDS) or known:
        return found
    whole = found.words + noun
    return replace(found, end=found.end + len(noun), words=whole, meaning=())


def _linked(found: Found, vocabulary: Vocabulary, encoder: Encoder | None) -> Said:
    own = tuple(i for i in found.meaning if vocabulary.kind(i))
    kinds = tuple(dict.fromkeys((*own, *carriers(vocabulary, found.meaning))))
    if kinds:
        link = vocabulary.link_kind(found.words)
        narrow = _on_a_shelf(found, vocabulary)
        named = link.kinds if link.how in ("word", "synonym") else ()
        return Said(named or kinds, found.words, at=found.start, narrow=narrow)
    wider = _labelled(found, vocabulary) or _worn(found, vocabulary) or _wider(found, vocabulary)
    wider = wider or _sort_of(found, vocabulary)
    if wider is not None:
        return wider
    link = vocabulary.link_kind(found.words, encoder)
    return Said(link.kinds, found.words, not link.kinds, found.start)


def _sort_of(found: Found, vocabulary: Vocabulary) -> Said | None:
    """Return the carried kind of which the word names a sort («登机箱»: small suitcases)."""
    for row in phrases("sorts")["sort"]:
        kinds = carriers(vocabulary, (row["of"],)) if row["kind"] in found.meaning else ()
        stated = vocabulary.attribute(row["attribute"])
        if stated is not None and any(kind in stated.kinds for kind in kinds):
            return Said(kinds, found.words, at=found.start, sort=row["kind"])
    return None


def _on_a_shelf(found: Found, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words of a kind whose shelf holds unlike things too («Bras & Tanks»)."""
    taxonomy = load_taxonomy()
    carried = (k for i in found.meaning if (k := vocabulary.kind(i)))
    if any(len(kind.covers) < 2 for kind in carried):
        return ()
    covers = {c for k in vocabulary.kinds if set(k.covers) & set(found.meaning) for c in k.covers}
    others = covers - set(found.meaning)
    meant = [i for i in found.meaning if i in covers]
    parents = {p for i in meant for p in taxonomy.kinds[i].parents}
    if not others or any(parents & set(taxonomy.kinds[i].parents) for i in others):
        return ()
    said = dict.fromkeys(word for i in meant for word in taxonomy.words(i))
    return tuple(word for word in said if word.isascii() == is_english(vocabulary))


def _labelled(found: Found, vocabulary: Vocabulary) -> Said | None:
    """Return the shelf of the catalogue's own whose name ends on the word («婴儿连体衣»)."""
    ends = (k for k in vocabulary.kinds if k.id.startswith("own-") and len(found.words) > 1)
    kinds = tuple(k.id for k in ends if fold(k.label).endswith(found.words))
    return Said(kinds, found.words, at=found.start) if kinds else None


def _worn(found: Found, vocabulary: Vocabulary) -> Said | None:
    """Return the wide kind behind the one who wears it («女鞋»), or that a loose word means."""
    loose = tuple(kind for word, kind in phrases("said")["loose"] if word == found.words)
    wearer = starts_with(found.words, phrases("said")["wearers"])
    rest = found.words.removeprefix(wearer) if wearer else ""
    kinds = carriers(vocabulary, (*loose, *(load_taxonomy().ids_for(rest) if rest else ())))
    return Said(kinds, found.words, at=found.start) if kinds else None


def _wider(found: Found, vocabulary: Vocabulary) -> Said | None:
    """Return the carried kind that a word ends on («thin and light laptop»), what narrows it left.

    The narrower word is searched for among them.
    """
    taxonomy = load_taxonomy()
    wide = [a for i in found.meaning for a in taxonomy.ancestors(i)]
    held = [c for a in wide if taxonomy.kinds[a].parents for c in taxonomy.children.get(a, ())]
    for kind in dict.fromkeys([*wide, *held]):
        carried = vocabulary.kind(kind)
        ends = [w for w in carried.words if found.words.endswith(w)] if carried else []
        if carried and ends and _apart(found.words, max(ends, key=len)):
            return Said((kind,), max(ends, key=len), at=found.start)
    return None


def _apart(whole: str, end: str) -> bool:
    """Return whether `end` is a word of its own in `whole` (双肩包 is more than 包)."""
    if not end.isascii():
        return len(end) > 1
    return whole == end or whole[-len(end) - 1] == " "


def _narrowest(said: Sequence[Said]) -> list[Said]:
    """Drop a kind that holds another one of them («宠物 牵引绳»), and one said twice."""
    taxonomy = load_taxonomy()
    kept: list[Said] = []
    for one in said:
        wider = any(
            other is not one
            and set(one.kinds) & {a for k in other.kinds for a in taxonomy.ancestors(k)}
            for other in said
        )
        if not wider and not any(one.kinds == other.kinds for other in kept):
            kept.append(one)
    return kept or list(said[:1])


def _listed(said: list[Said], heard: Phrases) -> list[Said]:
    """Keep several kinds only where words put them in a list; else the first one counts."""
    if len(said) < 2:
        return said
    text = heard.text
    between = [text[a.at + len(a.words) : b.at] for a, b in pairwise(said)]
    spaced = all(not piece.strip(" ,、/和跟+") for piece in between)
    several = len(said) > 2 or has_any(text, words("acts", "listing"))
    if all(_lists(piece) for piece in between) or (spaced and several):
        return said
    before = _unpointed(text[: said[0].at].rstrip())
    return said[-1:] if before.endswith(_FOR) else said[:1]


def _unpointed(before: str) -> str:
    """Return what stands before «这条» in «搭这条裙子穿的鞋»."""
    pointing = next((w for w in words("references", "this") if before.endswith(w)), "")
    return before.removesuffix(pointing).rstrip() if pointing else before


def _lists(between: str) -> bool:
    """Return whether what stands between two kinds puts them in a list."""
    if has_any(between, phrases("acts")["telling"]):
        return False
    clause = between.rpartition(",")[2]
    comma = "," in between and len(clause.strip()) <= SHORT
    return comma or has_any(between, words("acts", "more_things"))


def fallback_kind(heard: Phrases, vocabulary: Vocabulary) -> Said | None:
    """Return the kind that «短袖» means where nothing else names one, or None."""
    for word, kind_id in phrases("said")["kinds"]:
        said = find(heard.text, word) is not None
        kinds = carriers(vocabulary, (kind_id,)) if said else ()
        if kinds:
            return Said(kinds, word.lstrip("个的张"))
    return None
