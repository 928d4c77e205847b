"""Scorers as values: one file each; the printed name of each parses back through `parse`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from eval.case import Form, Suite
from eval.scorers.amounts import PriceExact
from eval.scorers.belief import BeliefF1
from eval.scorers.counting import Answered, PickCount
from eval.scorers.dialogue import DialogueRight
from eval.scorers.fair import RankMoves, RanksHeld
from eval.scorers.fresh import Followed
from eval.scorers.grounding import Grounded
from eval.scorers.judged import Judged
from eval.scorers.kept import MustKept, RightPick
from eval.scorers.naming import NamedShown
from eval.scorers.nothing_fits import NothingFits
from eval.scorers.photo_kind import PhotoKind
from eval.scorers.photo_told import PhotoTold
from eval.scorers.plain_words import PlainWords
from eval.scorers.questions import QuestionRight
from eval.scorers.ranking import Ranking
from eval.scorers.reading import BudgetRight, ConstraintF1, KindRight
from eval.scorers.refusing import RefusalRight
from eval.scorers.relevance import RelevanceAUC
from eval.scorers.said import ActRight, ValuesKept
from eval.scorers.spans import SpansRead
from eval.scorers.times import Percentile
from eval.scorers.words_kept import WordsKept
from eval.scoring import Scorer
from index.errors import EvalError

__all__ = ["BY_FORM", "JUDGED", "WORDED", "parse", "scorers_of"]

_PLAIN: Mapping[str, Callable[[], Scorer]] = {
    "ActRight": ActRight,
    "Answered": Answered,
    "BeliefF1": BeliefF1,
    "BudgetRight": BudgetRight,
    "ConstraintF1": ConstraintF1,
    "DialogueRight": DialogueRight,
    "Followed": Followed,
    "Grounded": Grounded,
    "Judged": Judged,
    "KindRight": KindRight,
    "MustKept": MustKept,
    "NamedShown": NamedShown,
    "NothingFits": NothingFits,
    "PhotoKind": PhotoKind,
    "PhotoTold": PhotoTold,
    "PlainWords": PlainWords,
    "PriceExact": PriceExact,
    "QuestionRight": QuestionRight,
    "RankMoves": RankMoves,
    "RanksHeld": RanksHeld,
    "RefusalRight": RefusalRight,
    "RelevanceAUC": RelevanceAUC,
    "SpansNamed": partial(SpansRead, named=True),
    "SpansRead": SpansRead,
    "ValuesKept": ValuesKept,
    "ValuesRead": partial(ValuesKept, read=True),
    "WordsKept": WordsKept,
    "picks": PickCount,
}
_CUT: Mapping[str, Callable[[int], Scorer]] = {"MustKept": MustKept, "RightPick": RightPick}
_PERCENTILE = re.compile(r"p(\d{1,2})\((\w+)\)")
_AT = re.compile(r"(\w+)@(\d+)")

_WORDS = ("Grounded", "NamedShown", "PriceExact", "PlainWords")
_TIMES = ("p50(total_ms)", "p95(total_ms)")
BY_FORM: Mapping[Form, tuple[str, ...]] = {
    "find": ("RR@10", "nDCG@10", "Success@1", "Success@5", "R@10", *_TIMES),
    "kind": ("Success@1", "Success@5", "P@5", *_TIMES),
    "request": (
        "MustKept",
        "MustKept@3",
        "RightPick@3",
        "Answered",
        "picks",
        *_WORDS,
        *_TIMES,
    ),
    "dialogue": ("DialogueRight", *_WORDS, *_TIMES),
    "refusal": ("RefusalRight", *_TIMES),
    "reading": ("ConstraintF1", "KindRight", "BudgetRight"),
    "nothing": ("NothingFits", *_WORDS, *_TIMES),
    "question": ("QuestionRight",),
    "photo_words": ("WordsKept", "PhotoKind", "PhotoTold", *_WORDS, *_TIMES),
    "fair": ("RanksHeld", "RankMoves"),
    "fresh": ("Followed",),
    "spans": ("SpansRead", "SpansNamed"),
    "relevance": ("RelevanceAUC",),
}
"""What is measured of a case of each form."""
WORDED: tuple[Form, ...] = ("request", "dialogue", "refusal", "nothing")
"""Forms whose answers have words that a judge can grade."""
JUDGED = "Judged"


def parse(name: str) -> Scorer:
    """Return the scorer that prints as `name`.

    Raises:
        EvalError: where there is none; the message lists those of ours.
    """
    if name in _PLAIN:
        return _PLAIN[name]()
    if found := _PERCENTILE.fullmatch(name):
        return Percentile(int(found[1]), found[2])
    if (found := _AT.fullmatch(name)) and found[1] in _CUT:
        return _CUT[found[1]](int(found[2]))
    try:
        return Ranking(name)
    except (ValueError, NameError, SyntaxError) as error:
        ours = ", ".join((*sorted(_PLAIN), *(f"{cut}@3" for cut in sorted(_CUT)), *_TIMES))
        message = f"there is no scorer {name!r}. Ours are {ours}; others as ir_measures names them."
        raise EvalError(message) from error


def scorers_of(suite: Suite, *, timed: bool = True) -> tuple[Scorer, ...]:
    """Return the scorers of a suite: those that its cases name (`measures`), else of its form.

    Args:
        suite: the suite.
        timed: whether times are measured too.

    Raises:
        EvalError: where the cases name a scorer that there is not.
    """
    names = (suite.cases[0].raw.get("measures") if suite.cases else ()) or BY_FORM[suite.form]
    return tuple(parse(str(name)) for name in names if timed or name not in _TIMES)
