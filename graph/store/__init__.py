"""Opens the graph wherever it lives: on disk, in memory, or behind a SPARQL 1.1 server."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from ontology.errors import SettingsError

if TYPE_CHECKING:
    from graph.store.interface import GraphStore

# Module and constructor by URL scheme, imported when asked for: start-up loads only what it will use.
_OPENERS: Final[dict[str, tuple[str, str]]] = {
    "oxigraph": ("graph.store.oxigraph_store", "open_disk"),
    "oxigraph-memory": ("graph.store.oxigraph_store", "open_memory"),
    "sparql+http": ("graph.store.sparql_store", "open_remote"),
    "sparql+https": ("graph.store.sparql_store", "open_remote"),
}


def open_store(url: str) -> GraphStore:
    """Connect to the graph at *url*; close it after use, or use it in a ``with`` statement.

    ======================  ===========================================================
    ``oxigraph:DIR``        read-only from disk; many at once, never beside a writer
    ``oxigraph-memory:DIR`` a copy of that in memory: 2 to 9 times faster, half a GB per million statements
    ``oxigraph-memory:``    empty, in memory, writable; for tests and for building
    ``sparql+https://…``    a SPARQL 1.1 server (also ``sparql+http://``)
    ======================  ===========================================================

    >>> with open_store("oxigraph-memory:") as store:
    ...     store.count()
    0

    :raises SettingsError: if the start of *url* names no kind of store
    :raises StoreUnavailableError: if there is no store at that place
    """
    scheme, colon, place = url.partition(":")
    if not colon or scheme not in _OPENERS:
        raise SettingsError(f'"{url}" is geen adres van een store. Begin met: {", ".join(_OPENERS)}.')
    module, opener = _OPENERS[scheme]
    open_it = cast("Callable[[str], GraphStore]", getattr(import_module(module), opener))
    return open_it(url.removeprefix("sparql+") if scheme.startswith("sparql+") else place)
