"""A small edition, and the index that is built from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from graph.store.oxigraph_store import OxigraphStore, open_memory
from indexer.engines import open_engine
from indexer.indexing import build_index
from indexer.search import SearchEngine

TRIG = Path(__file__).with_name("small_edition.trig")


@pytest.fixture(scope="session")
def small_store() -> Iterator[OxigraphStore]:
    """The small edition as a store gives it: named graphs, and all statements once in the default graph."""
    store = open_memory("")
    for quad in pyoxigraph.parse(path=str(TRIG), format=pyoxigraph.RdfFormat.TRIG):
        store.engine.add(quad)
        store.engine.add(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    with store:
        yield store


@pytest.fixture(scope="session")
def small_index(small_store: OxigraphStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the index of the small edition."""
    path = tmp_path_factory.mktemp("small") / "index"
    build_index(f"whoosh:{path}", small_store)
    return path


# A further engine joins the conformance tests by one more parameter here.
@pytest.fixture(scope="session", params=["whoosh"])
def engine(request: pytest.FixtureRequest, small_index: Path) -> Iterator[SearchEngine]:
    """Each engine there is, over the small edition."""
    opened = open_engine(f"{request.param}:{small_index}")
    yield opened
    opened.close()
