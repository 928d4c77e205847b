"""Words to carried kinds: the catalogue's own word, then a synonym, then the nearest meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.lexicon import fold
from index.vocabulary.taxonomy import load_taxonomy
from index.vocabulary.vocabulary import Kind, KindMention, Vocabulary

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder

How = Literal["word", "synonym", "head", "meaning", "none"]
MAX_CLOSEST = 3
MAX_ENCODED = 12


@dataclass(frozen=True, slots=True)
class KindLink:
    """What a shopper's word for a kind was linked to.

    Attributes:
        kinds: carried kinds, any of which will do; empty where the catalogue carries none.
        how: what linked them.
        closest: carried kinds nearest to a word that nothing was linked to.
        common: the canonical ids that the word names, carried or not.
    """

    kinds: tuple[str, ...]
    how: How
    closest: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


def kind_words(vocabulary: Vocabulary) -> Mapping[str, tuple[str, ...]]:
    """Return every word for a kind, common ones too, to the ids it may mean, carried first."""
    found = dict(load_taxonomy().ids_by_word)
    for word, ids in list(found.items()):
        if word.isascii() and len(word) > 3 and not word.endswith("s"):
            found.setdefault(_plural(word), ids)
    for kind in vocabulary.kinds:
        for word in kind.words:
            if len(word) > 1:
                found[word] = tuple(dict.fromkeys((kind.id, *found.get(word, ()))))
    return found


def _plural(word: str) -> str:
    """Return the plural of an English noun («leashes», «batteries»)."""
    if word.endswith(("sh", "ch", "x", "z")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def kind_mentions(vocabulary: Vocabulary, text: str) -> tuple[KindMention, ...]:
    """Return the kind words in `text`, the longest at each place."""
    hits = vocabulary.kind_matcher.find(text)
    return tuple(KindMention(hit.start, hit.end, *hit.payload) for hit in hits)


def link_kind(vocabulary: Vocabulary, words: str, encoder: Encoder | None = None) -> KindLink:
    """Return the carried kinds that `words` name, and how they were found."""
    phrase = fold(words).strip()
    own = tuple(kind.id for kind in vocabulary.kinds if phrase in (fold(kind.label), *kind.words))
    common = load_taxonomy().ids_for(phrase)
    carried = carriers(vocabulary, common)
    if own:
        return KindLink(_widest(vocabulary, (*own, *carried)), "word", common=common)
    if carried:
        return KindLink(carried, "synonym", common=common)
    if common:
        return KindLink((), "none", closest(vocabulary, common, phrase, encoder), common)
    return _by_head(vocabulary, phrase, encoder) or _by_meaning(vocabulary, phrase, encoder)


def carriers(vocabulary: Vocabulary, common: Sequence[str]) -> tuple[str, ...]:
    """Return the carried kinds that hold any of the canonical ids `common`."""
    shelves = [k.id for k in vocabulary.kinds if set(common) & set(k.covers)]
    same = [i for i in common if vocabulary.kind(i)]
    return tuple(dict.fromkeys([*same, *shelves]))


def closest(
    vocabulary: Vocabulary, common: Sequence[str], phrase: str, encoder: Encoder | None
) -> tuple[str, ...]:
    """Return the carried kinds nearest to canonical ids that are not carried themselves."""
    taxonomy = load_taxonomy()
    for kind_id in common:
        for above in taxonomy.ancestors(kind_id):
            beside = [c for c in taxonomy.children.get(above, ()) if carriers(vocabulary, (c,))]
            if beside:
                kinds = [k for c in beside for k in carriers(vocabulary, (c,))]
                ranked = _ranked(vocabulary, phrase, encoder, list(dict.fromkeys(kinds)))
                return tuple(ranked[:MAX_CLOSEST])
            if vocabulary.kind(above):
                return (above,)
    return tuple(_ranked(vocabulary, phrase, encoder, _leaves(vocabulary))[:MAX_CLOSEST])


def beside(vocabulary: Vocabulary, common: Sequence[str]) -> tuple[str, ...]:
    """Return the carried kinds under the nearest common kind above `common` that is no root.

    What only a root holds together (a fan and a rice cooker are both appliances) is not near.
    """
    taxonomy = load_taxonomy()
    for kind_id in common:
        for above in taxonomy.ancestors(kind_id):
            if not taxonomy.kinds[above].parents:
                continue
            near = carriers(vocabulary, (above, *taxonomy.children.get(above, ())))
            if near:
                return near
    return ()


def under(vocabulary: Vocabulary, wide: Sequence[str], kinds: Sequence[str]) -> tuple[str, ...]:
    """Return those of the carried `kinds` that are, or are held by, a common id of `wide`."""
    taxonomy = load_taxonomy()
    own = {i: (i, *(kind.covers if (kind := vocabulary.kind(i)) else ())) for i in kinds}
    held = {
        i: {above for each in own[i] for above in (each, *taxonomy.ancestors(each))} for i in own
    }
    return tuple(i for i in kinds if not held[i].isdisjoint(wide))


def _by_head(vocabulary: Vocabulary, phrase: str, encoder: Encoder | None) -> KindLink | None:
    """Link a compound by its last part (手工曲奇 is a 曲奇), or by a narrower kind of that."""
    mentions = kind_mentions(vocabulary, phrase)
    if not mentions or mentions[-1].end != len(phrase) or len(mentions[-1].word) < 2:
        return None
    head = mentions[-1]
    own = tuple(i for i in head.ids if vocabulary.kind(i))
    kinds = tuple(dict.fromkeys((*own, *carriers(vocabulary, head.ids))))
    if not kinds:
        return KindLink((), "none", closest(vocabulary, head.ids, phrase, encoder), head.ids)
    return KindLink(kinds, "head", common=head.ids)


def _by_meaning(vocabulary: Vocabulary, phrase: str, encoder: Encoder | None) -> KindLink:
    """Link an unknown compound by its last character, then by meaning among those that share it.

    A Chinese compound is what its last character says (洞洞鞋 is 鞋, 马桶盖 is no 马桶); of the
    kinds of all shops whose words end so, the nearest in meaning is taken where it is clearly
    nearest, else the narrowest kind that holds most of them; and only then is it looked at whether
    that one is carried.
    """
    alike = _same_end(phrase)
    meant = _nearest(phrase, encoder, alike) if alike else None
    kinds = carriers(vocabulary, (meant,)) if meant else ()
    if kinds:
        return KindLink(kinds, "meaning", common=(meant,) if meant else ())
    if meant:
        return KindLink((), "none", closest(vocabulary, (meant,), phrase, encoder), (meant,))
    near = _ranked(vocabulary, phrase, encoder, _leaves(vocabulary))
    return KindLink((), "none", tuple(near[:MAX_CLOSEST]))


def _same_end(phrase: str) -> list[str]:
    """Return the common kinds with a word that ends on the phrase's last character."""
    last, taxonomy = phrase[-1:], load_taxonomy()
    if last.isascii():
        return []
    return [
        kind
        for kind in taxonomy.kinds
        if any(w.endswith(last) for w in taxonomy.words(kind) if not w.isascii())
    ]


def _nearest(phrase: str, encoder: Encoder | None, kinds: Sequence[str]) -> str | None:
    if encoder is None:
        return _holding(kinds) if len(kinds) > 1 else None
    from index.vocabulary.meaning import among_nearest, clearly_nearest

    found = clearly_nearest(phrase, encoder, kinds)
    if found is None:
        found = _holding(kinds)
    taxonomy = load_taxonomy()
    near = among_nearest(phrase, encoder)
    if found and not taxonomy.kinds[found].parents:
        return None  # 礼物 ends like 衣物, and says nothing of clothes
    return found if found and any(taxonomy.related(found, other) for other in near) else None


def _holding(kinds: Sequence[str]) -> str | None:
    """Return the narrowest kind that is or holds most of `kinds`, or None."""
    taxonomy = load_taxonomy()
    counted: dict[str, int] = {}
    for kind in kinds:
        for above in (kind, *taxonomy.ancestors(kind)):
            counted[above] = counted.get(above, 0) + 1
    most = [i for i, times in counted.items() if times > len(kinds) / 2]
    return min(most, key=lambda i: len(taxonomy.descendants(i)), default=None)


def _ranked(
    vocabulary: Vocabulary, phrase: str, encoder: Encoder | None, kinds: Sequence[str]
) -> list[str]:
    """Order kinds by nearness: by meaning where there is an encoder, else by shared characters."""
    if encoder is not None and kinds:
        from index.vocabulary.meaning import ranked_kinds

        common = [kind for kind in kinds if kind in load_taxonomy().kinds]
        return ranked_kinds(phrase, encoder, common or kinds[:MAX_ENCODED])
    return sorted(kinds, key=lambda i: _unlike(vocabulary, phrase, i))


def _unlike(vocabulary: Vocabulary, phrase: str, kind_id: str) -> tuple[int, int]:
    kind = vocabulary.kind(kind_id)
    shared = max((len(set(phrase) & set(w)) for w in kind.words), default=0) if kind else 0
    return -shared, -(kind.count if kind else 0)


def _leaves(vocabulary: Vocabulary) -> list[str]:
    above = {parent for kind in vocabulary.kinds for parent in kind.parents}
    return [kind.id for kind in vocabulary.kinds if kind.id not in above]


def _widest(vocabulary: Vocabulary, ids: Sequence[str]) -> tuple[str, ...]:
    """Drop a kind that another one of them holds already."""
    kept = dict.fromkeys(ids)
    kinds: dict[str, Kind] = {i: k for i in kept if (k := vocabulary.kind(i))}
    return tuple(i for i in kept if not any(p in kept for p in kinds[i].parents if p != i))
