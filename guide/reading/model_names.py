"""«8A», «红米8», «CC9 Pro»: names of models in what is said, and the titles that have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from guide.reading.phrases import find, phrases
from guide.reading.titled import same_in_titles
from guide.turn import Shown
from index.extraction.quantities import parse_quantities
from index.lexicon import fold
from index.vocabulary import Vocabulary

_RUN = re.compile(r"[a-z0-9]+(?:[.+-][a-z0-9]+)*")
_GROUP = re.compile(r"(?<![a-z0-9.])[a-z0-9]+(?:[ .+-]?[a-z0-9]+)*")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*\d)")


def model_names(
    text: str, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """Yield where a text names models («8A», «红米8», «CC9 Pro»): the span, the name, its brands.

    Amounts («40W», «5G») and values that the catalogue states are none.
    """
    brands = _makers(text, vocabulary)
    for match in _GROUP.finditer(text):
        inside = [b for b in brands if b[0] >= match.start() and b[1] <= match.end()]
        before = [b for b in brands if b[1] in (match.start(), match.start() - 1)]
        start = max((end for _, end, _ in inside), default=match.start())
        name = _without_amounts(text[start : match.end()].strip())
        if _is_model(name, branded=bool(before or inside)) and not _stated(name, vocabulary):
            first = before[0][0] if before else match.end() - len(name)
            yield first, match.end(), name, tuple(word for *_, word in (*before, *inside))


def _makers(text: str, vocabulary: Vocabulary) -> list[tuple[int, int, str]]:
    """Return where a text says brands, and lines of products that titles begin with («红米»)."""
    found = [(b.start, b.end, b.word) for b in vocabulary.brands_in(text)]
    for line, *_ in phrases("models")["lines"]:
        at = find(text, line)
        if at is not None and all(start != at for start, *_ in found):
            found.append((at, at + len(line), line))
    return sorted(found)


def _without_amounts(name: str) -> str:
    """Return a name without the amounts that stand before it («5g cc9 pro»)."""
    head, _, rest = name.partition(" ")
    return _without_amounts(rest) if rest and parse_quantities(head) else name


def _is_model(name: str, *, branded: bool) -> bool:
    if not name or not any(char.isdigit() for char in name):
        return False
    if name.isdigit():
        return branded and len(name) <= 2
    return bool(_MIXED.match(name)) and not parse_quantities(name)


def _stated(name: str, vocabulary: Vocabulary) -> bool:
    """Return whether a name is rather a value that some attribute states («usb3.0»)."""
    known = (m for m in vocabulary.values_in(name) if m.end - m.start == len(name))
    return any(a not in _NAMING for m in known for a, _ in m.meanings)


_NAMING = ("model", "series", "型号", "系列", "brand")


def has_name(name: str, item: Shown) -> bool:
    """Return whether a title has a name as whole words («k305g» in "Redmi K30 5G")."""
    wanted, own = re.sub(r"[ +-]", "", name), runs(item.title)
    return any(
        "".join(own[i:j]) == wanted
        for i in range(len(own))
        for j in range(i + 1, min(len(own), i + 4) + 1)
    )


@cache
def runs(title: str) -> tuple[str, ...]:
    """Return the Latin words and numbers of a title, in their order."""
    return tuple(_RUN.findall(fold(title)))


def beside(name: str, item: Shown) -> int:
    """Return how many Latin letters and digits a title has beside a name."""
    return len("".join(runs(item.title))) - len(name.replace(" ", ""))


def of_brand(words: Sequence[str], vocabulary: Vocabulary, item: Shown) -> bool:
    """Return whether a product is of one of these brands, by its record or its title."""
    title = fold(item.title)
    own = vocabulary.brands_of.get(item.product_id, ())
    for word in words:
        spelled = (word, *same_in_titles(word))
        if any(fold(each) in title for each in spelled):
            return True
        if any(b.id in own for b in vocabulary.brands_in(word)) and not same_in_titles(word):
            return True
    return False
