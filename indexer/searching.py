"""Answer a question over an index of any engine: understand, select, rank, count, and show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path

from indexer.columns import FACETS
from indexer.engines.interface import ORDERS, Ranking, Selection
from indexer.interpret.proposals import Proposal, propose
from indexer.locating import Located, locate
from indexer.opened import OpenedIndex
from indexer.search import MAX_LIMIT, SearchRequest, SearchResult
from indexer.show import facets_of, hits_of, related_to
from indexer.suggest import Suggestion
from indexer.term_query import NOTHING
from indexer.understand import Meant, understand
from indexer.years import years_of
from ontology.errors import SearchQueryError


def open_search(engine: str, opener: str, folder: Path) -> Search:
    """Open the index in *folder*; see :class:`indexer.opened.OpenedIndex` for what may go wrong."""
    return Search(OpenedIndex(engine, opener, folder))


class Search:
    """See :class:`indexer.search.SearchEngine`."""

    def __init__(self, opened: OpenedIndex) -> None:
        self.opened = opened

    def search(self, request: SearchRequest) -> SearchResult:
        """See :meth:`indexer.search.SearchEngine.search`."""
        _check(request)
        located, meant, selection = self.read(request)
        request = located.request
        ranking = self.opened.terms.rank(selection)
        named = meant.named != NOTHING and not request.offset
        hits = hits_of(ranking, self.opened, meant.interpretation.tree, request.near)
        notes = located.said(total=ranking.total, is_near=self.is_near(ranking, selection))
        return SearchResult(
            total=ranking.total,
            hits=hits,
            facets=facets_of(ranking, self.opened, request.filters),
            note=" ".join((*notes, *self._unknown_filters(request), *meant.notes)),
            changes=(*located.changes, *meant.interpretation.changes),
            proposals=(*located.proposals, *meant.interpretation.proposals),
            near=request.near,
            place=located.place,
            text=request.text,
            related=related_to(ranking, self.opened) if named else (),
        )

    def read(self, request: SearchRequest) -> tuple[Located, Meant, Selection]:
        """Say which place *request* names, what its words mean, and what is wanted of the index for that.

        :raises SearchQueryError: if a place or an order cannot be meant, see :func:`indexer.locating.locate`
        """
        located = locate(request, self.opened.gazetteer)
        meant = self.understand(located.request)
        selection = self.selection(located.request, meant)
        return located, meant, replace(selection, unplaced=located.unplaced)

    def _unknown_filters(self, request: SearchRequest) -> Iterator[str]:
        for facet, chosen in request.filters.items():
            known = self.opened.columns.labels[facet]
            for value in chosen:
                if value not in known and ".." not in value:
                    yield f"Het filter {facet}={value[:40]} komt in deze editie niet voor en vindt niets."

    def is_near(self, ranking: Ranking, selection: Selection) -> bool:
        """Tell whether anything lies in the circle, if there is one; on most pages a row shows it."""
        if selection.near is None:
            return True
        distances = self.opened.table.distances(selection.near)
        if any(isfinite(distances[row]) for row, _ in ranking.rows):
            return True
        inside = replace(selection, unplaced=False, order="relevantie", offset=0, limit=0, counted=())
        return self.opened.terms.rank(inside).total > 0

    def understand(self, request: SearchRequest) -> Meant:
        """Say what *request* asks of this index."""
        return understand(request.text, self.opened.terms, None if request.literal else self.opened.lexicon)

    def selection(self, request: SearchRequest, meant: Meant) -> Selection:
        """Give what is wanted of the index for *request*, understood as *meant*."""
        return Selection(
            meant.query,
            named=meant.named,
            preferred=meant.preferred,
            filters={**request.filters, **self._years(request.filters.get("jaar", ()))},
            near=request.near,
            order=request.order,
            offset=request.offset,
            limit=request.limit,
            counted=FACETS if request.facets else (),
        )

    def _years(self, chosen: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Write a range of years out to those that there are, so that every engine filters alike."""
        spans = [span for value in chosen if ".." in value and (span := years_of(value))]
        if not spans:
            return {}
        known = self.opened.columns.labels["jaar"]
        inside = (year for year in known if any(first <= int(year) <= last for first, last in spans))
        kept = (value for value in chosen if ".." not in value)
        # A range that nobody has a year in finds nothing, as a year that nobody has does.
        return {"jaar": tuple(dict.fromkeys((*kept, *inside))) or chosen}

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """See :meth:`indexer.search.SearchEngine.suggest`."""
        return self.opened.suggester.suggest(typed, limit)

    def propose(self, text: str) -> tuple[Proposal, ...]:
        """See :meth:`indexer.search.SearchEngine.propose`."""
        return propose(text, self.opened.lexicon, self._found_by)

    def _found_by(self, text: str) -> int:
        return self.search(SearchRequest(text, limit=0, facets=False)).total

    def count(self) -> int:
        """See :meth:`indexer.search.SearchEngine.count`."""
        return self.opened.count()

    def close(self) -> None:
        """See :meth:`indexer.search.SearchEngine.close`."""
        self.opened.close()


def _check(request: SearchRequest) -> None:
    for facet in request.filters:
        if facet not in FACETS:
            raise SearchQueryError(f'Er is geen filter "{facet[:40]}". Kies uit: {", ".join(FACETS)}.')
    if request.offset < 0 or not 0 <= request.limit <= MAX_LIMIT:
        raise SearchQueryError(f"offset moet 0 of meer zijn en limit 0 tot {MAX_LIMIT}. Pas ze aan.")
    if request.order not in ORDERS:
        raise SearchQueryError(f'Er is geen volgorde "{request.order[:40]}". Kies uit: {", ".join(ORDERS)}.')
