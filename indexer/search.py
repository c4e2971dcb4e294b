"""What every search engine offers: the question, the answer, and the protocol between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

FACETS: Final = ("soort", "thema", "plaats", "bron")
"""What a reader can narrow down by, in the order in which pages show them."""

MAX_LIMIT: Final = 1000
"""Most hits that one request gives; deeper is by offset."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks.

    :param text: as typed, see :func:`indexer.query_parser.parse_query`; empty asks for everything
    :param filters: facet to the values chosen: any value within a facet, all facets together
    :param offset: hits to pass over, counted from 0
    :param limit: most hits to give, 0 to :data:`MAX_LIMIT`; with 0 only total and facets
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity found.

    :param score: comparable within one answer only
    :param snippet: safe HTML: escaped text in which only ``<mark>`` is an element
    :param subtitle: plain text that tells this entity from its namesakes; may be empty
    """

    iri: str
    label: str
    kind: str
    score: float
    snippet: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, the words for it, and how many of the entities found have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer.

    :param total: entities found, over all pages
    :param hits: those of this page, best first
    :param facets: per facet its values, most frequent first; counted as if that facet itself had no
        filter, so that a reader sees what choosing another value of it would give
    :param note: a Dutch sentence for the reader when not everything asked was found; else empty
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    note: str = ""


class SearchEngine(Protocol):
    """An index that is open for reading; many threads may ask at once."""

    def search(self, request: SearchRequest) -> SearchResult:
        """Answer *request*.

        :raises SearchQueryError: if a filter names no facet, or offset or limit are out of range
        """
        ...

    def count(self) -> int:
        """Tell how many entities the index holds."""
        ...

    def close(self) -> None:
        """Let go of the files; asking after this is an error."""
        ...
