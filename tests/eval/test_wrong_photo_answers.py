"""The scorers of photos with words see silence, another kind, and what is not told of a photo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eval.case import Case, Suite
from eval.scorers import parse
from eval.scoring import Asked, Outcome

TURN = {
    "text": "类似这件,要红色的",
    "expect": {"kind": ["down_jacket"], "where": {}, "changed": ["红色"]},
}
NEED = {"photo": {"photo": "abc"}}


def value(name: str, *answers: dict[str, Any], **expect: Any) -> float | None:
    turn = TURN | {"expect": expect or TURN["expect"]}
    case = Case("c", raw={"turns": [turn]})
    asked = Asked(case, Suite("s", Path(), (case,)), Outcome(answers), index=None)  # type: ignore[arg-type]
    return parse(name).score(asked).value


@pytest.mark.parametrize("name", ["WordsKept", "PhotoKind", "PhotoTold"])
def test_silence_is_the_worst(name: str) -> None:
    assert value(name) == 0.0
    assert value(name, {"text": "", "picks": [], "need": NEED}) == 0.0


def test_a_shop_that_carries_it_and_says_not_is_wrong() -> None:
    answer = {"text": "本店没有", "picks": [], "not_carried": {"kind": "x"}}
    assert value("PhotoKind", answer) == 0.0
    assert value("PhotoKind", answer, not_carried=True) == 1.0


def test_a_pick_of_whose_photo_nothing_is_told_is_wrong() -> None:
    told = {"changed": [{"text": "颜色红色", "evidence": []}], "unmet": [], "kept": []}
    bare = {"id": "a", "title": "甲", "photo": None}
    said = {"id": "b", "title": "乙", "photo": told}
    assert value("PhotoTold", {"text": "x", "picks": [bare], "need": NEED}) == 0.0
    assert value("PhotoTold", {"text": "x", "picks": [said], "need": NEED}) == 1.0
    assert value("PhotoTold", {"text": "x", "picks": [bare, said], "need": NEED}) == 0.5
