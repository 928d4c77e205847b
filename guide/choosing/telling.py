"""What answers a question beside its topics: a unit, a value, or the name of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from guide.choosing.differences import Offered
from guide.choosing.evidence import of_text, record_fields
from guide.choosing.pool import of_kind
from guide.choosing.quoting import CLAUSE, bare, claim, of_attributes, of_fields, stated_of
from guide.choosing.topics import attributes_asked, content_words, yes_or_no
from guide.choosing.words import find_word, fold_long
from guide.picks import Claim
from index.errors import FilterError
from index.extraction.quantities import Measure, parse_quantities, to_base
from index.fact import FactValue, Quantity
from index.lexicon import load
from index.search.text import is_han

if TYPE_CHECKING:
    from index.opening import Index

_ASKED = re.compile(
    r"(?:多少|几)个?(?P<zh>毫安|[a-z]+|[\u4e00-\u9fff]{1,3}?)(?=[的呀啊呢吗吧?。!,钱了 ]|$)"
    r"|\bhow many (?P<en>[a-z]+)"
)
SHORT_VALUE = 16
"""Longer values are prose."""
LONGEST_COUNTED = 2
"""Characters of what a title counts («6口»)."""
_NUMERAL = r"(?:\d+|[一二两三四五六七八九十]+)"


def outright(question: str, offer: Offered, index: Index, *, alone: bool) -> list[Claim]:
    """Return what answers a question by the unit, the amount or the values that it names.

    `alone` says that it names no topic besides.
    """
    found = list(of_unit(question, offer, index)) or list(of_amount(question, offer, index))
    if not found and alone:
        found = list(of_colours(question, offer, index))
    alternative = "还是" in question or (yes_or_no(question) and alone)
    return found or (list(of_values(question, offer, index)) if alternative else [])


def of_unit(question: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """Yield what is stated in the unit that is asked for («几瓦», «多少升», "how many grams").

    What else the question says must belong to it: «保修几年» asks for no running time.
    """
    match = _ASKED.search(fold_long(question))
    base = _base(match["zh"] or match["en"]) if match is not None else ""
    if match is None or not base:
        return
    stated = stated_of(offer, index)
    labels = {
        name: fold_long(facts[0].label)
        for name, facts in stated.items()
        if isinstance(value := facts[0].value, Quantity) and value.unit == base
    }
    names = list(labels)
    beside = "".join(content_words(fold_long(question).replace(match[0], " ")))
    if beside:
        topical = set(attributes_asked(question))
        names = [n for n in names if n in topical or not set(beside).isdisjoint(labels[n])]
    names.sort(key=lambda n: (not _shares(labels[n], fold_long(question)), -_usual(index, n)))
    yield from of_attributes(names[:1], offer, index, question)


def of_amount(question: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """Yield where a record states the very amount that is asked about («1.8米的床能铺吗»)."""
    asked = [m for m in parse_quantities(fold_long(question)) if m.low is not None]
    if not asked or not yes_or_no(question):
        return
    stated = stated_of(offer, index)
    names = [
        name
        for name, facts in stated.items()
        if any(_covers(fact.value, m) for fact in facts for m in asked)
    ]
    if names:
        yield from of_attributes(names[:1], offer, index, question)
    for field, text in record_fields(offer.product):
        for clause in CLAUSE.finditer(text):
            inside = parse_quantities(clause[0])
            if any(_same(one, m) for one in inside for m in asked):
                evidence = of_text(offer.product.id, field, text, bare(clause))
                yield claim("about.says", offer, evidence, quote=evidence.value)
                return


def _covers(value: FactValue, asked: Measure) -> bool:
    if not isinstance(value, Quantity) or value.unit != asked.unit or asked.low is None:
        return False
    low = value.low if value.low is not None else float("-inf")
    high = value.high if value.high is not None else float("inf")
    return low <= asked.low <= high


def _same(one: Measure, asked: Measure) -> bool:
    return one.unit == asked.unit and asked.low in (one.low, one.high)


def able(question: str) -> tuple[str, ...]:
    """Return how a record says that one can («可睡» for «能不能睡觉»)."""
    if not yes_or_no(question):
        return ()
    verbs = dict.fromkeys(char for char in question if is_han(char) and char not in _NO_VERBS)
    return tuple(f"可{verb}" for verb in verbs)


_NO_VERBS = "能可以会不吗么是用的了着有个在到给"
"""What is no verb of its own behind 可."""


def of_count(question: str, offer: Offered) -> Iterator[Claim]:
    """Yield «6口» or «165度» out of the record, where a question asks how many there are."""
    match = _ASKED.search(fold_long(question))
    thing = match["zh"] or match["en"] if match is not None else ""
    if not 0 < len(thing) <= LONGEST_COUNTED:
        return
    counted = re.compile(rf"{_NUMERAL}个?{re.escape(thing)}")
    for field, text in record_fields(offer.product):
        found = counted.search(fold_long(text))
        if found is not None:
            evidence = of_text(offer.product.id, field, text, found.span())
            yield claim("about.says", offer, evidence, quote=evidence.value)
            return


def _shares(label: str, folded: str) -> bool:
    return any(label[i : i + 2] in folded for i in range(len(label) - 1))


def _usual(index: Index, name: str) -> int:
    known = index.vocabulary.attribute(name)
    return sum(known.kinds.values()) if known is not None else 0


@cache
def _base(unit: str) -> str:
    """Return the base unit of a unit as it is said («毫安» is mAh, «度» are ℃), or ""."""
    for word in (unit, f"{unit}时", unit.removesuffix("s")):
        try:
            return to_base(1.0, word)[1]
        except FilterError:
            continue
    return ""


def of_names(question: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """Yield the attributes whose name in either language the question says ("safety class")."""
    folded = fold_long(question)
    lexicon = load()
    for name in stated_of(offer, index):
        known = lexicon.attributes.get(name)
        said = known.names.get("en", ()) if known is not None else ()
        if any(len(word) > 3 and find_word(folded, word) >= 0 for word in said):
            yield from of_attributes((name,), offer, index, question)
            return


_HAS_COLOUR = re.compile(
    r"(?:有|出|是)(?:没有)?([^,。有是]{1,4}?)(?:的)?(?:吗|么|嘛|没有?|不|呢)?[?。 ]*$"
    r"|\b(?:in|have|has) ((?:light |dark )?[a-z]{3,8})\b"
)


def of_colours(question: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """Yield the colours that there are, where a question names one («有米白吗»)."""
    asked = _HAS_COLOUR.search(fold_long(question))
    if asked is not None and load().colours_in(asked[1] or asked[2]):
        yield from of_attributes(("colour",), offer, index, question)


def of_values(question: str, offer: Offered, index: Index) -> Iterator[Claim]:
    """Yield the attribute whose values a question names («宽口的还是标准口的», «是拉链吗»).

    Which values an attribute has is read off all products of the kind.
    """
    words = [word for word in (*_options(question), *content_words(question)) if len(word) > 1]
    own = [n for n, v in offer.product.attributes.items() if isinstance(v, str)]
    values = _values_of_kin(offer, index) if words and own else {}
    scores = {name: _named(words, values.get(name, frozenset())) for name in own}
    best = max(own, key=lambda name: scores[name], default=None)
    if best is None or not scores[best]:
        best = _alternative(question, own, values)
    if best is not None:
        yield from of_fields((fold_long(best),), offer)


def _options(question: str) -> tuple[str, ...]:
    """Return the two of an alternative question («软的还是硬的»), without their particles."""
    match = re.search(r"(?:是)?([^,。?!;是]{1,8}?)的?还是([^,。?!;的]{1,8})", fold_long(question))
    return tuple(match.groups()) if match is not None else ()


def _alternative(
    question: str, own: Sequence[str], values: Mapping[str, frozenset[str]]
) -> str | None:
    """Return the attribute whose values are the two that are asked between, or None.

    Its name shares what is done («安装方式» of «装好的还是自己装»), its values what tells the two
    apart («上加水» and «下加水» of «怎么加水?上面还是下面»).
    """
    options = _options(question)
    if len(options) != len(_TWO):
        return None
    first, second = (set(_han(option)) for option in options)
    done = ((first & second) | set(_han(question)) - first - second) - set(_NO_VERBS) - _ASKING
    scores: dict[str, int] = {}
    for name in own:
        stated = "".join(values.get(name, ()))
        apart = [bool(side & set(stated)) for side in (first - second, second - first)]
        named, said = bool(done & set(name)), bool(done & set(stated))
        repeated = bool(first & second & set(name) & set(stated))
        meant = (named or said) and (any(apart) or repeated)
        scores[name] = 2 * named + said + sum(apart) if meant else 0
    best = max(own, key=lambda name: scores[name], default=None)
    return best if best is not None and scores[best] >= _ENOUGH else None


_TWO = ("first", "second")
_ENOUGH = 3
"""An attribute answers where its name or two of its values share what is asked."""
_ASKING = frozenset("怎么样还得自己呢啊呀好")


def _han(text: str) -> str:
    return "".join(char for char in text if is_han(char))


def _named(words: list[str], values: frozenset[str]) -> int:
    """Return how many of the words are in values that are no prose."""
    return sum(any(word in value for value in values) for word in words)


def _values_of_kin(offer: Offered, index: Index) -> dict[str, frozenset[str]]:
    kinds = index.vocabulary.kinds_of.get(offer.product.id, ())
    found: dict[str, set[str]] = {}
    for at in of_kind(index, kinds[:1]):
        for name, value in index.table.products[at].attributes.items():
            if isinstance(value, str) and len(value) <= SHORT_VALUE:
                found.setdefault(name, set()).add(fold_long(value))
    return {name: frozenset(values) for name, values in found.items()}
