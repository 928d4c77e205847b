"""The report as one HTML file: figures with intervals, breakdowns, times, worst cases, a diff.

Nothing is fetched from elsewhere and nothing runs in it: bars are SVG, folding is `<details>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from importlib.resources import files

import numpy as np

from eval.bench import machine
from eval.comparing import Difference, compare
from eval.figures import Figure, SuiteFigures, figure_of, figures_of
from eval.rows import Row

WIDTH, HEIGHT = 220, 16
WORST = 15
BINS = 24
FLIPS = 12
ANSWER_SHOWN = 6000
"""Characters of an answer's JSON that are shown."""
_SHARE = 1.0


def page(rows: Sequence[Row], baseline: Sequence[Row] = ()) -> str:
    """Return the report of a run; with a baseline also what changed since."""
    suites = figures_of(rows)
    style = files("eval").joinpath("page.css").read_text("utf-8")
    body = "\n".join(
        [
            *_head(suites),
            *_headline(suites),
            *(_changes(compare(baseline, rows)) if baseline else ()),
            *(part for suite in suites for part in _suite(suite)),
        ]
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation</title><style>{style}</style></head><body><main>{body}</main></body>"
        "</html>\n"
    )


def _head(suites: Sequence[SuiteFigures]) -> Iterator[str]:
    cases = sum(len(suite.rows) for suite in suites)
    yield "<h1>How good are the answers?</h1>"
    yield (
        f"<p>{cases} cases in {len(suites)} suites, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on "
        f"{escape(machine())}. Whiskers are 95 % bootstrap intervals; a case without an answer "
        "scores the worst.</p>"
    )


def _headline(suites: Sequence[SuiteFigures]) -> Iterator[str]:
    yield "<table><thead><tr><th>suite<th>measure<th>figure<th>95 %<th>cases<th></tr></thead>"
    for suite in suites:
        for at, figure in enumerate(suite.figures):
            name = f'<a href="#{_anchor(suite.name)}">{escape(suite.name)}</a>' if not at else ""
            unscored = f" ({figure.unscored} unscored)" if figure.unscored else ""
            yield (
                f"<tr{' class=first' if not at else ''}><td>{name}<td>{escape(figure.name)}"
                f"<td class=n>{_number(figure.value)}<td class=n>{_number(figure.low)}–"
                f"{_number(figure.high)}<td class=n>{figure.scored}{unscored}<td>{_bar(figure)}"
            )
    yield "</table>"


def _bar(figure: Figure) -> str:
    """Return a bar of 0 to 1 with its whisker; other figures have none."""
    if figure.high > _SHARE or not figure.more_is_better:
        return ""
    x, low, high = (round(v * WIDTH, 1) for v in (figure.value, figure.low, figure.high))
    middle = HEIGHT / 2
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{figure.value:.3f}">'
        f'<rect class="back" width="{WIDTH}" height="{HEIGHT}" rx="3"/>'
        f'<rect class="bar" width="{x}" height="{HEIGHT}" rx="3"/>'
        f'<path class="whisker" d="M{low} {middle}H{high}M{low} 4v8M{high} 4v8"/></svg>'
    )


def _suite(suite: SuiteFigures) -> Iterator[str]:
    yield f'<section id="{_anchor(suite.name)}"><h2>{escape(suite.name)}</h2>'
    yield from _groups(suite)
    yield _times(suite)
    yield from _worst(suite)
    yield "</section>"


def _groups(suite: SuiteFigures) -> Iterator[str]:
    groups = dict.fromkeys(row.group for row in suite.rows)
    names = [figure.name for figure in suite.figures if figure.more_is_better][:4]
    if len(groups) < 2 or not names:
        return
    yield "<h3>By kind</h3><table><thead><tr><th><th>cases" + "".join(
        f"<th>{escape(name)}" for name in names
    )
    for group in sorted(groups):
        own = [row for row in suite.rows if row.group == group]
        found = [figure_of(name, own) for name in names]
        cells = "".join(f"<td class=n>{_number(f.value) if f else '–'}" for f in found)
        yield f"<tr><td>{escape(group or '(none)')}<td class=n>{len(own)}{cells}"
    yield "</table>"


def _times(suite: SuiteFigures) -> str:
    times = np.array([row.total_ms for row in suite.rows if row.total_ms > 0])
    if not len(times):
        return ""
    edge = max(float(np.percentile(times, 99)), 1.0)
    counts, _ = np.histogram(np.clip(times, 0, edge), bins=BINS, range=(0, edge))
    step, tallest = 480 / BINS, int(counts.max())
    bars = "".join(
        f'<rect class="bar" x="{at * step + 1:.1f}" y="{60 - 56 * n / tallest:.1f}" '
        f'width="{step - 2:.1f}" height="{56 * n / tallest:.1f}"/>'
        for at, n in enumerate(counts)
    )
    p50, p95 = np.percentile(times, (50, 95))
    return (
        f"<h3>Time of a case</h3><p>median {p50:.0f} ms, p95 {p95:.0f} ms, "
        f"longest {times.max():.0f} ms</p>"
        f'<svg width="480" height="62" role="img" aria-label="times of cases">{bars}</svg>'
        f"<p class=note>0 to {edge:.0f} ms (99th percentile)</p>"
    )


def _worst(suite: SuiteFigures) -> Iterator[str]:
    judged = [figure.name for figure in suite.figures if figure.more_is_better]
    judged = [name for name in judged if name != "picks"]

    def badness(row: Row) -> float:
        values = [row.scores[n].value for n in judged if n in row.scores]
        return sum(value for value in values if value is not None)

    wrong = [row for row in suite.rows if any((_value(row, name)) < 1 for name in judged)]
    if not wrong:
        yield "<p>No case went wrong.</p>"
        return
    yield f"<h3>Worst cases ({len(wrong)} of {len(suite.rows)} not perfect)</h3>"
    for row in sorted(wrong, key=badness)[:WORST]:
        yield from _case(row, judged)


def _value(row: Row, name: str) -> float:
    score = row.scores.get(name)
    return 1.0 if score is None or score.value is None else score.value


def _case(row: Row, judged: Sequence[str]) -> Iterator[str]:
    yield f"<details><summary><b>{escape(row.case)}</b> {escape(row.asked)}</summary><ul>"
    for name in judged:
        if name in row.scores and _value(row, name) < 1:
            score = row.scores[name]
            yield f"<li><b>{escape(name)} {score.value:.2f}</b> {escape(score.reason)}"
    yield "</ul>"
    if row.error:
        yield f"<p class=error>{escape(row.error)}</p>"
    for answer in row.answers:
        yield f"<blockquote>{escape(str(answer.get('text', '')))}</blockquote>"
    shown = row.answers[-1] if row.answers else {"ranking": row.ranking}
    text = json.dumps(shown, ensure_ascii=False, indent=1)[:ANSWER_SHOWN]
    yield f"<details><summary>whole answer</summary><pre>{escape(text)}</pre></details></details>"


def _changes(differences: Sequence[Difference]) -> Iterator[str]:
    yield "<h2>Since the baseline</h2><table><thead><tr><th>suite<th>measure<th>before<th>after"
    yield "<th>mean change by case, 95 %<th>p<th>changed</tr></thead>"
    for each in differences:
        yield (
            f"<tr><td>{escape(each.suite)}<td>{escape(each.name)}<td class=n>"
            f"{_number(each.before)}<td class=n>{_number(each.after)}<td class=n>"
            f"{each.low:+.3f} to {each.high:+.3f}<td class=n>{each.p:.3f}"
            f"<td class=n>{len(each.flips)}"
        )
    yield "</table>"
    for each in differences:
        if each.flips and each.before <= _SHARE:
            yield f"<details><summary>{escape(each.suite)} {escape(each.name)}</summary><ul>"
            for f in each.flips[:FLIPS]:
                yield (
                    f"<li>{f.before:.2f} → {f.after:.2f} <b>{escape(f.case)}</b> "
                    f"{escape(f.asked)}: {escape(f.reason_before)} → {escape(f.reason_after)}"
                )
            yield "</ul></details>"


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) > 1.5 else f"{value:.3f}"


def _anchor(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name)
