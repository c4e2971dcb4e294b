"""Tells what of an earlier edition this version of the code can serve, or go on from."""

from __future__ import annotations

from pathlib import Path

from graph.edition import newest_edition, published_edition
from indexer.engines import open_engine
from indexer.engines.record import load_record
from ontology.errors import NoEditionError, SearchIndexError


def needs_build(home: Path, base: str, engine: str = "whoosh") -> bool:
    """Tell whether an edition must be built before *home* can be served under *base*.

    True if nothing is published, if it was built for another base, or if its index is damaged, of another
    *engine*, or of a format that this version does not read.

    :raises SettingsError: if *engine* is unknown, or an extra that is not installed

    >>> needs_build(Path("nergens"), "https://w3id.org/gemeengoed")
    True
    """
    try:
        edition = published_edition(home)
        if edition.base != base:
            return True
        open_engine(f"{engine}:{edition.index_path}").close()
    except (NoEditionError, SearchIndexError):
        return True
    return False


def earlier_index(home: Path, engine: str) -> Path | None:
    """Give the index of the newest edition, for a new one to start from; nothing if there is none that fits.

    >>> earlier_index(Path("nergens"), "whoosh")

    :param engine: scheme of the engine that must have written it, with this chain and format
    """
    try:
        folder = newest_edition(home).index_path
        load_record(folder, engine)
    except (NoEditionError, SearchIndexError):
        return None
    return folder
