"""What search offers to whoever asks: the question, the answer, and the protocol between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from indexer.columns import FACETS
from indexer.engines.interface import ORDERS, Circle
from indexer.interpret.interpretation import Change
from indexer.interpret.proposals import Proposal
from indexer.suggest import Suggestion

__all__ = [
    "FACETS",
    "MAX_LIMIT",
    "ORDERS",
    "Change",
    "Circle",
    "FacetValue",
    "Hit",
    "PassageHit",
    "Proposal",
    "Related",
    "SearchEngine",
    "SearchRequest",
    "SearchResult",
    "Suggestion",
]

MAX_LIMIT: Final = 1000
"""Most hits that one request gives; deeper is by offset."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks.

    :param text: as typed, see :func:`indexer.query_parser.parse_query`; empty asks for everything
    :param filters: facet to the values chosen: any value within a facet, all facets together
    :param offset: hits to pass over, counted from 0
    :param limit: most hits to give, 0 to :data:`MAX_LIMIT`; with 0 only total and facets
    :param order: one of :data:`ORDERS`; "afstand" needs *near*
    :param near: only what lies here
    :param place: the same by name: a municipality, village or province, or a point such as "52.15,5.38". A
        place in the text ("in de buurt van Zeist") is read too: what lies there first, then what has no place
    :param kilometres: how far from *place*, or from the place in the text; nothing for what is usual
    :param literal: take the words as they are: no repair of spelling, no synonyms
    :param facets: whether to count facets
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offset: int = 0
    limit: int = 20
    order: str = "relevantie"
    near: Circle | None = None
    place: str = ""
    kilometres: float | None = None
    literal: bool = False
    facets: bool = True


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage of a long text that answers the question.

    :param snippet: safe HTML, as that of a :class:`Hit`
    :param href: address of the place itself; empty if only the whole has one
    """

    heading: str
    snippet: str
    href: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity found.

    :param score: comparable within one answer only
    :param snippet: safe HTML: escaped text in which only ``<mark>`` is an element
    :param subtitle: plain text that tells this entity from its namesakes; may be empty
    :param passages: the best passages of a long text, best first
    :param kilometres: from the middle of the circle asked for; nothing without one, and for what has no place
    """

    iri: str
    label: str
    kind: str
    score: float
    snippet: str
    subtitle: str
    passages: tuple[PassageHit, ...] = ()
    kilometres: float | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """An entity that is linked with the one that was asked for by name."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, the words for it, and how many of the entities found have it.

    :param broader: the value above it, such as the province of a municipality; empty at the top
    """

    value: str
    label: str
    count: int
    broader: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer.

    :param total: entities found, over all pages
    :param hits: those of this page, best first
    :param facets: per facet its values, most frequent first; counted as if that facet itself had no
        filter, so that a reader sees what choosing another value of it would give
    :param note: Dutch sentences for the reader when not everything asked was found or understood; else empty
    :param changes: what was sought otherwise than it was typed, and why
    :param proposals: whole questions that may have been meant
    :param near: the circle that was understood from the text or asked for
    :param place: what the middle of *near* is called; empty if it has no name
    :param text: the question without the place that was read in it
    :param related: what the one thing that bears the name asked for is linked with
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    note: str = ""
    changes: tuple[Change, ...] = ()
    proposals: tuple[str, ...] = ()
    near: Circle | None = None
    place: str = ""
    text: str = ""
    related: tuple[Related, ...] = ()


class SearchEngine(Protocol):
    """An index that is open for reading; many threads may ask at once."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer *request*.

        :raises SearchQueryError: if a filter names no facet, or an order, offset or limit is out of range
        """
        ...

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Suggest names and words that go on where *typed* ends; nothing for fewer than two letters."""
        ...

    def propose(self, text: str) -> tuple[Proposal, ...]:
        """Propose questions near to *text* that do find something: fewer words, other spellings, broader."""
        ...

    def count(self) -> int:
        """Tell how many entities the index holds."""
        ...

    def close(self) -> None:
        """Let go of the files; asking after this is an error."""
        ...
