"""`make eval`: runs every suite and writes docs/measurements.md.

    python -m eval.measurements [--only SUITE]… [--index-root DIR] [--rows DIR]

An index of each catalogue is built under `--index-root` where it is missing, and used again where
it is there. The rows of a suite are kept, so that `--only` measures some again and the document is
written from all; each suite bears the date on which it ran.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from eval import shared
from eval.case import Suite, open_suite
from eval.figures import Figure
from eval.measured_page import aims_of
from eval.rows import Row, read_rows
from eval.running import Settings, run_one
from eval.scorers import parse

ROOT = Path(__file__).resolve().parents[1]
OURS = Path(__file__).parent / "suites"
INDEXES = ROOT / ".guide" / "eval"
ROWS = ROOT / ".guide" / "runs" / "measurements"
DOCUMENT = ROOT / "docs" / "measurements.md"
CATALOGUE_OF = {
    "taobao_queries": "taobao_titles",
    "product_name_queries": "taobao_titles",
    "tmall_photos": "tmall",
    "grocery_photos": "grocery",
    "luma_views": "luma",
    "clothing_photos": "fashion",
}
"""The shared suites that ask for products, and the catalogue that each is asked of."""
READ_IN_PLACE = {
    "chinese_ecomqa/query_intent.jsonl": "taobao_titles",
    "chinese_ecomqa/query_attribute.jsonl": "taobao_titles",
    "chinese_ecomqa/query_correction.jsonl": "taobao_titles",
    "chinese_ecomqa/relevance_rlc.jsonl": "taobao_titles",
    "attribute_spans/mepave.jsonl": "demo",
    "dialogues/risawoz.jsonl": "laptops",
    "dialogues/uneed.jsonl": "demo",
    "vouchers_en/shoppingbench.jsonl": "luma",
}
"""Shared suites of other forms (`eval.foreign`), and the catalogue in whose words each is read."""
SHARED = {*CATALOGUE_OF, *(name.removesuffix(".jsonl") for name in READ_IN_PLACE)}
"""The suites whose cases others wrote."""
NO_SUITES = ("photos", "judging")
"""Folders under `eval/suites` with other things than cases: photos set apart, anchored examples."""


@dataclass(frozen=True, slots=True)
class Job:
    """A suite to run: where it lies, what it is called, and the catalogue of cases without one."""

    name: str
    path: Path
    catalogue: str


def jobs() -> list[Job]:
    """Return every suite, the shared ones first; whether it is there is another question.

    Ours are found by looking: every JSONL file under `eval/suites`, but for folders that hold none.
    """
    data = shared.folder() / "data" / "queries"
    found = [Job(name, data / name, catalogue) for name, catalogue in CATALOGUE_OF.items()]
    found += [
        Job(name.removesuffix(".jsonl"), data / name, on) for name, on in READ_IN_PLACE.items()
    ]
    own = sorted(OURS.rglob("*.jsonl"), key=lambda path: (len(path.parts), path))
    for path in own:
        if path.parent.name not in NO_SUITES:
            name = str(path.relative_to(OURS)).removesuffix(".jsonl")
            found.append(Job(name, path, "demo"))
    return found


def catalogues_of(suite: Suite, job: Job) -> tuple[str, ...]:
    """Return the catalogues that a suite's cases need."""
    return tuple(dict.fromkeys(str(c.raw.get("catalogue") or job.catalogue) for c in suite.cases))


def absent(job: Job) -> str:
    """Return why a suite cannot be run here, or ""."""
    if not job.path.exists():
        return f"{job.name}: no such data at {shared.VARIABLE} ({job.path.name})"
    suite = open_suite(job.path)
    missing = [
        name
        for name in catalogues_of(suite, job)
        if name != "demo" and shared.catalogue(name) is None
    ]
    return f"{job.name}: no catalogue {', '.join(missing)}" if missing else ""


def ready(catalogue: str, root: Path) -> Path:
    """Return the index of a catalogue; built where it is missing."""
    from index.store import BuildOptions, build

    folder = root / catalogue
    if not (folder / "CURRENT").exists():
        source = "demo" if catalogue == "demo" else str(shared.catalogue(catalogue))
        sys.stderr.write(f"Building the index of {catalogue} …\n")
        build(source, folder, BuildOptions(encoder="embedded", photo_text=False))
    return folder


def run(job: Job, root: Path, rows: Path, jobs: int = 1) -> None:
    """Run a suite and keep its rows; those of a run that was stopped are not run again.

    A suite with a target for a time runs alone, whatever `jobs` says.
    """
    suite = open_suite(job.path)
    for catalogue in catalogues_of(suite, job):
        ready(catalogue, root)
    part = rows / f"{job.name.replace('/', '-')}.part.jsonl"
    timed = any(name.endswith("_ms)") for name in aims_of(job.name))
    scratch = root / "altered"
    settings = Settings(
        root / job.catalogue,
        root,
        out=part,
        resume=True,
        scratch=scratch,
        jobs=1 if timed else jobs,
    )
    run_one(suite, settings, _told)
    part.replace(kept(job, rows))


def kept(job: Job, rows: Path) -> Path:
    """Return where the rows of a suite are kept."""
    return rows / f"{job.name.replace('/', '-')}.jsonl"


def document(every: Sequence[Job], rows: Path, root: Path) -> str:
    """Return docs/measurements.md, written from the rows that are kept."""
    from eval.figures import figures_of
    from eval.measured_page import Measured, written

    measured: list[Measured] = []
    missing: list[str] = []
    for job in every:
        file = kept(job, rows)
        if not file.is_file():
            missing.append(absent(job) or f"{job.name}: not run")
            continue
        when = datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
        for name, own in views(job.name, read_rows(file)).items():
            is_shared = job.name in SHARED
            measured += [Measured(name, when, found, is_shared) for found in figures_of(own)]
    lines, out_of_fold = fusion(root)
    return written(measured, missing, lines, out_of_fold, swings(rows))


def swings(rows: Path) -> dict[str, dict[str, float]]:
    """Return how far picks move where a request is said in other words, by suite."""
    from eval.robustness import swing

    found: dict[str, dict[str, float]] = {}
    for path in sorted(OURS.glob("robustness/*.jsonl")):
        before, after = (rows / f"{kind}-{path.name}" for kind in ("requests", "robustness"))
        if before.is_file() and after.is_file():
            found[path.stem] = swing(read_rows(before), read_rows(after))
    return found


def views(name: str, rows: list[Row]) -> dict[str, list[Row]]:
    """Return the rows of a suite, and again as its targets ask for them.

    Photos that show no product are left out of tmall_photos; every label of clothing_photos counts
    the same, however many photos it has.
    """
    found = {name: rows}
    if name == "tmall_photos":
        from eval.photo_measures import documents

        papers = {Path(photo).name for photo in documents()}
        found[f"{name}, of products"] = [row for row in rows if row.asked not in papers]
    if name == "clothing_photos":
        found[f"{name}, labels equal"] = _labels_equal(rows)
    return found


def _labels_equal(rows: Sequence[Row]) -> list[Row]:
    count = Counter(row.group for row in rows)
    return [
        replace(
            row,
            scores={
                name: replace(score, parts=((score.value or 0) / n, 1 / n))
                for name, score in row.scores.items()
                if parse(name).more_is_better
            },
        )
        for row in rows
        if (n := count[row.group])
    ]


def fusion(root: Path) -> tuple[list[str], Figure | None]:
    """Return the report of the cross-validated fusion and its figure; nothing without its data."""
    from eval.fusion import cross_validate, interval, report, requests
    from index.opening import Index

    suites = [shared.suite(name) for name in ("taobao_queries", "product_name_queries")]
    present = [open_suite(path) for path in suites if path is not None]
    if not present or not (root / "taobao_titles" / "CURRENT").exists():
        return [], None
    with Index.open(root / "taobao_titles") as index:
        asked = requests(present, index)
    values = cross_validate(asked).values
    low, high = interval(values)
    figure = Figure("RR@10", float(values.mean()), low, high, len(values))
    return list(report(asked)), figure


def _told(name: str, done: int, of: int) -> None:
    sys.stderr.write(f"\r{name}: {done} of {of}" + ("\n" if done == of else ""))


def _chosen(only: Sequence[str]) -> Iterator[Job]:
    known = jobs()
    unknown = [name for name in only if name not in {job.name for job in known}]
    if unknown:
        names = ", ".join(job.name for job in known)
        raise SystemExit(f"No suite {unknown[0]!r}. There are {names}.")
    yield from (job for job in known if not only or job.name in only)


def main() -> None:
    """Run the suites asked for, and write the document."""
    asked = argparse.ArgumentParser(prog="python -m eval.measurements", description=__doc__)
    asked.add_argument("--only", action="append", default=[], metavar="SUITE")
    asked.add_argument("--index-root", type=Path, default=INDEXES, metavar="DIR")
    asked.add_argument("--rows", type=Path, default=ROWS, metavar="DIR")
    asked.add_argument(
        "--jobs", type=int, default=1, help="cases at once where safe; times only where run alone"
    )
    asked.add_argument("--write-only", action="store_true", help="run nothing, write the document")
    said = asked.parse_args()
    for job in () if said.write_only else _chosen(said.only):
        why = absent(job)
        if why:
            sys.stderr.write(f"Not counted: {why}\n")
        else:
            run(job, said.index_root, said.rows, said.jobs)
    DOCUMENT.write_text(document(jobs(), said.rows, said.index_root), encoding="utf-8")
    sys.stderr.write(f"Written: {DOCUMENT.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
