"""The report as one HTML file: figures with intervals, breakdowns, times, worst cases, a diff.

Nothing is fetched from elsewhere and nothing runs in it: bars are SVG, folding is `<details>`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from importlib.resources import files

from eval.bench import machine
from eval.comparing import Difference, compare
from eval.figures import Figure, SuiteFigures, figure_of, figures_of
from eval.page_cases import changed_cases, worst_cases
from eval.page_times import times
from eval.rows import Row

WIDTH, HEIGHT = 240, 14
GROUPS_BY = 4
"""Measures of the breakdown, at most."""
_SHARE = 1.0
GOOD, FAIR = 0.95, 0.8
"""From where a share is drawn as good, and as fair."""


def page(rows: Sequence[Row], baseline: Sequence[Row] = ()) -> str:
    """Return the report of a run; with a baseline also what changed since."""
    suites = figures_of(rows)
    differences = compare(baseline, rows) if baseline else []
    style = files("eval").joinpath("page.css").read_text("utf-8")
    parts = [
        *_head(suites),
        *_headline(suites, differences),
        *(_changes(differences) if baseline else ()),
        *(part for suite in suites for part in _suite(suite)),
    ]
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Evaluation</title><style>{style}</style></head><body><main>{body}</main></body>"
        "</html>\n"
    )


def _head(suites: Sequence[SuiteFigures]) -> Iterator[str]:
    cases = sum(len(suite.rows) for suite in suites)
    failed = sum(suite.failed for suite in suites)
    flawed = sum(1 for suite in suites for row in suite.rows if _flawed(row, suite))
    picked = sum(len(a.get("picks") or ()) for s in suites for r in s.rows for a in r.answers)
    yield "<header><h1>How good are the answers?</h1>"
    yield (
        f"<p>{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, on {escape(machine())}. Whiskers are 95 % "
        "bootstrap intervals over cases; a case without an answer scores the worst.</p></header>"
    )
    tiles = (
        (cases, f"cases in {len(suites)} suite{'' if len(suites) == 1 else 's'}"),
        (cases - flawed, "without a flaw"),
        (picked, "products picked"),
        (failed, "without an answer"),
    )
    yield (
        '<div class="tiles">'
        + "".join(
            f"<div><b>{count:,}</b><span>{escape(words)}</span></div>" for count, words in tiles
        )
        + "</div>"
    )


def _flawed(row: Row, suite: SuiteFigures) -> bool:
    names = {f.name for f in suite.figures if f.more_is_better and f.name != "picks"}
    values = [score.value for name, score in row.scores.items() if name in names]
    return any(value is not None and value < 1 for value in values)


def _headline(suites: Sequence[SuiteFigures], changes: Sequence[Difference]) -> Iterator[str]:
    """Yield one line a suite, its first measure, and all measures folded under it."""
    since = {(each.suite, each.name): each for each in changes}
    columns = "<th class=n>figure<th><th class=n>95 %<th class=n>cases"
    columns += "<th class=n>since" if since else ""
    yield f'<table class="headline"><thead><tr><th>suite<th>measure{columns}</tr></thead>'
    for suite in suites:
        if suite.figures:
            lead = next((f for f in suite.figures if f.more_is_better), suite.figures[0])
            link = f'<a href="#{_anchor(suite.name)}">{escape(suite.name)}</a>'
            yield _figure(lead, since.get((suite.name, lead.name)), bool(since), link)
    yield "</table><details class=all><summary>Every measure</summary>"
    yield f'<table class="headline"><thead><tr><th>measure{columns}</tr></thead>'
    for suite in suites:
        yield f'<tr class="suite"><td colspan="6">{escape(suite.name)}</td></tr>'
        for figure in suite.figures:
            yield _figure(figure, since.get((suite.name, figure.name)), bool(since))
    yield "</table></details>"


def _figure(
    figure: Figure, change: Difference | None, compared: bool, suite: str | None = None
) -> str:
    unscored = f" <i>+{figure.unscored} unscored</i>" if figure.unscored else ""
    interval = "" if figure.name == "picks" else f"{_number(figure.low)}–{_number(figure.high)}"
    name = "" if suite is None else f"<td>{suite}"
    return (
        f"<tr>{name}<td>{escape(figure.name)}<td class=n><b>{_number(figure.value)}</b>"
        f"<td>{_bar(figure)}"
        f"<td class=n>{interval}<td class=n>{figure.scored}{unscored}"
        + (f"<td class=n>{_moved(change)}" if compared else "")
    )


def _moved(change: Difference | None) -> str:
    if change is None or abs(change.after - change.before) < 1e-9:
        return '<span class="same">·</span>'
    better = change.after > change.before
    text = (
        f"{change.after - change.before:+.3f}"
        if change.before <= _SHARE
        else (f"{change.after - change.before:+.0f}")
    )
    sure = "sure" if change.p < 0.05 else "unsure"
    return f'<span class="{"up" if better else "down"} {sure}">{text}</span>'


def _bar(figure: Figure) -> str:
    """Return a bar of 0 to 1 with its whisker; other figures have none."""
    if figure.high > _SHARE or not figure.more_is_better or figure.name == "picks":
        return ""
    x, low, high = (round(max(v, 0.0) * WIDTH, 1) for v in (figure.value, figure.low, figure.high))
    grade = "good" if figure.value >= GOOD else "fair" if figure.value >= FAIR else "poor"
    middle = HEIGHT / 2
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{figure.value:.3f}">'
        f'<rect class="back" width="{WIDTH}" height="{HEIGHT}" rx="3"/>'
        f'<rect class="bar {grade}" width="{x}" height="{HEIGHT}" rx="3"/>'
        f'<path class="whisker" d="M{low} {middle}H{high}M{low} 3v8M{high} 3v8"/></svg>'
    )


def _suite(suite: SuiteFigures) -> Iterator[str]:
    yield f'<section id="{_anchor(suite.name)}"><h2>{escape(suite.name)}</h2>'
    yield from _groups(suite)
    yield times(suite.rows)
    yield from worst_cases(suite)
    yield "</section>"


def _groups(suite: SuiteFigures) -> Iterator[str]:
    groups = dict.fromkeys(row.group for row in suite.rows)
    names = [f.name for f in suite.figures if f.more_is_better and f.name != "picks"]
    if len(groups) < 2 or not names:
        return
    names = names[:GROUPS_BY]
    yield (
        "<h3>By kind of case</h3><table><thead><tr><th><th class=n>cases"
        + "".join(f"<th>{escape(name)}" for name in names)
        + "</tr></thead>"
    )
    for group in groups:
        own = [row for row in suite.rows if row.group == group]
        found = [figure_of(name, own) for name in names]
        cells = "".join(f"<td>{_small(f)}" for f in found)
        yield f"<tr><td>{escape(group or '(none)')}<td class=n>{len(own)}{cells}"
    yield "</table>"


def _small(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    grade = "good" if figure.value >= GOOD else "fair" if figure.value >= FAIR else "poor"
    width = round(max(min(figure.value, 1.0), 0.0) * 60, 1)
    return (
        f'<span class="cell"><svg width="60" height="8"><rect class="back" width="60" height="8" '
        f'rx="2"/><rect class="bar {grade}" width="{width}" height="8" rx="2"/></svg>'
        f"{_number(figure.value)}</span>"
    )


def _changes(differences: Sequence[Difference]) -> Iterator[str]:
    moved = [each for each in differences if each.flips]
    yield "<h2>Since the baseline</h2>"
    if not moved:
        yield "<p>No case changed in any measure.</p>"
        return
    yield "<table><thead><tr><th>suite<th>measure<th class=n>before<th class=n>after"
    yield "<th class=n>mean change by case, 95 %<th class=n>p<th class=n>changed</tr></thead>"
    for each in moved:
        yield (
            f"<tr><td>{escape(each.suite)}<td>{escape(each.name)}<td class=n>"
            f"{_number(each.before)}<td class=n>{_number(each.after)}<td class=n>"
            f"{each.low:+.3f} to {each.high:+.3f}<td class=n>{_p(each.p)}"
            f"<td class=n>{len(each.flips)}"
        )
    yield "</table>"
    yield from changed_cases(moved)


def _p(value: float) -> str:
    return "&lt;0.001" if value < 0.001 else f"{value:.3f}"


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) > 1.5 else f"{value:.3f}"


def _anchor(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name)
