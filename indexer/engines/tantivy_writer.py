"""Write entries to a tantivy index: a new one, or new segments beside those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from tantivy import Index, IndexWriter, Query

from indexer.columns import FACETS, Columns
from indexer.engines.tantivy_schema import ROW, document_of, schema, translated
from indexer.fields import Entry

_BUFFER_BYTES: Final = 400_000_000
"""When so much is in memory a segment is written; a small index takes little of it. A question asks every
segment: 100,000 law articles are one so and were answered a tenth sooner than in the three of 128 MB."""


class TantivyWriter:
    """See :class:`indexer.engines.writing.EntryWriter`.

    tantivy never writes to a file that is there: what lists the segments is replaced by a new file, so an
    index that shares its files by hard links stays as it was.
    """

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        self._folder = folder
        self._numbers: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        with translated(folder, writing=True):
            self._schema = schema()
            index = Index(self._schema, str(folder), reuse=False) if fresh else Index.open(str(folder))
            # One thread: the machine may be small, the site runs beside this, and rows keep their order.
            self._writer: IndexWriter | None = index.writer(_BUFFER_BYTES, 1)

    def add(self, row: int, entry: Entry, columns: Columns) -> None:
        """Add an entry with the numbers of its facets and its years."""
        known = columns.rows[row]
        numbers = {facet: self._numbers_of(facet, known.tags[facet], columns) for facet in FACETS}
        with translated(self._folder, writing=True):
            self._open.add_document(document_of(row, entry, numbers, known.years))

    def remove(self, row: int) -> None:
        """Take away the document *row*."""
        with translated(self._folder, writing=True):
            # By query: deleting by the term of an unsigned field removes nothing in 0.27, and says nothing.
            self._open.delete_documents_by_query(Query.term_query(self._schema, ROW, row))

    def commit(self) -> None:
        """Write what is in memory, and wait until small segments have been merged into larger ones."""
        with translated(self._folder, writing=True):
            self._open.commit()
            self._close()

    def cancel(self) -> None:
        """Leave what was there as it was."""
        if self._writer is not None:
            with translated(self._folder, writing=True):
                self._writer.rollback()
                self._close()

    @property
    def _open(self) -> IndexWriter:
        assert self._writer is not None  # noqa: S101  # nothing is added after the end
        return self._writer

    def _close(self) -> None:
        """Let go of the lock on the folder, which a writer holds as long as it lives."""
        writer, self._writer = self._open, None
        writer.wait_merging_threads()

    def _numbers_of(self, facet: str, values: Sequence[str], columns: Columns) -> list[int]:
        """Number the values as they came into the columns: a later index goes on from there."""
        numbers, labels = self._numbers[facet], columns.labels[facet]
        if len(numbers) < len(labels):
            numbers |= {
                value: at for at, value in enumerate(islice(labels, len(numbers), None), len(numbers))
            }
        return [numbers[value] for value in values]
