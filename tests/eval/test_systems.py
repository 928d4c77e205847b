"""Other systems are measured by a file of answers or over HTTP; what fails is said, not raised."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from eval import echo
from eval.case import Suite, open_suite
from eval.figures import figures_of
from eval.running import Settings, run_suites
from eval.scoring import Outcome
from eval.systems import open_system, read_answers
from index.errors import EvalError

REQUESTS = Path(__file__).parent / "canary_requests.jsonl"


class Echo(BaseHTTPRequestHandler):
    """Answers every request with its own words; fails on the word «错»."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(500 if "错" in body["text"] else 200)
        self.end_headers()
        self.wfile.write(json.dumps(echo.ask(body["text"])).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def asked(name: str, suite: Suite) -> list[Outcome]:
    async def run() -> list[Outcome]:
        async with open_system(name, Path()) as system:
            return [await system.answer(case, suite) for case in suite.cases]

    return asyncio.run(run())


def suite_of(folder: Path, *rows: dict) -> Suite:
    path = folder / "suite.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return open_suite(path)


def test_a_server_is_asked_turn_by_turn(address: str, tmp_path: Path) -> None:
    suite = suite_of(tmp_path, {"id": "1", "turns": [{"text": "羽绒服"}, {"text": "便宜点"}]})
    (outcome,) = asked(address, suite)
    assert [answer["text"] for answer in outcome.answers] == [
        "You said: 羽绒服",
        "You said: 便宜点",
    ]
    assert asked(f"http:{address}", suite)[0].answers == outcome.answers


def test_what_fails_on_a_server_is_the_outcome_of_that_case(address: str, tmp_path: Path) -> None:
    suite = suite_of(tmp_path, {"text": "错", "where": {}}, {"text": "好", "where": {}})
    wrong, right = asked(address, suite)
    assert "500" in wrong.error and not wrong.answers
    assert right.answers and not right.error


def test_the_echo_adapter_is_measured_by_its_file_and_scores_the_worst(
    demo_index: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.jsonl"
    lines = (json.dumps(line, ensure_ascii=False) for line in echo.answers(REQUESTS))
    answers.write_text("\n".join(lines), encoding="utf-8")
    settings = Settings(demo_index, system=str(answers))
    rows, _ = run_suites([REQUESTS], settings)
    (suite,) = figures_of(rows)
    figures = {figure.name: figure.value for figure in suite.figures}
    names = ("MustKept", "RightPick@3", "Answered", "Grounded", "NamedShown", "PriceExact")
    assert [figures[name] for name in names] == [0.0] * 6


def test_a_case_that_is_not_in_the_file_has_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text('{"case": "a", "ranking": ["p1"]}\n', encoding="utf-8")
    suite = suite_of(tmp_path, {"id": "a", "text": "x"}, {"id": "b", "text": "y"})
    first, second = asked(str(file), suite)
    assert first.ranking == ("p1",)
    assert second.error == "no answer in the file"


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"answers": []}', '{"case": "a", "answers": 3}']
)
def test_a_line_that_is_no_answer_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text(f'{{"case": "a", "answers": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(EvalError, match="line 2"):
        read_answers(file)


def test_an_unknown_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="rules, model"):
        asked("oracle", suite_of(tmp_path, {"text": "x"}))


def test_a_run_that_was_stopped_goes_on(demo_index: Path, tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.jsonl", tmp_path / "rows.jsonl"
    answers.write_text("", encoding="utf-8")
    first = Settings(demo_index, system=str(answers), out=out, limit=2)
    run_suites([REQUESTS], first)
    rows, _ = run_suites(
        [REQUESTS], Settings(demo_index, system=str(answers), out=out, resume=True)
    )
    assert [row.case for row in rows] == ["c1", "c2", "c3", "c4", "c5"]
    assert len(out.read_text("utf-8").splitlines()) == 5
