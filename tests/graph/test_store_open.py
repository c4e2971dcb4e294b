"""Opening a store by address, and what each kind refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDFS, Literal, URIRef

from graph.store import open_store
from graph.store.interface import DEFAULT_GRAPH
from graph.store.oxigraph_store import open_disk, open_memory
from ontology.errors import SettingsError, StoreError, StoreUnavailableError
from tests.graph.small_graph import write_store

QUAD = (URIRef("https://example.org/a"), RDFS.label, Literal("a"), DEFAULT_GRAPH)


@pytest.mark.parametrize("url", ["", "blazegraph:x", "oxigraph", "http://example.org/sparql"])
def test_unknown_kind_of_store_is_refused_with_the_kinds_there_are(url: str) -> None:
    with pytest.raises(SettingsError, match="oxigraph, oxigraph-memory, sparql"):
        open_store(url)


@pytest.mark.parametrize("scheme", ["oxigraph", "oxigraph-memory"])
def test_missing_store_is_unavailable_and_no_folder_is_made(scheme: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="gemeengoed build"):
        open_store(f"{scheme}:{tmp_path / 'weg'}")
    assert list(tmp_path.iterdir()) == []


def test_damaged_store_is_unavailable(tmp_path: Path) -> None:
    directory = write_store(tmp_path / "graph")
    (directory / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreUnavailableError, match="niet te openen"):
        open_disk(str(directory))


def test_many_readers_open_one_store(tmp_path: Path) -> None:
    directory = write_store(tmp_path / "graph")
    with open_disk(str(directory)) as one, open_disk(str(directory)) as two:
        assert one.count() == two.count() > 0


def test_store_on_disk_refuses_to_be_written(tmp_path: Path) -> None:
    with (
        open_disk(str(write_store(tmp_path / "graph"))) as store,
        pytest.raises(StoreError, match="Schrijven"),
    ):
        store.extend([QUAD])


def test_store_in_memory_can_be_written() -> None:
    with open_memory("") as store:
        store.extend([QUAD])
        assert list(store.quads(graph=DEFAULT_GRAPH)) == [QUAD]


def test_closed_store_says_so_and_closing_twice_is_harmless() -> None:
    store = open_memory("")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="al gesloten"):
        store.count()
