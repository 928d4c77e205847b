"""What a word of the catalogue wishes: of which attribute, as which of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from guide.need import Constraint, Strength
from guide.reading.found import Found, Phrases
from guide.reading.glossary import gloss_wishes, said_otherwise
from guide.reading.setting import Setting
from guide.reading.stating import stating_any
from index.lexicon import load
from index.vocabulary import ValueMention, load_taxonomy

NAMES = ("brand", "series", "model")
"""Attributes of names: a brand that is called 木石记 is not made of wood."""
QUALITIES = ("season", "climate", "occasion", "style", "thickness_class", "fit")
"""What a kind that never states it can only be preferred for."""
NEAR = 4


_CODED = re.compile(r"\d{2,}(?![\d.]*%)\D")
_BRAND_WORD = re.compile(r"\s*(?:的|产的|系)?\s*(?:品牌|牌子|牌|货|brands?)")


def valued(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield the wish for a value; a word that only other kinds of goods state can be avoided."""
    wish = _value(heard, found, setting, said, strength)
    if wish is not None:
        yield wish
    elif found.avoided:
        yield wished_in(setting, said, "words", (found.words,), "avoid")


def glossed(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield what a phrase wishes as the catalogue says it, by values it knows before others."""
    known: list[Constraint] = []
    for word in found.meaning:
        for mention in setting.vocabulary.values_in(word):
            if mention.word == word and any(setting.stated(a) for a, _ in mention.meanings):
                meant = replace(found, what="value", words=word, meaning=mention.meanings)
                known += valued(heard, meant, setting, said, strength)
    alike = [one for one in known if one.attribute == known[0].attribute]
    yield from alike[:1] if len(alike) < 2 else [_all_of(alike)]
    if not known:
        yield from gloss_wishes(found, setting, said, strength)


def _all_of(alike: Sequence[Constraint]) -> Constraint:
    values = tuple(dict.fromkeys(value for one in alike for value in one.values))
    return replace(alike[0], values=values)


def inside_kinds(
    heard: Phrases, setting: Setting, made: Sequence[Constraint]
) -> Iterator[Constraint]:
    """Yield a gender or material inside a kind word («女装两件套», «羊毛毯子»).

    Only where the kind that was found does not say it already.
    """
    taxonomy = load_taxonomy()
    said = {c.attribute for c in made}
    known = [k.label for i in setting.kinds if (k := setting.vocabulary.kind(i))]
    known += [taxonomy.words(i)[0] for i in setting.kinds if i in taxonomy.kinds]
    for found in heard.of("kind"):
        if found.words.isascii() and set(found.meaning) & set(setting.kinds):
            continue  # a «memory foam pillow» is a kind of its own here
        for mention in setting.vocabulary.values_in("" if found.avoided else found.words):
            whole = mention.end == len(found.words)
            if whole or any(mention.word[0] in label for label in known):
                continue
            for attribute, values in _inner(mention, setting):
                if attribute not in said:
                    said.add(attribute)
                    yield wished_in(setting, mention.word, attribute, values, "must")


def _inner(mention: ValueMention, setting: Setting) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a value inside a kind word wishes, if the catalogue states such a thing."""
    for attribute, value in mention.meanings[:1]:
        if attribute == "gender":
            yield attribute, (value,)
        elif attribute == "material":
            holder = material_holder(mention.word, {"material": [value]}, setting)
            if holder is not None:
                yield holder
        elif not mention.word.isascii() and _stated_as(attribute, value, setting):
            yield attribute, (value,)


def _stated_as(attribute: str, value: str, setting: Setting) -> bool:
    """Return whether products of the kind state the attribute, and the catalogue this value."""
    known = setting.vocabulary.attribute(attribute)
    return bool(known and setting.stated(attribute) and any(v.text == value for v in known.values))


def material_holder(
    word: str, options: Mapping[str, Sequence[str]], setting: Setting
) -> tuple[str, tuple[str, ...]] | None:
    """Return the attribute (cloth, filling, strap …) that states a material most often, or None."""
    best, most = None, 0
    for attribute in setting.vocabulary.attributes:
        if not setting.stated(attribute.id) or attribute.yes_no or attribute.id in NAMES:
            continue
        ids = set(options.get("material", ()))
        times = sum(v.count for v in attribute.values if v.text in ids or word in v.text.lower())
        if times > most:
            best, most = attribute.id, times
    if best is None:
        return None
    if best != "material":
        return best, (word,)
    if _narrower(best, word):
        return best, said_otherwise(word, setting.vocabulary) or (word,)
    canonical = [value for value in options["material"] if _canonical("material", value)]
    return best, tuple(canonical or options["material"])


def wished_in(
    setting: Setting, said: str, attribute: str, values: tuple[str, ...], strength: Strength
) -> Constraint:
    """Return the wish for one of `values`; its id is given later."""
    return Constraint("", attribute, "in", strength, setting.source(said), values=values)


def _value(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Constraint | None:
    """Return the wish for a value; None for a word that only other kinds of goods state."""
    attribute, values = _attribute_of(heard, found, setting)
    if setting.kinds and not setting.stated(attribute):
        held, parts = stating_any((found.words,), setting)
        if held is not None and held.id != attribute:
            return wished_in(setting, said, held.id, parts, strength)
    if setting.kinds and not (setting.stated(attribute) or _common(attribute)):
        return None
    if setting.kinds and not setting.stated(attribute) and attribute in QUALITIES:
        strength = "avoid" if strength == "avoid" else "prefer"
    after = heard.text[found.end :]
    if attribute in ("origin", "brand_origin"):
        branded = bool(_BRAND_WORD.match(after))
        attribute = _origin(setting, branded)
    safety = found.safety
    if set(values) <= {"yes", "no"}:
        flipped = values == ("no",)
        if flipped:
            strength = "must" if strength == "avoid" else "avoid"
        made = Constraint("", attribute, "has", strength, setting.source(said))
        return replace(made, safety=safety and strength == "avoid")
    return replace(wished_in(setting, said, attribute, values, strength), safety=safety)


def _common(attribute: str) -> bool:
    return attribute in load().attributes or attribute in load().features


def _origin(setting: Setting, branded: bool) -> str:
    order = ("brand_origin", "origin") if branded else ("origin", "brand_origin")
    return next((a for a in order if setting.stated(a)), order[0])


def _attribute_of(heard: Phrases, found: Found, setting: Setting) -> tuple[str, tuple[str, ...]]:
    """Return the attribute that a value means here, and its values.

    That is the attribute named beside it, else the one that most products of the kind state.
    """
    options: dict[str, list[str]] = {}
    for attribute, value in found.meaning:
        options.setdefault(attribute, []).append(value)
    if "material" in options and (holder := material_holder(found.words, options, setting)):
        return holder
    if (told := _told_apart(found.words, options, setting)) is not None:
        return told, (found.words,)
    named = named_near(heard, found, tuple(options))
    best = named or max(
        options, key=lambda a: (_weight(a, options[a], setting), a in load().attributes)
    )
    values = options[best]
    listed = (load().attributes[best].values if best in load().attributes else None) is not None
    canonical = [v for v in values if _canonical(best, v)] if listed else []
    if (best == "origin" and found.words not in _countries()) or _narrower(best, found.words):
        return best, said_otherwise(found.words, setting.vocabulary) or (found.words,)
    if found.avoided and best == "pattern":
        return best, tuple(values)  # «不要印花» rules out every print, whatever it shows
    return best, tuple(canonical or values)


def _told_apart(word: str, options: Mapping[str, Sequence[str]], setting: Setting) -> str | None:
    """Return the attribute whose values tell the very word from its like («主动降噪», «通话降噪»).

    What all of them have in common (降噪) is stated as a yes, which would not tell them apart.
    """
    for attribute, values in options.items():
        known = setting.vocabulary.attribute(attribute)
        if known is None or word not in values or not setting.stated(attribute):
            continue
        alike = [v.text for v in known.values if v.text.endswith(word[-2:]) and word not in v.text]
        if len(word) > 2 and alike:
            return attribute
    return None


def _weight(attribute: str, values: Sequence[str], setting: Setting) -> int:
    stated = setting.stated(attribute)
    if attribute in load().attributes or attribute in load().features:
        return stated * 3 + 2
    return stated


def _canonical(attribute: str, value: str) -> bool:
    lexicon = load()
    known = (
        lexicon.colours.keys() | lexicon.materials.keys() | lexicon.origins.keys()
        | {e.id for e in lexicon.values if e.attribute == attribute}
    )  # fmt: skip
    return value in known


def _narrower(attribute: str, word: str) -> bool:
    """Return whether a word is one sort of a material («羊皮», «316不锈钢»): others will not do."""
    sort = any(word in e.parts for e in load().materials.values()) or bool(_CODED.match(word))
    return attribute == "material" and sort


def _countries() -> frozenset[str]:
    return frozenset(w for e in load().origins.values() for ws in e.words.values() for w in ws)


def named_near(heard: Phrases, found: Found, options: Sequence[str]) -> str | None:
    """Return the attribute among `options` whose name stands right beside the phrase."""
    for other in heard.of("attribute"):
        gap = min(abs(found.start - other.end), abs(other.start - found.end))
        if other.meaning in options and gap <= NEAR:
            return other.meaning
    return None
