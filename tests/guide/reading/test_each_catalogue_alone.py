"""Delete any one catalogue and its words: what the others read and choose does not change.

A catalogue's words are those of the lexicon that stand in its rows and in no other catalogue's; the
wide kinds that hold others are nobody's.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from eval.understanding import read_cases
from index.demo import catalogue
from index.lexicon import fold, load

HERE = Path(__file__).parent
SUITES = [
    HERE.parents[2] / "eval" / "suites" / f"understanding{name}.jsonl" for name in ("", ".final")
]
CATALOGUES = ("demo", "laptops", "xiaomi", "tmall", "yanxuan", "luma", "fashion", "grocery")
READ = ("demo", "laptops", "xiaomi", "tmall", "yanxuan", "luma")
CASES = 12
"""So many requests are asked of each shop; the words of its own are in them, so each can fail."""

OF_A_KIND = 4
"""So many products of each kind of the demo shop are enough to read and choose by."""


@pytest.fixture(scope="module")
def catalogues(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of all catalogues: the shared ones, and the demo shop's rows beside them."""
    folder = tmp_path_factory.mktemp("catalogues")
    for name in CATALOGUES[1:]:
        (folder / name).symlink_to(shared / "catalogues" / name)
    (folder / "demo").mkdir()
    rows = ({**row, "reviews": []} for row in catalogue() if int(row["id"][-2:]) <= OF_A_KIND)
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "demo" / "catalogue.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def words_of_the_lexicon() -> frozenset[str]:
    lexicon = load()
    above = {parent for kind in lexicon.kinds.values() for parent in kind.parents}
    groups = [kind.words for kind in lexicon.kinds.values() if kind.id not in above]
    groups += [entry.words for entry in (*lexicon.materials.values(), *lexicon.features.values())]
    return frozenset(word for words in groups for own in words.values() for word in own)


@cache
def said_in(catalogues: Path, name: str) -> str:
    """Return all that the rows of a catalogue say, and what is asked of it."""
    rows = (catalogues / name / "catalogue.jsonl").read_text("utf-8")
    asked = [c.text for suite in SUITES for c in read_cases(suite) if c.catalogue == name]
    return fold.__wrapped__(rows + "\n".join(asked))


def words_only_of(catalogues: Path, gone: str) -> list[str]:
    others = [said_in(catalogues, name) for name in CATALOGUES if name != gone]
    own = said_in(catalogues, gone)
    return sorted(
        word
        for word in words_of_the_lexicon()
        if fold(word) in own and not any(fold(word) in other for other in others)
    )


def answering(catalogues: Path, name: str, words: list[str], listed: Path) -> subprocess.Popen[str]:
    listed.write_text(json.dumps(words), encoding="utf-8")
    program = [sys.executable, str(HERE / "one_shop_alone.py"), str(catalogues / name), str(listed)]
    told = [*program, str(CASES), *map(str, SUITES)]
    return subprocess.Popen(told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answers(running: subprocess.Popen[str]) -> dict[str, object]:
    said, failed = running.communicate()
    assert running.returncode == 0, failed[-2000:]
    return json.loads(said)


@pytest.mark.parametrize("name", READ)
def test_no_answer_hangs_on_the_words_of_another_catalogue(
    catalogues: Path, name: str, tmp_path: Path
) -> None:
    others = [other for other in CATALOGUES if other != name]
    gone = [word for other in others for word in words_only_of(catalogues, other)]
    own = words_only_of(catalogues, name)
    assert len(gone) > 40, "there must be words to take away"
    whole = answering(catalogues, name, [], tmp_path / "none.json")
    alone = answering(catalogues, name, gone, tmp_path / "gone.json")
    bare = answering(catalogues, name, [*gone, *own], tmp_path / "own.json")
    before, after, without = answers(whole), answers(alone), answers(bare)
    assert before
    assert {case: after[case] for case in before if before[case] != after[case]} == {}
    assert before != without, "words of its own must count, else nothing could be seen"
