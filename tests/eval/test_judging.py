"""A judging model is read strictly, measured on anchored examples, and never decides alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from eval.commands import app
from eval.gates import parse_gates
from eval.judging import ANCHORS, Anchor, parse_grade, parse_winner, read_anchors
from eval.judging.agreement import kappa, spearman, within
from eval.judging.calibration import pairs_of
from eval.rows import Row, read_rows, write_rows
from index.errors import EvalError

REQUESTS = Path(__file__).parent / "canary_requests.jsonl"
RAMBLE = "Well, that depends. On the one hand the answer is quite good, perhaps a 4, …"
GRADES = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=40)


def grade(value: object) -> str:
    return json.dumps({"grade": value, "reason": "so"})


def winner(value: object) -> str:
    return json.dumps({"winner": value, "reason": "so"})


def script(path: Path, replies: Iterable[str]) -> str:
    """Write what a scripted model plays, and return its spec."""
    lines = (json.dumps({"content": reply}) for reply in replies)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return f"scripted:{path}"


def asked(anchors: list[Anchor]) -> list[Anchor]:
    """Those with words: silence is graded without asking."""
    return [anchor for anchor in anchors if any(anchor.texts)]


def calibrated(model: str) -> dict:
    result = CliRunner().invoke(app, ["judge", "--model", model, "--json"])
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def anchors() -> list[Anchor]:
    return read_anchors()


def test_the_examples_cover_every_grade_and_several_catalogues(anchors: list[Anchor]) -> None:
    assert len(anchors) >= 40
    assert {anchor.grade for anchor in anchors} == {1, 2, 3, 4, 5}
    assert len({anchor.catalogue for anchor in anchors}) >= 4
    assert len({anchor.id for anchor in anchors}) == len(anchors)
    assert all(anchor.reason for anchor in anchors)


def test_every_request_has_what_the_guide_said_and_something_made_worse(anchors) -> None:
    for request in {anchor.request for anchor in anchors}:
        own = [anchor for anchor in anchors if anchor.request == request]
        assert sum(not anchor.degraded for anchor in own) == 1
        assert len({anchor.grade for anchor in own}) > 1


def test_a_judge_that_agrees_is_said_to_agree(anchors: list[Anchor], tmp_path: Path) -> None:
    replies = [grade(anchor.grade) for anchor in asked(anchors)]
    replies += [winner(side) for _ in pairs_of(anchors) for side in ("A", "B")]
    found = calibrated(script(tmp_path / "agrees.jsonl", replies))
    assert found["unscored"] == found["unscored_pairs"] == 0
    assert found["figures"] == {
        "kappa": 1.0, "kappa_low": 1.0, "kappa_high": 1.0, "spearman": 1.0, "exact": 1.0,
        "within_1": 1.0, "pairs_right": 1.0, "consistent": 1.0, "first_preferred": 0.5,
    }  # fmt: skip


def test_a_judge_that_always_prefers_the_first_is_found_out(anchors, tmp_path: Path) -> None:
    replies = [grade(3) for _ in asked(anchors)]
    replies += [winner("A") for _ in pairs_of(anchors) for _ in "AB"]
    figures = calibrated(script(tmp_path / "first.jsonl", replies))["figures"]
    assert figures["first_preferred"] == 1.0
    assert figures["consistent"] == figures["pairs_right"] == 0.0
    assert figures["kappa"] < 0.2


def test_a_judge_that_rambles_is_unscored_and_counted(anchors, tmp_path: Path) -> None:
    wanted = len(asked(anchors)) + 2 * len(list(pairs_of(anchors)))
    model = script(tmp_path / "rambles.jsonl", [RAMBLE] * wanted)
    found = calibrated(model)
    assert found["unscored"] == len(asked(anchors))
    assert found["unscored_pairs"] == found["pairs"] > 0
    told = CliRunner().invoke(app, ["judge", "--model", model]).stdout
    assert f"{len(asked(anchors))} unscored" in told and "unparsed: 'Well, that depends" in told


def test_a_run_is_graded_beside_the_rules_and_what_is_unparsed_is_unscored(
    demo_index: Path, tmp_path: Path
) -> None:
    model = script(tmp_path / "m.jsonl", [grade(5), RAMBLE, grade(3), grade(5), grade(4)])
    out = tmp_path / "rows.jsonl"
    run = [str(REQUESTS), "--index", str(demo_index), "--judge", model, "--jsonl", str(out)]
    result = CliRunner().invoke(app, [*run, "--json"])
    assert result.exit_code == 0, result.stderr
    measures = json.loads(result.stdout)["suites"][0]["measures"]
    assert measures["Judged"] == pytest.approx((1 + 0.5 + 1 + 0.75) / 4, abs=1e-4)
    assert "Judged" in measures and "MustKept" in measures
    second = read_rows(out)[1].scores["Judged"]
    assert second.value is None and second.reason.startswith("unparsed")


def test_silence_gets_the_lowest_grade_without_asking(demo_index: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"case": "c1", "answers": []}\n', encoding="utf-8")
    model = script(tmp_path / "m.jsonl", [grade(5)] * 5)
    run = [str(REQUESTS), "--index", str(demo_index), "--system", str(answers), "--json"]
    rows = ["--jsonl", str(tmp_path / "rows.jsonl")]
    result = CliRunner().invoke(app, [*run, *rows, "--judge", model])
    assert json.loads(result.stdout)["suites"][0]["measures"]["Judged"] == 0.0


def test_two_runs_are_compared_in_both_orders(tmp_path: Path) -> None:
    for name, text in (("a", "Two that fit."), ("b", "Buy now!")):
        rows = [
            Row("s", str(n), "request", f"ask {n}", answers=({"text": f"{n}: {text}"},))
            for n in range(3)
        ]
        write_rows(tmp_path / f"{name}.jsonl", rows)
    replies = [winner("A"), winner("B"), winner("A"), winner("A"), RAMBLE, winner("B")]
    runs = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]
    model = ["--model", script(tmp_path / "m.jsonl", replies)]
    found = json.loads(CliRunner().invoke(app, ["prefer", *runs, *model, "--json"]).stdout)
    counts = {name: found[name] for name in ("first", "second", "tie", "unscored")}
    assert counts == {"first": 1, "second": 0, "tie": 1, "unscored": 1}


def test_a_judge_may_not_be_the_only_gate() -> None:
    with pytest.raises(EvalError, match="may not be the only gate"):
        parse_gates(["Judged>=0.8"])
    assert len(parse_gates(["Judged>=0.8", "Grounded>=0.99"])) == 2


@pytest.mark.parametrize(
    "reply", [grade(4), f"```json\n{grade(4)}\n```", f"  {grade(4)}\n", f"```\n{grade(4)}```"]
)
def test_a_verdict_is_read(reply: str) -> None:
    assert parse_grade(reply).grade == 4


@pytest.mark.parametrize(
    "reply",
    [
        "", "4", RAMBLE, grade(0), grade(6), grade("4"), grade(4.0), grade(True), grade(None),
        '{"grade": 4}', '{"grade": 4, "reason": ""}', f"{grade(4)} {grade(2)}",
        '{"grade": 4, "reason": "x", "sure": 1}', f"I think: {grade(4)}", "[4]",
    ],
)  # fmt: skip
def test_what_is_no_verdict_is_not_guessed_at(reply: str) -> None:
    assert parse_grade(reply).grade is None


@pytest.mark.parametrize("reply", ["A", winner("C"), winner("a"), winner(None), grade(4)])
def test_an_unreadable_winner_is_none(reply: str) -> None:
    assert parse_winner(reply)[0] is None


@given(GRADES)
def test_agreement_is_symmetric_and_bounded(pairs: list[tuple[int, int]]) -> None:
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    assert kappa(one, other) == pytest.approx(kappa(other, one))
    assert -1.001 <= kappa(one, other) <= 1.001 and -1.001 <= spearman(one, other) <= 1.001
    assert within(one, other, 4) == 1.0 and within(one, one, 0) == 1.0


def test_kappa_is_what_its_formula_gives() -> None:
    assert kappa([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]) == 1.0
    assert kappa([1, 1, 5, 5], [1, 5, 1, 5]) == pytest.approx(0.0)
    assert kappa([1, 2, 3], [2, 2, 3]) == pytest.approx(2 / 3)
    assert kappa([3, 3, 3], [3, 3, 3]) == 0.0
    assert spearman([1, 2, 3, 4], [1, 3, 3, 5]) == pytest.approx(0.9486833)


def test_an_example_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "anchors.jsonl"
    path.write_text('{"id": "a", "grade": 9}\n', encoding="utf-8")
    with pytest.raises(EvalError, match="line 1"):
        read_anchors(path)
    assert ANCHORS.is_file()
