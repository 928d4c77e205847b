"""Requests said again in other words, and how far the picks move."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import fairness, freshness
from eval.case import open_suite
from eval.robustness import cases, rewritten, swing
from eval.rows import Row

SUITES = Path(__file__).parents[2] / "eval" / "suites"


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("order", "修身,预算 800 左右,羽绒服"),
        ("traditional", "羽絨服,預算 800 左右,修身"),
        ("synonyms", "羽绒服,价位 800 上下,修身"),
        ("typo", "羽绒福,预算 800 左右,修身"),
        ("pinyin", "yurongfu,预算 800 左右,修身"),
        ("english", "a slim-fit down jacket, budget around 800 yuan"),
    ],
)
def test_a_request_is_said_again(how: str, said: str) -> None:
    assert rewritten("羽绒服,预算 800 左右,修身")[how] == said


def test_what_changes_nothing_is_left_out() -> None:
    assert set(rewritten("围巾")) == {"polite", "traditional"}
    assert rewritten("an eye cream under 200 yuan") == {}


@pytest.mark.parametrize("folder", ["robustness", "fairness", "freshness"])
def test_the_suites_that_are_kept_are_what_the_programs_write(folder: str) -> None:
    write = {"robustness": cases, "fairness": fairness.cases, "freshness": freshness.cases}
    for path in sorted((SUITES / folder).glob("*.jsonl")):
        kept = path.read_text("utf-8").splitlines()
        made = list(write[folder](open_suite(SUITES / "requests" / path.name)))
        assert [json.loads(line) for line in kept] == made, path.name


def test_every_chinese_request_is_said_in_english_too() -> None:
    for path in sorted((SUITES / "requests").glob("*.jsonl")):
        for case in open_suite(path).cases:
            assert case.text.isascii() or "english" in rewritten(case.text), case.text


def test_the_swing_is_the_share_of_picks_that_changed() -> None:
    def row(case: str, *ids: str) -> Row:
        return Row("s", case, "request", "", ranking=ids)

    before = [row("1", "a", "b", "c"), row("2")]
    after = [row("1~order", "c", "b", "a"), row("1~typo", "a", "x"), row("2~typo")]
    assert swing(before, after) == pytest.approx({"order": 0.0, "typo": (2 / 3 + 0) / 2})
