"""The embedded index: postings from Whoosh, read once, scored as arrays; many threads may ask."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any, Final, cast

import numpy as np
from whoosh import index, query
from whoosh.reading import TermNotFound
from whoosh.searching import Searcher

from indexer.engines.interface import NAMED_SCORE, PREFERRED_BONUS, Ranking, Selection
from indexer.engines.ranking import rank_rows
from indexer.engines.table import Mask, Table
from indexer.engines.vector_scoring import Evaluator, Postings
from indexer.engines.whoosh_schema import STORED, schema
from indexer.term_query import NOTHING, TermQuery
from ontology.errors import SearchIndexError

_KEPT_POSTINGS: Final = 4_000_000
"""Postings kept in memory, of 5 bytes each: the frequent words of 100,000 law articles."""

_NONE: Final = Postings(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8))


def open_whoosh_index(folder: Path, table: Table) -> WhooshIndex:
    """Open the Whoosh index in *folder*.

    :raises SearchIndexError: if Whoosh cannot read it
    """
    try:
        return WhooshIndex(index.open_dir(str(folder), readonly=True, schema=schema()), table)
    except (OSError, index.IndexError) as exc:
        raise SearchIndexError(
            f'Geen leesbare zoekindex in {folder}: {exc}. Draai "gemeengoed build".'
        ) from exc


class WhooshIndex:
    """See :class:`indexer.engines.interface.TermIndex`.

    A Whoosh searcher keeps a place in open files, so each thread that asks has one for itself; they are
    lent from a pool, because servers end their threads. Whoosh scores posting by posting in Python; here the
    postings of a word are read once and whole arrays are scored.
    """

    def __init__(self, opened: index.FileIndex, table: Table) -> None:
        self._index = opened
        self._table = table
        self._idle: SimpleQueue[Searcher] = SimpleQueue()
        self._kept: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._kept_size = 0
        self._lock = Lock()

    def documents_with(self, name: str, term: str) -> int:
        """See :class:`indexer.engines.interface.TermIndex`."""
        return len(self.postings(name, term).rows)

    def matches(self, query: TermQuery) -> int:
        """See :class:`indexer.engines.interface.TermIndex`."""
        return int(Evaluator(self._table, self).find(query).mask.sum())

    def score(self, query: TermQuery, row: int) -> float | None:
        """See :class:`indexer.engines.interface.TermIndex`."""
        found = Evaluator(self._table, self).find(query)
        return float(found.scores[row]) if found.mask[row] else None

    def rank(self, selection: Selection) -> Ranking:
        """See :class:`indexer.engines.interface.TermIndex`."""
        evaluator, table = Evaluator(self._table, self), self._table
        found = evaluator.find(selection.query)
        mask, scores = found.mask, found.scores.copy()
        if selection.preferred != NOTHING:
            scores[evaluator.find(selection.preferred).mask] += PREFERRED_BONUS
        if selection.named != NOTHING:
            named = evaluator.find(selection.named).mask
            mask = mask | named
            scores[named] = NAMED_SCORE
        return rank_rows(table, mask, scores, selection)

    def shown(self, row: int) -> Mapping[str, Any]:
        """See :class:`indexer.engines.interface.TermIndex`."""
        with self._searcher() as searcher:
            stored: str = searcher.stored_fields(row)[STORED]
        return cast("dict[str, Any]", json.loads(stored))

    def close(self) -> None:
        """See :class:`indexer.engines.interface.TermIndex`."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                break
        self._index.close()

    def postings(self, name: str, term: str) -> Postings:
        """See :class:`indexer.engines.vector_scoring.PostingsReader`."""
        with self._lock:
            kept = self._kept.get((name, term))
            if kept is not None:
                self._kept.move_to_end((name, term))
                return kept
        with self._searcher() as searcher:
            read = _read(searcher, name, term)
        with self._lock:
            if (name, term) not in self._kept:
                self._kept[name, term] = read
                self._kept_size += len(read.rows) + 1
            while self._kept_size > _KEPT_POSTINGS:
                _, dropped = self._kept.popitem(last=False)
                self._kept_size -= len(dropped.rows) + 1
        return read

    def rows_beginning(self, name: str, begin: str) -> Mask:
        """See :class:`indexer.engines.vector_scoring.PostingsReader`."""
        mask = np.zeros(self._table.size, dtype=bool)
        with self._searcher() as searcher:
            terms = [term.decode() for term in searcher.reader().expand_prefix(name, begin)]
        for term in terms:
            mask[self.postings(name, term).rows] = True
        return mask

    def rows_near(self, name: str, terms: tuple[str, ...]) -> Mask:
        """See :class:`indexer.engines.vector_scoring.PostingsReader`."""
        mask = np.zeros(self._table.size, dtype=bool)
        with self._searcher() as searcher:
            mask[list(query.Phrase(name, list(terms)).docs(searcher))] = True
        return mask & self._table.live

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        try:
            searcher = self._idle.get_nowait()
        except Empty:
            searcher = self._index.searcher()
        try:
            yield searcher
        finally:
            self._idle.put(searcher)


def _read(searcher: Searcher, name: str, term: str) -> Postings:
    try:
        matcher = searcher.reader().postings(name, term.encode())
    except TermNotFound:
        return _NONE
    rows, levels = [], []
    while matcher.is_active():
        rows.append(matcher.id())
        levels.append(matcher.weight())
        matcher.next()
    return Postings(np.array(rows, dtype=np.int32), np.array(levels, dtype=np.uint8))
