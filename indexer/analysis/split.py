"""Cut a Dutch compound into the pieces it is made of, without touching names and simple words."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from indexer.analysis.cut import MAX_WORD, best_cut
from indexer.analysis.dictionary import MIN_PART, dictionary, whole_words
from indexer.analysis.lemma import lemma
from ontology.collation import fold

_NO_NAMES: Final[frozenset[str]] = frozenset()


def split_compound(word: str, protected: frozenset[str] = _NO_NAMES) -> tuple[str, ...]:
    """Give the two surface pieces of a lower-case compound, or *word* itself where there is no compound.

    The pieces together are the word; linking letters stay with the piece before them. What a hyphen
    parts is not this function's business: it gets one word.

    >>> split_compound("wooncoöperatie"), split_compound("gemeenteraadsverkiezingen")
    (('woon', 'coöperatie'), ('gemeenteraads', 'verkiezingen'))
    >>> split_compound("maatschappij")
    ('maatschappij',)

    :param protected: folded names that are never cut
    """
    return (word,) if fold(word) in protected else _pieces(word)


def parts_of(word: str, protected: frozenset[str] = _NO_NAMES, *, within: bool = False) -> tuple[str, ...]:
    """Give what is indexed of the compound *word*: its folded pieces without linking letters.

    >>> parts_of("gemeenteraadsverkiezingen"), parts_of("buurthuizen"), parts_of("zon")
    (('gemeenteraad', 'verkiezingen'), ('buurt', 'huizen'), ())
    >>> parts_of("gemeenteraadsverkiezingen", within=True)
    ('gemeenteraad', 'gemeente', 'raad', 'verkiezingen')

    :param within: give the parts of the parts as well, after each
    """
    folded = fold(word)
    at = 0 if folded in protected else _cut(folded)
    if not at:
        return ()
    parts = (unlinked(folded[:at]), folded[at:])
    if not within:
        return parts
    return tuple(p for part in parts for p in (part, *parts_of(part, protected, within=True)))


def unlinked(piece: str) -> str:
    """Take the linking letters from a folded first *piece*, if what is left ends more words than the piece.

    >>> [unlinked(piece) for piece in ("dorps", "kinder", "gemeenteraads", "huis", "reis", "energie")]
    ['dorp', 'kind', 'gemeenteraad', 'huis', 'reis', 'energie']
    """
    stem, known = dictionary().stem_of(piece), dictionary()
    bare = piece in known.words and known.last.get(piece, 0) >= known.last.get(stem, 0)
    return stem if stem and not bare else piece


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    at = _cut(fold(word))
    if at and not word.isascii():
        at = _surface_start(word, at)
    return (word[:at], word[at:]) if at else (word,)


@lru_cache(maxsize=65536)
def _cut(folded: str) -> int:
    """Cut an inflected word where its dictionary form is cut: gemeenschappen ends in no pen."""
    if len(folded) > MAX_WORD:  # the lemmatiser would take seconds for a very long one
        return 0
    known = dictionary()
    base = lemma(folded)
    if folded in whole_words() or base in whole_words():
        return 0
    if base == folded or base not in known.words:
        return best_cut(folded, known)
    at = _cut(base) if len(base) < len(folded) else best_cut(base, known)
    return at if at <= len(folded) - MIN_PART and folded.startswith(base[:at]) else best_cut(folded, known)


def _surface_start(word: str, at: int) -> int:
    """Say where the letter of *word* begins that is number *at* when folded; 0 if that is inside a letter."""
    length = 0
    for start, letter in enumerate(word):
        plain = fold(letter)
        if plain and length >= at:
            return start if length == at else 0
        length += len(plain)
    return 0
