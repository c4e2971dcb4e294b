"""What real servers do when they stop a query, cut it off or are asked by strangers: never a wrong answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.containment import check_query
from graph.store import open_store
from graph.upload import upload_graph
from graph.workers import RemoteAnswerer
from ontology.errors import (
    NotSupportedError,
    QueryLimitError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
)
from tests.graph.servers import SERVERS, Server, virtuoso_server
from tests.graph.small_graph import INFERRED, OTHER, STATED, WORDS, write_store

JSON = "application/sparql-results+json"
CSV = "text/csv"
# Every statement with every other, many times over: no machine finishes that.
MANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r"
ENDLESS = f"SELECT (COUNT(*) AS ?x) {{ {MANY} FILTER(STR(?a) != STR(?d)) }}"
ENDLESS_GRAPH = f"CONSTRUCT {{ ?a ?b ?r }} {{ {MANY} }}"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_store(tmp_path_factory.mktemp("servers") / "graph")


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as server:
        upload(directory, server)
        yield server


def upload(directory: Path, server: Server) -> None:
    upload_graph(directory, server.store.removeprefix("sparql+"), server.graph_store)


@pytest.mark.parametrize("method", ["select", "construct"])
def test_virtuoso_that_stops_a_query_gives_an_error(tmp_path: Path, directory: Path, method: str) -> None:
    with virtuoso_server(tmp_path, ["MaxQueryExecutionTime = 1"]) as server:
        upload(directory, server)
        with open_store(server.store) as store, pytest.raises(QueryTimeoutError):
            getattr(store, method)({"select": ENDLESS, "construct": ENDLESS_GRAPH}[method])


def test_virtuoso_that_cuts_answers_off_gives_an_error(tmp_path: Path, directory: Path) -> None:
    with virtuoso_server(tmp_path, ["ResultSetMaxRows = 20"]) as server, open_store(server.store) as store:
        upload(directory, server)
        assert len(store.select("SELECT * { ?s ?p ?o } LIMIT 19")) == 19
        with pytest.raises(QueryLimitError, match="hoogstens 20 rijen"):
            store.select("SELECT * { ?s ?p ?o }")
        with pytest.raises(StoreError, match="kapt een graaf af"):
            store.construct("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.fixture(scope="module")
def answerer(server: Server) -> Iterator[RemoteAnswerer]:
    answerer = RemoteAnswerer(open_store(server.store))
    yield answerer
    answerer.close()


@pytest.mark.parametrize(
    "dataset",
    [
        {},
        {"default_graphs": (STATED,)},
        {"default_graphs": (STATED, INFERRED)},
        {"named_graphs": (WORDS, OTHER)},
        {"default_graphs": (INFERRED, WORDS), "named_graphs": (OTHER,)},
        {"default_graphs": ("urn:nergens",)},
    ],
)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
        "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s",
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY ?s",
        "ASK { ?s a org:Membership ; org:memberDuring ?when }",
    ],
)
def test_stranger_gets_the_answer_of_the_embedded_engine(
    answerer: RemoteAnswerer, directory: Path, query: str, dataset: dict[str, tuple[str, ...]]
) -> None:
    with open_store(f"oxigraph:{directory}") as disk:
        expected = disk.serialise(query, CSV, **dataset)
    assert answerer.run(check_query(query), CSV, **dataset).body == expected


@pytest.mark.parametrize("query", ["DESCRIBE ?s { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_no_statement_of_a_graph_comes_twice(answerer: RemoteAnswerer, query: str) -> None:
    lines = answerer.run(check_query(query), "application/n-triples").body.splitlines()
    assert len(lines) == len(set(lines)) > 50


@pytest.mark.parametrize("dataset", [{"default_graphs": (STATED, OTHER)}, {}])
def test_default_graphs_that_share_a_statement_are_refused(
    answerer: RemoteAnswerer, dataset: dict[str, tuple[str, ...]]
) -> None:
    clauses = "" if dataset else f"FROM <{STATED}> FROM <{OTHER}>"
    with pytest.raises(NotSupportedError, match="een uitspraak gemeen"):
        answerer.run(check_query(f"SELECT * {clauses} {{ ?s ?p ?o }}"), CSV, **dataset)


def test_stranger_is_told_what_is_wrong_with_a_query(answerer: RemoteAnswerer) -> None:
    with pytest.raises(QuerySyntaxError, match="De prefix ex: is niet gedeclareerd"):
        answerer.run(check_query("SELECT * { ?s ex:a ?o }"), JSON)


def test_large_answer_is_an_error(server: Server) -> None:
    answerer = RemoteAnswerer(open_store(server.store), max_bytes=1000)
    with pytest.raises(QueryLimitError, match="groter dan 1000 bytes"):
        answerer.run(check_query("SELECT * { ?s ?p ?o }"), JSON)
    answerer.close()


@pytest.mark.parametrize("kind", SERVERS)
def test_query_past_its_deadline_is_given_up(kind: str, directory: Path, tmp_path: Path) -> None:
    with SERVERS[kind](tmp_path) as server:
        upload(directory, server)
        answerer = RemoteAnswerer(open_store(server.store))
        with pytest.raises(QueryTimeoutError):
            answerer.run(check_query(ENDLESS), JSON, timeout_s=0.5)
        answerer.close()
