"""A session: turns that build on each other, survive a restart, and can be undone."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from guide.conversation.service import open_guide
from index.errors import SettingsError


def talk(index: Path, sessions: Path, *turns: str, session: str = "s") -> list:
    async def run() -> list:
        async with open_guide(index, sessions=sessions) as guide:
            return [await guide.aanswer(session, turn) for turn in turns]

    return asyncio.run(run())


@pytest.fixture
def sessions(tmp_path: Path) -> Path:
    return tmp_path / "sessions.sqlite3"


def test_a_wish_is_answered_with_picks_that_meet_it(demo_index: Path, sessions: Path) -> None:
    [answer] = talk(demo_index, sessions, "羽绒服,预算 800 左右,修身")
    assert len(answer.picks) >= 3
    assert all(680 <= pick.price <= 920 for pick in answer.picks)
    assert answer.table is not None
    assert any("蓬松度" in row.label for row in answer.table.rows)
    assert all(pick.title in answer.text for pick in answer.picks)


def test_a_session_survives_a_restart(demo_index: Path, sessions: Path) -> None:
    [first] = talk(demo_index, sessions, "羽绒服,预算 800 左右,修身")
    [second] = talk(demo_index, sessions, "第二款和第一款比有什么缺点")
    assert second.turn == 2
    assert second.act == "compare"
    assert second.table.columns == (first.picks[1].id, first.picks[0].id)


def test_what_was_asked_about_is_still_meant_after_a_restart(
    demo_index: Path, sessions: Path
) -> None:
    [shown, _] = talk(demo_index, sessions, "羽绒服,1000以内", "第二款多重")
    [washed] = talk(demo_index, sessions, "能机洗吗")
    assert shown.picks[1].title in washed.text


def test_cheaper_is_cheaper_than_the_first_and_a_topic_is_come_back_to(
    demo_index: Path, sessions: Path
) -> None:
    first, cheaper, other, back = talk(
        demo_index, sessions, "羽绒服,1000以内", "便宜点", "算了,看看手机", "回到羽绒服"
    )
    assert all(pick.price < first.picks[0].price for pick in cheaper.picks)
    assert other.need["kinds"] == ["phone"] and other.need["budget"] is None
    assert [pick.id for pick in back.picks] == [pick.id for pick in cheaper.picks]


def test_undo_takes_the_last_wish_back(demo_index: Path, sessions: Path) -> None:
    first, second, undone = talk(demo_index, sessions, "双肩包", "300以内的", "撤销")
    assert second.need["budget"] is not None
    assert undone.act == "undo"
    assert undone.need["budget"] is None
    assert [p.id for p in undone.picks] == [p.id for p in first.picks]


def test_what_is_saved_is_json_and_holds_no_products(demo_index: Path, sessions: Path) -> None:
    talk(demo_index, sessions, "保温杯,100以内")
    with sqlite3.connect(sessions) as saved:
        blobs = b"".join(row[0] for row in saved.execute("select checkpoint from checkpoints"))
    assert b"guide." not in blobs
    assert b"description" not in blobs


def test_one_checkpoint_a_turn_is_kept(demo_index: Path, sessions: Path) -> None:
    talk(demo_index, sessions, "保温杯", "100以内的")
    with sqlite3.connect(sessions) as saved:
        [(count,)] = saved.execute("select count(*) from checkpoints")
    assert count == 2


def test_an_old_session_is_forgotten(demo_index: Path, sessions: Path) -> None:
    talk(demo_index, sessions, "保温杯", session="old")
    with sqlite3.connect(sessions) as saved:
        saved.execute("update used set at = 0")
    saved.close()
    [answer] = talk(demo_index, sessions, "100以内的", session="old")
    assert answer.turn == 1


def test_sessions_at_once_do_not_mix(demo_index: Path, sessions: Path) -> None:
    async def run() -> list:
        async with open_guide(demo_index, sessions=sessions) as guide:
            wishes = ("羽绒服", "手机", "咖啡", "猫粮")
            return await asyncio.gather(*(guide.aanswer(wish, wish) for wish in wishes))

    answers = asyncio.run(run())
    assert [answer.need["kind_words"] for answer in answers] == ["羽绒服", "手机", "咖啡", "猫粮"]


def test_warming_up_leaves_nothing_behind(demo_index: Path, sessions: Path) -> None:
    def kept() -> set[Path]:
        return {path for path in demo_index.rglob("*") if path.suffix != ".sqlite3"}

    async def warmed() -> int:
        async with open_guide(demo_index, sessions=sessions) as guide:
            await guide.awarm()
            return (await guide.aanswer("s", "羽绒服")).turn

    before = kept()
    assert asyncio.run(warmed()) == 1
    assert kept() == before
    with sqlite3.connect(sessions) as saved:
        assert saved.execute("SELECT DISTINCT thread_id FROM checkpoints").fetchall() == [("s",)]


def test_an_empty_request_is_refused_in_one_sentence(demo_index: Path, sessions: Path) -> None:
    with pytest.raises(SettingsError, match="nothing was asked"):
        talk(demo_index, sessions, "   ")


def test_which_is_warmer_is_compared_by_what_keeps_warm(demo_index: Path, sessions: Path) -> None:
    _, compared = talk(demo_index, sessions, "羽绒服,1000以内", "第一款和第三款哪个更暖和")
    assert compared.table.rows[0].label in ("蓬松度", "充绒量", "含绒量")


def test_a_wish_that_counts_on_a_promotion_is_told_what_is_not_known(
    demo_index: Path, sessions: Path
) -> None:
    [answer] = talk(demo_index, sessions, "满300减50,我是88VIP,羽绒服到手多少")
    assert answer.picks
    assert "到手价算不了" in answer.text
