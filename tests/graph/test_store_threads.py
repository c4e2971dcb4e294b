"""An error may be kept by one thread and forgotten by another; the engine's results allow no such thing."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

import pyoxigraph as ox
import pytest

from graph.store import open_store
from graph.store.answering import run_query, serialise
from graph.store.convert import read_rows
from graph.store.interface import GraphStore
from ontology.errors import GemeengoedError

DAMAGED = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"x"}}, 7'


def _serialised(store: GraphStore) -> None:
    serialise(run_query(ox.Store(), "SELECT ?a { BIND(1 AS ?a) }"), "text/csv", max_bytes=1)


def _damaged(store: GraphStore) -> None:
    result = ox.parse_query_results(DAMAGED, format=ox.QueryResultsFormat.JSON)
    assert isinstance(result, ox.QuerySolutions)
    try:
        read_rows(result)
    finally:
        del result


FAILURES: list[Callable[[GraphStore], object]] = [
    _serialised,
    _damaged,
    lambda store: store.ask("SELECT ?a { BIND(1 AS ?a) }"),
    lambda store: store.serialise("SELECT ?a { BIND(1 AS ?a) }", "text/turtle"),
]


@pytest.mark.parametrize("fail", FAILURES, ids=["too large", "damaged", "another form", "another format"])
def test_no_error_holds_a_result_that_another_thread_would_drop(fail: Callable[[GraphStore], object]) -> None:
    kept: list[BaseException] = []
    with open_store("oxigraph-memory:") as store:
        try:
            fail(store)
        except (GemeengoedError, SyntaxError) as exc:
            kept.append(exc)
    assert kept

    def forget() -> None:
        kept.clear()
        gc.collect()

    # A result that is dropped here makes the engine complain: a warning, and so an error of this test.
    thread = threading.Thread(target=forget)
    thread.start()
    thread.join()
    gc.collect()
