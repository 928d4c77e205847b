"""The words that a shopper reads, by key and locale, and how blanks are filled."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from guide.choosing.aspects import aspects
from guide.choosing.evidence import amount_text
from guide.picks import Claim
from guide.turn import Locale
from guide.wording.statements import statement

LOCALES: tuple[Locale, ...] = ("zh", "en")
AMOUNTS = frozenset({"price", "gap", "about", "from_price", "total", "budget", "over", "amount"})
"""Blanks that are amounts of money, in the currency of the blank `currency`."""
_ALONE: Mapping[str, str] = {"reason.fact": "reason.bare", "about.fact": "about.bare"}
"""Claims of an attribute, and how they are said where its name need not stand before its value."""
_SPOKEN = frozenset({"gain", "loss"})
_POSITIONS = frozenset({"than", "nth"})


class Phrases:
    """The texts of one locale."""

    def __init__(self, locale: Locale, texts: Mapping[str, Mapping[str, str]]) -> None:
        self.locale: Locale = locale
        self._texts = texts

    def __contains__(self, key: object) -> bool:
        section, _, name = str(key).partition(".")
        return name in self._texts.get(section, {})

    def say(self, key: str, **blanks: str) -> str:
        """Return the text of `key` with its blanks filled, as they are.

        Where the blank `count` is 1 and a text `key_1` is written, that one («one review»).

        Raises:
            KeyError: where no such text is written, or one of its blanks is not given.
        """
        section, _, name = key.partition(".")
        texts = self._texts[section]
        single = texts.get(f"{name}_1") if blanks.get("count") == "1" else None
        return (single or texts[name]).format_map(blanks)

    def one_of(self, section: str, names: tuple[str, ...]) -> str:
        """Return the first of `names` that the section has, else its `default`."""
        texts = self._texts[section]
        return next((texts[name] for name in names if name in texts), texts["default"])

    def amount(self, value: str | Decimal, currency: str | None) -> str:
        """Return an amount as it is said: «899元», «$29»."""
        number = amount_text(Decimal(value))
        if not currency:
            return self.say("amount.bare", n=number)
        key = f"amount.{currency}"
        return self.say(key if key in self else "amount.other", n=number, currency=currency)

    def title(self, title: str) -> str:
        """Return a product's title as it is said; one with a book's marks keeps its own."""
        said = plain(title)
        return said if "《" in said else self.say("marks.title", title=said)

    def nth(self, position: str) -> str:
        """Return «第一款» for `1`; words that are no number stay as they are."""
        return self.say(f"nth.{position}") if f"nth.{position}" in self else position

    def label(self, attribute: str, label: str) -> str:
        """Return the name of an attribute in this language, where the lexicon has one."""
        if f"label.{attribute}" in self:
            return self.say(f"label.{attribute}")
        own = label.isascii() == (self.locale == "en")
        named = None if own and "_" not in label else _lexicon_name(attribute, self.locale)
        return named or label.replace("_", " ")

    def values(self, attribute: str, joined: str) -> str:
        """Return values (`|` between them) in this language, where the lexicon names them."""
        named = [_lexicon_value(attribute, v, self.locale) or v for v in joined.split("|")]
        return self.say("marks.list").join(dict.fromkeys(named))

    def claim(self, claim: Claim) -> str:
        """Return a claim in words."""
        blanks = self._blanks(claim.blanks)
        alone = _ALONE.get(claim.key)
        if alone is not None:
            attribute = claim.blanks.get("attribute", "")
            spoken = statement(
                attribute, blanks["label"], blanks["value"], self._texts["statement"]
            )
            if spoken is not None:
                return self.say(alone, **(blanks | {"value": spoken}))
        return self.say(claim.key, **blanks)

    def _blanks(self, raw: Mapping[str, str]) -> dict[str, str]:
        currency = raw.get("currency")
        blanks: dict[str, str] = {}
        for name, value in raw.items():
            if name in _SPOKEN:
                blanks[name] = self._nested(raw, name)
            elif "." not in name:
                blanks[name] = self._blank(name, value, raw, currency)
        return blanks

    def _nested(self, raw: Mapping[str, str], name: str) -> str:
        start = f"{name}."
        inner = {key.removeprefix(start): v for key, v in raw.items() if key.startswith(start)}
        filled = {key: self._blank(key, v, inner, None) for key, v in inner.items()}
        filled["gap"] = inner.get("gap", "")
        label = filled.get("label", "").strip().casefold()
        named = raw[name] == "delta.states" and label in filled.get("got", "").casefold()
        return self.say("delta.bare" if named else raw[name], **filled)

    def _blank(self, name: str, value: str, raw: Mapping[str, str], currency: str | None) -> str:
        if name in AMOUNTS and currency is not None:
            return self.amount(value, currency) if _is_number(value) else value
        if name in _POSITIONS:
            return self.nth(value)
        if name == "value" and "|" in value:
            return self.say("marks.between").join(value.split("|"))
        if name == "wish":
            return self.values(raw.get("attribute", ""), value)
        if name == "label":
            own = self.label(raw.get("attribute", ""), value)
            return f"{own} " if self.locale == "zh" and own.isascii() else own
        if name == "aspect" and value in aspects():
            return aspects()[value].name(self.locale)
        if name in ("title", "other_title"):
            return self.title(value)
        return value


def plain(text: str) -> str:
    """Return text from a record on one line, its HTML entities read."""
    import html

    return " ".join(html.unescape(text).split())


def _is_number(value: str) -> bool:
    try:
        Decimal(value)
    except InvalidOperation:
        return False
    return True


def _lexicon_name(attribute: str, locale: Locale) -> str | None:
    from index.lexicon import load

    lexicon = load()
    if attribute in lexicon.attributes:
        names = lexicon.attributes[attribute].names.get(locale, ())
    elif attribute in lexicon.features:
        names = lexicon.features[attribute].words.get(locale, ())
    else:
        names = ()
    return names[0] if names else None


def _lexicon_value(attribute: str, value: str, locale: Locale) -> str | None:
    from index.lexicon import load

    lexicon = load()
    known = [lexicon.materials.get(value), lexicon.colours.get(value), lexicon.origins.get(value)]
    known += [e for e in lexicon.values if e.attribute == attribute and e.id == value]
    words = next((entry.words.get(locale, ()) for entry in known if entry is not None), ())
    return words[0] if words else None


@cache
def phrases(locale: Locale) -> Phrases:
    """Return the texts of a locale."""
    import tomllib

    source = files("guide.wording").joinpath(f"texts.{locale}.toml")
    data: dict[str, Any] = tomllib.loads(source.read_text(encoding="utf-8"))
    return Phrases(locale, data)
