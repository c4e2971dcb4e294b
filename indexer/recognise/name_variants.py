"""Derive, by rule, the other forms in which a text may write the name of a law; none is a published name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_YEAR: Final = re.compile(r"[\s,]+\(?(?:1[89]|20)\d\d\)?$")
_IN_BRACKETS: Final = re.compile(r"\(([^()]*(?:\([^()]*\))?[^()]*)\)\s*$")
_PREPOSITION: Final = re.compile(
    r"^((?:rijks|kader|invoerings|uitvoerings)?wet)\s+(?:op|inzake|betreffende)(?:\s+(?:de|het))?\s+",
    re.IGNORECASE,
)
_BARE_WET: Final = re.compile(
    r"^(wet)\s+(?!op\b|van\b|de\b|het\b|tot\b|inzake\b|betreffende\b)", re.IGNORECASE
)
_OF_THE: Final = re.compile(r"\bder\b")
_ARTICLE: Final = re.compile(r"^(?:de|het|den titel)\s+", re.IGNORECASE)
_MIN_WORDS: Final = 2


def published_name(title: str) -> str:
    """Take out of an official title the short name that it gives in brackets; empty if it gives none.

    >>> published_name("Wet van 4 juni 1992, houdende regels (Algemene wet bestuursrecht)")
    'Algemene wet bestuursrecht'
    """
    found = _IN_BRACKETS.search(title)
    return found[1].strip() if found and title[: found.start()].strip() else ""


def variants(name: str) -> Iterator[str]:
    """Give other forms of *name*: without its year, with another preposition, with "van de" for "der".

    Forms that nobody writes do no harm: no text holds them.

    >>> list(variants("Wet op de kansspelen"))  # doctest: +ELLIPSIS
    ['Wet kansspelen', 'Wet op het kansspelen', 'Wet inzake kansspelen', ..., 'Wet betreffende de kansspelen']
    >>> list(variants("Huisvestingswet 2014"))
    ['Huisvestingswet']
    """
    seen = {name.lower()}
    for form in _forms(name):
        if form.lower() not in seen:
            seen.add(form.lower())
            yield form


def _forms(name: str) -> Iterator[str]:
    bare = _ARTICLE.sub("", name)
    yield bare
    yield from _prepositions(bare)
    undated = _YEAR.sub("", bare)
    if undated != bare and (len(undated.split()) >= _MIN_WORDS or undated.lower().endswith("wet")):
        yield undated
        yield from _prepositions(undated)


def _prepositions(name: str) -> Iterator[str]:
    if _OF_THE.search(name):
        yield _OF_THE.sub("van de", name)
        yield _OF_THE.sub("van het", name)
    short = _PREPOSITION.sub(r"\1 ", name)
    if short != name:
        yield short
    rest = _BARE_WET.sub("", short)
    if rest != short and not rest[:1].isdigit():
        for words in ("op de", "op het", "inzake", "inzake de", "inzake het", "betreffende de"):
            yield f"{short.split()[0]} {words} {rest}"
