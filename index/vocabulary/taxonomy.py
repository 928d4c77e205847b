"""The kinds of goods that shops share (`index.lexicon`), as a tree that can be walked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from index.lexicon import Kind, WordMatcher, fold, load


@dataclass(frozen=True)
class Taxonomy:
    """All common kinds by id."""

    kinds: Mapping[str, Kind]

    def words(self, kind_id: str) -> tuple[str, ...]:
        """Return every word of the kind, Chinese first."""
        return tuple(w for words in self.kinds[kind_id].words.values() for w in words)

    @cached_property
    def ids_by_word(self) -> Mapping[str, tuple[str, ...]]:
        """Folded word to the ids that it may mean."""
        found: dict[str, tuple[str, ...]] = {}
        for kind_id in self.kinds:
            for word in self.words(kind_id):
                found[fold(word)] = (*found.get(fold(word), ()), kind_id)
        return found

    @cached_property
    def matcher(self) -> WordMatcher[tuple[str, tuple[str, ...]]]:
        """Finds the kind words in a text, English plurals too; gives the word and its ids."""
        words = dict(self.ids_by_word)
        for word, ids in self.ids_by_word.items():
            if word.isascii() and len(word) > 3 and not word.endswith("s"):
                words.setdefault(word + "s", ids)
        return WordMatcher((word, (word, ids)) for word, ids in words.items())

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Id to the ids right below it."""
        found: dict[str, tuple[str, ...]] = {}
        for kind in self.kinds.values():
            for parent in kind.parents:
                found[parent] = (*found.get(parent, ()), kind.id)
        return found

    def ancestors(self, kind_id: str) -> tuple[str, ...]:
        """Return the ids above `kind_id`, the nearest first."""
        found: dict[str, None] = {}
        level = list(self.kinds[kind_id].parents) if kind_id in self.kinds else []
        while level:
            found.update(dict.fromkeys(level))
            level = [p for i in level for p in self.kinds[i].parents if p not in found]
        return tuple(found)

    def descendants(self, kind_id: str) -> frozenset[str]:
        """Return the ids below `kind_id`, itself not among them."""
        found: set[str] = set()
        level = [kind_id]
        while level:
            level = [c for i in level for c in self.children.get(i, ()) if c not in found]
            found.update(level)
        return frozenset(found)

    def roots(self, kind_id: str) -> frozenset[str]:
        """Return the widest kinds that hold `kind_id` (itself where nothing holds it)."""
        above = (kind_id, *self.ancestors(kind_id))
        return frozenset(i for i in above if i in self.kinds and not self.kinds[i].parents)

    def related(self, one: str, other: str) -> bool:
        """Return whether one of the two is, or holds, the other."""
        return one == other or one in self.ancestors(other) or other in self.ancestors(one)

    def ids_for(self, phrase: str) -> tuple[str, ...]:
        """Return the ids that the whole of `phrase` names, English singular or plural alike."""
        folded = fold(phrase).strip()
        for form in (folded, *_numbers(folded)):
            if form in self.ids_by_word:
                return self.ids_by_word[form]
        return ()


def _numbers(word: str) -> tuple[str, ...]:
    """Return the other grammatical numbers that an English `word` may have."""
    if not word.isascii():
        return ()
    singular = (word[:-3] + "y",) if word.endswith("ies") else ()
    return (*singular, word.removesuffix("s"), word.removesuffix("es"), word + "s", word + "es")


@cache
def load_taxonomy() -> Taxonomy:
    """Return the common kinds, read once."""
    return Taxonomy(load().kinds)
