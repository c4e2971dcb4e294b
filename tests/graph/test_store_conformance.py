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
from graph.store.convert import from_ox_quad, sparql_text
from graph.store.interface import DEFAULT_GRAPH, GraphStore
from graph.upload import upload_graph
from ontology.errors import QueryLimitError, QuerySyntaxError, StoreError
from tests.graph.loopback import sparql_server
from tests.graph.servers import SERVERS
from tests.graph.small_graph import INFERRED, OTHER, OWN, STATED, TRIG, WORDS, write_store

BASE = "https://w3id.org/gemeengoed/id/"
BOND = URIRef(f"{BASE}organisatie/bond")
DORP = URIRef(f"{BASE}organisatie/dorpsbelang")
KINDS = ("disk", "memory", "remote", *SERVERS)
JSON = "application/sparql-results+json"
GEOJSON = URIRef("http://www.opengis.net/ont/geosparql#geoJSONLiteral")
VALUES = "https://w3id.org/gemeengoed/id/levering/proef-1#waarden-gesteld"
LITERALS = {
    Literal("1200", datatype=XSD.integer),
    Literal("52.202718", datatype=XSD.decimal),
    Literal("true", datatype=XSD.boolean),
    Literal("false", datatype=XSD.boolean),
    Literal("1999-12", datatype=XSD.gYearMonth),
    Literal("1999-12-31", datatype=XSD.date),
    Literal("2026-11-27T22:34:38Z", datatype=XSD.dateTime, normalize=False),
    Literal("https://example.org/a_(b)", datatype=XSD.anyURI),
    Literal('{"type":"Point","coordinates":[4.4402,52.1557]}', datatype=GEOJSON),
    Literal('één "twee"\n\\drie\t\U0001f600', lang="nl"),
    Literal("x" * 20_000),
    Literal('"1"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    Literal(""),
}
SUBJECTS = """
  :klein skos:broader :midden . :midden skos:broader :groot .
  :een dct:subject :klein . :twee dct:subject :midden . :drie dct:subject :groot .
  :vier dct:subject :anders . :vijf gg:noemt :klein .
"""
# One by one: what a server does otherwise than SPARQL or than the embedded engine, and why that stays.
DEVIATIONS = {
    (kind, test): "the server counts a statement in two graphs twice, so we refuse (501)"
    for kind in ("remote", *SERVERS)
    for test in (
        "test_two_default_graphs_give_a_shared_statement_once",
        "test_named_graph_stays_reachable_beside_two_default_graphs",
    )
} | {
    ("virtuoso", "test_short_construct_and_describe_take_bindings_too"): (
        "Virtuoso 7.2.5 refuses VALUES after the pattern of all but SELECT (SP031)"
    ),
    ("virtuoso", "test_graph_is_written_in_each_format"): (
        "DESCRIBE is the server's choice: Virtuoso's also tells who points at the thing"
    ),
    ("virtuoso", "test_text_with_a_null_arrives_whole"): "Virtuoso 7.2.5 ends some texts at a null",
    ("virtuoso", "test_count_of_a_graph_that_is_not_there_is_zero"): (
        "Virtuoso 7.2.5 counts one row where a pattern can have none"
    ),
    ("virtuoso", "test_exists_is_a_truth"): "Virtuoso 7.2.5 gives EXISTS as the integer 0 or 1",
    ("virtuoso", "test_failed_calculation_leaves_its_variable_unbound"): (
        "Virtuoso 7.2.5 answers a division by zero with an error (SR084)"
    ),
    ("virtuoso", "test_geometry_written_in_the_query_arrives"): (
        "Virtuoso 7.2.5 makes a wktLiteral a value of its own and does not write it to JSON"
    ),
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    values = ", ".join(sparql_text(literal) for literal in LITERALS)
    trig = f"{TRIG} GRAPH <{VALUES}> {{ <{BASE}waarden> gg:waarde {values} . {SUBJECTS} }}"
    return write_store(tmp_path_factory.mktemp("conformance") / "graph", trig)


@pytest.fixture(scope="module", params=KINDS)
def store(
    request: pytest.FixtureRequest, directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GraphStore]:
    if request.param == "remote":
        with sparql_server(directory) as url, open_store(f"sparql+{url}") as remote:
            yield remote
    elif request.param in SERVERS:
        with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as server:
            upload_graph(directory, server.store.removeprefix("sparql+"), server.graph_store)
            with open_store(server.store) as remote:
                yield remote
    else:
        scheme = {"disk": "oxigraph", "memory": "oxigraph-memory"}[request.param]
        with open_store(f"{scheme}:{directory}") as local:
            yield local


@pytest.fixture(autouse=True)
def deviation(request: pytest.FixtureRequest) -> None:
    kind = getattr(request.node, "callspec", None) and request.node.callspec.params.get("store")
    reason = DEVIATIONS.get((kind, request.node.originalname))
    if reason is not None:
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))


def test_every_deviation_belongs_to_a_test() -> None:
    assert {test for _, test in DEVIATIONS} <= set(globals())


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


def test_text_with_a_null_arrives_whole(store: GraphStore) -> None:
    text = Literal("\0é")
    assert store.select("SELECT ?text { }", {"text": text}) == [{"text": text}]


# The null has a test of its own.
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
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
    assert graphs == {URIRef(g) for g in (STATED, INFERRED, OTHER, WORDS, OWN, VALUES)}
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


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_constructed_graph_is_written_in_each_format(store: GraphStore, media_type: str) -> None:
    body = store.serialise(f"CONSTRUCT {{ <{DORP}> ?p ?o }} WHERE {{ <{DORP}> ?p ?o }}", media_type)
    quads = ox.parse(body, format=ox.RdfFormat.from_media_type(media_type))
    assert {from_ox_quad(quad)[:3] for quad in quads} == set(store.describe(str(DORP)))


def test_literals_arrive_as_they_are_stored(store: GraphStore) -> None:
    subject = URIRef(f"{BASE}waarden")
    assert {quad[2] for quad in store.quads(subject, graph=URIRef(VALUES))} == LITERALS
    assert set(store.describe(str(subject)).objects()) == LITERALS


@pytest.mark.parametrize("literal", sorted(LITERALS, key=str), ids=str)
def test_literal_is_found_by_its_value(store: GraphStore, literal: Literal) -> None:
    assert [quad[0] for quad in store.quads(object=literal, graph=DEFAULT_GRAPH)] == [
        URIRef(f"{BASE}waarden")
    ]


def test_literals_are_serialised_as_the_embedded_engine_writes_them(
    store: GraphStore, directory: Path
) -> None:
    query = f"SELECT ?o {{ <{BASE}waarden> ?p ?o }}"
    with open_store(f"oxigraph:{directory}") as disk:
        expected = sorted(disk.serialise(query, "text/tab-separated-values").splitlines())
    assert sorted(store.serialise(query, "text/tab-separated-values").splitlines()) == expected


def test_blank_nodes_in_one_answer_are_told_apart(store: GraphStore) -> None:
    query = "CONSTRUCT { [] gg:naam ?n } WHERE { ?s a org:Organization ; skos:prefLabel ?n }"
    graph = store.construct(query)
    assert len(set(graph.subjects())) == len(graph) == 3
    assert all(isinstance(subject, BNode) for subject in graph.subjects())


def test_large_table_and_graph_arrive_whole(store: GraphStore) -> None:
    many = " ".join(f'"{"x" * 100}{number}"' for number in range(150))
    body = f"VALUES ?a {{ {many} }} VALUES ?b {{ {many} }}"
    assert len(store.select(f"SELECT ?a ?b {{ {body} }}")) == 150 * 150
    construct = f"CONSTRUCT {{ ?s gg:a ?t }} WHERE {{ {body} BIND(CONCAT(?a, ?b) AS ?t) ?s a gg:Editie }}"
    assert len(store.construct(construct)) == 0
    rows = f"CONSTRUCT {{ <{BOND}> gg:a ?t }} WHERE {{ {body} BIND(CONCAT(?a, ?b) AS ?t) }}"
    assert len(store.construct(rows)) == 150 * 150


def test_path_leads_from_a_constant_to_all_that_is_below(store: GraphStore) -> None:
    query = f"SELECT ?w {{ ?w dct:subject/skos:broader* <{BASE}midden> }} ORDER BY ?w"
    assert [str(row["w"]) for row in store.select(query)] == [f"{BASE}een", f"{BASE}twee"]


def test_path_leads_from_a_bound_variable_to_all_that_is_below(store: GraphStore) -> None:
    query = "SELECT ?w { ?t skos:broader* ?top . ?w dct:subject ?t } ORDER BY ?w"
    rows = store.select(query, {"top": URIRef(f"{BASE}midden")})
    assert [str(row["w"]) for row in rows] == [f"{BASE}een", f"{BASE}twee"]


def test_exists_is_a_truth(store: GraphStore) -> None:
    rows = store.select("SELECT (EXISTS { ?s a org:Membership } AS ?e) { }")
    assert rows == [{"e": Literal("true", datatype=XSD.boolean)}]


def test_failed_calculation_leaves_its_variable_unbound(store: GraphStore) -> None:
    assert store.select("SELECT (1/0 AS ?none) (2 AS ?two) { }") == [{"two": Literal(2)}]


def test_geometry_written_in_the_query_arrives(store: GraphStore) -> None:
    point = Literal("POINT(4.4 52.1)", datatype=URIRef("http://www.opengis.net/ont/geosparql#wktLiteral"))
    assert store.select("SELECT ?p { }", {"p": point}) == [{"p": point}]


def test_pattern_that_reads_nothing_can_be_asked(store: GraphStore) -> None:
    assert store.ask("ASK {}")
    assert not store.ask("ASK { FILTER(false) }")


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


def test_dataset_in_the_query_replaces_that_of_the_store(store: GraphStore) -> None:
    inferred = len(list(store.quads(graph=URIRef(INFERRED))))
    default, named = "?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"
    counted = "SELECT (COUNT(*) AS ?n)"
    assert _count(store, f"{counted} FROM <{INFERRED}> {{ {default} }}") == inferred
    assert _count(store, f"{counted} FROM <{INFERRED}> {{ {named} }}") == 0
    assert _count(store, f"{counted} FROM NAMED <{INFERRED}> {{ {named} }}") == inferred
    assert _count(store, f"{counted} FROM NAMED <{INFERRED}> {{ {default} }}") == 0


def test_dataset_of_the_request_replaces_that_of_the_query(store: GraphStore) -> None:
    stated = len(list(store.quads(graph=URIRef(STATED))))
    query = f"SELECT (COUNT(*) AS ?n) FROM <{INFERRED}> {{ ?s ?p ?o }}"
    assert _count(store, query, default_graphs=(STATED,)) == stated


@pytest.mark.parametrize(
    "name", ["urn:gemeengoed", "urn:gemeengoed#grafen", "http://www.openlinksw.com/schemas/virtrdf#", "a:b"]
)
def test_what_is_no_graph_of_the_edition_is_empty(store: GraphStore, name: str) -> None:
    assert _count(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", default_graphs=(name,)) == 0
    asked, every = f"SELECT ?s {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", "SELECT ?s { GRAPH ?g { ?s ?p ?o } }"
    assert store.serialise(asked, "text/csv") == b"s\r\n"
    for query in (asked, every):
        assert store.serialise(query, "text/csv", named_graphs=(name,)) == b"s\r\n"


def test_count_of_a_graph_that_is_not_there_is_zero(store: GraphStore) -> None:
    assert _count(store, "SELECT (COUNT(*) AS ?n) { GRAPH <a:b> { ?s ?p ?o } }") == 0


def test_two_default_graphs_that_share_nothing_are_one(store: GraphStore) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    apart = [len(list(store.quads(graph=URIRef(name)))) for name in (STATED, INFERRED)]
    assert _count(store, query, default_graphs=(STATED, INFERRED)) == sum(apart)
    linked = "SELECT (COUNT(*) AS ?n) { ?m org:member ?who ; org:memberDuring ?when }"
    assert _count(store, linked, default_graphs=(STATED, INFERRED)) == 1
    assert _count(store, linked, default_graphs=(STATED,)) == 0


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


def test_base_and_prefixes_of_a_query_stand_before_those_of_the_house(store: GraphStore) -> None:
    query = (
        f"# vraag\nBASE <https://example.org/>\nBASE <{BASE}>\nPREFIX een: <organisatie/>\n"
        "ASK { een:bond skos:prefLabel ?n . <organisatie/dorpsbelang> a org:Organization }"
    )
    assert store.ask(query)


def test_unreadable_query_is_a_syntax_error(store: GraphStore) -> None:
    with pytest.raises(QuerySyntaxError):
        store.select("SELECT ?s WHERE { ?s ?p }")


@pytest.mark.parametrize(
    ("method", "query"), [("select", "ASK {}"), ("ask", "SELECT * {}"), ("construct", "ASK {}")]
)
def test_query_of_another_form_is_refused(store: GraphStore, method: str, query: str) -> None:
    with pytest.raises(QuerySyntaxError, match="geen"):
        getattr(store, method)(query)


@pytest.mark.parametrize("name", ["geen iri", "", "a:b> SELECT ?x { ?x ?y ?z } #"])
def test_unreadable_graph_name_is_an_error(store: GraphStore, name: str) -> None:
    with pytest.raises(QuerySyntaxError):
        store.serialise("ASK {}", JSON, default_graphs=(name,))
    with pytest.raises(QuerySyntaxError):
        store.serialise("ASK {}", JSON, named_graphs=(name,))
