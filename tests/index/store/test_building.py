"""Building an index, and building it again."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import chromadb
import numpy as np
import pytest
from tiny_encoder import TinyEncoder
from tiny_shop import options, product, write_catalogue, write_photo

from index.errors import CatalogueError, EncoderMismatch, StoreError
from index.opening import Index
from index.search import SearchRequest, WordIndex
from index.store import build, layout, locks, manifest, open_generation, passage_text
from index.store.backends import open_backend
from index.store.inspection import describe, examine
from index.store.words import read_words


@pytest.fixture
def out(tmp_path):
    return tmp_path / "index"


def rows_of(shop):
    text = (shop / "catalogue.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_a_built_index_holds_every_product_with_its_vectors(shop, out, encoder):
    report = build(shop, out, options(encoder))
    counts = report.manifest.counts
    assert (counts.products, counts.skus, counts.photos) == (20, 2, 3)
    assert report.computed == {"text": 20, "photo": 3}
    generation = open_generation(out)
    assert [p.id for p in generation.products] == [f"p{n}" for n in range(20)]
    texts = [passage_text(p) for p in generation.products]
    assert generation.text_vectors == pytest.approx(TinyEncoder().passages(texts), abs=1e-6)
    assert [row.id for row in generation.photos] == ["p0#0", "p1#0", "p2#0"]
    assert generation.photo_vectors.shape == (3, encoder.photo_dim)
    assert {fact.product_id for fact in generation.facts} == {f"p{n}" for n in range(20)}
    generation.close()
    assert examine(out) == []


def test_an_unchanged_catalogue_computes_nothing_and_stays(shop, out):
    build(shop, out, options(TinyEncoder()))
    again = TinyEncoder()
    report = build(shop, out, options(again))
    assert report.unchanged
    assert (again.encoded_texts, again.encoded_photos) == ([], 0)
    assert report.manifest.generation == "gen-0001"
    assert layout.generations(out) == ["gen-0001"]


def test_a_change_computes_only_what_changed(shop, out):
    build(shop, out, options(TinyEncoder()))
    rows = rows_of(shop)
    rows[3]["title"] = "南屿 羽绒服"
    write_photo(shop / "photos" / "1.png", (9, 9, 200))
    write_catalogue(shop, [*rows[:10], *rows[11:], product(99)])
    again = TinyEncoder()
    report = build(shop, out, options(again))
    assert sorted(text.split()[0] for text in again.encoded_texts) == ["北岭", "南屿"]
    assert again.encoded_photos == 1
    assert report.manifest.generation == "gen-0002"
    assert layout.generations(out) == ["gen-0002"]
    with Index.open(out, again) as index:
        assert "p99" in index
        assert "p10" not in index


def test_equal_texts_and_photos_are_computed_once(tmp_path, out, encoder):
    write_photo(tmp_path / "shop" / "a.png", (5, 90, 5))
    rows = [product(1, id=f"p{n}", images=["a.png"]) for n in range(6)]
    report = build(write_catalogue(tmp_path / "shop", rows), out, options(encoder))
    assert report.computed == {"text": 1, "photo": 1}
    assert report.manifest.counts.photos == 6
    assert examine(out) == []


def test_without_photos_none_is_opened(shop, out, encoder):
    report = build(shop, out, options(encoder, photos=False))
    assert report.manifest.counts.photos == encoder.encoded_photos == 0
    with Index.open(out, encoder) as index:
        assert index.generation.photo_vectors.shape[0] == 0


def test_a_photo_that_does_not_decode_is_reported_and_the_rest_indexed(shop, out, encoder):
    photo = shop / "photos" / "1.png"
    whole = photo.read_bytes()
    photo.write_bytes(whole[:60] + bytes(30) + whole[90:])
    report = build(shop, out, options(encoder))
    problems = [*report.problems, *report.rows.problems]
    assert len(problems) == 1
    assert "photos/1.png" in repr(problems[0])
    counts = report.manifest.counts
    assert (counts.products, counts.photos, counts.photos_missing) == (20, 2, 1)


def test_a_bad_row_is_left_out_and_named_and_strict_stops(shop, out, encoder):
    with (shop / "catalogue.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "half"\n')
    report = build(shop, out, options(encoder))
    assert [problem.line for problem in report.rows.problems] == [21]
    assert report.manifest.source.bad_rows == 1
    with pytest.raises(CatalogueError, match="line 21"):
        build(shop, out, options(encoder, strict=True))


def test_what_is_no_index_is_never_written_over(shop, tmp_path, encoder):
    foreign = tmp_path / "thesis"
    foreign.mkdir()
    (foreign / "chapter1.txt").write_text("do not lose me")
    with pytest.raises(StoreError, match="no index of ours"):
        build(shop, foreign, options(encoder))
    assert [p.name for p in foreign.iterdir()] == ["chapter1.txt"]
    with pytest.raises(StoreError, match="is a file"):
        build(shop, foreign / "chapter1.txt", options(encoder))
    assert (foreign / "chapter1.txt").read_text() == "do not lose me"


def test_the_photos_of_an_index_are_found_and_may_move_with_it(shop, tmp_path, encoder):
    build(shop, tmp_path / "shop" / "index", options(encoder))
    with Index.open(shop / "index", encoder) as index:
        assert index.photo_path("photos/1.png").is_file()
    inside = tmp_path / "all"
    layout.prepare(inside)
    shop.rename(inside / "demo")
    shutil.rmtree(inside / "demo" / "index")
    build(inside / "demo", inside, options(encoder))
    inside.rename(tmp_path / "elsewhere")
    with Index.open(tmp_path / "elsewhere", encoder) as index:
        assert index.photo_path("photos/1.png").is_file()


def test_a_directory_left_by_a_crash_before_its_first_file_is_taken(shop, out, encoder):
    out.mkdir()
    (out / "index.json.new").write_text("{")
    assert build(shop, out, options(encoder)).manifest.generation == "gen-0001"


def test_a_whole_index_lives_on_a_server_too(shop, out, encoder, chroma_server):
    on_server = options(encoder, backend=f"{chroma_server}/whole")
    build(shop, out, on_server)
    with Index.open(out, encoder) as index:
        assert index.search(SearchRequest("冲锋衣")).candidates
        assert index.generation.text_vectors.shape == (20, encoder.text_dim)
        hits = index.generation.search("text", index.generation.text_vectors[3:4], 1)
        assert hits[0][0].product == "p3"
        write_catalogue(shop, rows_of(shop)[:6])
        assert build(shop, out, on_server).waiting == ("gen-0001",)
        assert index.generation.search("text", index.generation.text_vectors[3:4], 1)[0]
        assert index.refresh()
        assert len(index.products) == 6
    assert examine(out) == []
    assert build(shop, out, on_server).waiting == ()
    backend = open_backend(out, on_server.backend)
    assert backend.live() == "gen-0002"
    with pytest.raises(StoreError, match="no collection"):
        backend.rows("gen-0001", "text")
    backend.close()


def test_an_empty_directory_becomes_an_index(shop, out, encoder):
    out.mkdir()
    assert build(shop, out, options(encoder)).manifest.generation == "gen-0001"


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda out: None, "no index at"),
        (lambda out: out.mkdir(), "is no index of ours"),
        (lambda out: (out.mkdir(), (out / "x").touch()), "is no index of ours"),
        (lambda out: (out.mkdir(), (out / "index.json").write_text("[]")), "not the marker"),
        (lambda out: layout.prepare(out), "never finished"),
        (
            lambda out: (layout.prepare(out), (out / "CURRENT").write_text("../../etc\n")),
            "damaged",
        ),
        (
            lambda out: (layout.prepare(out), (out / "CURRENT").write_text("gen-0007\n")),
            "gen-0007",
        ),
    ],
)
def test_what_is_no_finished_index_is_said_in_one_sentence(out, encoder, prepare, message):
    prepare(out)
    with pytest.raises(StoreError, match=message) as raised:
        Index.open(out, encoder)
    assert "\n" not in str(raised.value)


def test_an_index_of_another_format_is_not_guessed_at(shop, out, encoder):
    build(shop, out, options(encoder))
    (out / "index.json").write_text(json.dumps({"what": "daogou index", "format": 99}))
    with pytest.raises(StoreError, match="format 99"):
        Index.open(out, encoder)
    with pytest.raises(StoreError, match="format 99"):
        build(shop, out, options(encoder))


def test_another_encoder_is_refused_by_name(shop, out):
    build(shop, out, options(TinyEncoder("tiny/1")))
    with pytest.raises(EncoderMismatch, match=r"'tiny/1'.*'tiny/2'"):
        Index.open(out, TinyEncoder("tiny/2"))


def test_another_encoder_builds_anew_and_shares_no_vectors(shop, out):
    build(shop, out, options(TinyEncoder("tiny/1")))
    other = TinyEncoder("tiny/2")
    report = build(shop, out, options(other))
    assert len(other.encoded_texts) == 20
    assert report.manifest.encoder.identity == "tiny/2"


def test_a_second_writer_is_refused_at_once(shop, out, encoder):
    build(shop, out, options(encoder))
    with locks.writer(out), pytest.raises(StoreError, match="being written by another process"):
        build(shop, out, options(encoder))
    assert build(shop, out, options(encoder)).unchanged


def test_leftovers_of_a_crash_are_cleared(shop, out, encoder):
    build(shop, out, options(encoder))
    (out / "gen-0002" / "chroma").mkdir(parents=True)
    (out / "gen-0002" / "chroma" / "chroma.sqlite3").write_bytes(b"half")
    write_catalogue(shop, rows_of(shop)[:7])
    report = build(shop, out, options(encoder))
    assert report.manifest.counts.products == 7
    assert len(layout.generations(out)) == 1
    assert examine(out) == []


def test_a_failed_build_leaves_what_was_live(shop, out, encoder):
    build(shop, out, options(encoder))

    class Failing(TinyEncoder):
        def passages(self, texts):
            return super().passages(texts)[:, :5]

    write_catalogue(shop, [*rows_of(shop), product(77)])
    with pytest.raises(StoreError, match="shape"):
        build(shop, out, options(Failing()))
    with Index.open(out, encoder) as index:
        assert len(index.products) == 20
    assert layout.generations(out) == ["gen-0001"]


def test_damage_is_found_and_named(shop, out, encoder):
    build(shop, out, options(encoder))
    facts = out / "gen-0001" / "facts.jsonl"
    facts.write_bytes(facts.read_bytes()[:-20])
    assert examine(out) == ["facts.jsonl is not what was written: its checksum differs."]
    facts.unlink()
    assert examine(out) == ["facts.jsonl is missing."]
    with Index.open(out, encoder) as index, pytest.raises(StoreError, match=r"facts\.jsonl"):
        index.facts("p1")


@pytest.mark.parametrize(("rows", "message"), [(slice(4, 6), "2 text"), (slice(0, 20), "20 text")])
def test_vectors_that_chroma_has_lost_are_found(shop, out, encoder, rows, message):
    build(shop, out, options(encoder))
    client = chromadb.PersistentClient(str(out / "gen-0001" / "chroma"))
    client.get_collection("text", None).delete([f"p{n}" for n in range(20)][rows])
    client.close()
    assert examine(out) == [f"{message} vectors are not what Chroma keeps."]


def test_vectors_that_differ_from_chromas_are_found(shop, out, encoder):
    build(shop, out, options(encoder))
    path = out / "gen-0001" / "text.npy"
    vectors = np.load(path)
    np.save(path, np.roll(vectors, 1, axis=0))
    made = manifest.read(path.parent)
    files = made.files | {"text.npy": manifest.checksum(path)}
    manifest.write(path.parent, replace(made, files=files))
    assert examine(out) == ["20 text vectors are not what Chroma keeps."]


@pytest.mark.parametrize(
    "damage",
    [
        lambda live: (live / "facts.jsonl").write_text("{}"),
        lambda live: (live / "products.jsonl").unlink(),
        lambda live: (live / "manifest.json").write_text("{"),
        lambda live: (live / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 9000),
        lambda live: shutil.rmtree(live / "chroma"),
        lambda live: shutil.rmtree(live),
    ],
)
def test_building_again_heals_a_damaged_index(shop, out, encoder, damage):
    build(shop, out, options(encoder))
    damage(out / "gen-0001")
    again = TinyEncoder()
    report = build(shop, out, options(again))
    assert not report.unchanged
    assert again.encoded_texts == []
    assert examine(out) == []


def test_words_kept_with_the_index_rank_as_words_made_anew(shop, out, encoder):
    build(shop, out, options(encoder))
    with Index.open(out, encoder) as index:
        kept = read_words(index.generation.folder, index.products)
        anew = WordIndex(index.products)
        for text in ("冲锋衣 3 号", "北岭 防风", "nothing of the kind"):
            assert np.array_equal(kept.scores(kept.query(text)), anew.scores(anew.query(text)))


def test_words_cut_by_other_code_are_made_anew(shop, out, encoder):
    build(shop, out, options(encoder))
    path = out / "gen-0001" / "words.npz"
    with np.load(path) as arrays:
        other = dict(arrays) | {"weights": arrays["weights"] * 0}
    with Index.open(out, encoder) as index:
        asked = WordIndex(index.products).query("冲锋衣")
        np.savez(path, **other)
        assert not read_words(path.parent, index.products).scores(asked).any()
        np.savez(path, **(other | {"fingerprint": np.zeros(32, np.uint8)}))
        assert read_words(path.parent, index.products).scores(asked).any()


def test_stats_name_source_encoder_and_counts(shop, out, encoder):
    build(shop, out, options(encoder))
    found = describe(out)
    assert found.manifest.encoder.identity == "tiny/1"
    assert found.manifest.source.path == str(shop)
    assert found.attributes
    assert found.megabytes["all"] >= found.megabytes["generation"] > 0
    assert dict(found.lines())["products"] == "20 (2 SKUs)"
