"""A model plans over the shop's tools where the rules do not recognise a request."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from guide.conversation.models import open_model
from guide.conversation.service import open_guide
from index.errors import SettingsError

UNCLEAR = "家里来了客人不知道准备什么"


def script(path: Path, *messages: dict) -> str:
    path.write_text("\n".join(json.dumps(m, ensure_ascii=False) for m in messages), "utf-8")
    return f"scripted:{path}"


def answer(index: Path, folder: Path, text: str, *messages: dict):
    async def run():
        model = script(folder / "script.jsonl", *messages)
        async with open_guide(index, model=model, sessions=folder / "s.sqlite3") as guide:
            return await guide.aanswer("s", text)

    return asyncio.run(run())


def test_a_planned_search_becomes_a_whole_answer(demo_index: Path, tmp_path: Path) -> None:
    planned = answer(
        demo_index,
        tmp_path,
        UNCLEAR,
        {"content": "not a turn"},
        {"tool": "search", "args": {"request": "双肩包"}},
        {"content": "done"},
    )
    assert planned.need["kind_words"] == "双肩包"
    assert planned.picks
    assert all(pick.title in planned.text for pick in planned.picks)


def test_a_number_that_the_shopper_never_said_is_sent_back(
    demo_index: Path, tmp_path: Path
) -> None:
    planned = answer(
        demo_index,
        tmp_path,
        UNCLEAR,
        {"content": "not a turn"},
        {"tool": "search", "args": {"request": "双肩包 100以内"}},
        {"tool": "search", "args": {"request": "双肩包"}},
        {"content": "done"},
    )
    assert planned.need["budget"] is None
    assert planned.need["kind_words"] == "双肩包"


def test_a_rambling_model_leaves_the_rules_answer(demo_index: Path, tmp_path: Path) -> None:
    rambled = answer(demo_index, tmp_path, UNCLEAR, {"content": "la la la"}, {"content": "la"})
    assert rambled.text


def test_a_model_spec_that_is_none_is_one_sentence() -> None:
    with pytest.raises(SettingsError, match="PROVIDER:MODEL"):
        open_model("gpt")


def test_a_missing_script_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        open_model(f"scripted:{tmp_path / 'none.jsonl'}")
