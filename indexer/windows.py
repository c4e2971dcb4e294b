"""Choose which parts of a text are read for a snippet, so that a very long one costs little more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ontology.collation import fold

READ_CHARS: Final = 6_000
"""Characters at the beginning of what a hit says that are read whole: of 100,000 law articles 99 in 100 have
fewer than 4,800, and give what reading all would. Of the hundred longest a snippet took 36 ms at the median
and 194 at the 95th percentile, and takes 10 and 17. A search in Whoosh with all articles took 1,530 ms at the
95th percentile, 290 with twice this and twice the places below, and takes 210."""

LOOKED_CHARS: Final = 250_000
"""Characters in which places to read are looked for: ten of 100,000 law articles are longer; 8 ms."""

MOST_WINDOWS: Final = 12
"""Places beyond the beginning that are read in all for one hit, 10,800 characters at most."""

AROUND_CHARS: Final = 300
"""Characters read to either side of a place: what is shown has 200 with 60 around it."""

_FEWEST_LETTERS: Final = 3

_LETTERS = (*range(0x41, 0x5B), *range(0xC0, 0x180))
_PLAIN: Final = {sign: bare for sign in _LETTERS if len(bare := fold(chr(sign))) == 1}
"""Letters of one character to one character: what is found stands at the same place in the text."""

Window = tuple[int, int]
"""Where a part begins and ends, end excluded."""


class Reader:
    """What may still be read for one hit; give it the texts of the hit in order of preference.

    >>> reader = Reader({"coopereer"})
    >>> text = "wet " * 5_000 + "twee coöperaties " + "wet " * 5_000
    >>> [text[start:end].count("coöperaties") for start, end in reader.windows(text)]
    [0, 1]

    :param sought: terms or folded beginnings of words. A word is looked for by how its term begins; what
        begins otherwise, such as "steden" for "stad", is found only in what is read whole
    """

    def __init__(self, sought: Iterable[str]) -> None:
        self._beginnings = sorted({_beginning(term) for term in sought if term})
        self._chars = READ_CHARS
        self._windows = MOST_WINDOWS

    def windows(self, text: str) -> list[Window]:
        """Give the parts of *text* to read, in order and apart from each other; short texts are one part."""
        if len(text) <= self._chars:
            self._chars -= len(text)
            return [(0, len(text))]
        end = _between_words(text, self._chars)
        self._chars = 0
        return [*([(0, end)] if end else []), *self._further(text, end)]

    def _further(self, text: str, start: int) -> list[Window]:
        plain = text[:LOOKED_CHARS].translate(_PLAIN)
        each = max(1, self._windows // max(1, len(self._beginnings)))
        places: list[int] = []
        for beginning in self._beginnings:
            place = plain.find(beginning, start)
            for _ in range(each):
                if place < 0:
                    break
                places.append(place)
                place = plain.find(beginning, place + AROUND_CHARS)
        found = _apart(text, sorted(places)[: self._windows], start)
        self._windows -= len(found)
        return found


def _beginning(term: str) -> str:
    """Leave out of a stem what other forms of the word may not have: coopereer, coöperatie."""
    return term[: max(_FEWEST_LETTERS, len(term) * 2 // 3)]


def _apart(text: str, places: list[int], start: int) -> list[Window]:
    """Join windows that touch: no part of a text is read twice."""
    found: list[Window] = []
    for place in places:
        first = max(start, _between_words(text, max(0, place - AROUND_CHARS)))
        last = max(place, _between_words(text, place + AROUND_CHARS))
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _between_words(text: str, at: int) -> int:
    """Go back from *at* to a space, unless there is none near."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", max(0, at - AROUND_CHARS), at)
    return at if space < 0 else space
