"""Whether words say only what the evidence says: numbers, names, and all that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guide.wording.brief import Brief, evidence_of, shown_picks
from guide.wording.phrases import plain

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_TITLE = re.compile(r"《([^》]*)》")
_QUOTED = re.compile(r"[「“]([^」”]*)[」”]")
_SENTENCE = re.compile(r"[^。！!？?\n]+")


def check(words: str, draft: str, brief: Brief) -> tuple[str, ...]:
    """Return what is wrong with `words`, sentence by sentence; nothing where all of it holds.

    `draft` is the template's text, in which every number and name has its evidence.
    """
    titles = [plain(product.title) for product in brief.products.values()]
    known = _known(draft, brief, titles)
    numbers = set(_NUMBER.findall(known))
    problems = [
        problem
        for sentence in _SENTENCE.findall(words)
        for problem in _sentence(sentence, numbers, known, titles)
    ]
    named = plain(words)
    for product_id in _shown(brief):
        title = plain(brief.products[product_id].title)
        if title not in named:
            problems.append(f"shown but not named: {title!r}")
    return tuple(problems)


def _shown(brief: Brief) -> Iterable[str]:
    ids = [pick.product_id for pick in shown_picks(brief.picks)]
    ids += brief.picks.table.columns if brief.picks.table else ()
    return dict.fromkeys(ids)


def _known(draft: str, brief: Brief, titles: Iterable[str]) -> str:
    found = [draft, *titles]
    for evidence in evidence_of(brief):
        found += [evidence.quote, evidence.value]
    return plain(" \n ".join(found))


def _sentence(sentence: str, numbers: set[str], known: str, titles: Iterable[str]) -> Iterable[str]:
    for number in _NUMBER.findall(sentence):
        if number not in numbers:
            yield f"a number without evidence: {number!r} in {sentence!r}"
    for title in _TITLE.findall(sentence):
        if not any(plain(title) == known or f"《{title}》" in known for known in titles):
            yield f"a name that is not shown: {title!r}"
    for quote in _QUOTED.findall(sentence):
        if plain(quote).rstrip("…") not in known:
            yield f"a quote without evidence: {quote!r}"
