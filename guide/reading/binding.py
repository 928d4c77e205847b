"""Plain words that bind: what the kind states decides, whatever a search would make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from guide.need import Constraint
from guide.reading.found import Found, Phrases, rest_of
from guide.reading.glossary import is_english
from guide.reading.leftovers import denied_words, without_fillers
from guide.reading.phrases import ends_with, has_any, phrases
from guide.reading.roles import used_as
from guide.reading.setting import Setting
from guide.reading.stating import affirmed, denials, stating, values_stated
from guide.reading.titled import title_wish
from index.lexicon import load
from index.vocabulary import Attribute

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"(?<![a-z0-9-])[a-z]{3,}(?![a-z0-9-])")
_CODED = ("cpu", "gpu", "model", "series")
"""Attributes whose values are names with a number («RTX2060»)."""


def meant_by(word: str, attribute: Attribute, setting: Setting) -> Constraint:
    """Return the must for a word that values of an attribute hold.

    A word that these values only deny («含早» of «不含早») wishes for those that say the same
    without the denial («含双早»), or for none of those that deny it.
    """
    made = Constraint("", attribute.id, "in", "must", setting.source(word), values=(word,))
    if attribute.yes_no and _is_having(word, attribute):
        return replace(made, op="has", values=())
    if any(affirmed(text, word) for text in values_stated(attribute)):
        return made
    apart = re.compile(".{0,2}".join(map(re.escape, word)))
    alike = [t for t in values_stated(attribute) if apart.search(t) and not denials(t)]
    if alike:
        return replace(made, values=tuple(dict.fromkeys(alike)))
    denied = [text for text in values_stated(attribute) if word in text]
    return replace(made, strength="avoid", values=tuple(denied))


def _is_having(word: str, attribute: Attribute) -> bool:
    """Return whether a word says no more than that a thing has it («胀气», not one way of two)."""
    having = [text for text in values_stated(attribute) if not denials(text)]
    return all(word in text for text in having) or not any(word in text for text in having)


def bound(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield the musts for names and values of the kind that other readings of the words miss."""
    if not setting.kinds:
        return
    for found in heard.of("attribute"):
        yield from _named_alone(heard, found, setting)
    for found in heard.of("kind"):
        yield from _having(heard, found, setting)
        if not found.avoided and used_as(found, heard.text):
            yield title_wish(found.words, setting)
        yield from _narrowing(found, setting)
    denied = " ".join(denied_words(heard))
    for _, piece in rest_of(heard.text, heard.found):
        yield from (c for c in _undenied(piece, setting) if (c.source.words or "") not in denied)
        yield from _latin(heard, piece, setting)


def _having(heard: Phrases, found: Found, setting: Setting) -> Iterator[Constraint]:
    """Yield «带显示器» where the kind states that some have none («无显示器»)."""
    head = heard.text[: found.start].rstrip()
    if found.avoided or not ends_with(head, phrases("strength")["with"]):
        return
    for attribute in setting.vocabulary.attributes:
        lacking = [v for v in values_stated(attribute) if found.words in _after_denial(v)]
        if lacking and setting.stated(attribute.id) and not set(setting.kinds) & set(found.meaning):
            wish = meant_by(found.words, attribute, setting)
            yield replace(wish, values=tuple(lacking)) if wish.strength == "avoid" else wish
            return


def _after_denial(value: str) -> str:
    return value.removeprefix(next(iter(denials(value)), value))


def _narrowing(found: Found, setting: Setting) -> Iterator[Constraint]:
    """Yield what narrows an English kind that is carried by its wider name («rain jacket»)."""
    words = found.words.split()
    if found.avoided or not found.words.isascii() or len(words) < 2:
        return
    if set(found.meaning) & set(setting.kinds) or len(words[0]) < 4:
        return
    attribute = stating(words[0], setting)
    if attribute is None or attribute.yes_no:
        return
    values = tuple(v for v in values_stated(attribute) if words[0] in v and affirmed(v, words[0]))
    if values:
        yield replace(meant_by(words[0], attribute, setting), values=values)


def _named_alone(heard: Phrases, found: Found, setting: Setting) -> Iterator[Constraint]:
    """Yield «防胀气» or «礼盒», said alone or of the kind: that the thing has it."""
    if found.avoided or not _alone(heard, found):
        return
    attribute = setting.vocabulary.attribute(found.meaning)
    if attribute is None or not attribute.yes_no or attribute.id in load().attributes:
        return
    if setting.stated(attribute.id):
        yield Constraint("", attribute.id, "has", "must", setting.source(found.words))
    elif (other := stating(found.words, setting)) is not None:
        yield meant_by(found.words, other, setting)
    else:
        yield title_wish(found.words, setting)


def _alone(heard: Phrases, found: Found) -> bool:
    """Return whether nothing unexplained stands in the clause of a phrase but little words."""
    start, end = heard.clause(found)
    pieces = (text for at, text in rest_of(heard.text, heard.found) if start <= at < end)
    asks = has_any(heard.text[start:end], tuple(phrases("questions")["marks"]["words"]))
    return not asks and not any(without_fillers(piece).strip("的款型装功能") for piece in pieces)


def _undenied(piece: str, setting: Setting) -> Iterator[Constraint]:
    """Yield what a piece says as a value does that denies it («含早», where some are «不含早»)."""
    for word, attribute in _denied_words(setting):
        if affirmed(piece, word):
            yield meant_by(word, attribute, setting)


def _latin(heard: Phrases, piece: str, setting: Setting) -> Iterator[Constraint]:
    """Yield a must for each Latin word of titles within Chinese: a name or a feature («ISOFIX»)."""
    if is_english(setting.vocabulary) or not _HAN.search(heard.text):
        return
    idle = {*phrases("fillers")["words"], *phrases("fillers")["no_thing"]}
    idle |= set(phrases("models")["behind"])
    for match in _LATIN.finditer(piece):
        word = match[0]
        if word in setting.vocabulary.terms and word not in idle and stating(word, setting) is None:
            yield title_wish(word, setting)


def _denied_words(setting: Setting) -> Iterator[tuple[str, Attribute]]:
    """Yield what values of the kind deny, two characters or more, with the attribute."""
    for attribute in setting.vocabulary.attributes:
        if setting.stated(attribute.id) and attribute.id not in load().attributes:
            for text in values_stated(attribute):
                word = text.removeprefix(next(iter(denials(text)), ""))
                if word != text and len(word) > 1 and _HAN.match(word):
                    yield word, attribute


def coded(heard: Phrases, found: Found, setting: Setting) -> Constraint | None:
    """Return the wish for stated names with a bare number («显卡2060», «316的»), or None.

    A number that no value of the kind has is a price.
    """
    amount = found.meaning
    bare = amount.unit is None and amount.currency is None and not amount.budget
    if not (bare and amount.bound == "exact" and amount.low == amount.high and setting.kinds):
        return None
    number = f"{amount.said:g}"
    if number != heard.text[slice(*amount.core)]:
        return None
    beside = {a.meaning for a in heard.of("attribute") if 0 <= found.start - a.end <= 1}
    for attribute in _telling(setting):
        if beside and attribute.id not in beside:
            continue
        values = _with_number(number, tuple(values_stated(attribute)))
        if values and (beside or _flat(heard, found)):
            source = setting.source(heard.text[found.start : found.end])
            return Constraint("", attribute.id, "in", "must", source, values=values)
    for name in beside & set(_CODED):  # «显卡3060» is no price, though none here is called so
        return Constraint("", name, "in", "must", setting.source(found.words), values=(number,))
    return None


def _telling(setting: Setting) -> Iterator[Attribute]:
    """Yield the attributes of the kind with worded values: names with numbers, then others."""
    known = (setting.vocabulary.attribute(i) for i in _CODED)
    yield from (a for a in known if a is not None and setting.stated(a.id))
    left_out = (*_CODED, "brand", "brand_origin", "origin", "size", "colour")
    yield from (
        a
        for a in setting.vocabulary.attributes
        if a.id not in left_out and not a.yes_no and setting.stated(a.id)
    )


def _flat(heard: Phrases, found: Found) -> bool:
    """Return whether a number is all that its clause says («就要316的»)."""
    return _alone(heard, found) and heard.text[found.end : found.end + 1] == "的"


@lru_cache(maxsize=1024)
def _with_number(number: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values with the very number («2060» is no 2060Ti), else those it begins."""
    whole = re.compile(rf"(?<![\d.]){number}(?![\d.]|ti|[a-z]\b)")
    begun = re.compile(rf"(?<![\d.]){number}(?![\d.])")
    exact = tuple(v for v in values if whole.search(v.lower()))
    return exact or tuple(v for v in values if begun.search(v.lower()))
