"""Is it told rightly, pick by pick, what is kept of the photo, what changed, and what is unmet?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.scoring import Asked, Json, MeanScorer, Score


@dataclass(frozen=True, slots=True)
class PhotoTold(MeanScorer):
    """Share of the shown products whose photo part holds.

    It holds where each of the turn's `changed` words stands under `changed` of every pick, where
    nothing is told as both changed and unmet, where a pick leaves no wish of the words unmet and a
    near one tells all that it misses, and where what is kept or unmet of the photo has evidence.
    A turn that shows nothing is not judged; a case that shows nothing at all scores 0.
    """

    def __str__(self) -> str:
        return "PhotoTold"

    def score(self, asked: Asked) -> Score:
        """Return the share that holds, and the first thing that does not."""
        total, wrong = 0, list[str]()
        turns = asked.case.raw.get("turns", ())
        for turn, answer in zip(turns, asked.outcome.answers, strict=False):
            if (answer.get("need") or {}).get("photo") is None or answer.get("not_carried"):
                continue
            words = (turn.get("expect") or {}).get("changed", ())
            for pick in (*(answer.get("picks") or ()), *(answer.get("nearest") or ())):
                total += 1
                wrong += [said for said in (_wrong(pick, words),) if said]
        if not total:
            carried = any(answer.get("not_carried") for answer in asked.outcome.answers)
            return Score(1.0 if carried else 0.0, "nothing shown beside the photo")
        return Score(1 - len(wrong) / total, wrong[0] if wrong else f"{total} told rightly")


def _wrong(pick: Json, words: Sequence[str]) -> str:
    photo: Mapping[str, Any] | None = pick.get("photo")
    title = str(pick.get("title"))
    if photo is None:
        return f"{title}: nothing told of the photo"
    changed = [str(each["text"]) for each in photo["changed"]]
    unmet = [str(each["text"]) for each in photo["unmet"]]
    silent = [w for w in words if not any(w in text for text in (*changed, *unmet))]
    if silent:
        return f"{title}: {'/'.join(silent)} neither changed nor unmet"
    misses = pick.get("misses") or ()
    if not misses and any(not any(w in text for text in changed) for w in words):
        return f"{title}: a pick that leaves {'/'.join(words)} unmet"
    told = [m for m in misses if any(str(m["wanted"]) in text for text in unmet)]
    if len(told) < len([m for m in misses if m["constraint_id"] not in ("stock", "kind")]):
        return f"{title}: misses that the photo part does not tell"
    bare = [each["text"] for each in photo["kept"] if not each["evidence"]]
    return f"{title}: {bare[0]} without evidence" if bare else ""
