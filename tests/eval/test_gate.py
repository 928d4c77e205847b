"""The fast slice: figures on the demo shop must not fall below the gates.

The gates stand a little under today's figures. Raise them when a figure rises; lower one only with
the reason in the commit. Figures: `guide eval eval/suites/requests/demo.jsonl --index DIR`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.case import open_suite
from eval.commands import app

SUITES = Path(__file__).parents[2] / "eval" / "suites"
SLICE = (
    "requests/demo.jsonl",
    "dialogues/demo.jsonl",
    "refusals/demo.jsonl",
    "freshness/demo.jsonl",
)
GATES = (
    "requests/demo:MustKept>=0.92",
    "requests/demo:RightPick@3>=0.92",
    "requests/demo:Answered>=0.95",
    "Grounded>=0.99",
    "NamedShown>=0.95",
    "PriceExact>=1",
    "DialogueRight>=0.75",
    "RefusalRight>=0.85",
    "Followed>=0.97",
)


@pytest.fixture(scope="module")
def ran(demo_index: Path, tmp_path_factory: pytest.TempPathFactory):
    """One run of the slice through the command, with rows and a report."""
    folder = tmp_path_factory.mktemp("run")
    options = ["--jsonl", str(folder / "rows.jsonl"), "--html", str(folder / "report.html")]
    gates = [part for gate in GATES for part in ("--gate", gate)]
    paths = [str(SUITES / name) for name in SLICE]
    index = ["--index", str(demo_index), "--json"]
    return CliRunner().invoke(app, [*paths, *index, *options, *gates]), folder


def test_the_demo_figures_pass_the_gates(ran) -> None:
    result, _ = ran
    assert result.exit_code == 0, result.stderr


def test_the_json_has_the_promised_shape(ran) -> None:
    result, _ = ran
    suites = json.loads(result.stdout)["suites"]
    assert [suite["name"] for suite in suites] == [name.removesuffix(".jsonl") for name in SLICE]
    assert all(set(suite) == {"name", "cases", "measures"} for suite in suites)
    assert all(isinstance(v, float) for suite in suites for v in suite["measures"].values())


def test_every_case_has_a_row_with_a_reason_for_every_verdict(ran) -> None:
    _, folder = ran
    rows = [json.loads(line) for line in (folder / "rows.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == sum(len(open_suite(SUITES / name).cases) for name in SLICE)
    assert all(score["reason"] for row in rows for score in row["scores"].values())


def test_a_run_compared_with_itself_has_no_flips(ran) -> None:
    _, folder = ran
    rows = str(folder / "rows.jsonl")
    result = CliRunner().invoke(app, ["compare", rows, rows, "--json"])
    found = json.loads(result.stdout)
    assert found and not any(each["flips"] for each in found)
    assert all(each["p"] == pytest.approx(1.0) for each in found)


def test_the_report_is_one_file_that_asks_nothing_of_the_network(ran) -> None:
    _, folder = ran
    page = (folder / "report.html").read_text("utf-8")
    assert "requests/demo" in page and "MustKept" in page
    assert not any(mark in page for mark in ("src=", "http://", "https://", "@import", "url("))


def test_a_gate_that_is_not_reached_fails_the_run(demo_index: Path, tmp_path: Path) -> None:
    suite = tmp_path / "suite.jsonl"
    case = {"id": "1", "text": "羽绒服,100元以内", "where": {"has": {"name": "price"}}}
    suite.write_text(json.dumps(case, ensure_ascii=False) + "\n", encoding="utf-8")
    run = [str(suite), "--index", str(demo_index), "--jsonl", str(tmp_path / "rows.jsonl")]
    result = CliRunner().invoke(app, [*run, "--gate", "Answered>=0.5"])
    assert result.exit_code == 1
    assert "Gate Answered>=0.5" in result.stderr
