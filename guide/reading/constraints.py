"""From phrases to constraints: which attribute, which values, how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from guide.need import Constraint, Strength
from guide.reading.found import Found, Phrases
from guide.reading.measures import called, is_money, quantities
from guide.reading.partly import stating
from guide.reading.phrases import words
from guide.reading.scope import strength_of
from guide.reading.setting import Setting
from index.lexicon import load
from index.vocabulary import ValueMention, load_taxonomy

NEAR = 4

_BRAND_WORD = re.compile(r"\s*(?:的|产的|系)?\s*(?:品牌|牌子|牌|货|brands?)")


def constraints(heard: Phrases, setting: Setting) -> list[Constraint]:
    """Return the constraints of all phrases; ids are given later."""
    made = [one for found in heard.found for one in _of(heard, found, setting)]
    made += _inside_kinds(heard, setting, made)
    return _merged(made)


def _of(heard: Phrases, found: Found, setting: Setting) -> Iterator[Constraint]:
    strength = "avoid" if found.avoided else strength_of(heard, found) or "must"
    said = said_words(heard, found)
    match found.what:
        case "brand":
            yield _in(setting, said, "brand", (found.meaning,), strength)
        case "value" if not _names_amount(heard, found, setting):
            wish = _value(heard, found, setting, said, strength)
            if wish is not None:
                yield wish
            elif found.avoided:
                yield _in(setting, said, "words", (found.words,), "avoid")
        case "size":
            yield _in(setting, said, "size", (found.meaning,), strength)
        case "extent":
            yield _extent(found, setting, said, strength)
        case "amount" if not is_money(heard, found, setting):
            yield from quantities(heard, found, setting, strength)
        case "attribute":
            yield from _named(heard, found, setting, said, strength)
        case "adjective" if "values" in found.meaning:
            values = tuple(found.meaning["values"])
            yield _in(setting, said, found.meaning["attribute"], values, "avoid")
        case "kind" if found.avoided:
            yield from _avoided_kind(found, setting, said)
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
        yield _in(setting, said, attribute, (value,), "must")
        return
    for attribute in _having(found.words, setting):
        yield Constraint("", attribute, "has", "avoid", setting.source(said))
        return
    ids = tuple(i for i in found.meaning if setting.vocabulary.kind(i))
    stated = stating(found.words, setting) if setting.kinds else None
    if stated is not None and not (ids and _held(ids, setting)):
        yield _in(setting, said, stated.id, (found.words,), "avoid")
    elif not ids:
        yield _in(setting, said, "words", (found.words,), "avoid")
    elif not setting.kinds or _held(ids, setting):
        yield _in(setting, said, "kind", ids, "avoid")


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


def _inside_kinds(
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
        for mention in setting.vocabulary.values_in("" if found.avoided else found.words):
            whole = mention.end == len(found.words)
            if whole or any(mention.word[0] in label for label in known):
                continue
            for attribute, values in _inner(mention, setting):
                if attribute not in said:
                    said.add(attribute)
                    yield _in(setting, mention.word, attribute, values, "must")


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
        if not setting.stated(attribute.id) or attribute.yes_no:
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
        return best, (word,)
    canonical = [value for value in options["material"] if _canonical("material", value)]
    return best, tuple(canonical or options["material"])


def said_words(heard: Phrases, found: Found) -> str:
    """Return the phrase with the word that denies it («不要黑色»)."""
    if not found.avoided or found.what == "adjective":
        return found.words
    head = heard.text[: found.start].rstrip()
    for cue in words("strength", "avoid_before"):
        if head.endswith(cue):
            return cue + heard.text[len(head) : found.end]
    return "不要" + found.words if not found.words.isascii() else "no " + found.words


def _in(
    setting: Setting, said: str, attribute: str, values: tuple[str, ...], strength: Strength
) -> Constraint:
    return Constraint("", attribute, "in", strength, setting.source(said), values=values)


def _value(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Constraint | None:
    """Return the wish for a value; None for a word that only other kinds of goods state."""
    attribute, values = _attribute_of(heard, found, setting)
    if setting.kinds and not (setting.stated(attribute) or _common(attribute)):
        return None
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
    return replace(_in(setting, said, attribute, values, strength), safety=safety)


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
    named = named_near(heard, found, tuple(options))
    best = named or max(
        options, key=lambda a: (_weight(a, options[a], setting), a in load().attributes)
    )
    values = options[best]
    listed = (load().attributes[best].values if best in load().attributes else None) is not None
    canonical = [v for v in values if _canonical(best, v)] if listed else []
    if (best == "origin" and found.words not in _countries()) or _narrower(best, found.words):
        return best, (found.words,)
    if found.avoided and best == "pattern":
        return best, tuple(values)  # «不要印花» rules out every print, whatever it shows
    return best, tuple(canonical or values)


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
    """Return whether a word is one sort of a material («羊皮»): others of it will not do."""
    return attribute == "material" and any(word in e.parts for e in load().materials.values())


def _countries() -> frozenset[str]:
    return frozenset(w for e in load().origins.values() for ws in e.words.values() for w in ws)


def named_near(heard: Phrases, found: Found, options: Sequence[str]) -> str | None:
    """Return the attribute among `options` whose name stands right beside the phrase."""
    for other in heard.of("attribute"):
        gap = min(abs(found.start - other.end), abs(other.start - found.end))
        if other.meaning in options and gap <= NEAR:
            return other.meaning
    return None


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
    return _in(setting, said, "dimensions", values, strength)


def _named(
    heard: Phrases, found: Found, setting: Setting, said: str, strength: Strength
) -> Iterator[Constraint]:
    """Yield «带帽子的», «不带口袋»: a yes-or-no attribute by its name."""
    attribute = setting.vocabulary.attribute(found.meaning)
    if attribute is None or not attribute.yes_no:
        return
    head = heard.text[: found.start].rstrip()
    asked = head.endswith(("带", "有", "要", "支持", "能", "可以", "可", "with", "has", "含"))
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
