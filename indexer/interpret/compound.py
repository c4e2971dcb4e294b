"""Repair a misspelt compound by its parts, and cut words that were run together."""

from __future__ import annotations

from math import log
from typing import Final

from indexer.analysis.dictionary import dictionary
from indexer.analysis.split import unlinked
from indexer.interpret.spelling import MIN_CHARS, Repair, Speller
from indexer.lexicon import Lexicon
from ontology.collation import fold

_MAX_WORDS: Final = 3
"""Most words that are taken to have been run together."""


def words_run_together(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the two or three words of the index that *word* is without its spaces; empty if it is not.

    As few words as can be, then the more frequent ones; none shorter than :data:`MIN_CHARS`.

    >>> lexicon = Lexicon(words={"oranje": 9, "fonds": 30, "amersfoort": 12})
    >>> words_run_together("oranjefondsamersfoort", lexicon), words_run_together("fondsen", lexicon)
    (('oranje', 'fonds', 'amersfoort'), ())
    """
    found = _cut(fold(word), lexicon, _MAX_WORDS)
    return found[1] if found and len(found[1]) > 1 else ()


def _cut(text: str, lexicon: Lexicon, most: int) -> tuple[float, tuple[str, ...]] | None:
    """Give the best way with its score; every further word costs more than any frequency gains."""
    best: tuple[float, tuple[str, ...]] | None = None
    if text in lexicon.words:
        best = (log(1 + lexicon.words[text]) - 100, (text,))
    if most > 1:
        for at in range(MIN_CHARS, len(text) - MIN_CHARS + 1):
            first = text[:at]
            if first not in lexicon.words:
                continue
            rest = _cut(text[at:], lexicon, most - 1)
            if rest is not None:
                score = log(1 + lexicon.words[first]) - 100 + rest[0]
                if best is None or score > best[0]:
                    best = (score, (first, *rest[1]))
    return best


def repair_by_parts(word: str, speller: Speller) -> Repair | None:
    """Give the compound that *word* is with one of its parts repaired; None if no part can be known.

    For a compound that is not in the index itself: "energiecooperatei" where only "energie" and
    "coöperatie" are. The other part must be right, and stand first or last in words of the dictionary.
    """
    folded = fold(word)
    best: tuple[float, int, str, str] | None = None
    for at in range(MIN_CHARS, len(folded) - MIN_CHARS + 1):
        first, last = folded[:at], folded[at:]
        for found in (*_last_repaired(first, last, speller), *_first_repaired(first, last, speller)):
            if best is None or found[0] > best[0]:
                best = found
    if best is None:
        return None
    _score, edits, *parts = best
    joined = "".join(parts)
    return Repair((joined,) if speller.lexicon.knows_parts(joined) else tuple(parts), sure=True, edits=edits)


def _last_repaired(first: str, last: str, speller: Speller) -> list[tuple[float, int, str, str]]:
    if not _stands_first(first, speller.lexicon):
        return []
    return [(one.score + log(len(first)), one.edits, first, one.word) for one in speller.ranked(last)[:1]]


def _first_repaired(first: str, last: str, speller: Speller) -> list[tuple[float, int, str, str]]:
    if last not in speller.lexicon.words or not dictionary().last.get(last, 0):
        return []
    ranked = [one for one in speller.ranked(first) if _stands_first(one.word, speller.lexicon)]
    return [(one.score + log(len(last)), one.edits, one.word, last) for one in ranked[:1]]


def _stands_first(piece: str, lexicon: Lexicon) -> bool:
    """Tell whether *piece* is in the index, with or without linking letters, and words begin with it."""
    in_index = piece in lexicon.words or unlinked(piece) in lexicon.words
    return in_index and bool(dictionary().first.get(piece, 0))
