"""Know the Dutch words and names that compounds are made of, and how often each stands first or last."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LINKS: Final = ("s", "en", "e", "n", "er")
"""What Dutch puts between the parts; folded, the ën of zeeën is an en."""

MIN_PART: Final = 3
"""No shorter part is sought: ei and as would cut far more simple words than compounds."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Folded words and names, and how many words of the list have a piece as their *first* or *last*.

    A piece counts as it is written, linking letters and all: `first["gemeenteraads"]`.
    """

    words: frozenset[str]
    names: frozenset[str]
    first: Mapping[str, int]
    last: Mapping[str, int]

    def stem_of(self, piece: str) -> str:
        """Give the known word that *piece* is without its linking letters, or "" if there is none.

        >>> [dictionary().stem_of(piece) for piece in ("dorps", "boeken", "kinder", "xyzs")]
        ['dorp', 'boek', 'kind', '']
        """
        stems = (piece[: -len(link)] for link in LINKS if piece.endswith(link))
        known = [stem for stem in stems if len(stem) >= MIN_PART and stem in self.words]
        return max(known, key=lambda stem: self.first.get(stem, 0) + self.last.get(stem, 0), default="")

    def is_made_of_parts(self, piece: str) -> bool:
        """Tell whether *piece* is itself two pieces that both stand in several words.

        >>> dictionary().is_made_of_parts("brancheorganisatie")
        True
        """
        cuts = range(MIN_PART, len(piece) - MIN_PART + 1)
        return any(self.first.get(piece[:at], 0) > 2 and self.last.get(piece[at:], 0) > 4 for at in cuts)  # noqa: PLR2004


@cache
def dictionary() -> Dictionary:
    """Give the dictionary that comes with this package; `compounds/README.md` says what it was made from.

    >>> dictionary().last["systeem"] > 500
    True
    """
    packed = files(__package__).joinpath("compounds", "words_nl.txt.gz").read_bytes()
    return load_dictionary(gzip.decompress(packed).decode("utf-8"))


@cache
def whole_words() -> frozenset[str]:
    """Give the words that are never cut, though they look like compounds.

    >>> "bestuur" in whole_words(), "buurthuis" in whole_words()
    (True, False)
    """
    text = files(__package__).joinpath("whole_nl.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for words in lines for word in words)


def load_dictionary(text: str) -> Dictionary:
    """Read the three blocks of a dictionary, a blank line between them: words, names, counts.

    Pieces with counts (times first, times last, with tabs) need not be words by themselves.

    >>> small = load_dictionary("huis\\ndorp\\n\\nede\\n\\ndorps\\t4\\t0\\nhuis\\t3\\t9\\n")
    >>> sorted(small.words), sorted(small.names), small.first["dorps"], small.last
    (['dorp', 'huis'], ['ede'], 4, {'huis': 9})
    """
    words, names, counts = text.split("\n\n")
    rows = [line.split("\t") for line in counts.splitlines()]
    return Dictionary(
        frozenset(words.split("\n")),
        frozenset(names.split("\n")),
        {piece: int(first) for piece, first, _ in rows if first != "0"},
        {piece: int(last) for piece, _, last in rows if last != "0"},
    )


def dictionary_text(known: Dictionary) -> str:
    """Write *known* as the text that `load_dictionary` reads.

    >>> known = load_dictionary("huis\\n\\nede\\n\\nhuis\\t3\\t9\\n")
    >>> load_dictionary(dictionary_text(known)) == known
    True
    """
    pieces = sorted(known.first.keys() | known.last.keys())
    counts = (f"{piece}\t{known.first.get(piece, 0)}\t{known.last.get(piece, 0)}\n" for piece in pieces)
    return "\n\n".join(("\n".join(sorted(known.words)), "\n".join(sorted(known.names)), "".join(counts)))
