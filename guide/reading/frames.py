"""Frames: regular expressions of data files, written with classes of words and gaps.

In a frame `{name}` is any word of the class of that name in the same file, «…» some words of the
same clause, «……» of the same sentence. A row keeps its frames by script: `zh`, `en` (whole words),
`code` (anything).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from guide.reading.phrases import phrases

_CLASS = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class _Script:
    """Where frames of a script are tried, and what their gaps and their ends stand for."""

    tried: re.Pattern[str]
    clause: str = ""
    sentence: str = ""
    whole: str = "{}"


_SCRIPTS = {
    "zh": _Script(re.compile(r"[\u4e00-\u9fff]"), "[^,。;!?\n]{0,12}?", "[^。;!?\n]{0,24}?"),
    "en": _Script(
        re.compile("[a-z]{2}"),
        r"[^.;!?\n]{0,40}?\b",
        r"[^.;!?\n]{0,80}?\b",
        "(?<![a-z])(?:{})(?![a-z])",
    ),
    "code": _Script(re.compile("")),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """The compiled frames of a row, one pattern a script."""

    patterns: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a plain `text`, of the first script that has one."""
        found = (frame.search(text) for tried, frame in self.patterns if tried.search(text))
        return next((match for match in found if match), None)

    def without(self, text: str, mark: str) -> str:
        """Return `text` with every match blanked out by as many `mark`s."""
        for tried, frame in self.patterns:
            if tried.search(text):
                text = frame.sub(lambda match: mark * len(match[0]), text)
        return text


def frames(name: str, row: dict[str, Any]) -> Frames:
    """Return the frames of a row of the lexicon file `name`, its classes spelled out."""
    compiled: list[tuple[re.Pattern[str], re.Pattern[str]]] = []
    for key, script in _SCRIPTS.items():
        if row.get(key):
            frame = spelled(name, either(row[key]), script.clause, script.sentence)
            compiled.append((script.tried, re.compile(script.whole.replace("{}", frame))))
    return Frames(tuple(compiled))


def spelled(name: str, frame: str, clause: str = "", sentence: str = "") -> str:
    """Return a frame with every class in it spelled out, classes of classes too, and its gaps."""
    classes: dict[str, list[str]] = phrases(name)["classes"]
    while _CLASS.search(frame):
        frame = _CLASS.sub(lambda match: either(classes[match[1]]), frame)
    return frame.replace("……", sentence).replace("…", clause)


def either(options: Iterable[str]) -> str:
    """Return the pattern of any of `options`."""
    return f"(?:{'|'.join(options)})"
