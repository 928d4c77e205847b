"""Sorts of a kind that a shop has no shelf for («登机箱»): what tells them among the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from guide.need import Constraint, Need
from guide.reading.kinds import Said
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.turn import DropConstraint, Edit, Locale
from index.extraction.quantities import to_base


def moot(said: Sequence[Said], need: Need, setting: Setting) -> Iterator[Edit]:
    """Drop the standing amounts that a narrower kind, said now, never states (升 of a 登机箱)."""
    kinds = {kind for one in said[:1] for kind in one.kinds}
    if not kinds or not need.kinds or kinds == set(need.kinds):
        return
    for old in need.constraints:
        if old.op == "range" and old.strength == "must" and not setting.stated(old.attribute):
            yield DropConstraint(old.id)


def sort_of_kind(said: Said, setting: Setting, locale: Locale) -> Constraint | None:
    """Return the must that tells the sort that was said among the kind it is looked for in."""
    row = next((row for row in phrases("sorts")["sort"] if row["kind"] == said.sort), None)
    if row is None or not setting.stated(row["attribute"]):
        return None
    high, base = to_base(float(row["high"]), row["unit"])
    meant = row["say"] if locale == "zh" else row["say_en"]
    made = Constraint("", row["attribute"], "range", "must", setting.source(said.words))
    return replace(made, high=high, unit=base, taken_for=meant)
