"""What an index must be able to do for search: select, rank and count, on terms that are ready made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from indexer.term_query import NOTHING, TermQuery

NAMED_SCORE: Final = 3000.0
"""Score of every bearer of the name that was asked for: among them only the fixed order counts."""

PREFERRED_BONUS: Final = 1000.0
"""What a document gets above its score for being preferred; no score comes near it."""

NEAR_BONUS: Final = 5000.0
"""What a document gets above its score for lying in the circle, where what has no place follows: even what
bears the name comes after what is near."""

ORDERS: Final = ("relevantie", "naam", "nieuwste", "oudste", "afstand")
"""How results can be sorted."""


@dataclass(frozen=True, slots=True)
class Circle:
    """All that lies within *kilometres* of a point in degrees of WGS84."""

    latitude: float
    longitude: float
    kilometres: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of an index.

    :param query: what a document must match to be found at all, and what it scores
    :param named: what is found by this comes first, all alike
    :param preferred: what is found by this comes before the rest
    :param filters: facet to the values chosen: any value within a facet, all facets together
    :param near: only what lies here
    :param unplaced: with *near*, also what has no place at all, after what lies here
    :param order: one of :data:`ORDERS`
    :param limit: most rows to give; with 0 only the total and the counts
    :param counted: facets to count
    """

    query: TermQuery
    named: TermQuery = NOTHING
    preferred: TermQuery = NOTHING
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: Circle | None = None
    unplaced: bool = False
    order: str = "relevantie"
    offset: int = 0
    limit: int = 20
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """What an index answers.

    :param total: documents that match and pass the filters
    :param rows: number and score of those of this page, best first
    :param counts: facet to value to the documents that have it, counted as if the facet had no filter itself
    """

    total: int
    rows: tuple[tuple[int, float], ...]
    counts: Mapping[str, Mapping[str, int]]


class TermIndex(Protocol):
    """An index that is open for reading; many threads may ask at once."""

    def documents_with(self, name: str, term: str) -> int:
        """Tell how many documents have *term* in field *name*."""
        ...

    def rank(self, selection: Selection) -> Ranking:
        """Select, rank and count."""
        ...

    def matches(self, query: TermQuery) -> int:
        """Tell how many documents *query* finds."""
        ...

    def score(self, query: TermQuery, row: int) -> float | None:
        """Tell what the document *row* scores for *query*; nothing if it is not found."""
        ...

    def shown(self, row: int) -> Mapping[str, Any]:
        """Give what was stored to show the document *row*."""
        ...

    def close(self) -> None:
        """Let go of the files."""
        ...
