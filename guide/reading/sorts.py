"""Sorts of a kind that a shop has no shelf for («登机箱»): what tells them among the others."""

from __future__ import annotations

from dataclasses import replace

from guide.need import Constraint
from guide.reading.kinds import Said
from guide.reading.phrases import phrases
from guide.reading.setting import Setting
from guide.turn import Locale
from index.extraction.quantities import to_base


def sort_of_kind(said: Said, setting: Setting, locale: Locale) -> Constraint | None:
    """Return the must that tells the sort that was said among the kind it is looked for in."""
    row = next((row for row in phrases("sorts")["sort"] if row["kind"] == said.sort), None)
    if row is None or not setting.stated(row["attribute"]):
        return None
    high, base = to_base(float(row["high"]), row["unit"])
    meant = row["say"] if locale == "zh" else row["say_en"]
    made = Constraint("", row["attribute"], "range", "must", setting.source(said.words))
    return replace(made, high=high, unit=base, taken_for=meant)
