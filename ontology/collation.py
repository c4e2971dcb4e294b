"""Folds Dutch text to bare letters and orders labels as a Dutch reader expects them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart: it sees no mark on them.
_LETTERS: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
)

_PUNCTUATION: Final = re.compile(r"\W+")
_NUMBER: Final = re.compile(r"\d+")
_NUMBER_WIDTH: Final = 8


def fold(text: str) -> str:
    """Reduce *text* to lower-case letters without marks or ligatures.

    Folding first makes "coöperatie" and "cooperatie" the same word.

    >>> fold("Coöperatie Ĳsselland, één œuvre")
    'cooperatie ijsselland, een oeuvre'

    Folding twice changes nothing more.
    """
    if text.isascii():  # nearly every word of an index is
        return text.lower()
    return _strip(_strip(text).translate(_LETTERS))


def _strip(text: str) -> str:
    # Case folding can make new marks (İ) and a compatibility letter can hide a capital (ℌ), so both sides.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def sort_key(text: str) -> tuple[str, str]:
    """Give the key that puts labels in Dutch order: letters first, marks and capitals only to break a tie.

    Punctuation does not count, so that 's-Hertogenbosch stands under the s;
    numbers count as numbers, so that article 2 comes before article 18a.

    >>> sorted(["Zwolle", "één", "appel", "Appel", "'s-Gravenhage"], key=sort_key)
    ['Appel', 'appel', 'één', "'s-Gravenhage", 'Zwolle']
    >>> sorted(["artikel 18a", "artikel 2.6.7"], key=sort_key)
    ['artikel 2.6.7', 'artikel 18a']
    """
    words = _PUNCTUATION.sub(" ", fold(text)).strip()
    return _NUMBER.sub(lambda number: number[0].zfill(_NUMBER_WIDTH), words), text
