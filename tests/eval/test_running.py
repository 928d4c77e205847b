"""Any system is run through the command; more cases at once change no figure and no order."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from eval.case import open_suite
from eval.commands import app
from eval.figures import figures_of
from eval.parallel import splits
from eval.rows import Row, read_rows, write_rows
from eval.running import Settings, run_suites

SUITES = Path(__file__).parents[2] / "eval" / "suites"
REQUESTS = Path(__file__).parent / "canary_requests.jsonl"
CHANGING = ("session", "timings")


def steady(row: Row) -> Row:
    """A row without what no two runs share: sessions and times."""
    answers = [{k: v for k, v in a.items() if k not in CHANGING} for a in row.answers]
    scores = {k: v for k, v in row.scores.items() if "total_ms" not in k}
    return replace(row, answers=tuple(answers), scores=scores, total_ms=0.0)


@pytest.fixture(scope="module")
def alone(demo_index: Path) -> list[Row]:
    rows, _ = run_suites([REQUESTS], Settings(demo_index))
    return rows


def test_two_at_once_give_the_same_rows_in_the_same_order(
    demo_index: Path, alone: list[Row], tmp_path: Path
) -> None:
    out = tmp_path / "rows.jsonl"
    rows, _ = run_suites([REQUESTS], Settings(demo_index, out=out, jobs=2))
    assert [steady(row) for row in rows] == [steady(row) for row in alone]
    assert [row.case for row in read_rows(out)] == [row.case for row in alone]
    assert list(tmp_path.iterdir()) == [out]
    named = {figure.name for suite in figures_of(rows) for figure in suite.figures}
    assert "MustKept" in named and not any("total_ms" in name for name in named)
    assert all(row.total_ms == 0.0 for row in rows)


def test_a_parallel_run_that_was_stopped_goes_on(
    demo_index: Path, alone: list[Row], tmp_path: Path
) -> None:
    out = tmp_path / "rows.jsonl"
    kept = replace(alone[1], asked="kept from before")
    write_rows(out, [alone[0]])
    write_rows(tmp_path / "rows.jsonl.0.part", [kept])
    settings = Settings(demo_index, out=out, resume=True, jobs=2)
    rows, _ = run_suites([REQUESTS], settings)
    assert [row.case for row in rows] == [row.case for row in alone]
    assert rows[1].asked == "kept from before"
    assert sorted(row.case for row in read_rows(out)) == sorted(row.case for row in alone)


@pytest.mark.parametrize(
    ("suite", "system", "judge", "safe"),
    [
        ("requests/demo.jsonl", "rules", "", True),
        ("requests/demo.jsonl", "model:scripted:x.jsonl", "", False),
        ("requests/demo.jsonl", "rules", "scripted:x.jsonl", False),
        ("fairness/demo.jsonl", "rules", "", False),
        ("freshness/demo.jsonl", "rules", "", False),
    ],
)
def test_only_what_depends_on_nothing_else_runs_at_once(
    suite: str, system: str, judge: str, safe: bool
) -> None:
    settings = Settings(Path(), system=system, judge=judge, jobs=2)
    assert splits(open_suite(SUITES / suite), settings) is safe


def test_a_model_is_measured_through_the_command(demo_index: Path, tmp_path: Path) -> None:
    script = tmp_path / "model.jsonl"
    plan = {"tool": "search", "args": {"request": "双肩包"}}
    lines = [{"content": "not a turn"}, plan, {"content": "done"}]
    script.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    suite = tmp_path / "suite.jsonl"
    where = {"in": {"name": "kind", "values": ["backpack"]}}
    asked = {"id": "m1", "text": "家里来了客人不知道准备什么", "where": where}
    suite.write_text(json.dumps(asked) + "\n", encoding="utf-8")
    found = {}
    for system in ("rules", f"model:scripted:{script}"):
        out = tmp_path / f"{len(found)}.jsonl"
        run = [str(suite), "--index", str(demo_index), "--system", system, "--json"]
        result = CliRunner().invoke(app, [*run, "--jsonl", str(out)])
        assert result.exit_code == 0, result.stderr
        assert not read_rows(out)[0].error
        found[system[:5]] = json.loads(result.stdout)["suites"][0]["measures"]["MustKept"]
    assert found["model"] == 1.0 > found["rules"]


def untimed(measures: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in measures.items() if "total_ms" not in name}


class Guiding(BaseHTTPRequestHandler):
    """Answers like the guide that its server holds, one request at a time."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = json.dumps(self.server.answers[body["text"]]).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(answers: dict[str, Any]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Guiding)
    server.answers = answers  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_server_and_a_file_with_the_same_answers_get_the_same_figures(
    demo_index: Path, alone: list[Row], tmp_path: Path
) -> None:
    file = tmp_path / "answers.jsonl"
    rows = [{"case": row.case, "answers": list(row.answers), "total_ms": 1} for row in alone]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    measured = []
    with served({row.asked: row.answers[0] for row in alone}) as address:
        for system in (f"http:{address}", str(file)):
            run = [str(REQUESTS), "--index", str(demo_index), "--system", system, "--json"]
            out = ["--jsonl", str(tmp_path / "rows.jsonl"), "--jobs", "2"]
            result = CliRunner().invoke(app, [*run, *out])
            assert result.exit_code == 0, result.stderr
            measured.append(untimed(json.loads(result.stdout)["suites"][0]["measures"]))
    ours = {f.name: round(f.value, 4) for s in figures_of(alone) for f in s.figures}
    assert measured == [untimed(ours), untimed(ours)]
