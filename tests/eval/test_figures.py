"""Figures have intervals; two runs are compared case by case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.comparing import compare, permutation_p, told
from eval.figures import figure_of, figures_of
from eval.rows import Row, read_rows, write_rows
from eval.scoring import Score
from index.errors import EvalError


def row(case: int, value: float | None, suite: str = "s", name: str = "MustKept") -> Row:
    return Row(suite, str(case), "request", f"ask {case}", scores={name: Score(value, "so")})


def rows(*values: float | None, **more) -> list[Row]:
    return [row(at, value, **more) for at, value in enumerate(values)]


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=2, max_size=30))
def test_the_interval_holds_the_figure(values: list[float]) -> None:
    figure = figure_of("MustKept", rows(*values))
    assert figure is not None
    assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9
    assert figure.value == pytest.approx(np.mean(values))


def test_the_same_run_has_the_same_interval() -> None:
    once, again = (figure_of("MustKept", rows(0, 1, 1, 0, 1)) for _ in range(2))
    assert once == again


def test_what_cannot_be_judged_is_counted_and_not_zero() -> None:
    figure = figure_of("MustKept", rows(1.0, None, 1.0))
    assert figure is not None
    assert (figure.value, figure.scored, figure.unscored) == (1.0, 2, 1)
    assert figure_of("MustKept", rows(None, None)) is None


def test_rows_are_read_back_as_they_were_written(tmp_path) -> None:
    written = rows(0.25, None)
    write_rows(tmp_path / "rows.jsonl", written)
    assert read_rows(tmp_path / "rows.jsonl") == written
    assert figures_of(written)[0].rows == tuple(written)


def test_a_file_that_is_no_run_is_refused(tmp_path) -> None:
    (tmp_path / "rows.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(EvalError, match="line 1"):
        read_rows(tmp_path / "rows.jsonl")
    with pytest.raises(EvalError, match="no run"):
        read_rows(tmp_path / "none.jsonl")


def test_flips_are_listed_the_most_worsened_first() -> None:
    (found,) = compare(rows(1, 1, 0, 1), rows(1, 0, 1, 0.5))
    assert [(flip.case, flip.after) for flip in found.flips] == [("1", 0.0), ("3", 0.5), ("2", 1.0)]
    assert "so → so" in told([found])


def test_a_change_in_every_case_is_significant_and_none_is_not() -> None:
    better = compare(rows(*[0.0] * 20), rows(*[1.0] * 20))[0]
    assert better.p < 0.01 and better.low == better.high == 1.0
    assert permutation_p(np.zeros(20)) == 1.0


def test_only_cases_of_both_runs_are_compared() -> None:
    (found,) = compare(rows(0, 0, 0), [row(1, 1.0), row(9, 1.0)])
    assert (found.cases, found.before, found.after) == (1, 0.0, 1.0)
    with pytest.raises(EvalError, match="no case"):
        compare(rows(1), rows(1, suite="other"))
