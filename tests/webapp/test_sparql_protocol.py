"""What a careful HTTP client gets from `/sparql`: tags, compression, problems it can read, a description."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from backports import zstd
from flask import Flask
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef

from graph.questions import list_questions
from ontology.prefixes import PREFIXES
from ontology.terms import RDF, RDFS, SCHEMA, SD, SH, VOID, XSD
from webapp import create_app
from webapp.settings import Settings

TURTLE = """
<organisatie/dorp> a org:Organization ; skos:prefLabel "Het Dorp"@nl ; schema:url <https://example.org/> .
<organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl ;
  org:subOrganizationOf <organisatie/dorp> .
"""
ROWS = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
ORGANISATION = URIRef("http://www.w3.org/ns/org#Organization")
PART_OF = URIRef("http://www.w3.org/ns/org#subOrganizationOf")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, publish_turtle) -> Path:  # type: ignore[no-untyped-def]
    home: Path = tmp_path_factory.mktemp("protocol")
    publish_turtle(home, TURTLE)
    return home


@pytest.fixture(scope="module")
def sparql_app(home: Path) -> Iterator[Flask]:
    app = create_app(Settings(home=str(home)))
    yield app
    app.extensions["gemeengoed-site"].close()


@pytest.fixture
def client(sparql_app: Flask) -> FlaskClient:
    return sparql_app.test_client()


def ask(client: FlaskClient, query: str, **more: str):  # type: ignore[no-untyped-def]
    return client.get("/sparql", query_string={"query": query, **more})


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("CONSTRUCT { <a:a> <http://e/p/> 1 } {}", "rdfxml"),
        ("CONSTRUCT { <a:a> <http://e/1> 1 } {}", "rdfxml"),
        ("CONSTRUCT { <a:a> <http://e/\u00aa> 1 } {}", "rdfxml"),
        ("CONSTRUCT { <a:a> gg: 1 } {}", "rdfxml"),
        ("CONSTRUCT { <a:a> a <http://e/1> } {}", "rdfxml"),
        ("CONSTRUCT { <a:a> <a:b> 'a\\u0001' } {}", "rdfxml"),
        ("SELECT ('a\\u0001' AS ?a) {}", "xml"),
        ("CONSTRUCT { <a:a> <a:b> <<( <a:a> <a:b> 1 )>> } {}", "jsonld"),
    ],
)
def test_answer_that_a_form_cannot_hold_is_refused_and_not_written_wrong(
    client: FlaskClient, query: str, form: str
) -> None:
    response = ask(client, query, format=form)
    assert (response.status_code, "past niet in" in response.text) == (400, True)
    assert ask(client, query).status_code == 200


def test_what_looks_odd_in_xml_and_is_not_is_written(client: FlaskClient) -> None:
    query = "CONSTRUCT { <a:a:> <a:b> '<x: y>', 'a\\tb\\n' ; a gg:Doel } {}"
    response = ask(client, query, format="rdfxml")
    assert response.status_code == 200
    assert len(Graph().parse(data=response.text, format="xml")) == 3


def test_answer_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    first = ask(client, ROWS, format="csv")
    tag = first.headers["ETag"]
    headers = {"If-None-Match": tag}
    again = client.get("/sparql", query_string={"query": ROWS, "format": "csv"}, headers=headers)
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Accept" in again.headers["Vary"]
    others = [
        ask(client, ROWS, format="json"),
        ask(client, f"{ROWS} LIMIT 1", format="csv"),
        ask(client, ROWS, format="csv", **{"default-graph-uri": "https://example.org/g"}),
        ask(client, ROWS, format="csv", **{"named-graph-uri": "https://example.org/g"}),
    ]
    assert len({tag, *(other.headers["ETag"] for other in others)}) == 5


def test_known_answer_asks_nothing_of_the_graph(sparql_app: Flask, client: FlaskClient) -> None:
    tag = ask(client, ROWS).headers["ETag"]
    site = sparql_app.extensions["gemeengoed-site"]._kept
    answerer, site._answerer = site._answerer, None
    site._pool, pool = None, site._pool
    try:
        again = client.get("/sparql", query_string={"query": ROWS}, headers={"If-None-Match": tag})
        assert again.status_code == 304
    finally:
        site._answerer, site._pool = answerer, pool


def test_tag_changes_with_the_edition(tmp_path: Path, publish_turtle) -> None:  # type: ignore[no-untyped-def]
    publish_turtle(tmp_path, TURTLE)
    app = create_app(Settings(home=str(tmp_path)))
    client = app.test_client()
    before = ask(client, ROWS)
    publish_turtle(tmp_path, TURTLE.replace("Het Dorp", "De Stad"))
    headers = {"If-None-Match": before.headers["ETag"]}
    after = client.get("/sparql", query_string={"query": ROWS}, headers=headers)
    assert (after.status_code, "De Stad" in after.text) == (200, True)
    app.extensions["gemeengoed-site"].close()


@pytest.mark.parametrize("word", ["NOW()", "rand()", "UUID()", "STRUUID()"])
def test_answer_that_differs_each_time_has_no_tag(client: FlaskClient, word: str) -> None:
    first = ask(client, f"SELECT ({word} AS ?x) {{}}")
    assert ("ETag" in first.headers, first.headers["Cache-Control"]) == (False, "no-store")
    assert "ETag" in ask(client, f'SELECT ("{word}" AS ?now) {{}}').headers


def test_answer_to_post_has_no_tag(client: FlaskClient) -> None:
    assert "ETag" not in client.post("/sparql", data={"query": ROWS}).headers


@pytest.mark.parametrize(("coding", "read"), [("gzip", gzip.decompress), ("zstd", zstd.decompress)])
@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_answer_is_compressed_for_who_can_read_that(client: FlaskClient, coding, read, name: str) -> None:  # type: ignore[no-untyped-def]
    plain = ask(client, ROWS, format=name)
    headers = {"Accept-Encoding": coding}
    packed = client.get("/sparql", query_string={"query": ROWS, "format": name}, headers=headers)
    assert packed.headers["Content-Encoding"] == coding
    assert read(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) == plain.content_length
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_head_says_the_same_without_the_answer(client: FlaskClient) -> None:
    whole = ask(client, ROWS)
    head = client.head("/sparql", query_string={"query": ROWS})
    assert (head.status_code, head.data) == (200, b"")
    assert (head.content_length, head.headers["ETag"]) == (whole.content_length, whole.headers["ETag"])


def test_browser_elsewhere_may_ask_with_a_tag(client: FlaskClient) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Headers": "if-none-match"}
    headers = client.options("/sparql", headers=asked).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in headers["Access-Control-Allow-Headers"]
    assert {one.strip() for one in headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS", "POST"}
    shown = ask(client, ROWS).headers["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Gemeengoed-Edition"} <= set(shown)


@pytest.mark.parametrize(
    ("accept", "is_document"),
    [
        ("application/json", True),
        ("application/sparql-results+json, application/json;q=0.9", True),
        ("application/sparql-results+xml", False),
        ("text/csv", False),
        ("*/*", False),
        (None, False),
    ],
)
def test_problem_is_a_document_where_json_is_asked(
    client: FlaskClient, accept: str | None, is_document: bool
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/sparql", query_string={"query": "SELECT *\n{ ?s foo:p ?o }"}, headers=headers)
    sentence = "Regel 2, kolom 6: De prefix foo: is niet gedeclareerd. Zet bovenaan: PREFIX foo: <...>"
    assert response.status_code == 400
    if not is_document:
        assert (response.content_type, response.text) == ("text/plain; charset=utf-8", f"{sentence}\n")
        return
    assert response.content_type == "application/problem+json"
    assert json.loads(response.data) == {
        "title": "Bad Request",
        "status": 400,
        "detail": sentence,
        "line": 2,
        "column": 6,
    }


def test_who_accepts_nothing_but_problems_gets_one(client: FlaskClient) -> None:
    response = client.get(
        "/sparql", query_string={"query": ROWS}, headers={"Accept": "application/problem+json"}
    )
    assert (response.status_code, response.content_type) == (406, "application/problem+json")


def test_format_decides_how_a_problem_is_told(client: FlaskClient) -> None:
    assert ask(client, "onzin", format="json").content_type == "application/problem+json"
    assert ask(client, "onzin", format="csv").mimetype == "text/plain"


@pytest.mark.parametrize(
    ("name", "content_type"), [("trig", "application/trig"), ("application/n-quads", "application/n-quads")]
)
def test_graph_comes_in_the_formats_for_quads_too(client: FlaskClient, name: str, content_type: str) -> None:
    response = ask(client, "CONSTRUCT WHERE { ?s org:subOrganizationOf ?o }", format=name)
    assert response.content_type == content_type
    assert response.text.splitlines()[-1].count("organisatie/") == 2


@pytest.mark.parametrize("name", ["http://e.org/123", "http://e.org/a/"])
def test_graph_that_rdf_xml_cannot_write_is_refused(client: FlaskClient, name: str) -> None:
    for query in (f"CONSTRUCT {{ <x:a> <{name}> 1 }} {{}}", f"CONSTRUCT {{ <x:a> a <{name}> }} {{}}"):
        refused = ask(client, query, format="rdfxml")
        assert (refused.status_code, len(refused.text.splitlines())) == (400, 1)
        assert ask(client, query, format="turtle").status_code == 200
    assert ask(client, "CONSTRUCT { <x:a> <http://e.org/b1> 1 } {}", format="rdfxml").status_code == 200


def described(client: FlaskClient, path: str) -> Graph:
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    return Graph().parse(data=response.data, format="turtle")


@pytest.mark.parametrize("accept", ["application/ld+json", "application/rdf+xml", "application/n-triples"])
@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_descriptions_say_the_same_in_each_form(client: FlaskClient, path: str, accept: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (200, accept)
    said = list(ox.parse(response.data, format=ox.RdfFormat.from_media_type(accept)))
    turtle = described(client, path)
    assert len(said) == len(turtle) > 300
    assert {one.predicate.value for one in said} == {str(one) for one in turtle.predicates()}


def test_service_describes_itself_to_who_asks_nothing(client: FlaskClient) -> None:
    for accept in (None, "*/*", "text/turtle"):
        response = client.get("/sparql", headers={"Accept": accept} if accept else {})
        assert (response.status_code, response.mimetype) == (200, "text/turtle")
    graph = Graph().parse(data=response.data, format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef("http://localhost/sparql")
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    names = {str(name) for name in graph.objects(None, SD.name)}
    asked = ask(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", format="csv").text.split()[1:]
    assert names == set(asked)
    (default,) = graph.objects(None, SD.defaultGraph)
    count = ask(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", format="csv").text.split()[1]
    assert str(graph.value(default, VOID.triples)) == count


def test_prefixes_and_questions_set_up_an_editor_elsewhere(client: FlaskClient) -> None:
    graph = described(client, "/sparql")
    assert {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.subjects(RDF.type, SH.PrefixDeclaration)
    } == PREFIXES
    texts = {str(text) for kind in (SH.select, SH.ask, SH.construct) for text in graph.objects(None, kind)}
    assert texts == {question.text for question in list_questions()}
    for node in graph.subjects(RDF.type, SH.SPARQLExecutable):
        assert graph.value(node, SCHEMA.target) == URIRef("http://localhost/sparql")
        assert {comment.language for comment in graph.objects(node, RDFS.comment)} == {"nl", "en"}


def test_editor_elsewhere_finds_prefixes_and_questions_with_a_query(client: FlaskClient) -> None:
    prefixes = "SELECT DISTINCT ?p ?n { [] sh:namespace ?n ; sh:prefix ?p }"
    assert len(ask(client, prefixes, format="csv").text.splitlines()) - 1 == len(PREFIXES)
    questions = "SELECT DISTINCT ?q ?t { ?q a sh:SPARQLExecutable ; sh:select|sh:ask|sh:construct ?t }"
    answer = json.loads(ask(client, questions, format="json").data)
    assert len(answer["results"]["bindings"]) == len(list_questions())


def test_void_counts_what_is_there(client: FlaskClient) -> None:
    graph = described(client, "/.well-known/void")
    (dataset,) = graph.subjects(VOID.sparqlEndpoint)
    assert str(dataset).startswith("https://w3id.org/gemeengoed/id/editie/")
    counts = ask(client, "SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }", format="csv")
    triples, subjects = map(int, counts.text.split()[1].split(","))
    assert graph.value(dataset, VOID.triples) == Literal(triples)
    assert graph.value(dataset, VOID.distinctSubjects) == Literal(subjects)
    (part,) = (one for one in graph.objects(dataset, VOID.classPartition)
               if graph.value(one, VOID["class"]) == ORGANISATION)  # fmt: skip
    assert graph.value(part, VOID.entities) == Literal(2)
    (use,) = (one for one in graph.objects(part, VOID.propertyPartition)
              if graph.value(one, VOID.property) == PART_OF)  # fmt: skip
    assert graph.value(use, VOID.triples) == Literal(1)
    (target,) = graph.objects(use, VOID.classPartition)
    assert graph.value(target, VOID["class"]) == ORGANISATION
    dumps = {
        str(one).rpartition("/dumps/")[2].partition("/")[2] for one in graph.objects(dataset, VOID.dataDump)
    }
    assert dumps == {"gemeengoed.nq.gz", "gemeengoed.trig.gz", "gemeengoed.ttl.gz"}
    assert graph.value(dataset, VOID.uriSpace) == Literal("https://w3id.org/gemeengoed/id/")
    assert Literal(0) not in set(graph.objects(None, VOID.triples))
    assert {one.datatype for one in graph.objects(None, VOID.triples)} == {XSD.integer}


def test_description_is_not_sent_again(client: FlaskClient) -> None:
    for path in ("/sparql", "/.well-known/void"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(path, headers={"Accept": "application/rdf+xml"}).headers["ETag"] != tag
        assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


def test_service_says_whether_it_calls_others(home: Path, client: FlaskClient) -> None:
    calls = (None, SD.feature, SD.BasicFederatedQuery)
    assert calls not in described(client, "/sparql")
    app = create_app(Settings(home=str(home), services="https://query.example/sparql"))
    assert calls in described(app.test_client(), "/sparql")
    app.extensions["gemeengoed-site"].close()
