"""Fit the numbers by which a photo's kind counts as carried: `index/photos/carried.toml`.

    python -m eval.carried_calibration --indexes FOLDER [--out FILE]

Each photo of the suites is asked twice: of its whole catalogue, and of the catalogue without the
products of its kind; photos of other catalogues are asked too. Categories that tell only wearers
apart («男表», «女表»; Men/Tops/Tees, Women/Tops/Tees) are one kind: with one of them gone the shop
still carries the other. To learn from, and never to be judged by, the photos are also asked of
shops of some shelves drawn at random, so that the size of a shop gives nothing away. The figures
printed are cross-validated: each kind is judged by numbers fitted without it. Half an hour of one
core, most of it reading the words in the photos.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eval.carried_fit import DOUBT, Asked, Fitted, cross_validate, fit, rates
from eval.case import Case, Suite, open_suite
from eval.photo_measures import (
    DEMO_CLOTHES,
    OURS,
    documents,
    open_index,
    photo_suite,
    shared_data,
)
from index.photos.carried import NAMES

if TYPE_CHECKING:
    from index.opening import Index
    from index.photos.carriage import Carriage
    from index.photos.likeness import Compared
    from index.photos.reading import PhotoReadingResult
    from index.photos.table import PhotoTable

Bools = NDArray[np.bool_]

SUITES: Mapping[str, str] = {
    "tmall_photos": "tmall",
    "luma_views": "luma",
    "grocery_photos": "grocery",
    "clothing_photos": "fashion",
    DEMO_CLOTHES: "demo",
}
"""The suites that are calibrated on, and the catalogue that each is asked of."""
STRANGERS: Mapping[str, tuple[str, ...]] = {
    "tmall_photos": ("grocery_photos",),
    "luma_views": ("tmall_photos", "grocery_photos"),
    "grocery_photos": ("tmall_photos", "luma_views", "clothing_photos"),
    "clothing_photos": ("grocery_photos",),
    DEMO_CLOTHES: ("grocery_photos",),
}
"""Photos of other catalogues that are asked as well, of each suite's catalogue."""
STRANGE = 20
SHARES = dict.fromkeys(SUITES, 1.0)
"""How much each suite counts in the fit."""
DRAWN = (0.5, 0.7, 0.85, 0.93) * 4
"""Shops drawn at random: which part of the shelves each keeps."""
PHOTOS_DRAWN = 150
MOST_GONE = 0.5
"""Where less of a kind is left than this, but not nothing, nobody can say whether it is carried."""
NEAR = 60
"""Products that are compared point by point with each photo, for all the shops it is asked of."""
HEADER = """\
# How much each piece of evidence says that the shop carries what a photo shows: its mean and scale
# over the photos of the calibration, and its weight; from which sum on, and how near it words are
# read. Written by `python -m eval.carried_calibration`.
"""


@dataclass(frozen=True, eq=False)
class Look:
    """A photo of a suite as it was read once, for all the shops that it is asked of."""

    seen: PhotoReadingResult
    parts: Mapping[str, NDArray[np.float32]]
    compared: Mapping[int, Compared]


def collect(
    name: str, index: Index, at_most: int | None = None, drawn: Sequence[float] = ()
) -> list[Asked]:
    """Return the evidence of a suite's photos, with their kind in the catalogue and without.

    Args:
        name: of the suite.
        index: of its catalogue.
        at_most: so many photos, spread over the suite; all of them when None.
        drawn: shops to draw at random, by the part of the shelves that they keep.
    """
    from index.photos.carriage import Carriage
    from index.photos.table import photo_table

    suite, table = photo_suite(name), photo_table(index)
    cases = _shown(suite, at_most)
    kinds = {case.id: kind_of(case, suite, table) for case in cases}
    gone = {kind: rows_of(kind, suite, table) for kind in sorted(set(kinds.values()))}
    looks = {case.id: look_at(case, index) for case in cases}
    strangers = {f"{name}:{case.id}": look_at(case, index) for case in _strange(name)}
    found = [
        _asked(name, kinds[case.id], True, looks[case.id], table, table.carriage) for case in cases
    ]
    for kind, rows in gone.items():
        part = Carriage(table, np.flatnonzero(~rows))
        own = [case.id for case in cases if kinds[case.id] == kind]
        found += [_asked(name, kind, False, looks[case], table, part) for case in own]
    found += [
        _asked(name, each, False, photo, table, table.carriage, strange=True)
        for each, photo in strangers.items()
    ]
    dice = np.random.default_rng(5)
    for share in drawn:
        found += _of_a_drawn_shop(name, share, dice, (kinds, gone, looks, strangers), table)
    return found


Photos = tuple[Mapping[str, str], Mapping[str, Bools], Mapping[str, Look], Mapping[str, Look]]
"""Kind of each photo, rows of each kind, how each photo was read, and strangers."""


def _of_a_drawn_shop(
    name: str, share: float, dice: np.random.Generator, photos: Photos, table: PhotoTable
) -> Iterator[Asked]:
    from index.photos.carriage import Carriage

    kinds, gone, looks, strangers = photos
    shelf = np.array([table.shelves[at] for at in table.shows])
    kept = [each for each in sorted(set(shelf.tolist())) if dice.random() < share]
    rows = np.isin(shelf, kept)
    if len(kept) < 2:
        return
    part = Carriage(table, np.flatnonzero(rows))
    for case, kind in kinds.items():
        left = (gone[kind] & rows).sum() / max(int(gone[kind].sum()), 1)
        if (0 < left < MOST_GONE) or dice.random() > PHOTOS_DRAWN / len(kinds):
            continue
        yield _asked(name, kind, bool(left), looks[case], table, part, drawn=True)
    for each, photo in list(strangers.items())[::2]:
        yield _asked(name, each, False, photo, table, part, strange=True, drawn=True)


def _asked(
    name: str,
    kind: str,
    carried: bool,
    photo: Look,
    table: PhotoTable,
    carriage: Carriage,
    *,
    strange: bool = False,
    drawn: bool = False,
) -> Asked:
    from index.photos.carried import evidence, with_words
    from index.photos.likeness import COMPARED, product_scores

    rows = frozenset(carriage.rows.tolist())
    scores, best = product_scores(photo.parts, table)
    order = (int(best[at]) for at in np.argsort(-scores, kind="stable"))
    near = [row for row in order if row in rows][:COMPARED]
    compared = {row: photo.compared[row] for row in near if row in photo.compared}
    whole = evidence(photo.seen, photo.parts, table, compared, carriage).astype(np.float64)
    bare = with_words(whole.astype(np.float32), (), carriage).astype(np.float64)
    photos = "clothing_photos" if name == DEMO_CLOTHES else name
    return Asked(name, f"{photos}:{kind}", carried, whole, bare, strange=strange, drawn=drawn)


def look_at(case: Case, index: Index) -> Look:
    """Return a photo as it is read, with its words and the points it shares with the nearest."""
    from dataclasses import replace

    from index.photos import open_photo
    from index.photos.likeness import compare, likeness, product_scores
    from index.photos.pages import text_share
    from index.photos.reading import SOME_WORDS, look
    from index.photos.table import photo_table
    from index.photos.text import read_text

    assert case.photo is not None
    table, decoded = photo_table(index), open_photo(case.photo)
    seen = look(decoded.hash, decoded.image, index)
    if text_share(decoded.image) > SOME_WORDS:
        seen = replace(seen, text=read_text(decoded.image))
    parts = likeness(seen, table)
    scores, best = product_scores(parts, table)
    near = [int(best[at]) for at in np.argsort(-scores, kind="stable")[:NEAR] if best[at] >= 0]
    return Look(seen, parts, compare(seen, table, near))


def kind_of(case: Case, suite: Suite, table: PhotoTable) -> str:
    """Return the kind of a case: its label, or the shelf of the product that it shows."""
    if suite.labels:
        return str(case.label)
    return table.shelves[table.products.index(case.relevant[0])]


def rows_of(kind: str, suite: Suite, table: PhotoTable) -> Bools:
    """Return which photos of the table show a kind of the suite."""
    if suite.labels:
        names = frozenset(suite.labels[kind])
        own = [bool(names.intersection(item.category[-1:])) for item in table.items]
    else:
        own = [shelf == kind for shelf in table.shelves]
    return np.array(own)[table.shows]


def _shown(suite: Suite, at_most: int | None = None) -> list[Case]:
    """Return the cases whose photo shows a product."""
    papers = documents() if suite.name == "tmall_photos" else frozenset[str]()
    step = -(-len(suite.cases) // at_most) if at_most else 1
    return [case for case in suite.cases[::step] if str(case.raw["photo"]) not in papers]


def _strange(name: str) -> Iterator[Case]:
    for other in STRANGERS[name]:
        cases = _shown(open_suite(shared_data() / "queries" / other))
        yield from cases[:: max(1, len(cases) // STRANGE)][:STRANGE]


def written(fitted: Fitted) -> str:
    """Return the text of `carried.toml`."""
    doubt = DOUBT * fitted.spread
    lines = [HEADER, f"threshold = {fitted.threshold:.4f}\ndoubt = {doubt:.4f}\n"]
    numbers = zip(NAMES, fitted.mean, fitted.scale, fitted.weights, strict=True)
    for name, *values in numbers:
        rows = zip(("mean", "scale", "weight"), values, strict=True)
        lines.append(f"\n[{name}]\n" + "".join(f"{key} = {value:.5f}\n" for key, value in rows))
    return "".join(lines)


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
            found += collect(name, index, drawn=DRAWN)
    figures = rates(found, cross_validate(found, SHARES))
    for suite, (right, wrong, strangers) in figures.items():
        line = (
            f"{suite}: not carried said {right:.3f}, wrongly {wrong:.3f}, strangers {strangers:.3f}"
        )
        sys.stdout.write(line + "\n")
    said.out.write_text(written(fit(found, SHARES)), encoding="utf-8")


if __name__ == "__main__":
    main()
