"""Gates: figures that a run must reach, as text (`MustKept>=0.95`, `demo:Grounded>=0.99`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eval.figures import SuiteFigures
from eval.scorers import JUDGED, parse
from index.errors import EvalError

_GATE = re.compile(r"(?:(?P<suite>[^:]+):)?(?P<name>[^<>=]+?)\s*(?P<op>>=|<=)\s*(?P<bound>[\d.]+)")


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound on a measure, of one suite or of all that have it. Prints as it was written."""

    name: str
    bound: float
    at_least: bool = True
    suite: str = ""

    def __str__(self) -> str:
        suite = f"{self.suite}:" if self.suite else ""
        return f"{suite}{self.name}{'>=' if self.at_least else '<='}{self.bound:g}"

    def passes(self, value: float) -> bool:
        """Return whether a figure is within the bound."""
        return value >= self.bound if self.at_least else value <= self.bound


def parse_gates(texts: Sequence[str]) -> tuple[Gate, ...]:
    """Return the gates that the texts write.

    Raises:
        EvalError: where one is no gate, or names no scorer, or a judging model is the only gate.
    """
    gates: list[Gate] = []
    for text in texts:
        found = _GATE.fullmatch(text.strip())
        if found is None:
            raise EvalError(f"not a gate: {text!r}. Write NAME>=VALUE or SUITE:NAME>=VALUE.")
        name = str(parse(found["name"].strip()))
        bound, at_least = float(found["bound"]), found["op"] == ">="
        gates.append(Gate(name, bound, at_least, found["suite"] or ""))
    if gates and all(gate.name == JUDGED for gate in gates):
        raise EvalError(
            f"{JUDGED} may not be the only gate: a model's taste decides nothing alone. "
            "Add a gate on a rule, such as --gate 'Grounded>=0.99'."
        )
    return tuple(gates)


def shut(gates: Sequence[Gate], suites: Sequence[SuiteFigures]) -> list[str]:
    """Return a sentence for every gate that a figure does not pass, or that no figure answers."""
    said: list[str] = []
    for gate in gates:
        own = [
            (suite.name, figure.value)
            for suite in suites
            if gate.suite in ("", suite.name)
            for figure in suite.figures
            if figure.name == gate.name
        ]
        if not own:
            said.append(f"Gate {gate}: nothing was measured that it speaks of.")
        said += [
            f"Gate {gate}: {name} has {value:.4f}." for name, value in own if not gate.passes(value)
        ]
    return said
