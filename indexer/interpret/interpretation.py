"""What a query was taken to mean, and what was changed to come to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.query import Node

Kind = Literal["samengevoegd", "gesplitst", "spelling", "schrijfwijze", "synoniem", "afkorting"]
"""What was done, in Dutch for the page. "spelling" and "gesplitst" replace what was typed; the others stand
beside it: the words as one, another way of writing, a synonym, an abbreviation or what it stands for."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is sought otherwise than it was typed.

    :param kind: with "spelling" and "gesplitst" *sought* is sought instead of *typed*, with others beside it
    :param reason: a few Dutch words for the reader
    """

    kind: Kind
    typed: str
    sought: str
    reason: str


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A tree that an engine can compile, with its changes in the order of the words.

    :param proposals: whole query texts that may have been meant, for "bedoelde u"
    """

    tree: Node
    changes: tuple[Change, ...] = ()
    proposals: tuple[str, ...] = ()

    def replaced(self) -> tuple[Change, ...]:
        """Give the changes after which the typed word is no longer sought: these need a way back."""
        return tuple(change for change in self.changes if change.kind in {"spelling", "gesplitst"})
