"""What was typed, in one plain form: half width, lower case, simplified, pinyin put back."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from guide.reading.english_numbers import in_digits
from guide.reading.phrases import phrases
from guide.reading.ways import usual
from guide.turn import Locale
from index.extraction.numbers import parse_number
from index.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SPACES = re.compile(r"[ \t\r\f\v]+")
_HYPHENED = re.compile(r"(?<=\d)-(?=[A-Za-z]{2,})(?!in-)")
"""Between a number and its unit: «a 14-inch laptop», but «2-in-1»."""
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_PARTED = re.compile(
    r"(?<![\d.一二三四五六七八九十百千])(?P<whole>[1-9]|[一二两三四五六七八九])(?P<unit>米|匹|斤|升|岁)"
    r"(?P<part>[1-9]|[一二三四五六七八九])(?![\d.一二三四五六七八九十百千万个米两斤寸克])"
)
_NUMERAL = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_HALVED = re.compile(
    rf"(?<![\d.一二两三四五六七八九十百千])(?P<whole>{_NUMERAL})"
    r"(?:个?半个?(?P<counted>小时|钟头|月)|(?P<unit>公斤|千克|kg|英寸|公分|厘米|寸|尺|磅|吨|斤|升|匹|米|岁)半)"
    r"(?![身袖裙夜价成干糖边截自天年])"
)
"""«一公斤半» and «两个半小时» are halves more."""
_CARD = re.compile(r"(?<![a-z])(rtx|gtx|mx|rx) (?=\d{3,4})")
"""«rtx 2060» is one name."""
_BED = re.compile(r"(?<![\d.])([12]\.\d{1,2})(?=的?[大小]?床)")
"""«1.8的床» is so many metres wide."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATION = str.maketrans("、。【】「」《》“”‘’…·", "、。[]()()\"\"''.·")


def _simplified(text: str) -> str:
    """Return the text simplified; whoever writes Traditional may use words of Taiwan, too."""
    simple = _convert("t2s")(text)
    return simple if simple == text else _convert("tw2sp")(text)


def _measured(text: str) -> str:
    """Write «一米八», «1米8» and «一岁半» as decimals, and the metres of «1.8的床»."""

    def decimal(match: re.Match[str]) -> str:
        whole = _DIGITS.get(match["whole"], match["whole"])
        part = _DIGITS.get(match["part"], match["part"])
        return f"{whole}.{part}{match['unit']}"

    def halved(match: re.Match[str]) -> str:
        whole = parse_number(match["whole"])
        if whole is None or (match["counted"] and "个半" not in match[0]):
            return match[0]
        counted = {"月": "个月", "钟头": "小时"}.get(match["counted"], match["counted"])
        return f"{whole + 0.5:g}{match['unit'] or counted}"

    return _BED.sub(r"\1米", _PARTED.sub(decimal, _HALVED.sub(halved, text)))


def _respelled(text: str) -> str:
    """Put right how English is typed in haste («w/», «womens», «tee shirt»)."""
    words: Mapping[str, str] = phrases("english")["spelled"]
    return _spelled_words().sub(lambda match: words[match[0]], text)


@cache
def _spelled_words() -> re.Pattern[str]:
    words = sorted(phrases("english")["spelled"], key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z']){re.escape(w)}(?![a-z'-])" for w in words))


def _regional(text: str) -> str:
    """Put words that only Taiwan and Hong Kong say in the mainland's («笔电», «洋装»)."""
    words: Mapping[str, str] = phrases("spelling")["regional"]
    return _regional_words().sub(lambda match: words[match[0]], text)


@cache
def _regional_words() -> re.Pattern[str]:
    words = sorted(phrases("spelling")["regional"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _convert(how: str) -> Callable[[str], str]:
    import opencc

    return opencc.OpenCC(how).convert


def plain(words: str) -> str:
    """Return `words` folded, simplified, one space for many, English numbers in digits."""
    words = _CARD.sub(r"\1", words.lower()) if _CARD.search(words.lower()) else words
    text = _HYPHENED.sub(" ", _SPACES.sub(" ", words.replace("\u3000", " ")).strip())
    if _HAN.search(text):
        text = _measured(_regional(fold(_simplified(text)).translate(_PUNCTUATION)))
        return usual(text)
    return usual(in_digits(_respelled(fold(text).translate(_PUNCTUATION))))


def locale_of(words: str) -> Locale:
    """Return the language to answer in: Chinese as soon as a Chinese character was typed."""
    if _HAN.search(words):
        return "zh"
    return "en" if re.search(r"[A-Za-z]", words) else "zh"
