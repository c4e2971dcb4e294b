"""Write the index of any engine: all documents anew, or only what changed since an earlier index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from indexer.columns import Columns, digest_of, load_columns
from indexer.document import Document
from indexer.engines.record import FILE as RECORD
from indexer.engines.record import is_index_file, load_record, write_record
from indexer.fields import Entry, entry_of
from indexer.lexicon import LexiconBuilder, write_lexicon
from indexer.passages import FOLDER as PASSAGES
from indexer.passages import passage_documents
from indexer.weights import typical_lengths
from ontology.errors import SearchIndexError

LEXICON: Final = "lexicon.json.gz"

_MOST_GONE: Final = 0.3
"""Share of rows that may be gone before all is written anew: each costs a place in every array."""


class EntryWriter(Protocol):
    """Writes one engine's files in a folder; nothing counts before :meth:`commit`."""

    def add(self, row: int, entry: Entry, columns: Columns) -> None:
        """Add *entry* as document *row*, which *columns* already know."""
        ...

    def remove(self, row: int) -> None:
        """Take away the document *row*."""
        ...

    def commit(self) -> None:
        """Make what was added and removed count, and let go of the files."""
        ...

    def cancel(self) -> None:
        """Leave what was there as it was, and let go of the files."""
        ...


OpenWriter = Callable[..., EntryWriter]
"""Called with the folder and *fresh*: whether to begin without documents."""

Progress = Callable[[int, int], None]
"""Called with the number of documents written and how many there will be."""


def write_index(
    engine: str,
    open_writer: OpenWriter,
    folder: Path,
    documents: Iterable[Document],
    progress: Progress | None = None,
) -> int:
    """Write an index of *documents* in *folder*, replacing what is there, and give their number.

    :raises SearchIndexError: if the folder cannot be written
    """
    every = list(documents)
    with _writing(folder):
        if folder.is_dir():
            _clear(folder)
        folder.mkdir(parents=True, exist_ok=True)
        lengths = typical_lengths(every)
        columns, lexicon = Columns.empty(), LexiconBuilder()
        with _committing(open_writer(folder, fresh=True)) as writer:
            for done, document in enumerate(every, 1):
                writer.add(columns.add(document), entry_of(document, lengths), columns)
                lexicon.add(document)
                if progress is not None:
                    progress(done, len(every))
        columns.write(folder)
        write_lexicon(folder / LEXICON, lexicon.lexicon())
        parts = list(passage_documents(every))
        if parts:
            write_index(engine, open_writer, folder / PASSAGES, parts)
        write_record(folder, engine=engine, documents=len(every), lengths=lengths)
    return len(every)


def update_index(  # noqa: PLR0917  # as write_index, with where to start from
    engine: str,
    open_writer: OpenWriter,
    earlier: Path,
    folder: Path,
    documents: Iterable[Document],
    progress: Progress | None = None,
) -> int:
    """Write in *folder* the index of *documents*, starting from the one in *earlier*; give their number.

    Only what changed is analysed and written, as a new segment beside the files of *earlier*, which stays as
    it is: its readers go on undisturbed. Words weigh by the typical lengths of *earlier*.

    :raises SearchIndexError: if *earlier* cannot be read, or *folder* cannot be written
    """
    every = {document.iri: document for document in documents}
    kept = load_record(earlier, engine)
    columns, _order = load_columns(earlier)
    rows = {row.iri: at for at, row in enumerate(columns.rows) if not row.gone}
    same = {
        iri for iri, at in rows.items() if iri in every and columns.rows[at].digest == digest_of(every[iri])
    }
    gone = len(columns.rows) - len(same)
    if gone > _MOST_GONE * max(1, len(columns.rows)):
        return write_index(engine, open_writer, folder, every.values(), progress)
    with _writing(folder):
        _clone(earlier, folder)
        with _committing(open_writer(folder, fresh=False)) as writer:
            for iri in rows.keys() - same:
                writer.remove(rows[iri])
                columns.withdraw(rows[iri])
            changed = [document for iri, document in every.items() if iri not in same]
            if progress is not None:
                progress(len(same), len(every))
            for done, document in enumerate(changed, 1):
                writer.add(columns.add(document), entry_of(document, kept.lengths), columns)
                if progress is not None:
                    progress(len(same) + done, len(every))
        columns.write(folder)
        (folder / LEXICON).unlink()
        # Its words are counted anew: to take away what a document no longer says, one must know what it said.
        lexicon = LexiconBuilder()
        for document in every.values():
            lexicon.add(document)
        write_lexicon(folder / LEXICON, lexicon.lexicon())
        parts = list(passage_documents(every.values()))
        if parts and (earlier / PASSAGES).is_dir():
            update_index(engine, open_writer, earlier / PASSAGES, folder / PASSAGES, parts)
        elif parts:
            write_index(engine, open_writer, folder / PASSAGES, parts)
        write_record(folder, engine=engine, documents=len(every), lengths=kept.lengths)
    return len(every)


@contextmanager
def _committing(writer: EntryWriter) -> Iterator[EntryWriter]:
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.cancel()
        raise


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise SearchIndexError(
            f"De zoekindex kan niet in {folder} worden geschreven: {exc.strerror or exc}. "
            "Maak ruimte en bouw opnieuw."
        ) from exc


def _clear(folder: Path) -> None:
    """The record goes first: whoever looks meanwhile sees that there is no index."""
    (folder / RECORD).unlink(missing_ok=True)
    for item in folder.iterdir():
        shutil.rmtree(item) if item.is_dir() else item.unlink()


def _clone(earlier: Path, folder: Path) -> None:
    """Link the files of *earlier*, which no engine ever writes to again, and copy where links are refused."""
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    for file in earlier.iterdir():
        if file.name != RECORD and is_index_file(file):
            _link(file, folder / file.name)


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)
