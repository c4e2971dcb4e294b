"""Bring a folded Dutch word back to its stem: Snowball's `dutch`, corrected where it errs on our words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from threading import local

import Stemmer

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
    if not word.isalpha():
        return word
    whole, ends = _exceptions()
    if word in whole:
        return whole[word]
    for length in range(len(word), 2, -1):
        end = word[-length:]
        if end in ends:
            return word[:-length] + ends[end]
    # The stemmer takes any "ge" for that of a participle; it leaves "gy" alone.
    guarded, found = _keeps_ge().subn("gy", word)
    return _snowball(guarded).replace("gy", "ge") if found else _snowball(word)


def _snowball(word: str) -> str:
    if not hasattr(_PER_THREAD, "stemmer"):
        _PER_THREAD.stemmer = Stemmer.Stemmer("dutch", 0)
    stemmed: str = _PER_THREAD.stemmer.stemWord(word)
    return stemmed


@cache
def _exceptions() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words, and ends of words (written with a leading hyphen), each with its stem."""
    whole: dict[str, str] = {}
    ends: dict[str, str] = {}
    for line in _lines("stem_exceptions.txt"):
        form, stemmed = line.split("\t")
        if form.startswith("-"):
            ends[form[1:]] = stemmed
        else:
            whole[form] = stemmed
    return whole, ends


@cache
def _keeps_ge() -> re.Pattern[str]:
    words = (word for line in _lines("stem_keeps_ge.txt") for word in line.split())
    return re.compile("ge(?=" + "|".join(word.removeprefix("ge") for word in words) + ")")


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
