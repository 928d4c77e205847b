"""`guide ask`, as a person and as a program use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4


def ask(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from guide.program import main; main()", "ask", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)


def test_a_stream_answers_in_order_and_a_bad_line_gets_an_error(
    demo_index: Path, tmp_path: Path
) -> None:
    a, b = uuid4().hex, uuid4().hex
    lines = [
        json.dumps({"session": a, "text": "羽绒服,预算 800 左右,修身"}, ensure_ascii=False),
        "not json",
        json.dumps({"session": a, "text": "第二款和第一款比有什么缺点"}, ensure_ascii=False),
        json.dumps({"session": b}),
        json.dumps({"session": b, "photo": str(tmp_path / "none.jpg")}),
        json.dumps({"session": b, "text": 3}),
    ]
    done = ask("--index", str(demo_index), "--jsonl", stdin="\n".join(lines) + "\n")
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    assert [("error" in answer) for answer in answers] == [False, True, False, True, True, True]
    assert answers[0]["turn"] == 1
    assert answers[2]["act"] == "compare"
    assert "Traceback" not in done.stderr


def test_a_person_reads_titles_and_prices(demo_index: Path) -> None:
    done = ask("保温杯,100以内", "--index", str(demo_index))
    assert done.returncode == 0, done.stderr
    assert "保温杯" in done.stdout


def test_a_missing_index_is_one_sentence(tmp_path: Path) -> None:
    done = ask("保温杯", "--index", str(tmp_path / "none"))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "guide index build" in done.stderr


def test_nothing_asked_is_one_sentence(demo_index: Path) -> None:
    done = ask("--index", str(demo_index))
    assert done.returncode == 2
    assert "nothing was asked" in done.stderr


def test_a_scripted_model_plans_over_the_tools_to_a_whole_answer(
    demo_index: Path, tmp_path: Path
) -> None:
    messages = [
        {"content": "not a turn"},
        {"tool": "search", "args": {"request": "保温杯"}},
        {"content": "done"},
    ]
    script = tmp_path / "script.jsonl"
    script.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in messages), "utf-8")
    done = ask(
        "家里来了客人不知道准备什么",
        *("--index", str(demo_index), "--model", f"scripted:{script}", "--json"),
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["need"]["kind_words"] == "保温杯"
    assert answer["picks"]
    assert all(pick["title"] in answer["text"] for pick in answer["picks"])
