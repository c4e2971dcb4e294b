"""Opens the graph of an edition: its own files, or a server elsewhere if that holds this very edition."""

from __future__ import annotations

from graph.edition import Edition
from graph.store import open_store
from graph.store.interface import GraphStore
from ontology.errors import NotSupportedError, StoreUnavailableError
from ontology.iris import mint_iri


def open_edition_store(store_url: str, edition: Edition) -> GraphStore:
    """Open the store at *store_url*, and make sure that it answers for *edition*.

    Pages cite the edition that they show, and its index belongs to its graph: answers from another edition
    would be wrong without looking wrong.

    :param store_url: as :func:`graph.store.open_store` takes it
    :raises NotSupportedError: if a server elsewhere holds another edition
    :raises StoreUnavailableError: if there is no store, or it holds no edition
    """
    store = open_store(store_url)
    if store_url.startswith("sparql+"):
        try:
            _require(store, edition)
        except BaseException:
            store.close()
            raise
    return store


def _require(store: GraphStore, edition: Edition) -> None:
    held = sorted(str(row["edition"]) for row in store.select("SELECT ?edition { ?edition a gg:Editie }"))
    if not held:
        raise StoreUnavailableError(
            f"De SPARQL-server bevat geen editie. Zet {edition.name} er met gemeengoed upload."
        )
    if held != [mint_iri("editie", edition.name, edition.base)]:
        names = ", ".join(iri.rpartition("/")[2] for iri in held)
        raise NotSupportedError(
            f"De SPARQL-server bevat editie {names}, en kan niet antwoorden uit {edition.name}. "
            f"Vraag editie {names}."
        )
