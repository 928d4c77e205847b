"""From phrases to constraints: which attribute, which values, how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from guide.need import Constraint, Strength
from guide.reading.found import Found, Phrases
from guide.reading.goods import is_line
from guide.reading.measures import called, is_money, quantities
from guide.reading.people import for_people
from guide.reading.phrases import phrases, words
from guide.reading.scope import strength_of
from guide.reading.setting import Setting
from guide.reading.stating import stating
from guide.reading.titled import same_in_titles
from guide.reading.values import glossed, inside_kinds, valued, wished_in
from guide.reading.wishing import stands_for


def constraints(heard: Phrases, setting: Setting) -> list[Constraint]:
    """Return the constraints of all phrases; ids are given later."""
    made = [one for found in heard.found for one in _of(heard, found, setting)]
    made += inside_kinds(heard, setting, made)
    return _merged(made)


def _of(heard: Phrases, found: Found, setting: Setting) -> Iterator[Constraint]:
    strength = "avoid" if found.avoided else strength_of(heard, found) or "must"
    said = said_words(heard, found)
    match found.what:
        case "brand" if found.avoided and is_line(found.words):
            values = (found.words, *same_in_titles(found.words))
            yield wished_in(setting, said, "words", values, strength)
        case "brand":
            yield wished_in(setting, said, "brand", (found.meaning,), strength)
        case "value" if stands_for(found, setting) is not None:
            return
        case "value" if not _names_amount(heard, found, setting):
            yield from valued(heard, found, setting, said, strength)
        case "gloss":
            yield from glossed(heard, found, setting, said, strength)
        case "attribute":
            yield from _named(heard, found, setting, said, strength)
        case "adjective" if "values" in found.meaning:
            values = tuple(found.meaning["values"])
            yield wished_in(setting, said, found.meaning["attribute"], values, "avoid")
        case "kind" if found.avoided:
            yield from _avoided_kind(found, setting, said)
        case _:
            yield from _counted(heard, found, setting, said, strength)


def _counted(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield the wish of a phrase that counts or measures."""
    match found.what:
        case "size":
            yield wished_in(setting, said, "size", (found.meaning,), strength)
        case "extent":
            yield _extent(found, setting, said, strength)
        case "amount" if not is_money(heard, found, setting):
            yield from quantities(heard, found, setting, strength)
        case "people":
            yield from for_people(found, setting, said, strength)
        case "spf":
            made = Constraint("", "spf", "range", strength, setting.source(said))
            yield replace(made, low=found.meaning)
        case _:
            pass


def _names_amount(heard: Phrases, found: Found, setting: Setting) -> bool:
    """Return whether a word only says what the amount behind it measures («防水10000mm»)."""
    amounts = [a for a in heard.of("amount") if a.start == found.end]
    return any(called(heard, a, setting) for a in amounts)


def _avoided_kind(found: Found, setting: Setting, said: str) -> Iterator[Constraint]:
    """Avoid a kind; where the catalogue says «无显示器», that is what «不带显示器» wishes."""
    for attribute, value in stated_without(found.words, setting):
        yield wished_in(setting, said, attribute, (value,), "must")
        return
    for attribute in _having(found.words, setting):
        yield Constraint("", attribute, "has", "avoid", setting.source(said))
        return
    ids = tuple(i for i in found.meaning if setting.vocabulary.kind(i))
    stated = stating(found.words, setting) if setting.kinds else None
    if stated is not None and not (ids and _held(ids, setting)):
        yield wished_in(setting, said, stated.id, (found.words,), "avoid")
    elif not ids:
        yield wished_in(setting, said, "words", (found.words,), "avoid")
    elif not setting.kinds or _held(ids, setting):
        yield wished_in(setting, said, "kind", ids, "avoid")


def _having(word: str, setting: Setting) -> Iterator[str]:
    """Yield the attribute by which the kind states that it has such a part («带帽子»)."""
    for mention in setting.vocabulary.values_in(f"带{word}"):
        whole = mention.start == 0 and setting.kinds
        yield from (a for a, v in mention.meanings if whole and v == "yes" and setting.stated(a))


def stated_without(word: str, setting: Setting) -> Iterator[tuple[str, str]]:
    """Yield the attributes and values of the catalogue that state that `word` is absent."""
    for mention in setting.vocabulary.values_in(f"无{word}"):
        if mention.word == f"无{word}":
            yield from mention.meanings


def _held(ids: Sequence[str], setting: Setting) -> bool:
    """Return whether some product is of a kind asked for and of one of `ids`."""
    wanted, avoided = set(setting.kinds), set(ids)
    return any(wanted & set(k) and avoided & set(k) for k in setting.vocabulary.kinds_of.values())


def said_words(heard: Phrases, found: Found) -> str:
    """Return the phrase with the word that denies it («不要黑色»)."""
    if not found.avoided or found.what == "adjective":
        return found.words
    head = heard.text[: found.start].rstrip()
    for cue in words("strength", "avoid_before"):
        if head.endswith(cue):
            return cue + heard.text[len(head) : found.end]
    return "不要" + found.words if not found.words.isascii() else "no " + found.words


def _extent(found: Found, setting: Setting, said: str, strength: Strength) -> Constraint:
    sides = [float(s) for s in re.findall(r"\d+(?:\.\d+)?", found.meaning)]
    unit = re.search(r"(mm|cm|m|米|厘米)$", found.meaning)
    factor = {"mm": 0.1, "m": 100.0, "米": 100.0}.get(unit[1] if unit else "", 1.0)
    if not unit and max(sides) <= 5:
        factor = 100.0
    text = "×".join(f"{side * factor:g}" for side in sides)
    known = setting.vocabulary.attribute("dimensions")
    stated = [v.text for v in known.values if text in v.text] if known else []
    values = tuple(dict.fromkeys([f"{text}cm", *stated]))
    return wished_in(setting, said, "dimensions", values, strength)


def _named(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield «带帽子的», «不带口袋»: a yes-or-no attribute by its name."""
    part = next((a for word, a in phrases("said")["parts"] if word == found.words), found.meaning)
    attribute = setting.vocabulary.attribute(part)
    if attribute is None or not attribute.yes_no:
        return
    head = heard.text[: found.start].rstrip()
    counted = any(amount.end == found.start for amount in heard.of("amount"))
    asked = (counted and part != found.meaning) or head.endswith(
        ("带", "有", "要", "支持", "能", "可以", "可", "with", "has", "含")
    )
    if asked or found.avoided:
        yield Constraint("", attribute.id, "has", strength, setting.source(said))


def _merged(made: Sequence[Constraint]) -> list[Constraint]:
    """Make one wish of «松下或者海信», and of two ends of one quantity."""
    kept: list[Constraint] = []
    for one in made:
        at = next((i for i, old in enumerate(kept) if _one_wish(old, one)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _joined(kept[at], one)
    return kept


def _one_wish(old: Constraint, new: Constraint) -> bool:
    if (old.attribute, old.op, old.strength) != (new.attribute, new.op, new.strength):
        return False
    if old.op == "range":
        return (old.low is None) != (new.low is None) and (old.high is None) != (new.high is None)
    if old.op == "has":
        return True
    return old.strength != "avoid" and old.attribute not in ("features", "words")


def _joined(old: Constraint, new: Constraint) -> Constraint:
    said = f"{old.source.words} {new.source.words}" if old.source != new.source else None
    source = replace(old.source, words=said) if said else old.source
    if old.op == "range":
        low = old.low if old.low is not None else new.low
        high = old.high if old.high is not None else new.high
        return replace(old, low=low, high=high, source=source)
    values = tuple(dict.fromkeys((*old.values, *new.values)))
    return replace(old, values=values, source=source)
