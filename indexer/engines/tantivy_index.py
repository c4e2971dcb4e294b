"""The fast index, an extra: tantivy selects, scores and counts; many threads may ask at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from tantivy import DocAddress, Index, Occur, Query, Searcher

from indexer.columns import FACETS
from indexer.engines.interface import Circle, Ranking, Selection
from indexer.engines.ranking import rank_rows
from indexer.engines.table import Mask, Table
from indexer.engines.tantivy_levels import on_step
from indexer.engines.tantivy_query import QueryBuilder, narrowed, outside
from indexer.engines.tantivy_schema import (
    NO_VALUE,
    ROW,
    SHOWN,
    SLOTS,
    schema,
    slot_fields,
    translated,
)
from indexer.term_query import NOTHING, Every, TermQuery
from ontology.errors import SearchIndexError

_MORE: Final = 50
"""Hits asked beyond the page, to see where those end that score the same as the last on it."""

_MANY_MORE: Final = 2_000
"""Hits asked beyond it when that was not enough; if it still is not, all are fetched and put in order."""

_DEEP: Final = 5_000
"""From here on all are fetched once and kept for the next pages: 100,000 take 20 ms."""

_MOST_VALUES: Final = 65_000
"""Most values that tantivy counts at once; an index with more has them counted here."""

_KEPT_COUNTS: Final = 64
_KEPT_WHOLE: Final = 8
_KEPT_FREQUENCIES: Final = 16_384

_Scores = NDArray[np.float32]
_Chosen = tuple[tuple[str, tuple[str, ...]], ...]


def open_tantivy_index(folder: Path, table: Table) -> TantivyIndex:
    """Open the tantivy index in *folder*.

    :raises SearchIndexError: if tantivy cannot read it
    """
    with translated(folder):
        if not Index.is_compatible(str(folder)):
            raise SearchIndexError(
                f"De zoekindex in {folder} is door een andere versie van tantivy gemaakt. "
                'Draai "gemeengoed build".'
            )
        index = Index.open(str(folder))
        # An edition never changes: nobody needs to look for a newer commit.
        index.config_reader("manual")
        return TantivyIndex(index.searcher(), folder, table)


class TantivyIndex:
    """See :class:`indexer.engines.interface.TermIndex`."""

    def __init__(self, searcher: Searcher, folder: Path, table: Table) -> None:
        self._searcher = searcher
        self._folder = folder
        self._table = table
        self._all_live = bool(table.live.all())
        self._among = int(table.live.sum())
        self._schema = schema()
        self._build = QueryBuilder(self._schema, searcher, table, self.documents_with)
        self._frequency = lru_cache(_KEPT_FREQUENCIES)(self._count_documents)
        self._counted = lru_cache(_KEPT_COUNTS)(self._count_facets)
        self._whole = lru_cache(_KEPT_WHOLE)(self._fetch_all)
        self._in_all = lru_cache(len(FACETS))(lambda facet: table.count(facet, table.live))

    def documents_with(self, name: str, term: str) -> int:
        """See :class:`indexer.engines.interface.TermIndex`."""
        return self._frequency(name, term)

    def matches(self, query: TermQuery) -> int:
        """See :class:`indexer.engines.interface.TermIndex`."""
        with translated(self._folder):
            return self._total(self._build.matching(query))

    def score(self, query: TermQuery, row: int) -> float | None:
        """See :class:`indexer.engines.interface.TermIndex`."""
        with translated(self._folder):
            here = Query.const_score_query(Query.term_query(self._schema, ROW, row), 0.0)
            asked = Query.boolean_query([(Occur.Must, self._build.scoring(query)), (Occur.Must, here)])
            hits = self._searcher.search(asked, 1, count=False).hits
        return float(cast("float", hits[0][0])) if hits else None

    def rank(self, selection: Selection) -> Ranking:
        """See :class:`indexer.engines.interface.TermIndex`."""
        with translated(self._folder):
            if not self._is_for_the_table(selection):
                page = self._page(selection)
                if page is not None:
                    return Ranking(*page, self._counts(selection))
            mask, scores = self._whole(selection.query, selection.named, selection.preferred)
            return rank_rows(self._table, mask, scores, selection)

    def shown(self, row: int) -> Mapping[str, Any]:
        """See :class:`indexer.engines.interface.TermIndex`."""
        with translated(self._folder):
            hits = self._searcher.search(Query.term_query(self._schema, ROW, row), 1, count=False).hits
            stored = cast("bytes", self._searcher.doc(hits[0][1]).get_first(SHOWN))
        return cast("dict[str, Any]", json.loads(stored))

    def close(self) -> None:
        """See :class:`indexer.engines.interface.TermIndex`."""
        del self._searcher, self._build, self._frequency, self._counted, self._whole

    def _is_for_the_table(self, selection: Selection) -> bool:
        """Orders other than by score, and what finds everything, are a matter of columns alone."""
        return (
            selection.order != "relevantie"
            or selection.unplaced
            or isinstance(selection.query, Every)
            or selection.offset > _DEEP
            or sum(len(self._table.values[facet]) for facet in selection.counted) * SLOTS > _MOST_VALUES
        )

    def _count_documents(self, name: str, term: str) -> int:
        with translated(self._folder):
            if self._all_live:
                return self._searcher.doc_freq(name, term)
            return self._total(Query.term_query(self._schema, name, term, "basic"))

    def _total(self, query: Query) -> int:
        return self._search(Query.const_score_query(query, 0.0), 1)[1]

    def _search(self, query: Query, most: int) -> tuple[list[tuple[float, DocAddress]], int]:
        """Give the best *most* with the scores that are meant, and how many there are."""
        found = self._searcher.search(query, most, count=True)
        total: int = found.count  # type: ignore[attr-defined]  # tantivy's stub does not know of it
        return [(on_step(score), address) for score, address in found.hits], total

    def _rows(self, hits: list[tuple[float, DocAddress]]) -> list[int]:
        return cast("list[int]", self._searcher.fast_field_values(ROW, [address for _, address in hits]))

    def _page(self, selection: Selection) -> tuple[int, tuple[tuple[int, float], ...]] | None:
        """Give the total and the rows of the page, in the one order that all engines keep to.

        Scores are equal when three decimals are, so all that score as the last row of the page are needed;
        nothing is given if they are too many.
        """
        filters = self._build.filters(selection.filters, selection.near)
        if not selection.limit:
            found = self._build.found(selection.query, selection.named)
            return self._total(narrowed(found, filters.values())), ()
        ranked = self._build.ranked(selection.query, selection.named, selection.preferred)
        ranked = narrowed(ranked, filters.values())
        wanted = selection.offset + selection.limit
        for asked in (wanted + _MORE, wanted + _MANY_MORE):
            hits, total = self._search(ranked, asked)
            edge = round(hits[wanted - 1][0], 3) if wanted < len(hits) else 0.0
            if len(hits) == total or round(hits[-1][0], 3) < edge:
                kept = [hit for hit in hits if round(hit[0], 3) >= edge]
                return total, self._in_order(kept)[selection.offset : wanted]
        return None

    def _in_order(self, hits: list[tuple[float, DocAddress]]) -> tuple[tuple[int, float], ...]:
        order = self._table.order
        scored = zip(self._rows(hits), (score for score, _ in hits), strict=True)
        return tuple(sorted(scored, key=lambda hit: (-round(hit[1], 3), order[hit[0]])))

    def _counts(self, selection: Selection) -> Mapping[str, Mapping[str, int]]:
        chosen = {facet: values for facet, values in selection.filters.items() if values}
        counts: dict[str, Mapping[str, int]] = {}
        free = tuple(facet for facet in selection.counted if facet not in chosen)
        for facets in (free, *((facet,) for facet in selection.counted if facet in chosen)):
            others = tuple((facet, values) for facet, values in chosen.items() if facet not in facets)
            counts |= self._counted(selection.query, selection.named, others, selection.near, facets)
        return {facet: counts[facet] for facet in selection.counted}

    def _count_facets(
        self,
        query: TermQuery,
        named: TermQuery,
        chosen: _Chosen,
        near: Circle | None,
        facets: tuple[str, ...],
    ) -> dict[str, dict[str, int]]:
        """Count *facets* among what is found; of most of the index it is quicker to count what is not."""
        if not facets:
            return {}
        filters = self._build.filters(dict(chosen), near)
        found = narrowed(self._build.found(query, named), filters.values())
        dense = not filters and self._build.share(query) > 1 / 2
        counts = self._aggregate(outside(found) if dense else found, facets)
        if dense:
            for facet, here in counts.items():
                left = {value: count - here.get(value, 0) for value, count in self._in_all(facet).items()}
                counts[facet] = {value: count for value, count in left.items() if count}
        return counts

    def _aggregate(self, query: Query, facets: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """Let tantivy count what *query* finds, exactly: as many values are asked for as there are."""
        slots = {
            slot: facet for facet in facets for slot in slot_fields(facet, self._table.most_values[facet])
        }
        wanted = {
            slot: {"terms": {"field": slot, "size": len(self._table.values[facet]) + 1}}
            for slot, facet in slots.items()
        }
        counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        answer = self._searcher.aggregate(query, wanted) if wanted else {}
        for slot, facet in slots.items():
            values, here = self._table.values[facet], counts[facet]
            for bucket in answer[slot]["buckets"]:
                number = int(bucket["key"])
                if number != NO_VALUE:
                    here[values[number - 1]] = here.get(values[number - 1], 0) + bucket["doc_count"]
        return counts

    def _fetch_all(self, query: TermQuery, named: TermQuery, preferred: TermQuery) -> tuple[Mask, _Scores]:
        """Give all that is found as arrays, one yes or no and one score a row."""
        scores: _Scores = np.zeros(self._table.size, dtype=np.float32)
        if isinstance(query, Every) and named == NOTHING == preferred:
            return self._table.live.copy(), scores
        mask = np.zeros(self._table.size, dtype=bool)
        ranked = self._build.ranked(query, named, preferred)
        hits, _total = self._search(ranked, max(1, self._among))
        rows = np.array(self._rows(hits), dtype=np.int64)
        mask[rows] = True
        scores[rows] = [score for score, _ in hits]
        return mask, scores
