"""Cut a text into words for matching names: folded, and with the place of each."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Combining marks and soft hyphens are part of the word: PDFs give "coo\u0308rdinatie" and "wet\u00adboek".
_WORD: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad]+[^\W_]*)*")
# Between two words of one name: no end of a sentence, no empty line.
_WITHIN: Final = re.compile(r"(?!.*(?:[.;:!?]\s|\n\s*\n))[\s,.()\[\]/:'\"`’‘“”«»„\-–‑&]{0,200}", re.DOTALL)

# "de Belgische Grondwet", "het Franse Burgerlijk Wetboek": a word of a country that is not ours.
_ABROAD: Final = re.compile(
    r"(?<!\w)(?!Nederlandse?\b)(?:[A-Z]\w{2,20}(?:se|sche|isch)|Duits|Engels|Frans|Spaans|Surinaams|Zwitsers)\s\Z"
)
_ABROAD_CHARS: Final = 26

Span = tuple[int, int]


def word_spans(text: str) -> list[Span]:
    """Give start and end of each word: a run of letters and digits.

    >>> word_spans("Wet op de (re)integratie")
    [(0, 3), (4, 6), (7, 9), (11, 13), (14, 24)]
    """
    return [match.span() for match in _WORD.finditer(text)]


def fold_word(word: str) -> str:
    """Take off diacritics and soft hyphens; capitals stay, for abbreviations are told by them.

    >>> fold_word("Coördinatiewet")
    'Coordinatiewet'
    """
    if word.isascii():
        return word
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", word)
        if not unicodedata.combining(character) and character != "\u00ad"
    )


def words_of(name: str) -> list[str]:
    """Give the folded words of a name.

    >>> words_of("Wet op de (re)integratie")
    ['Wet', 'op', 'de', 're', 'integratie']
    """
    return [fold_word(name[start:end]) for start, end in word_spans(name)]


def is_abroad(text: str, start: int) -> bool:
    """Tell whether what begins at *start* is said to be of another country.

    >>> is_abroad("de Belgische Grondwet", 13), is_abroad("de Nederlandse Grondwet", 15)
    (True, False)
    """
    return _ABROAD.search(text, max(0, start - _ABROAD_CHARS), start) is not None


def holds_together(text: str, spans: list[Span], first: int, last: int) -> bool:
    """Tell whether words *first* up to *last* stand in one sentence, with nothing but light marks between."""
    return all(
        _WITHIN.fullmatch(text, spans[index][1], spans[index + 1][0]) is not None
        for index in range(first, last)
    )
