"""Declare the chains: which steps, in which order, turn a text of an entity or a query into terms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from indexer.analysis.stem import stem
from indexer.analysis.stop import is_stop
from indexer.analysis.tokenise import Span, tokenise
from indexer.analysis.variants import variants
from ontology.collation import fold

MAX_TERM_CHARS: Final = 80
"""Longer words are cut: no Dutch word is longer, and an engine refuses very long terms."""

_OUTSIDE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text with the terms it is found by, the whole word first; *end* is excluded."""

    text: str
    start: int
    end: int
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """The steps of one way to read text, in the order in which they are applied.

    Folding comes before everything that compares letters: folding after the stemmer leaves one in
    ten of coöperatie / cooperatie / co-operatie apart.
    """

    name: str
    tokenise: Callable[[str], Iterable[Span]]
    fold: Callable[[str], str]
    variants: Callable[[str], tuple[str, ...]]
    is_stop: Callable[[str], bool]
    stem: Callable[[str], str]

    def analyse(self, text: str) -> list[Token]:
        """Give the words of *text* that have terms; stop words are left out.

        >>> [(t.text, t.terms) for t in DUTCH.analyse("De coöperaties van art. 18a")]
        [('coöperaties', ('coopereer',)), ('art', ('artikel',)), ('18a', ('18a',))]
        """
        found = []
        for span in self.tokenise(text):
            terms = _terms(self, span.text)
            if terms:
                found.append(Token(span.text, span.start, span.end, terms))
        return found

    def terms(self, text: str) -> list[str]:
        """Give only the terms of *text*, in order, those of one word together.

        >>> DUTCH.terms("zonne-energie in Nederland")
        ['zonneenergie', 'zonne', 'energie', 'nederland']
        """
        return [term for token in self.analyse(text) for term in token.terms]


@lru_cache(maxsize=65536)
def _terms(chain: Chain, word: str) -> tuple[str, ...]:
    folded = chain.fold(word)
    kept = (form[:MAX_TERM_CHARS] for form in chain.variants(folded) if not chain.is_stop(form))
    # A word of which nothing but a stop word was asked ('t) leaves no form; duplicates count once.
    return tuple(dict.fromkeys(chain.stem(form) for form in kept)) if not chain.is_stop(folded) else ()


def _nothing(_word: str) -> bool:
    return False


def _as_is(word: str) -> str:
    return word


DUTCH: Final = Chain("dutch", tokenise, fold, variants, is_stop, stem)
"""For what is sought: without stop words, stemmed."""

UNSTEMMED: Final = Chain("unstemmed", tokenise, fold, variants, _nothing, _as_is)
"""For what is typed in part (wooncoop*): the beginning of a stem is not the beginning of the word."""


def name_key(name: str) -> str:
    """Reduce a name to what two writings of it have in common: its letters and digits.

    >>> name_key("Oranje Fonds") == name_key("oranjefonds")
    True
    >>> name_key("woon-coöperatie")
    'wooncooperatie'
    """
    return _OUTSIDE.sub("", fold(name)).replace("_", "")
