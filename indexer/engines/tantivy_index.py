"""The fast index, an extra: tantivy selects, scores and counts; many threads may ask at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray
from tantivy import Index, Query, Searcher

from indexer.columns import FACETS
from indexer.engines.interface import Ranking, Selection
from indexer.engines.ranking import rank_rows
from indexer.engines.table import Mask, Table
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

_MORE_TIMES: Final = 8
"""How many times as many are asked when that was not enough."""

_MOST_VALUES: Final = 65_000
"""Most values that tantivy counts at once; an index with more has them counted here."""

_KEPT_COUNTS: Final = 64
_KEPT_WHOLE: Final = 8
_KEPT_FREQUENCIES: Final = 16_384

_Scores = NDArray[np.float32]


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

    def rank(self, selection: Selection) -> Ranking:
        """See :class:`indexer.engines.interface.TermIndex`."""
        asked = selection.query, selection.named, selection.preferred
        with translated(self._folder):
            if self._is_for_the_table(selection):
                mask, scores = self._whole(*asked)
                return rank_rows(self._table, mask, scores, selection)
            filters = self._build.filters(selection.filters, selection.near)
            if selection.limit:
                ranked = narrowed(self._build.ranked(*asked), filters.values())
                total, rows = self._page(ranked, selection.offset, selection.offset + selection.limit)
            else:
                found = self._build.found(selection.query, selection.named)
                total, rows = self._total(narrowed(found, filters.values())), ()
            return Ranking(total, rows, self._counts(selection, total))

    def shown(self, row: int) -> Mapping[str, Any]:
        """See :class:`indexer.engines.interface.TermIndex`."""
        with translated(self._folder):
            hits = self._searcher.search(Query.term_query(self._schema, ROW, row), 1, count=False).hits
            stored = self._searcher.doc(hits[0][1]).get_first(SHOWN)
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
            or sum(len(self._table.values[facet]) for facet in selection.counted) * SLOTS > _MOST_VALUES
        )

    def _count_documents(self, name: str, term: str) -> int:
        with translated(self._folder):
            if self._all_live:
                return self._searcher.doc_freq(name, term)
            return self._total(Query.term_query(self._schema, name, term, "basic"))

    def _total(self, query: Query) -> int:
        found = self._searcher.search(Query.const_score_query(query, 0.0), 1, count=True).count
        return cast("int", found)

    def _page(self, ranked: Query, offset: int, wanted: int) -> tuple[int, tuple[tuple[int, float], ...]]:
        """Give the total and the rows from *offset* to *wanted*, in the one order that all engines keep to.

        Scores are equal when three decimals are; so all that score as the last row of the page are needed.
        """
        asked = wanted + _MORE
        while True:
            found = self._searcher.search(ranked, min(asked, max(1, self._among)), count=True)
            hits, total = found.hits, found.count
            if len(hits) >= min(total, wanted) and len(hits) in {total, self._among}:
                break
            if round(hits[-1][0], 3) < (edge := round(hits[wanted - 1][0], 3)):
                hits = [hit for hit in hits if round(hit[0], 3) >= edge]
                break
            asked *= _MORE_TIMES
        rows = self._searcher.fast_field_values(ROW, [address for _, address in hits])
        order = self._table.order
        scored = sorted(
            zip(rows, (score for score, _ in hits), strict=True),
            key=lambda hit: (-round(hit[1], 3), order[hit[0]]),
        )
        return total, tuple(scored[offset:wanted])

    def _counts(self, selection: Selection, total: int) -> Mapping[str, Mapping[str, int]]:
        chosen = {facet: values for facet, values in selection.filters.items() if values}
        counts: dict[str, Mapping[str, int]] = {}
        free = tuple(facet for facet in selection.counted if facet not in chosen)
        for facets in (free, *((facet,) for facet in selection.counted if facet in chosen)):
            others = tuple((facet, values) for facet, values in chosen.items() if facet not in facets)
            among = total if facets is free else 0
            counts |= self._counted(selection.query, selection.named, others, selection.near, facets, among)
        return {facet: counts[facet] for facet in selection.counted}

    def _count_facets(
        self, query: TermQuery, named: TermQuery, chosen: Any, near: Any, facets: tuple[str, ...], total: int
    ) -> dict[str, dict[str, int]]:
        """Count *facets* among what is found; of most of the index it is quicker to count what is not."""
        if not facets:
            return {}
        filters = self._build.filters(dict(chosen), near)
        found = narrowed(self._build.found(query, named), filters.values())
        dense = total * 2 > self._among
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
        hits = self._searcher.search(ranked, max(1, self._among), count=False).hits
        rows = self._searcher.fast_field_values(ROW, [address for _, address in hits])
        mask[rows] = True
        scores[rows] = [score for score, _ in hits]
        return mask, scores
