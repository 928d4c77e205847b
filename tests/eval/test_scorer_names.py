"""A scorer is a value: its printed name parses back, and unknown names say what there is."""

from __future__ import annotations

import pytest

from eval.gates import parse_gates
from eval.scorers import BY_FORM, parse
from index.errors import EvalError

MEASURES = ("ActRight", "BeliefF1", "ValuesKept", "ValuesRead")
"""Those that cases name themselves (`measures`)."""
NAMES = sorted({name for names in BY_FORM.values() for name in names} | set(MEASURES))


@pytest.mark.parametrize("name", [*NAMES, "Judged", "MustKept@1", "p99(search_ms)", "AP@5"])
def test_what_a_scorer_prints_parses_back_to_it(name: str) -> None:
    assert str(parse(name)) == name
    assert parse(str(parse(name))) == parse(name)


@pytest.mark.parametrize("name", ["Cleverness", "MustKept@", "p(total_ms)", "", "DialogueRight@3"])
def test_an_unknown_name_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(EvalError, match="MustKept"):
        parse(name)


@pytest.mark.parametrize("text", ["MustKept>=0.95", "demo:p95(total_ms)<=400", "a/b:nDCG@10>=0.5"])
def test_a_gate_prints_as_it_was_written(text: str) -> None:
    assert [str(gate) for gate in parse_gates([text])] == [text]


@pytest.mark.parametrize("text", ["MustKept", "MustKept>0.9", "Cleverness>=1", "MustKept>=high"])
def test_what_is_no_gate_is_refused(text: str) -> None:
    with pytest.raises(EvalError):
        parse_gates([text])
