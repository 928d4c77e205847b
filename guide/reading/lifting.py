"""«预算不限», «颜色无所谓», «ih不要了», «帽子不要也行»: standing wishes that no longer count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from guide.need import Constraint
from guide.reading.another import other_ones
from guide.reading.found import Found, Phrases
from guide.reading.loosely import borne, loosely
from guide.reading.phrases import has_any, phrases
from guide.turn import Context, DropConstraint, Edit, SetBudget, SetOrder
from index.lexicon import load
from index.vocabulary import Vocabulary

_TOLD = ("value", "attribute", "wish", "adjective", "brand", "size", "gloss")
_LEADS = re.compile(r"^(?:不要|不含|不带|要|带|有|能|可以|含|想要|no |not |with |without )")
_BLANK = ","
"""What stands for words that are taken out: it ends a clause."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """What the words lift: the edits, and the stretches of text that say it.

    `others` is True where other products than those shown are asked for besides («换一批»).
    """

    edits: tuple[Edit, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    others: bool = False

    def rest(self, text: str) -> str:
        """Return `text` with what only lifts wishes blanked out, everything else in its place."""
        for start, end in self.spans:
            text = text[:start] + _BLANK * (end - start) + text[end:]
        return text


NOTHING = Lifted()


def lifted(heard: Phrases, context: Context, vocabulary: Vocabulary) -> Lifted:
    """Return which standing wishes the words take back."""
    lift: Mapping[str, Sequence[str]] = phrases("comparatives")["lift"]
    edits: list[Edit] = []
    spans: list[tuple[int, int]] = []
    unpriced = [m.span() for m in _unpriced().finditer(heard.text)]
    if context.need.budget is not None and (unpriced or has_any(heard.text, lift["budget"])):
        edits.append(SetBudget(None))
        spans += unpriced
    if context.need.order != "fit" and has_any(heard.text, lift["order"]):
        edits.append(SetOrder("fit"))
    changed = [r for r in phrases("comparatives")["change"] if has_any(heard.text, r["words"])]
    dropped: list[Constraint] = []
    swapped = {row["attribute"] for row in changed}
    for constraint in context.need.constraints:
        if constraint.attribute in swapped:
            continue
        stretches = list(_stretches(heard, constraint, vocabulary))
        if stretches or has_any(heard.text, lift.get(constraint.attribute, ())):
            dropped.append(constraint)
            spans += stretches
    edits += [DropConstraint(one.id) for one in dropped]
    edits += borne(context.need.constraints, dropped)
    spans += _tolerated_lacks(heard.text) if context.need.kinds else ()
    others = other_ones(heard.text) if context.shown else []
    return Lifted(tuple(edits), (*spans, *others), bool(others))


def _stretches(
    heard: Phrases, constraint: Constraint, vocabulary: Vocabulary
) -> Iterator[tuple[int, int]]:
    """Yield where the text names the wish, or its attribute, between words that lift it."""
    known = vocabulary.attribute(constraint.attribute)
    called = {*(known.names if known else ()), *_common_names(constraint.attribute)}
    for word in _names(heard, constraint, called):
        tolerated = constraint.strength == "avoid" or word in called
        for pattern in _lifting(word, tolerated):
            yield from (match.span() for match in pattern.finditer(heard.text))
    yield from loosely(heard.text, constraint, (*called, *_own_names(constraint)))


def _own_names(constraint: Constraint) -> tuple[str, ...]:
    return (_LEADS.sub("", constraint.source.words or ""), *constraint.values)


@cache
def _lifting(word: str, tolerated: bool) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a text that lifts the wish which `word` names."""
    name = rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    mid, ends = rf"(?: ?{_any('drop_beside')})*? ?", r"(?=$|[,。;!?\s吧啊哦])"
    fine = f"(?:{_any('drop_after')}|{_any('drop_tolerated')})"
    told = [
        rf"{_any('drop_before')}{mid}{name}的?了?",
        rf"{_any('drop_weakly')}{mid}{name}的?(?:{_any('drop_around')}了?|了{ends})",
        rf"{_any('drop_negated')}{mid}{name}{mid}{fine}",
        rf"{name}{mid}(?:{_any('drop_negated')})(?:{mid}){fine}",
        rf"{name}{mid}{_any('drop_given_up')}",
        rf"{_any('drop_weakly')}?{mid}{name}{mid}{fine if tolerated else _any('drop_after')}",
    ]
    return tuple(map(re.compile, told))


def _tolerated_lacks(text: str) -> Iterator[tuple[int, int]]:
    """Yield «没isofix也行», «帽子不要也行»: nothing of it is shunned, whether wished for or not."""
    return (match.span() for match in _lacking().finditer(text))


@cache
def _lacking() -> re.Pattern[str]:
    said, fine = r"[^,。;!?\s]{1,8}?", _any("drop_tolerated", chinese=True)
    negated = _any("drop_negated", chinese=True)
    start = r"(?<![^,。;!?\s那就])"
    return re.compile(rf"{start}{negated}{said}{fine}|{start}{said}{negated}{fine}")


@cache
def _unpriced() -> re.Pattern[str]:
    """Return the pattern of «价格不管了», «预算先不管»."""
    lift = phrases("comparatives")["lift"]
    names, lifts = (_either(lift[key]) for key in ("drop_budget_names", "drop_budget_lifts"))
    return re.compile(rf"(?<![a-z]){names}(?:其实|就|都|也|倒|咱|我)? ?{lifts}[了吧啦]*")


@cache
def _any(key: str, chinese: bool = False) -> str:
    """Return the pattern of one list of lifting words."""
    words = phrases("comparatives")["lift"][key]
    return _either([w for w in words if not (chinese and w.isascii())])


def _either(options: Sequence[str]) -> str:
    """Return the pattern of any of `options`, the longest first, Latin words whole."""
    ranked = sorted(options, key=len, reverse=True)
    spelled = (
        rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in ranked
    )
    return f"(?:{'|'.join(spelled)})"


def _names(heard: Phrases, constraint: Constraint, called: set[str]) -> list[str]:
    """Return the words that name a wish: its own, its attribute's, and what the turn says of it."""
    said = constraint.source.words or ""
    bare = _LEADS.sub("", said)
    labels = " ".join((said, *called))
    told = [f.words for f in heard.found if _tells(f, constraint, labels)]
    stated = [v for v in constraint.values if len(v) > 1]
    named = [name for name in sorted(called) if len(name) > 1]
    return list(
        dict.fromkeys(word.lower() for word in (said, bare, *named, *told, *stated) if word)
    )


def _tells(found: Found, constraint: Constraint, labels: str) -> bool:
    """Return whether a phrase of this turn names the wish, by its words or by what they mean."""
    if found.what not in _TOLD:
        return False
    if found.words in labels:
        return True
    if found.what == "attribute":
        return found.meaning == constraint.attribute
    if found.what == "brand":
        return constraint.attribute == "brand" and found.meaning in constraint.values
    if found.what != "value":
        return False
    whole = constraint.op == "has"
    return any(
        a == constraint.attribute and (whole or v in constraint.values) for a, v in found.meaning
    )


def _common_names(attribute: str) -> set[str]:
    """Return what everybody calls an attribute that the lexicon knows («颜色»)."""
    known = load().attributes.get(attribute)
    return {name for names in known.names.values() for name in names} if known else set()
