"""How well photos find, on all photo suites, for one encoder beside another.

    python -m eval.photo_measures --indexes FOLDER [--encoder SPEC] [--suite NAME]… [--text]
        [--at-most N]

Builds the indexes that are missing (one a catalogue and encoder), runs the suites of the shared
data (the clothes in the demo shop too, whose pictures are drawings) and the tenth of the training
pairs that is held out, and prints each measure beside the floor
of EfficientNet-Lite0 alone, what is to be reached, and the figure of our own encoder where another
is measured. About 15 minutes of one core; the vectors of the held-out pairs are kept in the folder.
«Not carried» is measured with the shipped calibration, which was fitted to the same photos; its
cross-validated figures are printed by `python -m eval.carried_calibration`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from eval.case import Case, Suite, open_suite
from eval.retrieval import relevant

if TYPE_CHECKING:
    from index.opening import Index

OURS = "embedded"
DEPTH = 5
DOCUMENTS = Path(__file__).parent / "suites" / "photos" / "tmall_documents.jsonl"
DEMO_CLOTHES = "clothing_photos in the demo shop"
DEMO_LABELS = DOCUMENTS.with_name("demo_labels.json")
"""What the labels of clothing_photos are called in the demo shop (17 labels, 27 categories)."""
SUITES: Mapping[str, str] = {
    "tmall_photos": "tmall",
    "grocery_photos": "grocery",
    "luma_views": "luma",
    "clothing_photos": "fashion",
    DEMO_CLOTHES: "demo",
}
"""Photo suites of the shared data and the catalogue that each is asked of."""

FLOORS: Mapping[str, tuple[float | None, float | None]] = {
    "tmall_photos Success@1": (0.467, 0.60),
    "tmall_photos Success@5": (0.674, 0.82),
    "tmall_photos kind@1": (0.72, 0.88),
    "grocery_photos Success@1": (0.286, 0.45),
    "grocery_photos Success@5": (0.691, 0.80),
    "luma_views Success@1": (0.43, 0.60),
    "clothing_photos kind in 5": (0.57, 0.75),
    "clothing_photos P@5": (0.23, 0.45),
    f"{DEMO_CLOTHES} kind in 5": (None, 0.80),
    "title R@10": (0.22, 0.62),
    "photo kind": (0.62, 0.78),
    "Chinese requests kind@10": (0.54, 0.80),
    "not carried, said": (None, 0.80),
    "strangers, said": (None, 0.80),
    "documents, said or found": (None, None),
    "products taken for documents": (None, 0.02),
    "not carried, wrongly": (None, 0.05),
    "photo turn p50 (ms)": (None, 500.0),
}
"""What EfficientNet-Lite0 alone or the first tries gave, and what is to be reached."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came back for one photo."""

    case: Case
    ids: tuple[str, ...]
    right: frozenset[str]
    kinds: tuple[str, ...]
    carried: bool
    total_ms: float
    page: bool = False

    def hits(self) -> list[bool]:
        """Return whether each product that came back is a right one, best first."""
        return [product in self.right for product in self.ids]


def shared_data() -> Path:
    """Return where the shared data lie: `GUIDE_SHARED`, else `../shared` beside the project."""
    beside = Path(__file__).parents[2] / "shared"
    return Path(os.environ.get("GUIDE_SHARED", beside)) / "data"


def open_index(folder: Path, catalogue: str, encoder: str) -> Index:
    """Return the index of a catalogue made with `encoder`; built where it is missing."""
    from index.opening import Index
    from index.store import BuildOptions, build

    out = folder / re.sub(r"[^A-Za-z0-9.-]+", "_", encoder) / catalogue
    if not (out / "CURRENT").exists():
        drawn = catalogue == SUITES[DEMO_CLOTHES]
        source = catalogue if drawn else shared_data() / "catalogues" / catalogue
        build(source, out, BuildOptions(encoder=encoder, photo_text=not drawn))
    return Index.open(out)


def photo_suite(name: str) -> Suite:
    """Return one of `SUITES` by name, with the labels of the catalogue that it is asked of."""
    if name != DEMO_CLOTHES:
        return open_suite(shared_data() / "queries" / name)
    clothes = open_suite(shared_data() / "queries" / "clothing_photos")
    return replace(clothes, name=name, labels=json.loads(DEMO_LABELS.read_text("utf-8")))


def find(case: Case, suite: Suite, index: Index, *, text: bool = False) -> Found:
    """Read the photo of a case and rank the catalogue by it."""
    from index.photos import open_photo
    from index.photos.matching import rank_photos
    from index.photos.reading import read_photo

    assert case.photo is not None
    begun = perf_counter()
    reading = read_photo(open_photo(case.photo), index, text=text)
    ids = tuple(rank.product_id for rank in rank_photos(reading, index)[:DEPTH])
    spent = (perf_counter() - begun) * 1000
    kinds = tuple(kind for kind, _ in reading.kinds)
    return Found(
        case, ids, relevant(case, suite, index), kinds, reading.carried, spent, reading.page
    )


def measure_suite(
    name: str, index: Index, *, text: bool = False, at_most: int | None = None
) -> dict[str, float]:
    """Return the measures of one of `SUITES` by name, or of `at_most` cases spread over it."""
    suite = photo_suite(name)
    papers = documents() if name == "tmall_photos" else frozenset[str]()
    cases = suite.cases[:: -(-len(suite.cases) // at_most)] if at_most else suite.cases
    found: list[Found] = []
    for number, case in enumerate(cases, start=1):
        found.append(find(case, suite, index, text=text))
        _tell(f"{name}: {number} of {len(cases)}")
    products = [each for each in found if str(each.case.raw["photo"]) not in papers]
    measures = _by_label(products) if suite.labels else _by_item(products, index)
    if papers:
        shown = [each for each in found if str(each.case.raw["photo"]) in papers]
        measures["documents, said or found"] = _mean(shown, lambda e: e.page or e.hits()[0])
        measures["documents Success@1"] = _mean(shown, lambda each: each.hits()[0])
    measures["products taken for documents"] = _mean(products, lambda each: each.page)
    measures["not carried, wrongly"] = _mean(products, lambda each: not each.carried)
    measures["photo turn p50 (ms)"] = statistics.median(each.total_ms for each in found)
    return {f"{name} {measure}": value for measure, value in measures.items()}


def documents() -> frozenset[str]:
    """Return the photos of tmall_photos that show no product."""
    rows = (line for line in DOCUMENTS.read_text("utf-8").splitlines() if line[:1] == "{")
    return frozenset(str(json.loads(row)["photo"]) for row in rows)


def _mean(found: list[Found], value: Callable[[Found], float]) -> float:
    return statistics.fmean(value(each) for each in found) if found else 0.0


def _by_item(found: list[Found], index: Index) -> dict[str, float]:
    category = {product.id: product.category for product in index.products}

    def same_kind(each: Found) -> bool:
        return any(category[each.ids[0]] == category[product] for product in each.right)

    return {
        "Success@1": _mean(found, lambda each: each.hits()[0]),
        "Success@5": _mean(found, lambda each: any(each.hits())),
        "kind@1": _mean(found, same_kind),
    }


def _by_label(found: list[Found]) -> dict[str, float]:
    """Return the means over labels, so that a label of few photos counts as much as another."""
    labels = sorted({str(each.case.label) for each in found})
    of = {label: [each for each in found if each.case.label == label] for label in labels}
    return {
        "kind in 5": statistics.fmean(_mean(of[x], lambda each: any(each.hits())) for x in labels),
        "P@5": statistics.fmean(_mean(of[x], lambda e: sum(e.hits()) / DEPTH) for x in labels),
    }


def measure(
    encoder: str, suites: list[str], folder: Path, *, text: bool, at_most: int | None = None
) -> dict[str, float]:
    """Return the measures of the suites for one encoder."""
    from eval.held_pairs import measure_held
    from index.encoders import open_encoder

    found: dict[str, float] = {}
    for name in suites:
        with open_index(folder, SUITES[name], encoder) as index:
            found |= measure_suite(name, index, text=text, at_most=at_most)
            found |= measure_absent(name, index, at_most)
    kept = folder / re.sub(r"[^A-Za-z0-9.-]+", "_", encoder)
    return found | measure_held(open_encoder(encoder), shared_data(), kept, _tell)


def measure_absent(name: str, index: Index, at_most: int | None = None) -> dict[str, float]:
    """Return how often «not carried» is said where it is so, for the suites calibrated on."""
    from eval.carried_calibration import SUITES as CALIBRATED
    from eval.carried_calibration import collect
    from index.photos.carried import is_carried

    if name not in CALIBRATED:
        return {}
    _tell(f"{name}: kinds taken out")
    asked = [each for each in collect(name, index, at_most) if not each.carried]
    said = [(each.strange, not is_carried(each.evidence.astype("float32"))) for each in asked]
    return {
        f"{name} not carried, said": statistics.fmean(x for strange, x in said if not strange),
        f"{name} strangers, said": statistics.fmean(x for strange, x in said if strange),
    }


def _tell(line: str) -> None:
    """Write how far it is, over the line before."""
    sys.stderr.write(f"\r{line:<60}")
    sys.stderr.flush()


def table(encoder: str, found: Mapping[str, float], ours: Mapping[str, float] | None) -> str:
    """Return the measures as a Markdown table beside the floors (and beside ours)."""
    heads = ["measure", "floor", "to reach", encoder, *([OURS] if ours is not None else [])]
    lines = [" | ".join(heads), " | ".join(["---"] * len(heads))]
    for name, value in found.items():
        floor, aim = FLOORS.get(name, FLOORS.get(name.split(" ", 1)[-1], (None, None)))
        cells = [name, _cell(floor), _cell(aim), _cell(value)]
        lines.append(" | ".join(cells + ([_cell(ours.get(name))] if ours is not None else [])))
    return "".join(f"| {line} |\n" for line in lines)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}" if value > 1 else f"{value:.3f}"


def main() -> None:
    """Read the arguments, measure, and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--indexes", type=Path, required=True, help="folder for the indexes")
    asked.add_argument("--encoder", default=OURS)
    asked.add_argument("--suite", action="append", choices=sorted(SUITES))
    asked.add_argument("--text", action="store_true", help="read the words in the photos as well")
    asked.add_argument("--at-most", type=int, help="cases of each suite, spread over it")
    asked.add_argument("--json", action="store_true")
    said = asked.parse_args()
    suites = said.suite or list(SUITES)
    one = partial(measure, suites=suites, folder=said.indexes, text=said.text, at_most=said.at_most)
    found = one(said.encoder)
    ours = one(OURS) if said.encoder != OURS else None
    if said.json:
        sys.stdout.write(json.dumps({said.encoder: found, OURS: ours or found}) + "\n")
    else:
        sys.stdout.write(table(said.encoder, found, ours))


if __name__ == "__main__":
    main()
