"""Search engines: each is opened by its address, and the embedded index is built here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from ontology.errors import SettingsError

if TYPE_CHECKING:
    from graph.store.interface import GraphStore
    from indexer.document import Document
    from indexer.search import SearchEngine

ENGINES: Final = {"whoosh": "indexer.engines.whoosh_engine:open_whoosh"}
"""Scheme of the address to the function that opens such an engine, as ``module:function``."""

_WRITERS: Final = {"whoosh": "indexer.engines.whoosh_build:write_whoosh_index"}


def open_engine(url: str) -> SearchEngine:
    """Open the search engine at *url*, such as ``whoosh:var/published/index``.

    >>> open_engine("altavista:web")
    Traceback (most recent call last):
      ...
    ontology.errors.SettingsError: Zoekmachine "altavista" is onbekend. Kies uit: whoosh.

    :param url: the scheme of one of :data:`ENGINES`, a colon, and what that engine needs to know
    :raises SettingsError: if the scheme is unknown
    :raises SearchIndexError: if there is no index, or one of another format
    """
    scheme, rest = _parts(url)
    opener = cast("Callable[[str], SearchEngine]", _load(ENGINES[scheme]))
    return opener(rest)


def write_documents(url: str, documents: Iterable[Document]) -> int:
    """Make an index of *documents* at *url*, replacing what is there, and give how many there are.

    :raises SettingsError: if the scheme is unknown
    :raises SearchIndexError: if the folder cannot be written
    """
    scheme, rest = _parts(url)
    writer = cast("Callable[[Path, Iterable[Document]], int]", _load(_WRITERS[scheme]))
    return writer(Path(rest), documents)


def build_index(path: Path, store: GraphStore, progress: Callable[[int, int], None] | None = None) -> int:
    """Make the embedded index of an edition in the folder *path* and give its number of documents.

    :param path: is made if it is not there; what an earlier index left in it is replaced
    :param progress: called with the number of documents written and how many there will be
    :raises SearchIndexError: if the folder cannot be written
    """
    builder = cast(
        "Callable[[Path, GraphStore, Callable[[int, int], None] | None], int]",
        _load("indexer.engines.whoosh_build:build_whoosh_index"),
    )
    return builder(path, store, progress)


def _parts(url: str) -> tuple[str, str]:
    scheme, _colon, rest = url.partition(":")
    if scheme not in ENGINES:
        raise SettingsError(f'Zoekmachine "{scheme[:40]}" is onbekend. Kies uit: {", ".join(ENGINES)}.')
    return scheme, rest


def _load(place: str) -> object:
    """Import when asked for: opening must not load spaCy, nor one engine the library of another."""
    module, function = place.split(":")
    return getattr(import_module(module), function)
