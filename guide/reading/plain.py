"""What was typed, in one plain form: half width, lower case, simplified, pinyin put back."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from guide.reading.english_numbers import in_digits
from guide.turn import Locale
from index.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Callable

_SPACES = re.compile(r"[ \t\r\f\v]+")
_HYPHENED = re.compile(r"(?<=\d)-(?=[A-Za-z]{2,})(?!in-)")
"""Between a number and its unit: «a 14-inch laptop», but «2-in-1»."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATION = str.maketrans("、。【】「」《》“”‘’…·", "、。[]()()\"\"''.·")


@cache
def _simplify() -> Callable[[str], str]:
    import opencc

    return opencc.OpenCC("t2s").convert


def plain(words: str) -> str:
    """Return `words` folded, simplified, one space for many, English numbers in digits."""
    text = _HYPHENED.sub(" ", _SPACES.sub(" ", words.replace("\u3000", " ")).strip())
    if _HAN.search(text):
        return fold(_simplify()(text)).translate(_PUNCTUATION)
    return in_digits(fold(text).translate(_PUNCTUATION))


def locale_of(words: str) -> Locale:
    """Return the language to answer in: Chinese as soon as a Chinese character was typed."""
    if _HAN.search(words):
        return "zh"
    return "en" if re.search(r"[A-Za-z]", words) else "zh"
