"""A small edition, and the index that is built from it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph
import pytest
from _pytest.mark import ParameterSet

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


ENGINES = ("whoosh", "tantivy")


def engine_params() -> list[ParameterSet]:
    """Each engine; one that is an extra and not installed is passed over, with the reason printed."""
    missing = pytest.mark.skipif(
        find_spec("tantivy") is None, reason='tantivy is not installed: pip install "gemeengoed[tantivy]"'
    )
    return [pytest.param(name, marks=[missing] if name == "tantivy" else []) for name in ENGINES]


@pytest.fixture(scope="session", params=engine_params())
def engine(
    request: pytest.FixtureRequest, small_store: OxigraphStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SearchEngine]:
    """Each engine there is, over the small edition."""
    url = f"{request.param}:{tmp_path_factory.mktemp(request.param) / 'index'}"
    build_index(url, small_store)
    opened = open_engine(url)
    yield opened
    opened.close()
