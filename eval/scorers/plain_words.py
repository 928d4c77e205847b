"""Are the words fit to be read? The shopper's language, no sales talk, not too long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from eval.scorers.grounding import shown
from eval.scoring import Asked, Json, MeanScorer, Score

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[A-Za-z]+")
_QUOTED = re.compile(r"《[^》]*》|「[^」]*」|“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class PlainWords(MeanScorer):
    """1 where every answer is in the language asked in, without sales talk, and not too long.

    Titles and quotes are the seller's and the buyers' own: they are not held against the words.
    """

    def __str__(self) -> str:
        return "PlainWords"

    def score(self, asked: Asked) -> Score:
        """Return 1 or 0, and what is wrong with the words."""
        if not asked.outcome.last.get("text"):
            return Score(0.0, asked.outcome.error or "no words")
        turns = asked.case.raw.get("turns") or ({"text": asked.case.text},)
        wrong = [
            why
            for turn, answer in zip(turns, asked.outcome.answers, strict=False)
            for why in _wrong(str(turn.get("text", "")), answer)
        ]
        return Score(float(not wrong), "; ".join(wrong) or "plain")


def _wrong(request: str, answer: Json) -> list[str]:
    rules = _rules()
    text = str(answer.get("text") or "")
    own = _own_words(text, answer)
    found = [f"sales talk: {word}" for word in rules["sales_talk"] if word in own.lower()]
    if request and _is_chinese(request) != _is_chinese(own):
        found.append("not in the language of the request")
    if len(text) > rules["longest"]:
        found.append(f"{len(text)} characters, at most {rules['longest']}")
    return found


def _own_words(text: str, answer: Json) -> str:
    """Return the text without quotes and the titles of what is shown."""
    for card in shown(answer):
        text = text.replace(str(card.get("title")), "")
    return _QUOTED.sub("", text)


def _is_chinese(text: str) -> bool:
    """Return whether there are more Chinese characters than words in Latin letters.

    Values of a Chinese record («brand origin: 中国») stay in it where the sentence is English.
    """
    return len(_HAN.findall(text)) > len(_WORD.findall(text))


@cache
def _rules() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(files("eval").joinpath("plain_words.toml").read_text("utf-8"))
