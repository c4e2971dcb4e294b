"""Bring a folded Dutch word back to its stem: Snowball's `dutch`, corrected where it errs on our words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import local

import Stemmer

from indexer.analysis.exceptions import exception_of, is_protected, lines_of

# Stemmer objects must not be shared between threads.
_PER_THREAD = local()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give the stem of a folded *word*; two forms of one word meet, unrelated words stay apart.

    >>> stem("bewonersinitiatieven") == stem("bewonersinitiatief")
    True
    >>> stem("gezondheid") == stem("zon")
    False
    >>> stem("2.6.7")
    '2.6.7'
    """
    if not word.isalpha() or is_protected(word):
        return word
    decided = exception_of(word)
    if decided is not None:
        return decided
    # The stemmer takes any "ge" for that of a participle; it leaves "gy" alone.
    guarded, found = _keeps_ge().subn("gy", word)
    return _snowball(guarded).replace("gy", "ge") if found else _snowball(word)


def _snowball(word: str) -> str:
    if not hasattr(_PER_THREAD, "stemmer"):
        _PER_THREAD.stemmer = Stemmer.Stemmer("dutch", 0)
    stemmed: str = _PER_THREAD.stemmer.stemWord(word)
    return stemmed


@cache
def _keeps_ge() -> re.Pattern[str]:
    words = (word for line in lines_of("stem_keeps_ge.txt") for word in line.split())
    return re.compile("ge(?=" + "|".join(word.removeprefix("ge") for word in words) + ")")
