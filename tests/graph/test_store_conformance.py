"""One suite for every store: what holds for the one on disk holds in memory and behind a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef

from graph.store import open_store
from graph.store.convert import from_ox_quad
from graph.store.interface import DEFAULT_GRAPH, GraphStore
from ontology.errors import QueryLimitError, QuerySyntaxError, StoreError
from tests.graph.loopback import sparql_server
from tests.graph.small_graph import INFERRED, OTHER, OWN, STATED, WORDS, write_store

BASE = "https://w3id.org/gemeengoed/id/"
BOND = URIRef(f"{BASE}organisatie/bond")
DORP = URIRef(f"{BASE}organisatie/dorpsbelang")
KINDS = ("disk", "memory", "remote")
JSON = "application/sparql-results+json"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_store(tmp_path_factory.mktemp("conformance") / "graph")


@pytest.fixture(scope="module", params=KINDS)
def store(request: pytest.FixtureRequest, directory: Path) -> Iterator[GraphStore]:
    if request.param == "remote":
        with sparql_server(directory) as url, open_store(f"sparql+{url}") as remote:
            yield remote
        return
    scheme = {"disk": "oxigraph", "memory": "oxigraph-memory"}[request.param]
    with open_store(f"{scheme}:{directory}") as local:
        yield local


def test_select_gives_bound_variables_as_terms(store: GraphStore) -> None:
    rows = store.select(
        "SELECT ?name ?year ?none { ?s skos:prefLabel ?name OPTIONAL { ?s schema:foundingDate ?year } "
        "OPTIONAL { ?s gg:bestaatNiet ?none } ?s a org:Organization } ORDER BY ?name"
    )
    year = Literal("2017", datatype=XSD.gYear)
    assert rows == [
        {"name": Literal("De Bond", lang="nl")},
        {"name": Literal("Dorpsbelang", lang="nl"), "year": year},
        {"name": Literal("Village Interest", lang="en"), "year": year},
    ]


def test_variable_is_bound_whether_or_not_it_is_projected(store: GraphStore) -> None:
    bound = {"s": BOND}
    assert store.select("SELECT ?n { ?s skos:prefLabel ?n }", bound) == [{"n": Literal("De Bond", lang="nl")}]
    assert store.select("SELECT * { ?s skos:prefLabel ?n }", bound) == [
        {"s": BOND, "n": Literal("De Bond", lang="nl")}
    ]
    assert store.select(
        "SELECT (COUNT(?n) AS ?many) (EXISTS { ?s a ?n } AS ?e) { ?s skos:prefLabel ?n } GROUP BY ?s", bound
    )[0]["many"] == Literal(1)


def test_several_variables_are_bound_together(store: GraphStore) -> None:
    query = "ASK { ?s ?p ?o }"
    bound = {"s": BOND, "p": SKOS.prefLabel, "o": Literal("De Bond", lang="nl")}
    assert store.ask(query, bound)
    assert not store.ask(query, {**bound, "o": Literal("De Bond")})


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bound_text_arrives_unchanged_and_is_never_read_as_query(store: GraphStore, text: str) -> None:
    rows = store.select("SELECT (STRLEN(?text) AS ?n) ?text { }", {"text": Literal(text)})
    assert rows == [{"n": Literal(len(text)), "text": Literal(text)}]


@pytest.mark.parametrize(
    "text", ['"} SERVICE <http://127.0.0.1:9/> {} #', "' . ?a ?b ?c", "\\", '"""', "\n\r"]
)
def test_hostile_text_is_only_text(store: GraphStore, text: str) -> None:
    assert not store.ask("ASK { ?s rdfs:label ?text }", {"text": Literal(text)})


def test_blank_node_cannot_be_bound(store: GraphStore) -> None:
    with pytest.raises(StoreError, match="geen naam"):
        store.ask("ASK { ?s ?p ?o }", {"s": BNode()})


def test_ask_tells_true_from_false(store: GraphStore) -> None:
    assert store.ask("ASK { ?s a org:Membership }")
    assert not store.ask("ASK { ?s a foaf:Person }")


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s skos:prefLabel ?n }",
        f"CONSTRUCT {{ ?s rdfs:label ?n }} FROM <{STATED}> WHERE {{ ?s skos:prefLabel ?n }}",
    ],
)
def test_construct_gives_a_graph(store: GraphStore, query: str) -> None:
    assert set(store.construct(query, {"s": BOND})) == {(BOND, RDFS.label, Literal("De Bond", lang="nl"))}


def test_short_construct_and_describe_take_bindings_too(store: GraphStore) -> None:
    expected = {(BOND, SKOS.prefLabel, Literal("De Bond", lang="nl"))}
    assert set(store.construct("CONSTRUCT WHERE { ?s skos:prefLabel ?n }", {"s": BOND})) == expected
    assert expected < set(store.construct("DESCRIBE ?s", {"s": BOND}))


def test_describe_gives_what_a_thing_says(store: GraphStore) -> None:
    assert (DORP, RDF.type, URIRef("http://www.w3.org/ns/org#Organization")) in store.describe(str(DORP))
    assert len(store.describe(str(DORP))) == 6
    assert len(store.describe("https://example.org/nergens")) == 0


def test_quads_come_from_named_graphs_as_often_as_they_hold_them(store: GraphStore) -> None:
    found = sorted(store.quads(BOND, SKOS.prefLabel))
    name = Literal("De Bond", lang="nl")
    assert found == [(BOND, SKOS.prefLabel, name, URIRef(g)) for g in sorted((STATED, OTHER))]


def test_default_graph_holds_each_statement_once(store: GraphStore) -> None:
    name = Literal("De Bond", lang="nl")
    assert list(store.quads(None, None, name, DEFAULT_GRAPH)) == [(BOND, SKOS.prefLabel, name, DEFAULT_GRAPH)]
    every = [quad[:3] for quad in store.quads(graph=DEFAULT_GRAPH)]
    assert len(every) == len(set(every)) == store.count()
    assert set(every) == {quad[:3] for quad in store.quads()}


def test_quads_of_one_graph(store: GraphStore) -> None:
    graphs = {quad[3] for quad in store.quads()}
    assert graphs == {URIRef(g) for g in (STATED, INFERRED, OTHER, WORDS, OWN)}
    assert {q[0] for q in store.quads(graph=URIRef(OTHER))} == {BOND, URIRef(f"{BASE}bewering/blad")}


def test_a_literal_is_the_subject_of_nothing(store: GraphStore) -> None:
    assert list(store.quads(Literal("De Bond"))) == []


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        (JSON, b'{"type":"literal","value":"De Bond","xml:lang":"nl"}'),
        ("application/sparql-results+xml", b'<literal xml:lang="nl">De Bond</literal>'),
        ("text/csv", b"n\r\nDe Bond\r\n"),
        ("text/tab-separated-values", b'?n\n"De Bond"@nl\n'),
    ],
)
def test_table_is_written_in_each_format(store: GraphStore, media_type: str, expected: bytes) -> None:
    query = f"SELECT ?n {{ <{BOND}> skos:prefLabel ?n }}"
    assert expected in store.serialise(query, media_type)


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_graph_is_written_in_each_format(store: GraphStore, media_type: str) -> None:
    body = store.serialise(f"DESCRIBE <{DORP}>", media_type)
    quads = ox.parse(body, format=ox.RdfFormat.from_media_type(media_type))
    assert {from_ox_quad(quad)[:3] for quad in quads} == set(store.describe(str(DORP)))


def test_turtle_is_written_with_the_prefixes_of_the_house(store: GraphStore) -> None:
    assert b"skos:prefLabel" in store.serialise(f"DESCRIBE <{DORP}>", "text/turtle")


def test_format_of_another_kind_is_refused(store: GraphStore) -> None:
    for query, media_type in (("ASK {}", "text/turtle"), ("DESCRIBE <a:b>", "text/csv")):
        with pytest.raises(StoreError, match=f"kan niet als {media_type}"):
            store.serialise(query, media_type)


def test_large_answer_is_an_error_and_never_cut_short(store: GraphStore) -> None:
    query = "SELECT * { ?s ?p ?o }"
    size = len(store.serialise(query, "text/csv"))
    assert len(store.serialise(query, "text/csv", max_bytes=size)) == size
    with pytest.raises(QueryLimitError, match=f"groter dan {size - 1} bytes"):
        store.serialise(query, "text/csv", max_bytes=size - 1)


def _count(store: GraphStore, query: str, **dataset: tuple[str, ...]) -> int:
    return int(store.serialise(query, "text/csv", **dataset).split()[1])


def test_dataset_of_the_request_replaces_that_of_the_store(store: GraphStore) -> None:
    default, named = (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    )
    inferred = len(list(store.quads(graph=URIRef(INFERRED))))
    assert _count(store, default, default_graphs=(INFERRED,)) == inferred
    assert _count(store, named, default_graphs=(INFERRED,)) == 0
    assert _count(store, named, named_graphs=(INFERRED,)) == inferred
    assert _count(store, default, named_graphs=(INFERRED,)) == 0


def test_two_default_graphs_give_a_shared_statement_once(store: GraphStore) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ <{BOND}> skos:prefLabel ?name }}"
    assert _count(store, query, default_graphs=(STATED, OTHER)) == 1
    assert _count(store, query, default_graphs=(STATED, OTHER, STATED), named_graphs=(WORDS,)) == 1
    body = store.serialise(f"DESCRIBE <{BOND}>", "application/n-triples", default_graphs=(STATED, OTHER))
    assert len(body.splitlines()) == len(set(body.splitlines())) == 3


def test_named_graph_stays_reachable_beside_two_default_graphs(store: GraphStore) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { org:member rdfs:label ?l } }"
    assert _count(store, query, default_graphs=(STATED, OTHER), named_graphs=(WORDS,)) == 1
    assert _count(store, query, default_graphs=(STATED, OTHER)) == 0


def test_unreadable_query_is_a_syntax_error(store: GraphStore) -> None:
    with pytest.raises(QuerySyntaxError):
        store.select("SELECT ?s WHERE { ?s ?p }")


@pytest.mark.parametrize(
    ("method", "query"), [("select", "ASK {}"), ("ask", "SELECT * {}"), ("construct", "ASK {}")]
)
def test_query_of_another_form_is_refused(store: GraphStore, method: str, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="geen"):
        getattr(store, method)(query)


def test_unreadable_graph_name_is_an_error(store: GraphStore) -> None:
    with pytest.raises(QuerySyntaxError):
        store.serialise("ASK {}", JSON, default_graphs=("geen iri",))
