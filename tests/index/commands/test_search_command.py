"""`guide search` as people run it, over a small shop."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from guide.program import main

CHEAP = '{"range": {"name": "price", "high": 800}}'


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["guide", "search", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_a_table_for_people_says_title_price_and_what_brought_it(
    small_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(monkeypatch, capsys, "羽绒服", "-k", "3", "--index", str(small_index))
    assert code == 0
    assert "CNY" in out
    assert "words #1" in out
    assert "meet the filter" in out


def test_json_holds_whole_candidates_within_the_filter(
    small_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(
        monkeypatch, capsys, "羽绒服", "--filter", CHEAP, "--json", "--index", str(small_index)
    )
    found = json.loads(out)
    assert code == 0
    assert found["candidates"]
    assert all(row["price"] <= 800 for row in found["candidates"])
    first = found["candidates"][0]
    assert {"product_id", "sku_id", "title", "price", "score", "signals"} <= set(first)
    assert {"signal", "score", "rank"} == set(first["signals"][0])


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("{", "--filter is not JSON"),
        ('{"rang": {}}', "not a filter"),
        ('{"range": {"name": "weight", "high": 1, "unit": "furlong"}}', "'furlong'"),
    ],
)
def test_a_bad_filter_is_one_sentence(
    where: str,
    said: str,
    small_index: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(monkeypatch, capsys, "x", "--filter", where, "--index", str(small_index))
    assert code == 2
    assert out == ""
    assert said in err and "Traceback" not in err
    assert err.count("\n") == 1


def test_nothing_to_search_for_is_said(
    small_index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(monkeypatch, capsys, "", "--index", str(small_index))
    assert code == 2
    assert "nothing to search for" in err


def test_a_missing_index_is_said_with_the_command_that_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(monkeypatch, capsys, "羽绒服", "--index", str(tmp_path / "none"))
    assert code == 2
    assert "guide index build" in err
