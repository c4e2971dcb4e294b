"""What the search made of the words: repaired, joined, other names; each with a way back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from indexer.search import Change, SearchResult
from webapp.presentation.choices import SearchLink
from webapp.presentation.parts import Link
from webapp.presentation.question import Question

_REPLACING: Final = frozenset({"spelling", "gesplitst"})
"""Changes after which the typed word is no longer sought."""


@dataclass(frozen=True)
class Understood:
    """What is said above the results.

    :param replaced: what was sought instead of what was typed
    :param beside: what was sought as well, with why
    :param literal_href: address that takes the words as they are; empty if nothing was changed
    :param as_usual_href: address that reads the words again, where they were taken as they are
    :param meant: other questions that may have been meant
    """

    replaced: tuple[Change, ...] = ()
    beside: tuple[Change, ...] = ()
    literal_href: str = ""
    as_usual_href: str = ""
    meant: tuple[Link, ...] = ()


def understood(
    question: Question, found: SearchResult, search_link: SearchLink, *, beside: Collection[Link] = ()
) -> Understood:
    """Say what was changed in *question* on the way to *found*.

    :param beside: other questions that the page proposes already; they are not said twice
    """
    proposed = {link.href for link in beside}
    meant = (Link(text, search_link(Question(text))) for text in found.proposals)
    literal = search_link(question.read(literal=True)) if found.changes else ""
    return Understood(
        replaced=tuple(change for change in found.changes if change.kind in _REPLACING),
        beside=tuple(change for change in found.changes if change.kind not in _REPLACING),
        literal_href=literal,
        as_usual_href=search_link(question.read(literal=False)) if question.literal else "",
        meant=tuple(link for link in meant if link.href not in proposed),
    )
