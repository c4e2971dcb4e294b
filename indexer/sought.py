"""What highlights mark for a query."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.analysis.chain import DUTCH, UNSTEMMED
from indexer.query import Node, Prefix, words_of


@dataclass(frozen=True)
class Sought:
    """What to mark: terms of the Dutch chain, and folded beginnings of words."""

    terms: frozenset[str]
    prefixes: tuple[str, ...] = ()


def sought_in(node: Node) -> Sought:
    """Give what highlights mark for a query.

    >>> from indexer.query import Word
    >>> sorted(sought_in(Word("buurthuizen")).terms)
    ['buurt', 'buurthuis', 'huis']
    """
    terms: set[str] = set()
    prefixes: set[str] = set()
    for word in words_of(node):
        if isinstance(word, Prefix):
            tokens = UNSTEMMED.analyse(word.text)
            if tokens:
                prefixes.add(tokens[-1].terms[0])
        else:
            terms.update(term for token in DUTCH.analyse(word.text) for term in (*token.terms, *token.parts))
    return Sought(frozenset(terms), tuple(sorted(prefixes)))
