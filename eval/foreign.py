"""Shared suites of other makers, read where they lie: each of their rows as a case of ours.

A file is known by its name. What does not fit a form of ours is left out, and said to be: dialogues
about cars (no catalogue here sells them), what a voucher takes off (a rule over goods that are not
here; only the budget is read).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Json = Mapping[str, Any]
COMPUTERS = "电脑"
SHOPPER = "用户"
ACTS: Mapping[str, tuple[str, ...]] = {
    "买什么": ("wish", "refine", "list"),
    "怎么挑/怎么买": ("wish", "refine", "list"),
    "怎么样": ("ask",),
    "怎么办": ("ask", "chat"),
    "电商通用百科知识": ("ask", "chat"),
}
"""What a turn may be taken for, by the intent that ChineseEcomQA gives a request."""
_SPAN = re.compile(r"(\d+)到(\d+)")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)(GB|TB|kg|英寸)")


def translated(file: Path, rows: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, Json]]:
    """Return the rows of a file as cases of ours, with the numbers of their lines."""
    reads = READS.get(file.name)
    if reads is None:
        return list(rows)
    return [(number, case) for number, row in rows for case in reads(row)]


def _intent(row: Json) -> Iterator[Json]:
    expect = {"act": list(ACTS[row["intent"]])}
    turn = {"text": row["query"], "expect": expect}
    yield {"turns": [turn], "group": row["intent"], "measures": ["ActRight"]}


def _attribute(row: Json) -> Iterator[Json]:
    turn = {"text": row["query"], "said": [row["value"]]}
    group = row["attribute"].replace("/", "")
    yield {"turns": [turn], "group": group, "measures": ["ValuesRead", "ValuesKept"]}


def _correction(row: Json) -> Iterator[Json]:
    """Only slips: a request that stands as it is would only ask whether it finds itself."""
    if row["query"] != row["corrected"]:
        corrected = {"text": row["query"], "corrected": row["corrected"]}
        yield corrected | {"measures": ["Success@1", "Success@5", "R@10"]}


def _relevance(row: Json) -> Iterator[Json]:
    yield {"text": row["query"], "item": row["item"], "fits": bool(row["relevant"])}


def _belief(row: Json) -> Iterator[Json]:
    if COMPUTERS in row["domains"]:
        turns = [{"text": t["user"], "belief": _expected(t["belief"])} for t in row["turns"]]
        yield {"id": row["id"], "turns": turns, "measures": ["BeliefF1"]}


def _expected(belief: Mapping[str, str]) -> Json:
    """Return a belief state as a case of the form «reading» expects it."""
    kind: list[str] = []
    budget: Json | None = None
    constraints: list[Json] = []
    for name, value in belief.items():
        slot = name.partition("-")[2]
        if slot == "产品类别":
            kind.append(value)
        elif slot == "价格区间" and (found := _SPAN.search(value)):
            budget = {"low": float(found[1]), "high": float(found[2]), "hard": True}
        else:
            constraints.append(_constraint(slot, value))
    return {"kind": kind, "budget": budget, "constraints": constraints}


def _constraint(slot: str, value: str) -> Json:
    found = _AMOUNT.fullmatch(value)
    if found:
        ends = {"low": float(found[1]), "high": float(found[1]), "unit": found[2]}
        return {"attribute": [slot], "op": "range", "strength": "want", **ends}
    # A series is said with its brand («戴尔-灵越»): either word of it may be the one that is read.
    names = [slot, "*"] if slot == "系列" else [slot]
    words = [part.strip() for part in value.split("-")][-1:] if slot == "系列" else [value]
    return {"attribute": names, "op": "in", "values": words, "strength": "want"}


def _said(row: Json) -> Iterator[Json]:
    turns = [
        {
            "text": said["send_content"],
            "said": [a["value"] for a in said["attributes"] if a["value"]],
        }
        for said in row["dialogue"]
        if said["sender_type"] == SHOPPER
    ]
    measures = ["ValuesRead", "ValuesKept"]
    yield {"id": row["sid"][:8], "turns": turns, "group": row["domain"], "measures": measures}


def _spans(row: Json) -> Iterator[Json]:
    if row["spans"]:
        yield {"text": row["text"], "spans": row["spans"]}


def _budget(row: Json) -> Iterator[Json]:
    budget = {"low": None, "high": float(row["voucher"]["budget"]), "hard": True}
    expect = {"kind": [], "budget": budget, "constraints": [], "order": None}
    group = f"{len(row['reward'])} products"
    yield {"text": row["query"], "expect": expect, "group": group, "measures": ["BudgetRight"]}


READS: Mapping[str, Callable[[Json], Iterator[Json]]] = {
    "query_intent.jsonl": _intent,
    "query_attribute.jsonl": _attribute,
    "query_correction.jsonl": _correction,
    "relevance_rlc.jsonl": _relevance,
    "mepave.jsonl": _spans,
    "risawoz.jsonl": _belief,
    "uneed.jsonl": _said,
    "shoppingbench.jsonl": _budget,
}
"""How the rows of each file are read."""
