"""Are the attributes that a sentence states read from it?"""

from __future__ import annotations

from dataclasses import dataclass

from eval.scoring import Asked, Json, Parts, Score
from eval.understanding import attribute_words
from index.lexicon import name_key


@dataclass(frozen=True, slots=True)
class SpansRead:
    """Share of the marked words that some fact quotes, over all sentences together.

    `named` asks besides that the fact is one of the attribute marked. A sentence that gives no
    facts misses all of its words.
    """

    named: bool = False
    more_is_better = True

    def __str__(self) -> str:
        return "SpansNamed" if self.named else "SpansRead"

    def score(self, asked: Asked) -> Score:
        """Return the sentence's own share, and the words that were not read."""
        facts = asked.outcome.extra.get("facts") or ()
        spans = asked.case.raw["spans"]
        missed = [s for s in spans if not any(self._read(s, fact, asked) for fact in facts)]
        hits = len(spans) - len(missed)
        said = ", ".join(f"{s['type']} {s['term']}" for s in missed)
        reason = f"not read: {said}" if missed else "all read"
        return Score(hits / len(spans), asked.outcome.error or reason, (hits, len(spans)))

    def overall(self, parts: Parts) -> float:
        """Return the hits over all marked words."""
        hits, marked = parts.sum(axis=0)
        return float(hits / marked) if marked else 0.0

    def _read(self, span: Json, fact: Json, asked: Asked) -> bool:
        start, end = fact["span"]
        if not (start < span["end"] and span["start"] < end):
            return False
        if not self.named:
            return True
        words = attribute_words(str(fact["name"]), asked.index.vocabulary)
        return name_key(span["type"]) in {name_key(word) for word in words}
