"""A field's text cut into the values that it lists, each with its span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.lexicon import fold, load

# A comma between digits belongs to the number; «/» after a number may be «per 100 g».
_CUT = re.compile(r"\s*(?:[/／、，；;|\n•]|(?<!\d),|,(?!\d))\s*")
_RATE = re.compile(
    r"\d\s*[a-z\u4e00-\u9fff³²]*\s*/\s*(?:每)?\s*(?:100)?\s*(?:g|克|ml|毫升|kg|分钟|min|小时|h|天|日|s|秒|w|mw|次)(?![a-z])",
    re.IGNORECASE,
)
_STANDARD = re.compile(r"\b[A-Z]{1,4}\s?/\s?[A-Z]?\s?[\d.]+", re.IGNORECASE)
_LATIN_PAIR = re.compile(r"(?<![A-Za-z])[A-Za-z]\s?/\s?[A-Za-z](?![A-Za-z])")
# A size or model that a slash is part of («205/55R16», «12/24V» is none): a bare number before it,
# behind it digits that go on with a Latin letter and more digits.
_CODE = re.compile(r"(?<![\d.])\d+\s?/\s?\d+[A-Za-z]\d", re.IGNORECASE)
_SHARE = re.compile(r"\d+(?:\.\d+)?\s*%")
_SIGN = re.compile(r"[-+]\d")
_LONG = 180
_CLAUSE = re.compile(r"[，。！？；\n]|[.!?] ")
_WORDY, _WORDIEST = 8, 11
_EDGES = " \t.。,，;；:：-—+"


def is_prose(text: str) -> bool:
    """Return whether a field's text is a paragraph rather than a value or a list of values."""
    clauses = [clause for clause in _CLAUSE.split(text) if clause.strip()]
    if len(clauses) < 2:
        return len(text) > _LONG
    lengths = [len(clause) for clause in clauses]
    return sum(lengths) > _WORDY * len(lengths) and max(lengths) > _WORDIEST


def is_rate(text: str) -> bool:
    """Return whether the text states a rate («1501kJ/100g», «120立方米/分钟»), not alternatives."""
    return bool(_RATE.search(text))


def segments(text: str, *, whole: bool = False) -> list[tuple[int, int]]:
    """Return the spans of the values that `text` lists («背光键盘，指纹识别» two, «i7-9750H» one).

    Args:
        text: the text of a field.
        whole: do not cut it; only spaces at the ends are left out.
    """
    marks = (_STANDARD, _LATIN_PAIR, _CODE)
    uncut = whole or is_rate(text) or any(mark.search(text) for mark in marks)
    spans = [(0, len(text))] if uncut else list(_cut(text))
    return [span for span in (_trim(text, *span) for span in spans) if states(text[slice(*span)])]


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CUT.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _inside_brackets(text: str, at: int) -> bool:
    return any(text.rfind(o, 0, at) > text.rfind(c, 0, at) for o, c in ("()", "（）", "[]", "【】"))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES and not _SIGN.match(text, start):
        start += 1
    while end > start and text[end - 1] in _EDGES.replace("+", "").replace("-", ""):
        end -= 1
    return start, end


def states(value: str) -> bool:
    """Return whether `value` states anything («其他», «见描述», "N/A" do not)."""
    key = fold(value).strip()
    bare = _SHARE.sub("", key).strip()  # «其他100%»
    return bool(bare) and key not in load().no_value and bare not in load().no_value
