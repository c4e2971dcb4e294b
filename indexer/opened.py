"""One opened index of one engine, with all that is kept beside it: rows, words and names, passages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from pathlib import Path

from indexer.columns import Columns, load_columns
from indexer.engines.interface import TermIndex
from indexer.engines.record import load_record
from indexer.engines.table import Table
from indexer.engines.writing import LEXICON
from indexer.gazetteer import Gazetteer
from indexer.lexicon import Lexicon, load_lexicon
from indexer.passages import FOLDER as PASSAGES
from indexer.suggest import Suggester


class OpenedIndex:
    """What answers are made of; many threads may read it at once.

    :param engine: scheme of the engine that must have written it
    :param opener: what opens that engine's own files, as ``module:function``
    :raises SearchIndexError: if there is no index, or one of another engine, format or chain
    """

    def __init__(self, engine: str, opener: str, folder: Path) -> None:
        module, function = opener.split(":")
        open_index: Callable[[Path, Table], TermIndex] = getattr(import_module(module), function)
        load_record(folder, engine)
        self.folder = folder
        self.columns: Columns
        self.columns, order = load_columns(folder)
        self.table = Table(self.columns, order)
        self.passages: TermIndex | None = None
        if (folder / PASSAGES).is_dir():
            load_record(folder / PASSAGES, engine)
            self.passages = open_index(folder / PASSAGES, Table(*load_columns(folder / PASSAGES)))
        self.terms = open_index(folder, self.table)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words and names of the index; read when the first question comes."""
        return load_lexicon(self.folder / LEXICON)

    @cached_property
    def suggester(self) -> Suggester:
        """What suggests names while somebody types; made when the first letters come."""
        return Suggester(self.lexicon)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of the index by name; made when the first of them is asked for."""
        return Gazetteer(self.lexicon, self.columns)

    def row_of(self, iri: str) -> int | None:
        """Give the row of the document *iri*, if the index has it."""
        return self.table.number_of.get(iri)

    def count(self) -> int:
        """Tell how many documents can be found."""
        return int(self.table.live.sum())

    def close(self) -> None:
        """Let go of the files."""
        self.terms.close()
        if self.passages is not None:
            self.passages.close()
