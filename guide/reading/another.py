"""«换一批», «一样的颜色», «给她也来一个»: the same again, for others or otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.need import Constraint, Need
from guide.reading.frames import spelled
from guide.reading.kinds import Said
from guide.reading.phrases import find, has_any, phrases
from guide.reading.setting import Setting
from guide.turn import DropConstraint, Edit, SetKind
from index.lexicon import load
from index.vocabulary import Vocabulary

_OPEN = ("words", "model", "brand", "series", "kind", "gender")
"""Attributes that any kind may have, whatever its records state."""
_MADE_OF = ("material", "filling", "words")
_WORN = ("gender",)
"""What is carried with any wish that is: who asks for the same colour is the same person."""


def other_ones(text: str) -> list[tuple[int, int]]:
    """Return where clauses of a text ask for other products («换一批», "show me others")."""
    return [match.span() for match in _others().finditer(text)]


def for_another(text: str) -> bool:
    """Return whether the same kind of thing is asked for one more person («给她也来一个»)."""
    return _person().search(text) is not None and _alike().search(text) is None


def picked_from_list(text: str, need: Need) -> bool:
    """Return whether one line of a standing shopping list is gone on with («先只看行李箱»)."""
    return bool(need.slots) and has_any(text, phrases("another")["alone"])


def _ended(text: str, need: Need) -> Iterator[Constraint]:
    """Yield the standing wishes that cannot go with what is said now («windows» ends 苹果)."""
    for word, attribute, value in phrases("another")["apart"]:
        if find(text, word) is not None:
            yield from (
                c
                for c in need.constraints
                if c.attribute == attribute and value in c.values and c.strength != "avoid"
            )


def _outgrown(new: Setting, need: Need, text: str) -> Iterator[Constraint]:
    """Yield the standing wishes that a narrower or wider kind has no use for («登机箱»).

    Those are the wishes for what none of its products states, and for what it is made of where
    it is wanted instead («那还是看看记忆枕吧»).
    """
    instead = has_any(text, phrases("strength")["instead"])
    for one in need.constraints:
        unstated = one.attribute not in _OPEN and not new.stated(one.attribute)
        if unstated or (instead and one.attribute in _MADE_OF and one.strength != "avoid"):
            yield one


def no_longer(text: str, said: Sequence[Said], need: Need, setting: Setting) -> Iterator[Edit]:
    """Yield the edits that drop wishes which end where something else is named («要Windows的»)."""
    over = list(_ended(text, need))
    yield from (DropConstraint(c.id) for c in over)
    if any(c.source.words == need.kind_words for c in over) and not said:
        label = next((k.label for i in need.kinds if (k := setting.vocabulary.kind(i))), "")
        yield SetKind(need.kinds, label)
    if need.kinds and said and not set(said[0].kinds) & set(need.kinds):
        yield from (DropConstraint(c.id) for c in _outgrown(setting, need, text))


def kept_wishes(text: str, need: Need, vocabulary: Vocabulary) -> Iterator[Constraint]:
    """Yield the standing wishes that the words take along to another thing («同样的颜色»)."""
    kept = [c for c in need.constraints if _taken_along(text, c, vocabulary)]
    yield from kept
    if kept:
        yield from (c for c in need.constraints if c.attribute in _WORN and c not in kept)


def _taken_along(text: str, constraint: Constraint, vocabulary: Vocabulary) -> bool:
    known = vocabulary.attribute(constraint.attribute)
    common = load().attributes.get(constraint.attribute)
    names = {*(known.names if known else ())}
    names |= {n for said in common.names.values() for n in said} if common else set()
    return any(_same(name.lower()).search(text) for name in names)


@cache
def _same(name: str) -> re.Pattern[str]:
    data = phrases("another")
    before, behind = ("|".join(data[key]) for key in ("same_before", "same_behind"))
    said = re.escape(name)
    return re.compile(rf"(?:{before}) ?{said}(?![a-z])|(?<![a-z]){said}(?:{behind})")


@cache
def _others() -> re.Pattern[str]:
    data = phrases("another")
    chinese, english = "|".join(data["others_zh"]), "|".join(data["others_en"])
    return re.compile(rf"(?<![^,。;!?\s])(?:{chinese})(?=$|[,。;!?\s])|\b(?:{english})\b")


@cache
def _person() -> re.Pattern[str]:
    return re.compile("|".join(spelled("another", frame) for frame in phrases("another")["person"]))


@cache
def _alike() -> re.Pattern[str]:
    return re.compile("|".join(phrases("another")["alike"]))
