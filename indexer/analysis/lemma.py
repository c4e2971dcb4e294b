"""Bring a folded Dutch word back to the form in a dictionary, where simplemma knows it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import simplemma

from indexer.analysis.exceptions import exception_of, is_protected
from ontology.collation import fold

_SHORTEST: Final = 4
"""Words of two or three letters are lemmas already, or abbreviations (Wmo, Ow, LSA)."""


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """Give the dictionary form of a folded *word*; a word that has a stem decided by hand stays as it is.

    Before Snowball it brings together what no stemmer can: stad and steden, kiezen and gekozen.

    >>> lemma("gekozen"), lemma("buurthuizen"), lemma("cooperaties"), lemma("leden")
    ('kiezen', 'buurthuis', 'cooperaties', 'leden')
    """
    if len(word) < _SHORTEST or not word.isalpha() or is_protected(word) or exception_of(word) is not None:
        return word
    # simplemma marks seams inside compounds and separable verbs (op_richten) with an underscore.
    return fold(simplemma.lemmatize(word, lang="nl")).replace("_", "") or word
