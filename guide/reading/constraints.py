"""From phrases to constraints: which attribute, which values, how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from guide.need import Budget, Constraint, Source, Strength
from guide.reading.amounts import Amount
from guide.reading.found import Found, Phrases
from guide.reading.phrases import phrases, starts_with, words
from guide.reading.scope import strength_of
from index.extraction.quantities import to_base
from index.lexicon import load
from index.vocabulary import Attribute, Vocabulary, load_taxonomy

NEAR = 8
ABOUT = 0.15
ABOUT_QUANTITY = 0.1
ABOVE = 0.2
CENT = Decimal("0.01")

_BRAND_WORD = re.compile(r"\s*(?:的|产的|系)?\s*(?:品牌|牌子|牌|货|brands?)")
_INCH = ("英寸", "寸", "吋", "inch", "inches", "in", '"')


@dataclass(frozen=True)
class Setting:
    """What phrases are turned into constraints against.

    Attributes:
        vocabulary: what the catalogue says.
        kinds: the kinds asked for, by id.
        turn: the number of the turn, for the sources.
        currency: the catalogue's.
    """

    vocabulary: Vocabulary
    kinds: tuple[str, ...]
    turn: int
    currency: str | None

    def stated(self, attribute: str) -> int:
        """Return how many products of the kind state the attribute (of all, without a kind)."""
        known = self.vocabulary.attribute(attribute)
        if known is None:
            return 0
        if not self.kinds:
            return max(known.kinds.values(), default=1)
        return sum(known.kinds.get(kind, 0) for kind in self.kinds)

    def source(self, said: str) -> Source:
        """Return where a wish was said."""
        return Source(self.turn, said.strip())


def constraints(heard: Phrases, setting: Setting) -> list[Constraint]:
    """Return the constraints of all phrases; ids are given later."""
    made: list[Constraint] = []
    for found in heard.found:
        for one in _of(heard, found, setting):
            made.append(one)
    return _merged(made, heard)


def _of(heard: Phrases, found: Found, setting: Setting) -> Iterator[Constraint]:
    strength = "avoid" if found.avoided else strength_of(heard, found) or "must"
    said = said_words(heard, found)
    match found.what:
        case "brand":
            yield _in(setting, said, "brand", (found.meaning,), strength)
        case "value":
            yield _value(heard, found, setting, said, strength)
        case "size":
            yield _in(setting, said, "size", (found.meaning,), strength)
        case "extent":
            yield _extent(found, setting, said, strength)
        case "amount" if not is_money(heard, found, setting):
            yield from _quantity(heard, found, setting, strength)
        case "attribute":
            yield from _named(heard, found, setting, said, strength)
        case "adjective" if "values" in found.meaning:
            values = tuple(found.meaning["values"])
            yield _in(setting, said, found.meaning["attribute"], values, "avoid")
        case "kind" if found.avoided:
            ids = tuple(i for i in found.meaning if setting.vocabulary.kind(i))
            if ids:
                yield _in(setting, said, "kind", ids, "avoid")
        case _:
            pass


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
) -> Constraint:
    attribute, values = _attribute_of(heard, found, setting)
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
    named = named_near(heard, found, tuple(options))
    best = named or max(
        options, key=lambda a: (_weight(a, options[a], setting), a in load().attributes)
    )
    values = options[best]
    listed = (load().attributes[best].values if best in load().attributes else None) is not None
    canonical = [v for v in values if _canonical(best, v)] if listed else []
    if best == "origin" and found.words not in _countries():
        return best, (found.words,)
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


def _countries() -> frozenset[str]:
    return frozenset(w for e in load().origins.values() for ws in e.words.values() for w in ws)


def named_near(heard: Phrases, found: Found, options: Sequence[str]) -> str | None:
    """Return the attribute among `options` whose name stands right beside the phrase."""
    for other in heard.of("attribute"):
        gap = min(abs(found.start - other.end), abs(other.start - found.end))
        if other.meaning in options and gap <= NEAR // 2:
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


# --- amounts ---


def is_money(heard: Phrases, found: Found, setting: Setting) -> bool:
    """Return whether an amount is a price."""
    amount: Amount = found.meaning
    if amount.currency:
        return True
    if amount.unit:
        return False
    named = _name_before(heard, found)
    if named is not None and _dimensions(named, setting) and not amount.budget:
        return False
    if _by_size(heard, found):
        return False
    return not _resolution(heard, found)


def _resolution(heard: Phrases, found: Found) -> bool:
    amount: Amount = found.meaning
    return found.words in ("2k", "4k", "8k") and amount.bound == "exact" and not amount.budget


def _name_before(heard: Phrases, found: Found) -> str | None:
    beside = [
        a for a in heard.of("attribute") if 0 <= found.start - a.end <= NEAR // 2
        and "," not in heard.text[a.end : found.start]
    ]  # fmt: skip
    return beside[-1].meaning if beside else None


def _name_after(heard: Phrases, found: Found) -> str | None:
    beside = [a for a in heard.of("attribute") if 0 <= a.start - found.end <= 2]
    return beside[0].meaning if beside else None


def _by_size(heard: Phrases, found: Found) -> bool:
    head = heard.text[: found.start].rstrip(" 是为:")
    return head.endswith(words("amounts", "size_words"))


def _dimensions(attribute: str, setting: Setting) -> tuple[str, ...]:
    known = load().attributes.get(attribute)
    if known is not None:
        return known.dimensions
    own = setting.vocabulary.attribute(attribute)
    units = load().units_named(own.unit) if own and own.unit else ()
    return tuple(u.dimension for u in units)


def _quantity(
    heard: Phrases, found: Found, setting: Setting, strength: Strength
) -> Iterator[Constraint]:
    amount: Amount = found.meaning
    said = found.words
    named = _name_before(heard, found) or _name_after(heard, found)
    if _resolution(heard, found):
        yield Constraint("", "4k" if found.words == "4k" else "resolution", "has", strength,
                         setting.source(said))  # fmt: skip
        return
    if amount.unit in ("码", "eu", "eur") or _by_size(heard, found):
        size = f"{amount.said:g}"
        yield _in(setting, said, "size", (size,), strength)
        return
    dimension = _dimension(amount, named, setting)
    if dimension is None:
        return
    attribute = named if named and dimension in _dimensions(named, setting) else None
    attribute = attribute or _default(amount, dimension, setting)
    if named and attribute == named:
        said = heard.text[min(found.start, _start_of(heard, named, found)) : found.end]
    yield _range(amount, attribute, dimension, setting, said, strength)


def _start_of(heard: Phrases, name: str, found: Found) -> int:
    return next(
        (a.start for a in heard.of("attribute") if a.meaning == name and a.end <= found.start),
        found.start,
    )


def _dimension(amount: Amount, named: str | None, setting: Setting) -> str | None:
    wanted = _dimensions(named, setting) if named else ()
    if amount.unit is None:
        return wanted[0] if wanted else None
    units = load().units_named(amount.unit)
    options = [u.dimension for u in units] + [u.also for u in units if u.also]
    for dimension in options:
        if dimension in wanted:
            return dimension
    if amount.unit == "g" and "storage" in options and _storage_like(amount, setting):
        return "storage"
    return options[0] if options else None


def _storage_like(amount: Amount, setting: Setting) -> bool:
    powers = {float(2**n) for n in range(2, 11)}
    return amount.said in powers and bool(setting.stated("memory") or setting.stated("storage"))


def _default(amount: Amount, dimension: str, setting: Setting) -> str:
    """Return the attribute that a unit means for this kind: a listed one, else the one stated."""
    key = "inch" if amount.unit in _INCH else dimension
    taxonomy = load_taxonomy()
    for kind in setting.kinds:
        for above in (kind, *taxonomy.ancestors(kind)):
            listed = phrases("amounts")["kinds"].get(above, {}).get(key)
            if listed and (setting.stated(listed) or not setting.vocabulary.attribute(listed)):
                return listed
    if dimension == "storage":
        size = "storage_small" if amount.said <= 64 else "storage_large"
        return phrases("amounts")["defaults"][size]
    usual = phrases("amounts")["defaults"].get(key) or phrases("amounts")["defaults"].get(dimension)
    if usual and setting.stated(usual):
        return usual
    stated = [a for a in setting.vocabulary.attributes if dimension in _dimensions_of(a)]
    best = max(stated, key=lambda a: setting.stated(a.id), default=None)
    if best is not None and setting.stated(best.id):
        return best.id
    return usual or dimension


def _dimensions_of(attribute: Attribute) -> tuple[str, ...]:
    known = load().attributes.get(attribute.id)
    if known is not None and known.dimensions:
        return known.dimensions
    units = load().units_named(attribute.unit) if attribute.unit else ()
    return tuple(u.dimension for u in units)


def _range(
    amount: Amount, attribute: str, dimension: str, setting: Setting, said: str, strength: Strength
) -> Constraint:
    low, high = amount.low, amount.high
    if amount.bound == "about" and low is not None and high is not None:
        low, high = low * (1 - ABOUT_QUANTITY), high * (1 + ABOUT_QUANTITY)
    if amount.bound == "above" and high is not None:
        high *= 1 + ABOVE
    unit = amount.unit or _shown_unit(attribute, setting)
    base = ""
    ends: list[float | None] = []
    for end in (low, high):
        value = None
        if end is not None:
            value, base = to_base(end, unit, dimension) if unit else (end, "")
        ends.append(value)
    made = Constraint("", attribute, "range", strength, setting.source(said))
    return replace(made, low=ends[0], high=ends[1], unit=base or None)


def _shown_unit(attribute: str, setting: Setting) -> str:
    known = load().attributes.get(attribute)
    if known is not None and known.unit:
        return known.unit
    own = setting.vocabulary.attribute(attribute)
    return own.unit if own and own.unit else ""


# --- money ---


def budget(heard: Phrases, setting: Setting) -> Budget | None:
    """Return the budget of a request, or None where it speaks of no price."""
    said = [f for f in heard.of("amount") if is_money(heard, f, setting)]
    if not said:
        return None
    whole = _united(said)
    amount: Amount = whole.meaning
    soft = strength_of(heard, whole) == "prefer" or amount.bound in ("about", "above")
    low, high, about = _ends(amount)
    source = setting.source(whole.words)
    return Budget(low, high, not soft, amount.currency or setting.currency, source, about)


def _united(said: Sequence[Found]) -> Found:
    """Put «300以上500以内» together; else the last amount stands, a named budget before others."""
    first, last = said[0], said[-1]
    one, other = first.meaning, last.meaning
    if len(said) == 2 and one.high is None and other.low is None:
        return replace(
            last, words=f"{first.words}{last.words}", meaning=replace(other, low=one.low)
        )
    named = [f for f in said if f.meaning.budget]
    return named[-1] if named else last


def _ends(amount: Amount) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    low, high = amount.low, amount.high
    match amount.bound:
        case "about" if low is not None and high is not None:
            about = (low + high) / 2
            return _money(low * (1 - ABOUT)), _money(high * (1 + ABOUT)), _money(about)
        case "above":
            return _money(low), _money((high or 0) * (1 + ABOVE)), None
        case "exact" if low == high:
            return None, _money(high), None
        case _:
            return _money(low), _money(high), None


def _money(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount)).quantize(CENT)


# --- several wishes of one attribute ---


def _merged(made: Sequence[Constraint], heard: Phrases) -> list[Constraint]:
    """Make one wish of «松下或者海信», and of two ends of one quantity."""
    kept: list[Constraint] = []
    for one in made:
        at = next((i for i, old in enumerate(kept) if _one_wish(old, one, heard)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _joined(kept[at], one)
    return kept


def _one_wish(old: Constraint, new: Constraint, heard: Phrases) -> bool:
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


def starts_clause(text: str) -> bool:
    """Return whether `text` begins with what ends a thought."""
    return bool(starts_with(text, (",", "。", ";", "!", "?")))
