"""Find the words of a vocabulary that are written nearly as a given word, in a millisecond or two."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_CHARS: Final = 40
"""Longer words are neither repaired nor proposed; the longest in the built-in data has 36 letters."""

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_TWICE: Final = len(_LETTERS)


class Near(NamedTuple):
    """A word of the vocabulary and in how many edits it is reached: a swap of neighbours is one."""

    word: str
    edits: int


class Vocabulary:
    """Words of plain letters, ready to be compared.

    Most words are passed over by their letters alone: one edit changes at most two of the 52 answers to
    "has it this letter", "has it this letter twice". What is left of 250,000 words is some hundreds.

    >>> Vocabulary(["gemeente", "gemeenten", "buurt"]).near("gemeetne", 1)
    [Near(word='gemeente', edits=1)]

    :param words: folded; those with other signs than a to z are never found
    """

    def __init__(self, words: Collection[str]) -> None:
        self.words = [w for w in words if w.isascii() and w.isalpha() and len(w) <= MAX_CHARS]
        self._lengths = np.fromiter(map(len, self.words), dtype=np.int16, count=len(self.words))
        self._letters = _letters_of(self.words, self._lengths)

    def near(self, word: str, edits: int) -> list[Near]:
        """Give the words within *edits* of the folded *word*, in order of the vocabulary."""
        if not self.words or not word.isascii() or not word.isalpha() or len(word) > MAX_CHARS:
            return []
        letters = _letters_of([word], np.array([len(word)], dtype=np.int16))[0]
        differing = np.bitwise_count(self._letters ^ letters)
        likely = (differing <= 2 * edits) & (np.abs(self._lengths - len(word)) <= edits)
        candidates = [self.words[at] for at in np.flatnonzero(likely)]
        found = process.extract(
            word, candidates, scorer=OSA.distance, processor=None, score_cutoff=edits, limit=None
        )
        return [Near(near, int(distance)) for near, distance, _at in sorted(found, key=lambda one: one[2])]


def _letters_of(words: list[str], lengths: NDArray[np.int16]) -> NDArray[np.uint64]:
    """Give for each word a bit for each letter that it has, and one for each that it has twice."""
    bits = np.zeros(len(words), dtype=np.uint64)
    if not words:
        return bits
    text = np.frombuffer("".join(words).encode("ascii"), dtype=np.uint8)
    starts = np.concatenate(([0], np.cumsum(lengths[:-1], dtype=np.int64)))
    for at, letter in enumerate(_LETTERS):
        times = np.add.reduceat((text == ord(letter)).astype(np.int16), starts)
        bits |= (times > 0).astype(np.uint64) << np.uint64(at)
        bits |= (times > 1).astype(np.uint64) << np.uint64(at + _TWICE)
    return bits
