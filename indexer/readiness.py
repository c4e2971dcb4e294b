"""Tells whether a home has a published edition that this version of the code can serve."""

from __future__ import annotations

from pathlib import Path

from graph.edition import published_edition
from indexer.engines import open_engine
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
