"""Derive the dictionary of the splitter from a plain word list, by splitting that list itself a few times.

Run as `python -m indexer.analysis.derive_dictionary LIST OUT.txt.gz`; nothing else in the house needs it.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from indexer.analysis.cut import WEIGHTS, Evidence, best_cut
from indexer.analysis.dictionary import MIN_PART, Dictionary, dictionary_text
from ontology.collation import fold

ROUNDS: Final = 6
"""After so many the counts hardly change any more, and F1 of the splitter no longer rises."""

_SAFE_PART: Final = 4
"""The first, rough count takes shorter pieces only opposite a longer one: den and ten end most words."""

_AT_FIRST: Final = Evidence(
    cut=-8.0,
    first=0.6,
    last=0.6,
    shortest=3.0,
    particle=-6.0,
    listed=-3.0,
    name=-9.0,
    short_first=-9.0,
    short_last=-9.0,
    compound_first=-5.0,
    name_first=-9.0,
    unknown_first=-9.0,
    linked_en=-2.0,
    compound_last=-9.0,
)
"""Only sure compounds count at first.

Begun with WEIGHTS, wrong cuts confirm each other: F1 is 0.928 then, and 0.943 so.
"""


def read_words(lines: Iterable[str]) -> tuple[set[str], set[str]]:
    """Sort the entries of a word list into folded words and folded names; abbreviations are neither.

    >>> words, names = read_words(["coöperatie", "Ede", "LSA", "'s morgens", "Appel", "appel"])
    >>> sorted(words), sorted(names)
    (['appel', 'cooperatie'], ['ede'])
    """
    words: set[str] = set()
    names: set[str] = set()
    for entry in (line.strip() for line in lines):
        if not entry.isalpha() or len(entry) < 2:  # noqa: PLR2004
            continue
        if entry.islower():
            words.add(fold(entry))
        elif entry[0].isupper() and not entry.isupper():
            names.add(fold(entry))
    return words, names - words


def derive_dictionary(words: set[str], names: set[str]) -> Dictionary:
    """Count how often each piece stands first and last in the compounds among *words*.

    A list of a few words has no compound of which this could be sure:

    >>> made = derive_dictionary({"huis", "dorp", "dorpshuis"}, {"ede"})
    >>> sorted(made.words), made.names, made.first["dorps"]
    (['dorp', 'dorpshuis', 'huis'], frozenset({'ede'}), 0)
    """
    known = _rough_counts(Dictionary(frozenset(words), frozenset(names), {}, {}))
    for turn in range(ROUNDS):
        weights = _AT_FIRST if turn == 0 else WEIGHTS
        cut = {word: at for word in words if (at := best_cut(word, known, weights))}
        first = Counter(word[:at] for word, at in cut.items())
        last = Counter(word[at:] for word, at in cut.items())
        known = Dictionary(known.words, known.names, first, last)
    return known


def _rough_counts(known: Dictionary) -> Dictionary:
    """Count every way to cut a word into two that the list knows."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word in known.words:
        for at in range(MIN_PART, len(word) - MIN_PART + 1):
            before, after = word[:at], word[at:]
            if after in known.words and len(after) >= _SAFE_PART:
                first[before] += 1
            if len(before) >= _SAFE_PART and (before in known.words or known.stem_of(before)):
                last[after] += 1
    return Dictionary(known.words, known.names, first, last)


def main(source: Path, target: Path) -> None:
    """Write the dictionary that is derived from the word list *source* to *target*, packed."""
    words, names = read_words(source.read_text(encoding="utf-8").splitlines())
    text = dictionary_text(derive_dictionary(words, names))
    # No time of making inside: the same list gives the same bytes.
    target.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
