"""Shared suites of other makers are read where they lie; ours are found by looking."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval import measurements
from eval.case import open_suite
from eval.foreign import READS
from eval.measured_page import aims_of
from eval.scorers import scorers_of

ROWS: dict[str, tuple[dict, str, tuple[str, ...]]] = {
    "query_intent.jsonl": ({"query": "车载神器", "intent": "买什么"}, "dialogue", ("ActRight",)),
    "query_attribute.jsonl": (
        {"query": "低脂玉米", "attribute": "款式风格", "value": "低脂"},
        "dialogue",
        ("ValuesRead", "ValuesKept"),
    ),
    "query_correction.jsonl": (
        {"query": "诜衣液", "corrected": "洗衣液"},
        "find",
        ("Success@1", "Success@5", "R@10"),
    ),
    "relevance_rlc.jsonl": (
        {"query": "休闲椅子", "item": "户外折叠椅", "relevant": True},
        "relevance",
        ("RelevanceAUC",),
    ),
    "mepave.jsonl": (
        {"text": "圆领连衣裙", "spans": [{"start": 0, "end": 2, "type": "领型", "term": "圆领"}]},
        "spans",
        ("SpansRead", "SpansNamed"),
    ),
    "risawoz.jsonl": (
        {
            "id": "p",
            "domains": ["电脑"],
            "turns": [
                {
                    "user": "联想台式机,5000到10000,8GB",
                    "belief": {
                        "电脑-品牌": "联想",
                        "电脑-产品类别": "台式机",
                        "电脑-价格区间": "5000到10000",
                        "电脑-内存容量": "8GB",
                        "电脑-系列": "联想-天逸",
                    },
                }
            ],
        },
        "dialogue",
        ("BeliefF1",),
    ),
    "uneed.jsonl": (
        {
            "domain": "鞋类行业",
            "sid": "0123456789",
            "dialogue": [
                {
                    "sender_type": "用户",
                    "send_content": "颜色白色",
                    "attributes": [{"value": "白色"}, {"value": ""}],
                },
                {"sender_type": "客服", "send_content": "好的", "attributes": []},
            ],
        },
        "dialogue",
        ("ValuesRead", "ValuesKept"),
    ),
    "shoppingbench.jsonl": (
        {"query": "My budget is only `425`.", "reward": [{}], "voucher": {"budget": 425}},
        "reading",
        ("BudgetRight",),
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_becomes_a_case_of_a_stated_form(tmp_path: Path, name: str) -> None:
    row, form, measures = ROWS[name]
    (tmp_path / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    suite = open_suite(tmp_path / name)
    assert suite.form == form
    assert tuple(map(str, scorers_of(suite, timed=False))) == measures
    assert set(ROWS) == set(READS)


def test_what_fits_no_form_is_left_out(tmp_path: Path) -> None:
    cars = {"id": "c", "domains": ["汽车"], "turns": []}
    right = {"query": "洗衣液", "corrected": "洗衣液"}
    for name, row in (("risawoz.jsonl", cars), ("query_correction.jsonl", right)):
        (tmp_path / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
        assert open_suite(tmp_path / name).cases == ()


def test_a_belief_state_is_read_as_kind_budget_and_constraints(tmp_path: Path) -> None:
    row, _, _ = ROWS["risawoz.jsonl"]
    (tmp_path / "risawoz.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (case,) = open_suite(tmp_path / "risawoz.jsonl").cases
    belief = case.raw["turns"][0]["belief"]
    assert belief["kind"] == ["台式机"]
    assert belief["budget"] == {"low": 5000.0, "high": 10000.0, "hard": True}
    brand, memory, series = belief["constraints"]
    assert (brand["values"], memory["high"], memory["unit"]) == (["联想"], 8.0, "GB")
    assert series["values"] == ["天逸"] and "*" in series["attribute"]


def test_every_suite_of_ours_is_found_and_can_be_measured() -> None:
    found = {job.name: job for job in measurements.jobs()}
    ours = [job for job in found.values() if job.path.is_relative_to(measurements.OURS)]
    folders = {job.name.partition("/")[0] for job in ours if "/" in job.name}
    assert {"requests", "dialogues", "refusals", "robustness", "fairness", "freshness"} <= folders
    assert not folders & set(measurements.NO_SUITES)
    assert len({measurements.kept(job, Path()) for job in found.values()}) == len(found)
    for job in ours:
        assert scorers_of(open_suite(job.path)), job.name


def test_an_absent_suite_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GUIDE_SHARED", str(tmp_path))
    shared = [job for job in measurements.jobs() if job.name in measurements.SHARED]
    assert len(shared) == 14
    assert all("no such data" in measurements.absent(job) for job in shared)


def test_targets_may_speak_of_many_suites() -> None:
    assert aims_of("dialogues/dialogues.final")["DialogueRight"]["target"] == 0.85
    assert aims_of("fairness/yanxuan")["RankMoves"]["target"] == 0
    assert aims_of("understanding") == {}
