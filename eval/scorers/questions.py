"""Is a question about a product answered from its record, and only from it?"""

from __future__ import annotations

from dataclasses import dataclass

from eval.scoring import Asked, Json, MeanScorer, Score


@dataclass(frozen=True, slots=True)
class QuestionRight(MeanScorer):
    """1 where what is quoted holds the expected words; where the record is silent, that it says so.

    Unscored for a system that cannot be asked about a product by its id.
    """

    def __str__(self) -> str:
        return "QuestionRight"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and what was quoted."""
        if "claims" not in asked.outcome.extra:
            return Score(None, asked.outcome.error or "cannot be asked about a product by its id")
        claims = asked.outcome.extra["claims"]
        quotes = [e for claim in claims for e in claim.get("evidence", ()) if e.get("quote")]
        said = " | ".join(f"{e['field']}: {e['quote']}" for e in quotes) or "nothing quoted"
        answers = asked.case.raw.get("answers")
        if not answers:
            silent = any(str(claim.get("key", "")).endswith(".none") for claim in claims)
            return Score(float(silent or not quotes), said)
        right = any(_matches(answer, quote) for answer in answers for quote in quotes)
        return Score(float(right), said)


def _matches(answer: Json, quote: Json) -> bool:
    wanted, got = str(answer["quote"]), str(quote["quote"])
    same = str(answer["field"]).split("[")[0] == str(quote["field"]).split("[")[0]
    return same and (wanted in got or got in wanted)
