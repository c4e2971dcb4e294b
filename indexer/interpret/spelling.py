"""Repair a word that an index does not have from the words that it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from indexer.analysis.chain import DUTCH
from indexer.analysis.dictionary import dictionary
from indexer.analysis.lemma import lemma
from indexer.analysis.place_names import place_names
from indexer.analysis.split import parts_of
from indexer.interpret.near import MAX_CHARS, Near, Vocabulary
from indexer.interpret.sound import sound
from indexer.lexicon import Lexicon
from ontology.collation import fold

MIN_CHARS: Final = 4
"""Shorter words are abbreviations (LSA, Wmo) as often as words; one edit makes any of them another."""

_TWO_EDITS_FROM: Final = 6
"""Letters from which two edits are allowed: a word of five with two of them changed can be anything."""

_ABBREVIATION_CHARS: Final = 6
"""A word typed in capitals of up to so many letters is an abbreviation that the index does not have."""

_RANKED: Final = 60
"""Most candidates that are weighed: a word of six letters can have hundreds at two edits."""

_SURE_LETTERS: Final = 8
"""Letters from which two edits that can be heard are still believed."""


class _Weights(NamedTuple):
    edits: float = -5.2
    sound: float = -0.7
    anagram: float = 2.6
    longer: float = 2.7
    log_documents: float = 0.43


_WEIGHTS: Final = _Weights()
"""Logit fitted on 4,456 errors: random ones in words of law, health and our own data, and real ones.

On others, the right word first: law and health 0.968, our data 0.984, real errors 0.931. Without sound
0.969, 0.980 and 0.863; without anagram and longer 0.939, 0.968 and 0.937. Whether the first letter is
right and whether letters are neighbours on a keyboard changed less than 0.004 and are left out.
"""

_SURE_MARGIN: Final = 1.5
"""Lead of the best word over the next: of the words repaired with a smaller one 0.63 were right, from 1.5
on 0.99 (3,000 errors)."""


class Scored(NamedTuple):
    """A word that may have been meant; *score* is the logarithm of how likely it is, less a constant."""

    word: str
    edits: int
    score: float


@dataclass(frozen=True, slots=True)
class Repair:
    """What a word is taken to be.

    :param sought: folded words; more than one if words were run together
    :param sure: whether it may be sought without asking
    :param edits: how many letters were changed, put in, left out or swapped
    :param others: what else it may have been, best first
    """

    sought: tuple[str, ...]
    sure: bool
    edits: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Speller:
    """Repairs from the words of one *lexicon*."""

    lexicon: Lexicon

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Give the words that a repair may lead to; those of a single document count as well."""
        return Vocabulary([word for word in self.lexicon.words if len(word) >= MIN_CHARS - 1])

    def is_unknown(self, word: str) -> bool:
        """Tell whether *word*, as typed, is neither found in the index nor known to be Dutch.

        :param word: one word; anything else is not unknown, only unreadable
        """
        folded = fold(word)
        if not (MIN_CHARS <= len(folded) <= MAX_CHARS and folded.isascii() and folded.isalpha()):
            return False
        if word.isupper() and len(word) <= _ABBREVIATION_CHARS:
            return False
        return not (not DUTCH.terms(folded) or self.lexicon.knows(folded) or is_dutch(folded))

    def repair(self, word: str) -> Repair | None:
        """Give the word of the index that the unknown *word* most likely is; None if nothing is near."""
        ranked = self.ranked(fold(word))
        if not ranked:
            return None
        terms = DUTCH.terms(ranked[0].word)
        others = [one for one in ranked if DUTCH.terms(one.word) != terms]
        margin = ranked[0].score - others[0].score if others else _SURE_MARGIN
        # bewonner: bewoners is the more frequent, but an engine takes it for the same word as bewoner
        best = max(
            (one for one in ranked if one.score > ranked[0].score - _SURE_MARGIN and one not in others),
            key=lambda one: one.score - _WEIGHTS.log_documents * log(1 + self.lexicon.words[one.word]),
        )
        heard = best.edits > 1 and OSA.distance(sound(fold(word)), sound(best.word)) > 1
        sure = margin >= _SURE_MARGIN and not (heard and len(word) < _SURE_LETTERS)
        return Repair((best.word,), sure, best.edits, tuple(other.word for other in others[:3]))

    def ranked(self, folded: str, edits: int | None = None) -> list[Scored]:
        """Give the words of the index near *folded*, best first.

        :param edits: most edits away; by default by the length of the word
        """
        if len(folded) < MIN_CHARS:
            return []
        allowed = (2 if len(folded) >= _TWO_EDITS_FROM else 1) if edits is None else edits
        near = self.vocabulary.near(folded, allowed)
        words = self.lexicon.words
        near.sort(key=lambda one: (one.edits, -words[one.word], one.word))
        scored = [self._scored(folded, one) for one in near[:_RANKED]]
        return sorted(scored, key=lambda one: (-one.score, one.word))

    def _scored(self, folded: str, near: Near) -> Scored:
        return Scored(*near, likeness(folded, near, self.lexicon.words[near.word]))


def likeness(folded: str, near: Near, often: int) -> float:
    """Give how likely it is that somebody who typed *folded* meant a word near it, as a logarithm.

    :param often: how many texts have that word
    """
    word, edits = near
    return (
        _WEIGHTS.edits * edits
        + _WEIGHTS.sound * OSA.distance(sound(folded), sound(word))
        + _WEIGHTS.anagram * (sorted(folded) == sorted(word))
        + _WEIGHTS.longer * (len(word) > len(folded))
        + _WEIGHTS.log_documents * log(1 + often)
    )


def is_dutch(folded: str) -> bool:
    """Tell whether *folded* is a word or a name by itself: it is not there, but nothing is wrong with it.

    >>> [is_dutch(word) for word in ("olifanten", "zwolle", "olifnat")]
    [True, True, False]
    """
    known = dictionary()
    return folded in known.words or folded in known.names or lemma(folded) in known.words


def is_dutch_compound(folded: str) -> bool:
    """Tell whether *folded* is made of Dutch words, though nobody listed it: it may be right, or look so.

    >>> is_dutch_compound("werkpand"), is_dutch_compound("werkpnad")
    (True, False)
    """
    parts = parts_of(folded, place_names())
    return bool(parts) and all(is_dutch(part) or is_dutch_compound(part) for part in parts)
