"""The SPARQL protocol at `/sparql`: ways of asking, formats, and what is wrong in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.questions import GROUPS
from graph.workers import PoolAnswerer
from tests.webapp.markup import read_page
from webapp import create_app
from webapp.settings import Settings

TURTLE = """
<organisatie/dorp> a org:Organization ; skos:prefLabel "Dorp & <b>Co</b>"@nl ; skos:altLabel "Village"@en ;
  schema:url <https://example.org/> ; schema:foundingDate "2017"^^xsd:gYear .
<organisatie/bond> a org:Organization ; skos:prefLabel "De Bond"@nl .
"""
NAMES = "SELECT ?n { ?s a org:Organization ; skos:prefLabel ?n FILTER(LANG(?n) = 'nl') } ORDER BY ?n"
DESCRIBE = "DESCRIBE <https://w3id.org/gemeengoed/id/organisatie/bond>"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def sparql_app(tmp_path_factory: pytest.TempPathFactory, publish_turtle) -> Iterator[Flask]:  # type: ignore[no-untyped-def]
    home: Path = tmp_path_factory.mktemp("sparql")
    publish_turtle(home, TURTLE)
    app = create_app(Settings(home=str(home)))
    yield app
    app.extensions["gemeengoed-site"].close()


@pytest.fixture
def client(sparql_app: Flask) -> FlaskClient:
    return sparql_app.test_client()


@pytest.mark.parametrize("way", ["get", "form", "body"])
def test_query_is_taken_in_each_way_of_the_protocol(client: FlaskClient, way: str) -> None:
    headers = {"Accept": "text/csv"}
    match way:
        case "get":
            response = client.get("/sparql", query_string={"query": NAMES}, headers=headers)
        case "form":
            response = client.post("/sparql", data={"query": NAMES}, headers=headers)
        case _:
            response = client.post(
                "/sparql", data=NAMES.encode(), content_type="application/sparql-query", headers=headers
            )
    assert (response.status_code, response.text) == (200, "n\r\nDe Bond\r\nDorp & <b>Co</b>\r\n")


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (NAMES, None, "application/sparql-results+json"),
        (NAMES, "*/*", "application/sparql-results+json"),
        (NAMES, "application/sparql-results+xml", "application/sparql-results+xml"),
        (NAMES, "text/csv", "text/csv; charset=utf-8"),
        (NAMES, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("ASK {}", "application/json", "application/sparql-results+json"),
        (DESCRIBE, None, "text/turtle; charset=utf-8"),
        (DESCRIBE, "application/n-triples", "application/n-triples"),
        (DESCRIBE, "application/rdf+xml", "application/rdf+xml"),
        (DESCRIBE, "application/ld+json", "application/ld+json"),
        (NAMES, FIREFOX, "text/html; charset=utf-8"),
    ],
)
def test_accept_chooses_the_format(
    client: FlaskClient, query: str, accept: str | None, content_type: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/sparql", query_string={"query": query}, headers=headers)
    assert (response.status_code, response.headers["Content-Type"]) == (200, content_type)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_format_goes_before_accept(client: FlaskClient, name: str, content_type: str) -> None:
    response = client.get(
        "/sparql", query_string={"query": NAMES, "format": name}, headers={"Accept": FIREFOX}
    )
    assert response.headers["Content-Type"] == content_type


def test_dataset_of_the_protocol_is_obeyed(client: FlaskClient) -> None:
    which = "SELECT DISTINCT ?g { GRAPH ?g { ?s a org:Organization } }"
    graphs = client.get("/sparql", query_string={"query": which, "format": "csv"})
    (graph,) = graphs.text.split()[1:]
    count = "SELECT (COUNT(*) AS ?n) { ?s a org:Organization }"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a org:Organization } }"
    for query, more, expected in (
        (count, {}, "2"),
        (count, {"default-graph-uri": graph}, "2"),
        (count, {"default-graph-uri": "https://example.org/leeg"}, "0"),
        (count, {"default-graph-uri": [graph, graph]}, "2"),
        (named, {"named-graph-uri": graph}, "2"),
        (named, {"default-graph-uri": graph}, "0"),
    ):
        response = client.post("/sparql", data={"query": query, "format": "csv", **more})
        assert response.text.split()[1] == expected, (query, more)
    as_body = client.post(
        "/sparql", query_string={"named-graph-uri": graph, "format": "csv"}, data=named,
        content_type="application/sparql-query",
    )  # fmt: skip
    assert as_body.text.split()[1] == "2"


def test_no_answer_holds_a_statement_twice(client: FlaskClient) -> None:
    lines = client.get(
        "/sparql", query_string={"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "ntriples"}
    ).text.splitlines()
    assert len(lines) == len(set(lines)) > 10


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("SELECT *\n{ ?s foo:p ?o }", 400, "Regel 2, kolom 6: De prefix foo: is niet gedeclareerd."),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 400, "Regel 1, kolom 12: SERVICE vraagt"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", 400, "Regel 1, kolom 1: INSERT wijzigt de graaf"),
        ("", 400, "Regel 1, kolom 1: Er staat geen vraag."),
        ("SELECT * { " + "{" * 40_000 + "}" * 40_000 + "}", 400, "De vraag kost te veel geheugen"),
        ("SELECT * { }" + " " * 300_000, 400, "De vraag is langer dan"),
        ("SELECT * { }" + " " * 1_100_000, 413, "Een vraag kan hier niet groter zijn dan 1 MB."),
    ],
)
def test_bad_query_gets_its_status_and_a_plain_sentence(
    client: FlaskClient, query: str, status: int, sentence: str
) -> None:
    response = client.post("/sparql", data={"query": query})
    assert (response.status_code, response.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert response.text.startswith(sentence)
    as_body = client.post("/sparql", data=query, content_type="application/sparql-query")
    assert (as_body.status_code, as_body.text[:20]) == (status, sentence[:20])


def test_query_past_its_deadline_is_503_in_time(client: FlaskClient) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9)) + " }"
    response = client.post("/sparql", data={"query": endless, "timeout": "0.3"})
    assert (response.status_code, response.text[:24]) == (503, "De vraag duurde langer d")
    assert client.get("/sparql", query_string={"query": "ASK {}", "format": "csv"}).text == "true"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"timeout": "0"}, 400),
        ({"timeout": "31"}, 400),
        ({"timeout": "nan"}, 400),
        ({"timeout": "gauw"}, 400),
        ({"format": "pdf"}, 406),
        ({"format": "turtle"}, 406),
        ({"query": ["ASK {}", "ASK {}"]}, 400),
        ({"update": "CLEAR ALL"}, 400),
        ({"default-graph-uri": "geen iri"}, 400),
    ],
)
def test_bad_parameter_gets_its_status(client: FlaskClient, more: dict[str, object], status: int) -> None:
    response = client.post("/sparql", data={"query": "ASK {}", **more})
    assert (response.status_code, response.mimetype) == (status, "text/plain")


def test_bad_request_gets_its_status(client: FlaskClient) -> None:
    assert (
        client.get("/sparql", query_string={"query": NAMES}, headers={"Accept": "image/png"}).status_code
        == 406
    )
    assert client.post("/sparql", data={"quest": "ASK {}"}).status_code == 400
    assert client.post("/sparql", json={"query": "ASK {}"}).status_code == 415
    latin = client.post("/sparql", data=b"ASK { ?s ?p '\xe9' }", content_type="application/sparql-query")
    assert (latin.status_code, latin.text) == (400, "De vraag is geen UTF-8. Stuur haar als UTF-8.\n")
    assert client.get("/sparql?query=" + "x" * 10_000_000).status_code == 414
    assert client.put("/sparql").status_code == 405


def test_pages_elsewhere_may_ask_too(client: FlaskClient) -> None:
    for response in (
        client.get("/sparql", query_string={"query": "ASK {}"}),
        client.get("/sparql", query_string={"query": "onzin"}),
        client.options("/sparql"),
    ):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(client.options("/sparql").headers["Allow"].split(", "))


def test_head_tells_what_get_would(client: FlaskClient) -> None:
    response = client.head("/sparql", query_string={"query": "ASK {}", "format": "csv"})
    assert (response.status_code, response.data, response.mimetype) == (200, b"", "text/csv")


def page_of(client: FlaskClient, **arguments: str):  # type: ignore[no-untyped-def]
    response = client.get("/sparql", query_string=arguments, headers={"Accept": FIREFOX})
    page = read_page(response.text)
    assert page.problems == []
    return response.status_code, page


def test_browser_without_a_query_gets_a_form_with_the_stored_questions(client: FlaskClient) -> None:
    status, page = page_of(client)
    assert (status, len(page.all("textarea"))) == (200, 1)
    assert len(page.all("option")) >= 27
    assert [one["label"] for one in page.all("optgroup")] == [group.nl for group in GROUPS]


def test_stored_question_is_put_in_the_form(client: FlaskClient) -> None:
    status, page = page_of(client, vraag="cq01_kernpartners")
    assert (status, "?lidmaatschap a org:Membership" in page.text) == (200, True)
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["cq01_kernpartners"]


def test_unknown_stored_question_is_an_error_page(client: FlaskClient) -> None:
    status, page = page_of(client, vraag="../questions")
    assert (status, "Er is geen vraag" in page.text) == (400, True)


def test_table_is_shown_with_links_and_files_and_nothing_of_it_is_markup(client: FlaskClient) -> None:
    query = "SELECT ?s ?n ?u ?none { ?s skos:prefLabel|skos:altLabel ?n ; schema:url ?u } ORDER BY ?n"
    _, page = page_of(client, query=query)
    assert "2 rijen" in page.text
    assert "Dorp & <b>Co</b>" in page.text
    assert page.all("b") == []
    assert "/doc/organisatie/dorp" in page.links
    assert "https://example.org/" in page.links
    assert {"lang": "en"} in page.all("span")
    files = [link for link in page.links if "format=" in link]
    assert [client.get(file).mimetype for file in files] == [
        "application/sparql-results+json", "application/sparql-results+xml",
        "text/csv", "text/tab-separated-values",
    ]  # fmt: skip


def test_long_table_says_that_it_is_the_beginning(client: FlaskClient) -> None:
    query = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r } LIMIT 1234"
    _, page = page_of(client, query=query)
    assert "De eerste 500 van 1.234 rijen" in page.text
    assert len(page.all("tr")) == 501


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ASK { ?s a org:Organization }", "Antwoord Ja"),
        ("ASK { ?s a foaf:Person }", "Antwoord Nee"),
        ("SELECT * { ?s a foaf:Person }", "0 rijen"),
        ("SELECT * { ?s schema:foundingDate ?y }", "1 rij "),
        (DESCRIBE, 'skos:prefLabel "De Bond"@nl'),
        ("DESCRIBE <https://example.org/nergens>", "Een lege graaf"),
        ("SELECT (<<( <a:b> <a:c> 'd' )>> AS ?t) (<urn:x:y> AS ?u) {}", "a:b a:c d"),
    ],
)
def test_answer_is_shown_in_words(client: FlaskClient, query: str, words: str) -> None:
    status, page = page_of(client, query=query)
    assert (status, words in page.text) == (200, True)


def test_long_graph_says_that_it_is_the_beginning(client: FlaskClient) -> None:
    values = " ".join(f'"{number:09}"' for number in range(9_000))
    query = f"CONSTRUCT {{ <a:b> rdfs:label ?v }} {{ VALUES ?v {{ {values} }} }}"
    response = client.post("/sparql", data={"query": query}, headers={"Accept": FIREFOX})
    page = read_page(response.text)
    assert page.problems == []
    assert "Alleen het begin staat hier" in page.text
    # The query is too long for an address, so no link is offered that would not work.
    assert [link for link in page.links if "format=" in link] == []


def test_browser_gets_its_bad_query_back_with_what_is_wrong(client: FlaskClient) -> None:
    status, page = page_of(client, query="SELECT * { <script>alert(1)</script> }")
    assert status == 400
    assert "Deze vraag is niet beantwoord" in page.text
    assert "<script>alert(1)</script>" in page.text
    assert page.strange_scripts() == []


def test_browser_that_sends_too_much_gets_a_page(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": "x" * 1_100_000}, headers={"Accept": FIREFOX})
    assert (response.status_code, response.mimetype) == (413, "text/html")


def test_busy_endpoint_says_when_to_come_back(sparql_app: Flask, client: FlaskClient) -> None:
    client.get("/sparql", query_string={"query": "ASK {}"})
    keeper = sparql_app.extensions["gemeengoed-site"]
    site = keeper.acquire()
    answerer, site._answerer = site._answerer, PoolAnswerer(site._pool, Path("/nergens"))
    try:
        response = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"Accept": FIREFOX})
    finally:
        site._answerer = answerer
        keeper.release(site)
    assert (response.status_code, response.headers["Retry-After"], response.mimetype) == (
        503,
        "5",
        "text/plain",
    )
