"""The sandbox over HTTP: what the protocols leave to us, who may write, and what a person sees."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient

from ontology.errors import SettingsError
from tests.webapp.markup import read_page
from webapp.cli import main
from webapp.sandbox import create_sandbox, loopback_settings
from webapp.sandbox_data import EXTENSION

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
G = "http://a/g"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Flask]:
    app = create_sandbox()
    yield app
    app.extensions[EXTENSION].close()


@pytest.fixture
def client(sandbox: Flask) -> FlaskClient:
    client = sandbox.test_client()
    assert client.post("/sparql/update", data={"update": "DROP ALL"}).status_code == 204
    return client


def put(client: FlaskClient, body: str, graph: str = G, content_type: str = "text/turtle", **headers: str):  # type: ignore[no-untyped-def]
    return client.put(
        "/rdf-graph-store",
        query_string={"graph": graph},
        data=body,
        content_type=content_type,
        headers=headers,
    )


def count(client: FlaskClient, pattern: str = "GRAPH ?g { ?s ?p ?o }") -> int:
    query = {"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}", "format": "csv"}
    return int(client.get("/sparql", query_string=query).text.split()[1])


def test_what_is_written_is_there_for_the_next_question(client: FlaskClient) -> None:
    assert count(client) == 0
    tag = client.get("/sparql", query_string={"query": "ASK {}"}).headers["ETag"]
    assert put(client, "<a> <b> 1 .").status_code == 201
    assert count(client) == 1
    client.post("/sparql/update", data={"update": f"INSERT DATA {{ GRAPH <{G}> {{ <x> <y> 2 }} }}"})
    assert count(client) == 2
    again = client.get("/sparql", query_string={"query": "ASK {}"}, headers={"If-None-Match": tag})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "status", "words"),
    [
        ("GET", "/rdf-graph-store", 400, "Zeg welke graaf"),
        ("GET", "/rdf-graph-store?graph=http://a/g&default", 400, "Noem één graaf"),
        ("GET", "/rdf-graph-store?graph=geen", 400, "een hele IRI"),
        ("GET", "/rdf-graph-store?graph=http://a/b%20c", 400, "een hele IRI"),
        ("GET", "/rdf-graph-store?graph=http://[a/g", 400, "een hele IRI"),
        ("PUT", "/rdf-graph-store?graph=urn:a%00", 400, "een hele IRI"),
        ("GET", "/rdf-graph-store/100%25", 400, "een hele IRI"),
        ("PUT", "/rdf-graph-store/a%3Cb", 400, "een hele IRI"),
        ("GET", "/rdf-graph-store?graph=http://a/none", 404, "Deze graaf is er niet"),
        ("DELETE", "/rdf-graph-store?graph=http://a/none", 404, "Deze graaf is er niet"),
        ("GET", "/rdf-graph-store/niets", 404, "Deze graaf is er niet"),
        ("PATCH", "/rdf-graph-store?default", 405, ""),
        ("GET", "/sparql/update", 405, ""),
        ("POST", "/sparql/update", 415, "application/sparql-update"),
    ],
)
def test_request_that_says_too_little_is_told_what_is_missing(
    client: FlaskClient, method: str, address: str, status: int, words: str
) -> None:
    response = client.open(address, method=method)
    assert (response.status_code, words in response.text) == (status, True)


@pytest.mark.parametrize(
    ("body", "content_type", "status", "words"),
    [
        ("<a> <b> oeps .", "text/turtle", 400, "het verzoek: regel 1"),
        ("<a> <b> 1 .", "text/plain", 415, "Dit soort gegevens kan hier niet"),
        ("<a> <b> 1 .", "", 415, "Dit soort gegevens kan hier niet"),
        ("<g> { <a> <b> 1 }", "application/trig", 400, "Stuur Turtle"),
    ],
)
def test_data_that_cannot_be_read_are_refused_whole(
    client: FlaskClient, body: str, content_type: str, status: int, words: str
) -> None:
    put(client, "<a> <b> 1, 2 .")
    response = put(client, body, content_type=content_type)
    assert (response.status_code, words in response.text) == (status, True)
    assert count(client) == 2


def test_file_with_its_own_graphs_needs_no_name(client: FlaskClient) -> None:
    form = {"bestand": (io.BytesIO(b"<a:g> { <a:b> <a:c> 1 } <a:h> { <a:b> <a:c> 2 }"), "levering.trig")}
    assert client.post("/rdf-graph-store", data=form).status_code == 204
    assert count(client, "GRAPH <a:g> { ?s ?p ?o }") == count(client, "GRAPH <a:h> { ?s ?p ?o }") == 1


def test_graph_may_have_any_name_that_is_an_iri(client: FlaskClient) -> None:
    for name in ("urn:a", "a-b:c", "http://a/%C3%A9", "http://a/é"):
        assert put(client, "<a:b> <a:c> 1 .", name).status_code == 201
        assert client.get("/rdf-graph-store", query_string={"graph": name}).status_code == 200


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        (None, "text/turtle"),
    ],
)
def test_graph_comes_in_the_form_that_is_asked(
    client: FlaskClient, accept: str | None, media_type: str
) -> None:
    put(client, '<a> <b> "één"@nl .')
    response = client.get(
        "/rdf-graph-store", query_string={"graph": G}, headers={"Accept": accept} if accept else {}
    )
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "\\u00e9" in response.text or "één" in response.text
    refused = client.get("/rdf-graph-store", query_string={"graph": G}, headers={"Accept": "image/png"})
    assert refused.status_code == 406


def test_problem_in_an_update_has_its_place(client: FlaskClient) -> None:
    response = client.post(
        "/sparql/update", data={"update": "INSERT DATA { oeps"}, headers={"Accept": "application/json"}
    )
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
    assert (response.json["line"], response.json["column"]) == (1, 13)


@pytest.mark.parametrize(
    "update", ["LOAD <http://127.0.0.1:1/>", "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }"]
)
def test_nothing_is_fetched(client: FlaskClient, update: str) -> None:
    response = client.post("/sparql/update", data={"update": update})
    assert (response.status_code, "Regel 1, kolom" in response.text) == (400, True)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:8000", "null", "http://["])
def test_page_of_another_site_may_not_write_or_read(client: FlaskClient, origin: str) -> None:
    put(client, "<a> <b> 1 .")
    headers = {"Origin": origin}
    refused = [
        client.post("/sparql/update", data={"update": "DROP ALL"}, headers=headers),
        put(client, "", Origin=origin),
        client.delete("/rdf-graph-store", query_string={"graph": G}, headers=headers),
    ]
    assert {one.status_code for one in refused} == {403}
    read = client.get("/sparql", query_string={"query": "ASK {}"}, headers=headers)
    assert [name for name, _ in read.headers if name.startswith("Access-Control")] == []
    assert count(client) == 1
    ours = client.post("/sparql/update", data={"update": "DROP ALL"}, headers={"Origin": "http://localhost"})
    assert (ours.status_code, count(client)) == (204, 0)


def test_name_that_leads_here_from_elsewhere_gets_no_answer(client: FlaskClient) -> None:
    assert client.get("/sparql?query=ASK+{}", headers={"Host": "rebind.example"}).status_code == 400
    assert client.get("/sparql?query=ASK+{}", headers={"Host": "127.0.0.1:8200"}).status_code == 200


@pytest.mark.parametrize("listen", ["0.0.0.0:8200", "192.168.1.2:8200", "example.org:80"])
def test_sandbox_is_for_this_computer_alone(listen: str) -> None:
    with pytest.raises(SettingsError, match="mag iedereen schrijven"):
        loopback_settings(listen)
    done = CliRunner().invoke(main, ["sandbox", "--listen", listen])
    assert done.exit_code == 2


def test_person_sees_what_is_in_it_and_can_write(client: FlaskClient) -> None:
    browser = {"Accept": FIREFOX}
    assert "Nog niets." in read_page(client.get("/", headers=browser).text).text
    form = {"bestand": (io.BytesIO(b"<a:b> <a:c> 1 ."), "levering.ttl")}
    sent = client.post("/rdf-graph-store", data=form, headers=browser)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/")
    page = read_page(client.get("/", headers=browser).text)
    assert "/rdf-graph-store/" in page.text
    assert page.strange_scripts() == []
    asked = client.get(
        "/sparql", query_string={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}, headers=browser
    )
    assert "1 rij" in read_page(asked.text).text
    refused = client.get("/sparql", query_string={"query": "oeps"}, headers=browser)
    assert (refused.status_code, "Deze vraag is niet beantwoord" in refused.text) == (400, True)
    assert client.get("/weg", headers=browser).status_code == 404


def test_another_sandbox_begins_empty(client: FlaskClient) -> None:
    put(client, "<a> <b> 1 .")
    app = create_sandbox()
    try:
        assert count(app.test_client()) == 0
    finally:
        app.extensions[EXTENSION].close()
