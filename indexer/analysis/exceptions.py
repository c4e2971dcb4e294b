"""Know what is decided by hand: stems where lemmas and stemmer err, and names that stay as they are."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

_SHORTEST_END: Final = 3


def exception_of(word: str) -> str | None:
    """Give the stem that ``stem_exceptions.txt`` lays down for a folded *word*, or nothing.

    >>> exception_of("leden"), exception_of("buurtfonds"), exception_of("huizen")
    ('lid', 'buurtfonds', None)
    """
    whole, ends = _exceptions()
    if word in whole:
        return whole[word]
    for length in range(len(word), _SHORTEST_END - 1, -1):
        end = word[-length:]
        if end in ends:
            return word[:-length] + ends[end]
    return None


def is_protected(word: str) -> bool:
    """Tell whether a folded *word* is a name that no step may change or cut.

    >>> is_protected("warren"), is_protected("molen")
    (True, False)
    """
    return word in _names()


def lines_of(name: str) -> list[str]:
    """Give the lines of a list in this folder that say something: no comments, nothing empty."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _names() -> frozenset[str]:
    return frozenset(word for line in lines_of("protected_names.txt") for word in line.split())


@cache
def _exceptions() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words, and ends of words (written with a leading hyphen), each with its stem."""
    whole: dict[str, str] = {}
    ends: dict[str, str] = {}
    for line in lines_of("stem_exceptions.txt"):
        form, stemmed = line.split("\t")
        if form.startswith("-"):
            ends[form[1:]] = stemmed
        else:
            whole[form] = stemmed
    return whole, ends
