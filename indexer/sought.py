"""What highlights mark for a query."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.analysis.chain import DUTCH, UNSTEMMED
from indexer.query import And, In, Loose, Node, Or, Prefix, words_of


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
    for word in words_of(_in_text(node)):
        if isinstance(word, Prefix):
            tokens = UNSTEMMED.analyse(word.text)
            if tokens:
                prefixes.add(tokens[-1].terms[0])
        else:
            terms.update(term for token in DUTCH.analyse(word.text) for term in (*token.terms, *token.parts))
    return Sought(frozenset(terms), tuple(sorted(prefixes)))


def _in_text(node: Node) -> Node:
    """Leave out what was tied to a field other than the name: that a law is a "wet" answers nothing."""
    match node:
        case In(field=tied) if tied != "naam":
            return Loose(())
        case Loose(nodes=nodes) | And(nodes=nodes) | Or(nodes=nodes):
            return type(node)(tuple(map(_in_text, nodes)))
        case _:
            return node
