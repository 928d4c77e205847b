"""Names of models that no list knows («CC9 Pro»): letters and a number that titles use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from guide.need import Constraint
from guide.reading.found import Phrases, rest_of
from guide.reading.leftovers import denied_words
from guide.reading.phrases import phrases, starts_with, words
from guide.reading.setting import Setting
from guide.reading.titled import same_in_titles
from index.vocabulary import load_taxonomy

MODEL = "model"


def models_said(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a must for each model named beside a kind.

    A model that titles of the catalogue use decides; so does any model where the thing is made for
    one («iPhone 15 手机壳»). Elsewhere an unknown one is only searched for.
    """
    if not setting.kinds:
        return
    denied = denied_words(heard)
    yield from _numbered(heard, setting)
    yield from _lines(heard, setting)
    for _, piece in rest_of(heard.text, heard.found):
        for match in _name().finditer(piece):
            said = match[0].strip()
            if starts_with(said, words("english", "words")):  # «made of 316 steel»
                continue
            known = any(token in setting.vocabulary.terms for token in said.split())
            if said not in denied and (known or _made_for_models(setting)):
                source = setting.source(said)
                yield Constraint("", MODEL, "in", "must", source, values=_spelled(said))


def _numbered(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a must for a number right behind a brand that things are made for («小米9的手机壳»)."""
    for brand in heard.of("brand") if _made_for_models(setting) else ():
        number = _number().match(heard.text, brand.end)
        if number is not None and not brand.avoided:
            said = f"{brand.words}{number[0]}"
            yield Constraint("", MODEL, "in", "must", setting.source(said), values=_spelled(said))


def _lines(heard: Phrases, setting: Setting) -> Iterator[Constraint]:
    """Yield a must for a line of products that titles use («MacBook»)."""
    alone = phrases("models")["alone"]
    lines = {word for word, _, maker in phrases("models")["lines"] if maker not in alone}
    for brand in heard.of("brand"):
        if brand.words not in lines or brand.avoided:
            continue
        values = (brand.words, *same_in_titles(brand.words))
        if any(value in setting.vocabulary.terms for value in values):
            yield Constraint("", MODEL, "in", "must", setting.source(brand.words), values=values)


@cache
def _number() -> re.Pattern[str]:
    behind = "|".join(phrases("models")["behind"])
    return re.compile(rf" ?[0-9]{{1,2}}(?: ?(?:{behind}))*(?![0-9a-z块元千百万寸英月])")


@cache
def _name() -> re.Pattern[str]:
    behind = "|".join(phrases("models")["behind"])
    return re.compile(rf"(?<![a-z0-9])[a-z]+[ -]?[0-9]{{1,4}}[a-z]?(?: ?(?:{behind}))*(?![a-z0-9])")


def _spelled(said: str) -> tuple[str, ...]:
    """Return a name as titles may write it: «cc9pro» is «cc9 pro»."""
    behind = "|".join(phrases("models")["behind"])
    apart = re.sub(rf"(?<=[0-9a-z]) ?({behind})(?![a-z])", r" \1", said)
    return tuple(dict.fromkeys((said, apart, said.replace(" ", ""))))


def _made_for_models(setting: Setting) -> bool:
    taxonomy, wanted = load_taxonomy(), set(phrases("models")["made_for"])
    return any(wanted & {kind, *taxonomy.ancestors(kind)} for kind in setting.kinds)
