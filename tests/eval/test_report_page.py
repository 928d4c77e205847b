"""The report shows figures with intervals, kinds, times, the worst cases and what changed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from eval.page import page
from eval.rows import Row
from eval.scoring import Score

VOID = ("meta", "rect", "path", "br")
OPEN = ("tr", "td", "th", "li", "p", "thead", "tbody")
"""Elements of which HTML closes by itself what is left open."""


class Balanced(HTMLParser):
    """Counts what is opened and not closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in (*VOID, *OPEN):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (*VOID, *OPEN):
            assert self.open.pop() == tag


def row(case: str, value: float | None, group: str, ms: float, text: str = "给你挑了1款") -> Row:
    answer = {"text": text, "picks": [{"title": "《甲》", "price": 99.5, "reasons": []}]}
    scores = {"MustKept": Score(value, f"because of {case}"), "picks": Score(1.0, "1 picks")}
    return Row("s/one", case, "request", f"ask {case}", group, scores, ("a",), ms, (answer,))


@pytest.fixture
def rows() -> list[Row]:
    return [
        row("a", 1.0, "typo", 12),
        row("b", 0.0, "typo", 30, "<script>alert(1)</script>"),
        row("c", 0.5, "order", 900),
        row("d", None, "order", 15),
    ]


def test_the_page_is_whole_and_asks_for_nothing(rows: list[Row]) -> None:
    made = page(rows, rows)
    reader = Balanced()
    reader.feed(made)
    assert reader.open == []
    assert not re.search(r"src=|https?://|@import|url\(|<script", made)


def test_the_headline_has_a_bar_an_interval_and_what_is_unscored(rows: list[Row]) -> None:
    made = page(rows)
    assert "<b>4</b><span>cases in 1 suite" in made
    assert "<b>0.500</b>" in made and 'class="whisker"' in made and "+1 unscored" in made


def test_kinds_times_and_the_worst_case_with_its_answer_and_reason_are_shown(rows) -> None:
    made = page(rows)
    assert "By kind of case" in made and "<td>typo<td class=n>2" in made
    assert "median 22 ms" in made and "p95" in made
    worst = made[made.index("Worst cases") :]
    assert worst.index("ask b") < worst.index("ask c")
    assert "because of b" in worst and "&lt;script&gt;alert(1)&lt;/script&gt;" in worst
    assert "《甲》" in worst and "99.5" in worst


def test_what_changed_since_the_baseline_is_told_case_by_case(rows: list[Row]) -> None:
    before = [row("a", 0.0, "typo", 12), *rows[1:]]
    made = page(rows, before)
    assert "0.00 → 1.00" in made and "Since the baseline" in made and "+0.333" in made
    assert "No case changed in any measure." in page(rows, rows)


def test_a_run_without_times_has_no_histogram() -> None:
    assert "Time of a case" not in page([row("a", 1.0, "", 0.0), row("b", 1.0, "", 0.0)])
    assert "No case went wrong." in page([row("a", 1.0, "", 0.0)])
