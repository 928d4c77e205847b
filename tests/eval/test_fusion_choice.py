"""How the fusion's weights are chosen: folds, ranks, and figures on requests not seen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.fusion import (
    Request,
    cross_validate,
    folds,
    fused,
    interval,
    reciprocal_rank,
    report,
)
from index.search import fuse
from index.search.fusion import WEIGHTS, Weights


def scores(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def request(words: np.ndarray, meaning: np.ndarray, right: int, suite: str = "one") -> Request:
    return Request(suite, words, meaning, 5.0, np.array([right]))


def by_meaning_only(number: int) -> Request:
    """A request whose words mislead and whose meaning is right."""
    return request(scores(9, 1, 0, 0), scores(0.1, 0.9, 0.2, 0.3), 1, f"suite {number % 2}")


@given(st.lists(st.sampled_from("ab"), min_size=10, max_size=60), st.integers(0, 99))
def test_folds_hold_every_case_once_and_share_every_suite(suites: list[str], seed: int) -> None:
    parts = folds(suites, 5, seed)
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(suites)))
    for name in set(suites):
        counts = [sum(suites[at] == name for at in part) for part in parts]
        assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize(
    ("row", "right", "value"),
    [
        (scores(3, 2, 1), [0], 1.0),
        (scores(3, 2, 1), [2], 1 / 3),
        (scores(3, 2, 1), [1, 2], 1 / 2),
        (scores(*range(20)), [0], 0.0),
        (scores(1, 1, 1), [0], 1 / 2),
        (scores(1, 2), [], 0.0),
    ],
)
def test_reciprocal_rank_counts_half_of_the_tied_as_before(
    row: np.ndarray, right: list[int], value: float
) -> None:
    assert reciprocal_rank(row, np.array(right, np.int64)) == pytest.approx(value)


def test_what_is_validated_is_what_search_does() -> None:
    one = by_meaning_only(0)
    searched = fuse({"words": one.words, "meaning": one.meaning}, one.ideal)
    assert fused(one, WEIGHTS) == pytest.approx(searched)


def test_weights_are_chosen_on_the_other_folds() -> None:
    cases = [by_meaning_only(number) for number in range(20)]
    grid = (Weights(words=1.0, meaning=0.0), Weights(words=0.0, meaning=1.0))
    found = cross_validate(cases, grid, repeats=2)
    assert found.values == pytest.approx(np.ones(20))
    assert found.chosen == ((grid[1], 10),)


def test_the_interval_holds_the_mean_and_narrows_with_more_cases() -> None:
    few, many = np.array([0.0, 1.0] * 10), np.array([0.0, 1.0] * 1000)
    low, high = interval(few)
    assert low < 0.5 < high
    assert interval(many)[1] - interval(many)[0] < high - low


def test_the_report_names_every_suite_and_the_figure_out_of_fold() -> None:
    lines = list(report([by_meaning_only(number) for number in range(10)]))
    assert "suite 0" in lines[0] and "suite 1" in lines[0]
    assert any(line.startswith("out of fold") and "1.000" in line for line in lines)
