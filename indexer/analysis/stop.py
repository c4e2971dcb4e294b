"""Know the Dutch words that say nothing about a subject; the list spares names and abbreviations."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from ontology.collation import fold


def is_stop(word: str) -> bool:
    """Tell whether the folded *word* is left out of index and query.

    >>> is_stop("het"), is_stop("samen"), is_stop("lsa")
    (True, False, False)
    """
    return word in _stop_words()


@cache
def _stop_words() -> frozenset[str]:
    text = files(__package__).joinpath("stop_nl.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return frozenset(fold(word) for words in lines for word in words)
