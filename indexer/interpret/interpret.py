"""Take the steps from a query as typed to what it is taken to mean."""

from __future__ import annotations

from indexer.interpret.interpretation import Interpretation
from indexer.lexicon import Lexicon
from indexer.query import Node


def interpret(tree: Node, lexicon: Lexicon | None) -> Interpretation:
    """Say what *tree* means beside the words of *lexicon*; whatever the tree, there is an answer.

    :param lexicon: of the index that will be asked; without one the query is taken literally
    """
    if lexicon is None:
        return Interpretation(tree)
    return Interpretation(tree)
