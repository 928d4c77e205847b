"""One attribute of a record as a shop assistant says it: «可折叠», not «是否可折叠是»."""

from __future__ import annotations

from collections.abc import Mapping

from index.lexicon import load


def statement(attribute: str, label: str, value: str, words: Mapping[str, str]) -> str | None:
    """Return what label and value say together, or None where one has to stand beside the other.

    Args:
        attribute: the attribute's id.
        label: its name, as it is shown.
        value: what the record states of it.
        words: the section `statement` of a locale's texts; `|` stands between words.
    """
    label, value = label.strip(), value.strip()
    spoken = _answered(label, value, words)
    if spoken is not None:
        return spoken
    folded, name = value.casefold(), label.casefold()
    if (name and name in folded) or attribute in words["bare"].split("|"):
        return value
    repeats = len(value) > 1 and folded in name and not any(c.isdigit() for c in value)
    return value if repeats else None


def _answered(label: str, value: str, words: Mapping[str, str]) -> str | None:
    """Return a yes or a no as a clause of its own: «支持NFC», «没有帽子», «不可折叠»."""
    lexicon, answer = load(), value.casefold()
    if not words["whether"] or answer not in lexicon.yes | lexicon.no:
        return None
    asked = next((w for w in words["whether"].split("|") if label.startswith(w)), "")
    thing = label.removeprefix(asked).strip()
    verbal = thing.startswith(tuple(words["verbs"].split("|")))
    curt = answer in words["curt"].split("|")
    if answer in lexicon.yes:
        return thing if verbal or curt else f"{value}{thing}"
    if thing.startswith(words["has"]):
        return words["has_not"] + thing.removeprefix(words["has"])
    if verbal:
        return words["not"] + thing
    return (words["has_not"] if curt else value) + thing
