"""«快四斤了», «才5W啊», «贵40块就多吸50毫升»: remarks on the shown, which wish for nothing."""

from __future__ import annotations

import re
from functools import cache

from guide.reading.frames import spelled
from guide.reading.phrases import has_any, phrases
from guide.turn import Context

_CLAUSES = re.compile(r"[^,。;!?~\n.]*(?:\.(?=\d)[^,。;!?~\n.]*)*(?:[,。;!?~\n.]+|$)")
_MARKS = " ,。;!?~\n."


def without_remarks(text: str, context: Context) -> str:
    """Return a plain text without the clauses that only remark on products on the screen.

    Where nothing else is said the text stays: a complaint alone asks for something better.
    """
    if not context.shown:
        return text
    clauses = [match[0] for match in _CLAUSES.finditer(text) if match[0]]
    kept: list[str] = []
    for at, clause in enumerate(clauses):
        following = clauses[at + 1] if at + 1 < len(clauses) else ""
        if not _remarks(clause, following, text):
            kept.append(clause)
    rest = "".join(kept)
    return rest.strip() if len(kept) < len(clauses) and rest.strip(_MARKS) else text


def _remarks(clause: str, following: str, text: str) -> bool:
    """Return whether a clause only says how much something is, and wishes for nothing."""
    said, mark = clause.strip(_MARKS), clause.strip()[-1:]
    if not said or has_any(said, phrases("remarks")["bounded"]):
        return False
    if _body().search(said) and has_any(text, phrases("people")["weighed"]):
        return False
    if _pattern("always").fullmatch(said):
        return True
    if not _pattern("amount").fullmatch(said):
        return False
    follows = following.strip(_MARKS)
    return mark == "!" or bool(follows and _pattern("judging").match(follows))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """Return the pattern of any of the frames of one list."""
    return re.compile("|".join(f"(?:{spelled('remarks', f)})" for f in phrases("remarks")[key]))


@cache
def _body() -> re.Pattern[str]:
    return re.compile(spelled("remarks", phrases("remarks")["of_a_body"]))
