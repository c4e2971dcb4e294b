"""Write entries to a Whoosh index: a new one, or a new segment beside those that are there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from whoosh import index

from indexer.columns import Columns
from indexer.engines.whoosh_schema import fields_of, schema
from indexer.fields import Entry

_BUFFER_MB: Final = 64


class WhooshWriter:
    """See :class:`indexer.engines.writing.EntryWriter`."""

    def __init__(self, folder: Path, *, fresh: bool) -> None:
        opened = (
            index.create_in(str(folder), schema()) if fresh else index.open_dir(str(folder), schema=schema())
        )
        # One process and a small buffer: the machine may be small, and the site runs beside this.
        self._writer = opened.writer(limitmb=_BUFFER_MB, procs=1)

    def add(self, _row: int, entry: Entry, _columns: Columns) -> None:
        """Add an entry; Whoosh numbers documents in the order of adding, as rows are."""
        self._writer.add_document(**fields_of(entry, json.dumps(entry.shown, ensure_ascii=False)))

    def remove(self, row: int) -> None:
        """Mark the document *row* as gone; its number is not given out again."""
        self._writer.delete_document(row)

    def commit(self) -> None:
        """Write the segment; segments are never merged, for that would number documents anew."""
        self._writer.commit(merge=False)

    def cancel(self) -> None:
        """Leave what was there as it was."""
        if not self._writer.is_closed:
            self._writer.cancel()
