"""The times of a suite's cases as a histogram, on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eval.rows import Row

WIDTH, HEIGHT = 640, 110
TOP, BOTTOM = 18, 20
BINS = 32


@dataclass(frozen=True, slots=True)
class _Scale:
    """From milliseconds to a place on the page."""

    low: float
    high: float

    def place(self, ms: float) -> float:
        share = (float(np.log10(max(ms, 1.0))) - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0) * WIDTH


def times(rows: Sequence[Row]) -> str:
    """Return the histogram with its median and 95th percentile; "" where nothing was timed."""
    taken = np.array([row.total_ms for row in rows if row.total_ms > 0])
    if len(taken) < 2:
        return ""
    logs = np.log10(np.maximum(taken, 1.0))
    low = float(np.floor(logs.min()))
    scale = _Scale(low, max(float(np.ceil(logs.max())), low + 1))
    counts, edges = np.histogram(logs, bins=BINS, range=(scale.low, scale.high))
    p50, p95 = (float(each) for each in np.percentile(taken, (50, 95)))
    drawn = (*_bars(counts.tolist(), edges.tolist()), *_marks(p50, p95, scale), *_ticks(scale))
    return (
        "<h3>Time of a case <span>milliseconds, logarithmic; the longest "
        f'{taken.max():.0f}</span></h3><svg class="times" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="times of cases: median '
        f'{p50:.0f} ms, p95 {p95:.0f} ms">{"".join(drawn)}</svg>'
    )


def _bars(counts: Sequence[int], edges: Sequence[float]) -> Iterator[str]:
    step, full = WIDTH / BINS, HEIGHT - TOP - BOTTOM
    for at, count in enumerate(counts):
        tall = full * count / max(counts)
        yield (
            f'<rect class="bar good" x="{at * step + 1:.1f}" y="{TOP + full - tall:.1f}" '
            f'width="{step - 2:.1f}" height="{tall:.1f}" rx="1.5"><title>{count} cases of '
            f"{10 ** edges[at]:.0f} to {10 ** edges[at + 1]:.0f} ms</title></rect>"
        )


def _marks(p50: float, p95: float, scale: _Scale) -> Iterator[str]:
    for name, ms, side, gap in (("median", p50, "end", -4), ("p95", p95, "start", 4)):
        x = scale.place(ms)
        yield (
            f'<path class="mark" d="M{x:.1f} 4V{HEIGHT - BOTTOM}"/><text x="{x + gap:.1f}" y="12" '
            f'text-anchor="{side}">{name} {ms:.0f} ms</text>'
        )


def _ticks(scale: _Scale) -> Iterator[str]:
    for power in range(int(scale.low) + 1, int(scale.high)):
        x = scale.place(10.0**power)
        yield f'<text x="{x:.1f}" y="{HEIGHT - 6}" text-anchor="middle">{10**power:,}</text>'
