"""Is a request read rightly? Kind, budget, and the constraints one by one.

A case is one JSON object: `{"id", "catalogue", "text", "expect"}`, and `expect` has

- `kind`: words any of which may name the kind found (empty: no kind; `not_carried`: none carried);
- `budget`: `{"low", "high", "hard"}` or null;
- `constraints`: `{"attribute": [names], "op", "values" | "low", "high", "unit", "strength"}`; the
  attribute `*` stands for any that says the words, the words searched by meaning among them; a
  strength of `want` is met by must and prefer;
- `order`: an order of picks, or null.

Names and values are words, not ids: a constraint found is compared by every word that the lexicon
and the catalogue have for it, in any language, and quantities in their base units.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guide.need import Budget, Constraint, Need
from index.errors import EvalError
from index.extraction.quantities import to_base
from index.lexicon import fold, load, name_key
from index.vocabulary import Vocabulary, load_taxonomy, words_of

EXACT = 0.02
"""Ends of a quantity may differ by this part of it (rounding of converted units)."""
ABOUT = 0.12
"""Ends of «55寸左右», whose width the shopper leaves open."""


@dataclass(frozen=True, slots=True)
class Case:
    """One request and how it should be read."""

    id: str
    catalogue: str
    text: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case was read.

    Attributes:
        case: the case.
        kind: the kind is right.
        budget: both ends and their hardness are right.
        order: the order is right.
        hits: expected constraints found.
        missed: expected constraints not found.
        extra: constraints found that nobody asked for.
        why: what was wrong, in words.
    """

    case: Case
    kind: bool
    budget: bool
    order: bool
    hits: int
    missed: int
    extra: int
    why: tuple[str, ...]


def read_cases(path: Path) -> list[Case]:
    """Return the cases of a JSONL file.

    Raises:
        EvalError: where a line is no case.
    """
    cases: list[Case] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            cases.append(Case(row["id"], row["catalogue"], row["text"], row["expect"]))
        except (ValueError, KeyError, TypeError) as error:
            message = f"{path.name} line {number} is no case: {line[:60]!r}. It needs id, "
            raise EvalError(message + "catalogue, text and expect.") from error
    return cases


def judge(case: Case, need: Need, vocabulary: Vocabulary) -> Verdict:
    """Return how `need`, read from the case's text, compares with what is expected."""
    wanted = list(case.expect["constraints"])
    found = list(need.constraints)
    loose = fold(need.words)
    labels = " ".join(k.label for i in need.kinds if (k := vocabulary.kind(i)))
    missed = [
        w for w in wanted if not _take(w, found, loose, vocabulary) and not _by_kind(w, labels)
    ]
    spare = [c for c in found if not any(_matches(w, c, vocabulary) for w in wanted)]
    extra = [c for c in spare if c.taken_for is None]
    kind = _kind_right(case.expect, need, vocabulary)
    money = _budget_right(case.expect["budget"], need.budget)
    order = case.expect.get("order") in (None, need.order)
    why = [f"missed {w}" for w in missed] + [f"extra {_said(c)}" for c in extra]
    why += [] if kind else [f"kind {need.kind_words!r} {need.kinds}"]
    why += [] if money else [f"budget {need.budget}"]
    why += [] if order else [f"order {need.order}"]
    hits = len(wanted) - len(missed)
    return Verdict(case, kind, money, order, hits, len(missed), len(extra), tuple(why))


def measures(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Return the measures over all verdicts; a set without cases scores 0."""
    if not verdicts:
        return dict.fromkeys(("kind", "budget", "order", "precision", "recall", "F1", "whole"), 0.0)
    hits = sum(v.hits for v in verdicts)
    extra, missed = sum(v.extra for v in verdicts), sum(v.missed for v in verdicts)
    precision = hits / (hits + extra) if hits + extra else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def share(right: Iterable[bool]) -> float:
        return sum(right) / len(verdicts)

    whole = share(not v.why for v in verdicts)
    return {
        "kind": share(v.kind for v in verdicts),
        "budget": share(v.budget for v in verdicts),
        "order": share(v.order for v in verdicts),
        "precision": precision,
        "recall": recall,
        "F1": f1,
        "whole": whole,
    }


def _kind_right(expect: Mapping[str, Any], need: Need, vocabulary: Vocabulary) -> bool:
    if expect.get("not_carried"):
        return not need.kinds and (need.not_carried or bool(need.words))
    wanted = {fold(word) for word in expect["kind"]}
    if not wanted:
        return not need.kinds
    slots = [kind for slot in need.slots for kind in slot.kinds]
    taxonomy = load_taxonomy()
    for kind_id in (*need.kinds, *slots):
        kind = vocabulary.kind(kind_id)
        common = taxonomy.words(kind_id) if kind_id in taxonomy.kinds else ()
        if kind and wanted & {fold(kind.label), *kind.words, *map(fold, common)}:
            return True
    return False


def _budget_right(wanted: Mapping[str, Any] | None, got: Budget | None) -> bool:
    if wanted is None or got is None:
        return wanted is None and got is None
    ends = (wanted["low"], wanted["high"]), (got.low, got.high)
    same = all(
        (a is None) == (b is None) and (a is None or abs(float(a) - float(b or 0)) < 0.01)
        for a, b in zip(*ends, strict=True)
    )
    return same and bool(wanted["hard"]) == got.hard


def _take(
    wanted: Mapping[str, Any], found: Sequence[Constraint], loose: str, vocabulary: Vocabulary
) -> bool:
    if any(_matches(wanted, one, vocabulary) for one in found):
        return True
    groups = _groups(wanted.get("values", []))
    free = "*" in wanted["attribute"] and wanted["strength"] != "avoid"
    return bool(free and groups and all(any(fold(w) in loose for w in g) for g in groups))


def _by_kind(wanted: Mapping[str, Any], labels: str) -> bool:
    """Return whether the kind found says a gender already (男表)."""
    if "gender" not in wanted["attribute"]:
        return False
    return all(any(fold(w) in fold(labels) for w in group) for group in _groups(wanted["values"]))


def _matches(wanted: Mapping[str, Any], got: Constraint, vocabulary: Vocabulary) -> bool:
    if not _strength_right(wanted, got):
        return False
    if got.op == "has" and wanted["op"] == "in" and wanted.get("values"):
        return _says(got.attribute, _groups(wanted["values"]), vocabulary)
    if not _named(wanted["attribute"], got, vocabulary):
        return False
    if wanted["op"] == "range":
        return got.op == "range" and _ends_right(wanted, got)
    groups = _groups(wanted.get("values", []))
    if wanted["op"] == "has" or got.op == "has" or not groups:
        return not groups or _says(got.attribute, groups, vocabulary) or wanted["op"] == "has"
    if got.op == "range":
        return "*" in wanted["attribute"] and _says(got.attribute, groups, vocabulary)
    said = [{fold(w) for w in words_of(got.attribute, value)} for value in got.values]
    if any("*" in wanted["attribute"] and _says(got.attribute, [g], vocabulary) for g in groups):
        return True
    return all(any(_like(g, words) for words in said) for g in groups) and all(
        any(_like(g, words) for g in groups) for words in said
    )


def _strength_right(wanted: Mapping[str, Any], got: Constraint) -> bool:
    if wanted["strength"] == "want":
        return got.strength != "avoid"
    return wanted["strength"] == got.strength


def _groups(values: Sequence[Any]) -> list[tuple[str, ...]]:
    """Return the words for each value wished: a list inside the list gives alternatives."""
    if any(isinstance(value, list) for value in values):
        return [tuple(v) if isinstance(v, list) else (v,) for v in values]
    return [tuple(values)] if values else []


def _named(names: Sequence[str], got: Constraint, vocabulary: Vocabulary) -> bool:
    if "*" in names:
        return True
    keys = {name_key(name) for name in names}
    return bool(keys & {name_key(word) for word in attribute_words(got.attribute, vocabulary)})


def attribute_words(attribute: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return every word that the lexicon and a catalogue have for an attribute, in any language."""
    lexicon = load()
    known = lexicon.attributes.get(attribute)
    feature = lexicon.features.get(attribute)
    own = vocabulary.attribute(attribute)
    return (
        attribute,
        *((w for words in known.names.values() for w in words) if known else ()),
        *((w for words in feature.words.values() for w in words) if feature else ()),
        *((own.label, *own.names) if own else ()),
    )


def _says(attribute: str, groups: Sequence[Sequence[str]], vocabulary: Vocabulary) -> bool:
    words = {fold(word) for word in attribute_words(attribute, vocabulary)}
    return all(_like(group, words) for group in groups)


def _like(group: Sequence[str], words: Iterable[str]) -> bool:
    forms = [_spelling(word) for word in words]
    return any(
        _spelling(w) == form or (len(w) + len(form) > 2 and (_within(_spelling(w), form)))
        for w in group
        for form in forms
    )


def _within(one: str, other: str) -> bool:
    if one.isascii() or other.isascii():
        return one == other or (len(one) > 2 and one in other)
    return one in other or other in one


def _spelling(word: str) -> str:
    return fold(word).replace("×", "*").replace("x", "*" if any(c.isdigit() for c in word) else "x")


def _ends_right(wanted: Mapping[str, Any], got: Constraint) -> bool:
    slack = ABOUT if wanted["low"] is not None and wanted["low"] != wanted["high"] else EXACT
    if wanted["low"] is None or wanted["high"] is None:
        slack = EXACT
    for end, actual in ((wanted["low"], got.low), (wanted["high"], got.high)):
        if (end is None) != (actual is None):
            return False
        if end is not None and actual is not None:
            base = _base(float(end), wanted.get("unit") or "")
            if abs(base - actual) > slack * max(abs(base), 1e-9):
                return False
    return True


def _base(value: float, unit: str) -> float:
    if unit == "像素":
        return value / 10_000
    return to_base(value, unit)[0] if unit else value


def _said(constraint: Constraint) -> str:
    ends = "" if constraint.op != "range" else f" {constraint.low}..{constraint.high}"
    return f"{constraint.strength} {constraint.attribute} {constraint.values}{ends}"
