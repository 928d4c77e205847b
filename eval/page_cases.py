"""The cases of the report: the worst, with whole answers and reasons, and the changed ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from eval.comparing import Difference, Flip
from eval.figures import SuiteFigures
from eval.rows import Row
from eval.scorers import parse

WORST = 15
FLIPS = 12
SEPARATOR = " / "
Json = Mapping[str, Any]


def worst_cases(suite: SuiteFigures) -> Iterator[str]:
    """Yield the cases that went wrong, the worst first, each with its answers and reasons."""
    judged = [f.name for f in suite.figures if f.more_is_better and f.name != "picks"]
    wrong = [row for row in suite.rows if any(_value(row, name) < 1 for name in judged)]
    if not wrong:
        yield '<p class="fine">No case went wrong.</p>'
        return
    yield f"<h3>Worst cases <span>{len(wrong)} of {len(suite.rows)} not perfect</span></h3>"
    wrong.sort(key=lambda row: sum(_value(row, name) for name in judged))
    for row in wrong[:WORST]:
        yield from _case(row, judged)


def _value(row: Row, name: str) -> float:
    score = row.scores.get(name)
    return 1.0 if score is None or score.value is None else score.value


def _case(row: Row, judged: Sequence[str]) -> Iterator[str]:
    failed = [name for name in judged if _value(row, name) < 1]
    chips = "".join(f"<em>{escape(name)} {_value(row, name):.2f}</em>" for name in failed)
    yield f"<details><summary>{escape(row.asked)}<span>{escape(row.case)}</span>{chips}</summary>"
    yield '<ul class="why">'
    for name in failed:
        yield f"<li><b>{escape(name)}</b> {escape(row.scores[name].reason)}"
    yield "</ul>"
    if row.error:
        yield f"<p class=error>{escape(row.error)}</p>"
    turns = row.asked.split(SEPARATOR) if len(row.answers) > 1 else [row.asked]
    for at, answer in enumerate(row.answers):
        asked = turns[at] if at < len(turns) else ""
        yield from _turn(asked, answer)
    if not row.answers and row.ranking:
        yield f"<p>Came back: {escape(', '.join(row.ranking[:10]))}</p>"
    yield "</details>"


def _turn(asked: str, answer: Json) -> Iterator[str]:
    if asked:
        yield f'<p class="asked">{escape(asked)}</p>'
    yield f"<blockquote>{escape(str(answer.get('text') or '(nothing)'))}</blockquote>"
    picks = answer.get("picks") or ()
    if picks:
        yield "<table class=picks>" + "".join(_pick(pick) for pick in picks) + "</table>"
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    yield f"<details><summary>the whole answer as JSON</summary><pre>{escape(text)}</pre></details>"


def _pick(pick: Json) -> str:
    price = "–" if pick.get("price") is None else f"{pick['price']:g}"
    reasons = "; ".join(str(reason.get("text", "")) for reason in pick.get("reasons") or ())
    return (
        f"<tr><td>{escape(str(pick.get('title', '')))} {escape(str(pick.get('options') or ''))}"
        f"<td class=n>{price}<td>{escape(reasons)}"
    )


def changed_cases(differences: Sequence[Difference]) -> Iterator[str]:
    """Yield the cases whose verdict changed, the most worsened first, with both reasons."""
    for each in differences:
        if not parse(each.name).more_is_better or each.name == "picks":
            continue
        yield (
            f"<details><summary>{escape(each.suite)} {escape(each.name)}"
            f"<span>{len(each.flips)} changed</span></summary><table>"
        )
        yield from (_flip(flip) for flip in each.flips[:FLIPS])
        yield "</table></details>"


def _flip(flip: Flip) -> str:
    way = "up" if flip.after > flip.before else "down"
    return (
        f'<tr><td class="flip {way}">{flip.before:.2f} → {flip.after:.2f}<td>'
        f"<b>{escape(flip.case)}</b> {escape(flip.asked)}<br><small>{escape(flip.reason_before)} → "
        f"{escape(flip.reason_after)}</small>"
    )
