"""The words are held to the shopper's language and to no sales talk, not to what they quote."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.case import Case, Suite
from eval.scorers import parse
from eval.scoring import Asked, Outcome

CARD = {"id": "a", "title": "月白 夜凝眼霜"}


def value(request: str, text: str) -> float | None:
    outcome = Outcome(({"text": text, "picks": [CARD]},))
    case = Case("1", request)
    asked = Asked(case, Suite("s", Path(), (case,)), outcome, index=None)  # type: ignore[arg-type]
    return parse("PlainWords").score(asked).value


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        ("眼霜", "给你挑了1款眼霜:《月白 夜凝眼霜》 99元。"),
        ("an eye cream", "Here is 1 pick: 月白 夜凝眼霜, ¥99; brand origin: 中国."),
        ("手机", "拍照:买家说「绝对好用」。"),
    ],
)
def test_plain_words_pass(request_: str, text: str) -> None:
    assert value(request_, text) == 1.0


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        ("眼霜", "全网最低,手慢无!《月白 夜凝眼霜》"),
        ("an eye cream", "给你挑了1款眼霜:99元。"),
        ("眼霜", "Here is one pick for you."),
        ("眼霜", "眼" * 2000),
        ("眼霜", ""),
    ],
)
def test_talk_another_language_length_and_silence_do_not(request_: str, text: str) -> None:
    assert value(request_, text) == 0.0
