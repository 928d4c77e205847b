"""What is printed of a judge: figures for people, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eval.judging.calibration import Calibration
from eval.judging.preferring import Preferred

MOST = 8
"""Examples on which judge and anchor are furthest apart, at most."""


def as_row(found: Calibration) -> dict[str, Any]:
    """Return a calibration as JSON: counts and figures."""
    return {
        "judge": found.judge,
        "examples": len(found.graded),
        "unscored": found.unscored,
        "pairs": len(found.compared),
        "unscored_pairs": found.unscored_pairs,
        "figures": {name: round(value, 4) for name, value in found.figures().items()},
    }


def told(found: Calibration) -> str:
    """Return a calibration as text, with the examples on which judge and anchor differ most."""
    f = found.figures()
    lines = [
        f"{found.judge}: {len(found.graded)} examples, {found.unscored} unscored; "
        f"{len(found.compared)} pairs in both orders, {found.unscored_pairs} unscored",
        f"  kappa            {f['kappa']:.3f}  ({f['kappa_low']:.3f} to {f['kappa_high']:.3f}, "
        "quadratic weights)",
        f"  Spearman         {f['spearman']:.3f}",
        f"  exact            {f['exact']:.3f}",
        f"  within one       {f['within_1']:.3f}",
        f"  pairs right      {f['pairs_right']:.3f}  (the better one, in both orders)",
        f"  consistent       {f['consistent']:.3f}  (the same in both orders)",
        f"  first preferred  {f['first_preferred']:.3f}  (0.5: the order does not sway it)",
    ]
    return "\n".join([*lines, *_apart(found)]) + "\n"


def _apart(found: Calibration) -> Iterator[str]:
    far = [(abs(g.grade - g.anchor.grade), g) for g in found.graded if g.grade is not None]
    for gap, graded in sorted(far, key=lambda each: -each[0])[:MOST]:
        if gap > 1:
            anchor = graded.anchor
            yield (
                f"  x {anchor.id}: {graded.grade}, anchored at {anchor.grade} ({anchor.reason}); "
                f"the judge: {graded.reason}"
            )
    for graded in [g for g in found.graded if g.grade is None][:MOST]:
        yield f"  ? {graded.anchor.id}: {graded.reason}"


def rows_of(found: Calibration) -> Iterator[dict[str, Any]]:
    """Yield every verdict: of each example, then of each pair."""
    for graded in found.graded:
        anchor = graded.anchor
        row = {"example": anchor.id, "anchored": anchor.grade, "grade": graded.grade}
        yield row | {"reason": graded.reason}
    for compared in found.compared:
        preference = compared.preference
        row = {"better": compared.better.id, "worse": compared.worse.id}
        row |= {"winner": preference.winner, "orders": list(preference.orders)}
        yield row | {"reason": preference.reason}


def preferred_row(found: Preferred) -> dict[str, Any]:
    """Return two runs held against each other as JSON."""
    return {
        "cases": len(found.verdicts),
        "first": found.count("first"),
        "second": found.count("second"),
        "tie": found.count("tie"),
        "unscored": found.count(None),
        "p": round(found.p, 4),
        "verdicts": [
            {"suite": suite, "case": case, "winner": p.winner, "orders": list(p.orders)}
            for suite, case, p in found.verdicts
        ],
    }


def preferred_told(found: Preferred) -> str:
    """Return two runs held against each other as text."""
    lines = [
        f"{len(found.verdicts)} cases with other words: the first run is better in "
        f"{found.count('first')}, the second in {found.count('second')}, "
        f"{found.count('tie')} ties, {found.count(None)} unscored (sign test p {found.p:.3f})"
    ]
    lines += [
        f"  {p.winner} {suite} {case}: {p.reason}"
        for suite, case, p in found.verdicts
        if p.winner in ("first", "second")
    ]
    return "\n".join(lines) + "\n"
