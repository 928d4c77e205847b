"""Fit the numbers by which a photo's kind counts as carried: `index/photos/carried.toml`.

    python -m eval.carried_calibration --indexes FOLDER [--out FILE]

Each photo of the suites is asked twice: of its whole catalogue, and of the catalogue without the
products of its kind; photos of other catalogues are asked too. Categories that tell only wearers
apart («男表», «女表»; Men/Tops/Tees, Women/Tops/Tees) are one kind: with one of them gone the shop
still carries the other. A logistic regression over the evidence tells the two apart; its threshold
lets at most `WRONGLY` of the carried be denied. The figures printed are cross-validated: each kind
is judged by numbers fitted without it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eval.case import open_suite
from eval.photo_measures import OURS, documents, open_index, shared_data
from index.photos.carried import NAMES

if TYPE_CHECKING:
    from index.opening import Index

Floats = NDArray[np.float64]

SUITES = {"tmall_photos": "tmall", "luma_views": "luma"}
STRANGERS = {"tmall_photos": "grocery_photos", "luma_views": "tmall_photos"}
"""Photos of another catalogue that are asked as well, of each suite's catalogue."""
STRANGE = 20
WRONGLY = 0.05
RIDGE = 0.02
FOLDS = 8
HEADER = """\
# How much each piece of evidence says that the shop carries what a photo shows: its mean and scale
# over the photos of the calibration, and its weight. Written by
# `python -m eval.carried_calibration`.
"""


@dataclass(frozen=True)
class Asked:
    """Evidence of one photo asked of one catalogue, and whether its kind is carried there.

    `strange` is a photo of another catalogue.
    """

    group: str
    carried: bool
    evidence: Floats
    strange: bool = False


def collect(name: str, index: Index, at_most: int | None = None) -> list[Asked]:
    """Return the evidence of a suite's photos, with their kind in the catalogue and without.

    Args:
        name: of the suite.
        index: of its catalogue.
        at_most: so many photos, spread over the suite; all of them when None.
    """
    suite = open_suite(shared_data() / "queries" / name)
    papers = documents() if name == "tmall_photos" else frozenset[str]()
    kind = shelves(index)
    found: list[Asked] = []
    for case in suite.cases[:: -(-len(suite.cases) // at_most) if at_most else 1]:
        if str(case.raw["photo"]) in papers or case.photo is None:
            continue
        own = kind[case.relevant[0]]
        gone = frozenset(product for product, each in kind.items() if each == own)
        whole, without = evidence_of(case.photo, index, (frozenset(), gone))
        found.append(Asked(f"{name}:{own}", True, whole))
        found.append(Asked(f"{name}:{own}", False, without))
    return found + _strangers(name, index)


def _strangers(name: str, index: Index) -> list[Asked]:
    """Return the evidence of photos of another catalogue."""
    other = open_suite(shared_data() / "queries" / STRANGERS[name])
    step, found = max(1, len(other.cases) // STRANGE), list[Asked]()
    for case in other.cases[::step][:STRANGE]:
        if case.photo is not None and str(case.raw["photo"]) not in documents():
            (seen,) = evidence_of(case.photo, index, (frozenset(),))
            found.append(Asked(f"{name}:{case.id}", False, seen, strange=True))
    return found


def shelves(index: Index) -> dict[str, str]:
    """Return the shelf of each product: categories of one name or one usual kind are one shelf."""
    kinds: dict[tuple[str, ...], Counter[str]] = {}
    for product in index.products:
        own = index.vocabulary.kinds_of.get(product.id, ())
        kinds.setdefault(product.category, Counter()).update(own[:1])
    joined: dict[tuple[str, ...], str] = {}
    for category, counts in sorted(kinds.items()):
        usual = counts.most_common(1)[0][0] if counts else ""
        names = {category[-1] if category else "", usual} - {""}
        like = (joined[other] for other in joined if names & _names(other, kinds))
        joined[category] = next(like, "/".join(category))
    return {product.id: joined[product.category] for product in index.products}


def _names(category: tuple[str, ...], kinds: Mapping[tuple[str, ...], Counter[str]]) -> set[str]:
    usual = [kind for kind, _ in kinds[category].most_common(1)]
    return {*category[-1:], *usual}


def evidence_of(photo: Path, index: Index, gone: Sequence[frozenset[str]]) -> list[Floats]:
    """Return the evidence of a photo, once for each set of products that are taken out."""
    from index.photos import open_photo
    from index.photos.carried import evidence
    from index.photos.likeness import COMPARED, compare, likeness, product_scores
    from index.photos.reading import look
    from index.photos.table import photo_table

    table = photo_table(index)
    decoded = open_photo(photo)
    seen = look(decoded.hash, decoded.image, index)
    parts = likeness(seen, table)
    scores, best = product_scores(parts, table)
    order = np.argsort(-scores, kind="stable")
    found: list[Floats] = []
    for out in gone:
        kept = np.array([table.products[at] not in out for at in table.shows])
        near = [int(best[at]) for at in order if best[at] >= 0 and kept[best[at]]][:COMPARED]
        some = evidence(seen, parts, table, compare(seen, table, near), kept)
        found.append(some.astype(np.float64))
    return found


def fit(asked: Sequence[Asked]) -> tuple[Floats, Floats, Floats, float]:
    """Return means, scales and weights of a ridge logistic regression, and the threshold."""
    from scipy.optimize import minimize

    rows = np.stack([each.evidence for each in asked])
    says = np.array([1.0 if each.carried else -1.0 for each in asked])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    seen = (rows - mean) / scale
    balance = np.where(says > 0, 0.5 / (says > 0).mean(), 0.5 / (says < 0).mean())

    def loss(numbers: Floats) -> float:
        margins = says * (seen @ numbers[:-1] + numbers[-1])
        return float(
            (balance * np.logaddexp(0, -margins)).mean() + RIDGE * numbers[:-1] @ numbers[:-1]
        )

    weights = minimize(loss, np.zeros(seen.shape[1] + 1)).x[:-1]
    threshold = float(np.quantile((seen @ weights)[says > 0], WRONGLY))
    return mean, scale, weights, threshold


def cross_validate(asked: Sequence[Asked]) -> dict[str, tuple[float, float]]:
    """Return by suite how often «not carried» is said rightly, and wrongly, each group left out."""
    groups = sorted({each.group for each in asked})
    verdicts: dict[str, list[tuple[bool, bool]]] = {}
    for fold in range(FOLDS):
        left = set(groups[fold::FOLDS])
        mean, scale, weights, threshold = fit([each for each in asked if each.group not in left])
        for each in asked:
            if each.group in left:
                denied = float(((each.evidence - mean) / scale) @ weights) < threshold
                verdicts.setdefault(each.group.split(":")[0], []).append((each.carried, denied))
    return {
        suite: (
            float(np.mean([denied for carried, denied in rows if not carried])),
            float(np.mean([denied for carried, denied in rows if carried])),
        )
        for suite, rows in verdicts.items()
    }


def main() -> None:
    """Collect, print the cross-validated figures, fit on everything, and write the numbers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--indexes", type=Path, required=True, help="folder for the indexes")
    beside = Path(__file__).parents[1] / "index" / "photos" / "carried.toml"
    asked.add_argument("--out", type=Path, default=beside)
    said = asked.parse_args()
    found: list[Asked] = []
    for name, catalogue in SUITES.items():
        with open_index(said.indexes, catalogue, OURS) as index:
            found += collect(name, index)
    for suite, (right, wrong) in cross_validate(found).items():
        sys.stdout.write(f"{suite}: not carried said {right:.3f}, wrongly {wrong:.3f}\n")
    mean, scale, weights, threshold = fit(found)
    lines = [HEADER, f"threshold = {threshold:.4f}\n"]
    for name, *numbers in zip(NAMES, mean, scale, weights, strict=True):
        values = zip(("mean", "scale", "weight"), numbers, strict=True)
        lines.append(f"\n[{name}]\n" + "".join(f"{key} = {value:.5f}\n" for key, value in values))
    said.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
