"""Take the steps from a query as typed to what it is taken to mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from indexer.interpret.interpretation import Change, Interpretation
from indexer.interpret.joining import join
from indexer.interpret.other_names import OtherNames
from indexer.interpret.piece import Piece
from indexer.interpret.repairing import MOST_REPAIRS, repair
from indexer.interpret.spelling import Speller
from indexer.interpret.synonyms import with_other_names
from indexer.interpret.writing import text_of
from indexer.lexicon import Lexicon
from indexer.query import And, In, Loose, Node, Or, Word, name_asked_for

MOST_WORDS: Final = 64
"""Neighbouring words that are read; the parser gives no more than 48."""

_MOST_PROPOSALS: Final = 3
_READ_FIELDS: Final = frozenset({"naam", "thema", "plaats"})
"""Fields in which words are read as elsewhere; those of the others are a short list of their own."""


def interpret(tree: Node, lexicon: Lexicon | None) -> Interpretation:
    """Say what *tree* means beside the words of *lexicon*; whatever the tree, there is an answer.

    Bare words are read: neighbours that the index has as one word are joined, unknown ones repaired, names
    sought by their other names too. Phrases, beginnings and exclusions stay as typed, and so do the words of
    a query that is a name as a whole.

    >>> from indexer.document import Document
    >>> from indexer.lexicon import gather_lexicon
    >>> from indexer.query_parser import parse_query
    >>> lexicon = gather_lexicon([Document("https://example.org/1", "thema", "gemeenteraad")])
    >>> found = interpret(parse_query("gemeenterad vergadering"), lexicon)
    >>> found.tree
    Loose(nodes=(Word(text='gemeenteraad'), Word(text='vergadering')))
    >>> [(change.kind, change.typed, change.sought) for change in found.changes]
    [('spelling', 'gemeenterad', 'gemeenteraad')]

    :param lexicon: of the index that will be asked; without one the query is taken literally
    """
    if lexicon is None:
        return Interpretation(tree)
    reading = _Reading(reader_of(lexicon), is_name=lexicon.knows_name(name_asked_for(tree)))
    read = reading.node(tree)
    proposals = (text_of(tree, {typed: other}) for typed, other in reading.doubts)
    return Interpretation(read, tuple(reading.changes), tuple(dict.fromkeys(proposals))[:_MOST_PROPOSALS])


@dataclass(frozen=True, eq=False)
class Reader:
    """What is worked out once from a lexicon."""

    lexicon: Lexicon
    speller: Speller
    names: OtherNames


@lru_cache(maxsize=4)
def reader_of(lexicon: Lexicon) -> Reader:
    """Give the reader of *lexicon*; the few that are open are kept."""
    return Reader(lexicon, Speller(lexicon), OtherNames(lexicon))


@dataclass
class _Reading:
    """Read one query.

    :param is_name: the query as a whole is a name: its words are right and belong together
    """

    reader: Reader
    is_name: bool
    changes: list[Change] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def node(self, node: Node) -> Node:
        """Give what is sought for *node*."""
        match node:
            case Word():
                return self._side_by_side((node,))
            case Loose(nodes=nodes):
                return self._side_by_side(nodes)
            case In(field=name, node=inner) if name in _READ_FIELDS:
                return In(name, self.node(inner))
            case And(nodes=nodes) | Or(nodes=nodes):
                return type(node)(tuple(map(self.node, nodes)))
            case _:
                return node

    def _side_by_side(self, nodes: tuple[Node, ...]) -> Node:
        """Read each row of neighbouring words; what stands between them ends a row."""
        read: list[Node] = []
        row: list[Piece] = []
        for node in nodes:
            if isinstance(node, Word) and len(read) + len(row) < MOST_WORDS:
                row.append(Piece((node.text,), (node,)))
                continue
            read.extend(self._row(row))
            row = []
            read.append(node if isinstance(node, Word) else self.node(node))
        read.extend(self._row(row))
        return read[0] if len(read) == 1 else Loose(tuple(read))

    def _row(self, pieces: list[Piece]) -> list[Node]:
        lexicon = self.reader.lexicon
        if not self.is_name and pieces:
            # What is joined is known, so it is joined before anything is repaired; then again what was.
            most = MOST_REPAIRS - sum(change.kind == "spelling" for change in self.changes)
            pieces, doubts = repair(join(pieces, lexicon), self.reader.speller, most)
            self.doubts.extend(doubts)
            if any(not piece.is_plain for piece in pieces):
                pieces = join(pieces, lexicon)
        pieces = with_other_names(pieces, self.reader.names)
        self.changes.extend(change for piece in pieces for change in piece.changes)
        nodes: list[Node] = []
        for piece in pieces:
            # Words that were run together stand side by side with the others again.
            nodes.extend([piece.node()] if piece.alternatives else piece.nodes)
        return nodes
