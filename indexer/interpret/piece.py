"""Hold a stretch of neighbouring words of a query while it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from indexer.interpret.interpretation import Change
from indexer.query import Alternative, Loose, Node, Variants, Word

_ENDS: Final = "?!.,;:"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are one thing to seek, and other ways to say it.

    :param typed: the words as typed
    :param nodes: what is sought for them
    :param alternatives: what may be sought as well
    :param changes: how that came about
    """

    typed: tuple[str, ...]
    nodes: tuple[Node, ...]
    alternatives: tuple[Alternative, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """Give the words that are sought, without alternatives and the signs that end a sentence."""
        return " ".join(node.text.rstrip(_ENDS) for node in self.nodes if isinstance(node, Word))

    @property
    def typed_text(self) -> str:
        """Give the words as typed, without the signs that end a sentence."""
        return " ".join(self.typed).rstrip(_ENDS)

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing was done to it yet."""
        return not self.changes

    def node(self) -> Node:
        """Give the part of the tree that it stands for."""
        node = self.nodes[0] if len(self.nodes) == 1 else Loose(self.nodes)
        return Variants(node, self.alternatives) if self.alternatives else node

    def beside(self, alternatives: tuple[Alternative, ...], changes: tuple[Change, ...]) -> Piece:
        """Give the piece with something more to seek."""
        return replace(
            self,
            alternatives=(*self.alternatives, *alternatives),
            changes=(*self.changes, *changes),
        )


def together(pieces: list[Piece]) -> Piece:
    """Make one piece of neighbours; what was done to each stays with it."""
    if len(pieces) == 1:
        return pieces[0]
    return Piece(
        typed=tuple(word for piece in pieces for word in piece.typed),
        nodes=tuple(
            node for piece in pieces for node in ([piece.node()] if piece.alternatives else piece.nodes)
        ),
        changes=tuple(change for piece in pieces for change in piece.changes),
    )
