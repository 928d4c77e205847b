"""The numbers of «not carried»: fitted to a rate, judged by kinds left out."""

from __future__ import annotations

import numpy as np
import pytest

from eval.carried_fit import Asked, cross_validate, fit, rates

SHARES = {"shop": 1.0}


@pytest.fixture(scope="module")
def asked() -> list[Asked]:
    """Forty kinds; the first piece of evidence tells, the others are noise."""
    dice = np.random.default_rng(0)
    found: list[Asked] = []
    for kind in range(40):
        for carried in (True, False):
            for _ in range(5):
                rows = np.array([dice.normal(3.0 * carried), dice.normal(), dice.normal()])
                found.append(Asked("shop", f"shop:{kind}", carried, rows, rows))
    return found


def test_what_tells_carries_the_weight_and_few_are_denied_wrongly(asked: list[Asked]) -> None:
    fitted = fit(asked, SHARES)
    assert fitted.weights[0] > 5 * abs(fitted.weights[1])
    right, wrong, strangers = rates(asked, fitted.denied(asked))["shop"]
    assert right > 0.75
    assert wrong <= 0.06
    assert np.isnan(strangers)


def test_kinds_left_out_are_judged_by_numbers_that_never_saw_them(asked: list[Asked]) -> None:
    right, wrong, _ = rates(asked, cross_validate(asked, SHARES))["shop"]
    assert right > 0.75
    assert wrong <= 0.1


def test_words_count_only_in_doubt(asked: list[Asked]) -> None:
    fitted = fit(asked, SHARES)
    sure, lifted = np.array([-9.0, 0.0, 0.0]), np.array([9.0, 0.0, 0.0])
    assert fitted.denied([Asked("shop", "shop:1", False, lifted, sure)])[0]
    near = fitted.mean + np.array([fitted.threshold * fitted.scale[0] / fitted.weights[0], 0, 0])
    assert not fitted.denied([Asked("shop", "shop:1", False, lifted, near)])[0]


def test_shops_drawn_at_random_are_learned_from_and_not_judged_by(asked: list[Asked]) -> None:
    rows = np.array([5.0, 0.0, 0.0])
    drawn = [Asked("shop", "shop:x", False, rows, rows, drawn=True)] * 50
    denied = np.ones(len(asked) + len(drawn), bool)
    judged = rates([*asked, *drawn], denied)["shop"]
    assert judged[:2] == rates(asked, denied[: len(asked)])["shop"][:2] == (1.0, 1.0)
