"""An optional model that judges words: a grade of 1 to 5, and which of two answers is better.

`open_judge(spec)` takes any chat model by the project's model spec. How far a judge can be trusted
is measured on anchored examples by `calibrate`; it never decides a run alone.
"""

from __future__ import annotations

from eval.judging.anchors import ANCHORS, Anchor, read_anchors
from eval.judging.calibration import Calibration, calibrate
from eval.judging.judge import Judge, Preference, open_judge
from eval.judging.preferring import Preferred, prefer
from eval.judging.verdicts import Verdict, parse_grade, parse_winner

__all__ = [
    "ANCHORS",
    "Anchor",
    "Calibration",
    "Judge",
    "Preference",
    "Preferred",
    "Verdict",
    "calibrate",
    "open_judge",
    "parse_grade",
    "parse_winner",
    "prefer",
    "read_anchors",
]
