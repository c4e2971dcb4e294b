"""The name of a thing leads to its description, in the form that was asked for."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal as OxLiteral
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib import Graph, URIRef

from ontology.iris import DEFAULT_BASE
from ontology.terms import ORG, SKOS, TIME

COOPLINK = URIRef(f"{DEFAULT_BASE}/id/organisatie/cooplink")
WMO = "https://wetten.overheid.nl/BWBR0035362/"
FORMS = [
    ("ttl", "text/turtle"),
    ("nt", "application/n-triples"),
    ("rdf", "application/rdf+xml"),
    ("jsonld", "application/ld+json"),
]
ALL_FORMS = [*FORMS, ("trig", "application/trig"), ("nq", "application/n-quads")]


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", "/doc/organisatie/cooplink"),
        ("*/*", "/doc/organisatie/cooplink"),
        ("text/turtle", "/doc/organisatie/cooplink.ttl"),
        ("application/ld+json;q=0.9, text/html;q=0.1", "/doc/organisatie/cooplink.jsonld"),
        ("image/png", "/doc/organisatie/cooplink"),
    ],
)
def test_name_sends_on_to_the_description(client: FlaskClient, accept: str, location: str) -> None:
    response = client.get("/id/organisatie/cooplink", headers={"Accept": accept})
    assert (response.status_code, response.location) == (303, location)
    assert "Accept" in response.vary


def test_name_without_accept_header_sends_on_to_the_page(client: FlaskClient) -> None:
    assert client.get("/id/organisatie/cooplink").location == "/doc/organisatie/cooplink"


def triples(data: bytes, media_type: str) -> set[Triple]:
    return {quad.triple for quad in parse(data, format=RdfFormat.from_media_type(media_type))}


@pytest.mark.parametrize(("suffix", "media_type"), ALL_FORMS)
def test_suffix_and_header_give_the_same_data(client: FlaskClient, suffix: str, media_type: str) -> None:
    by_suffix = client.get(f"/doc/organisatie/cooplink.{suffix}")
    by_header = client.get("/doc/organisatie/cooplink", headers={"Accept": media_type})
    assert (by_suffix.mimetype, by_header.mimetype) == (media_type, media_type)
    name = Triple(NamedNode(COOPLINK), NamedNode(SKOS.prefLabel), OxLiteral("Cooplink", language="nl"))
    assert name in triples(by_suffix.data, media_type)
    assert triples(by_suffix.data, media_type) == triples(by_header.data, media_type)


def test_all_forms_say_the_same(client: FlaskClient) -> None:
    answers = [
        triples(client.get(f"/doc/doel/3.{suffix}").data, media_type) for suffix, media_type in ALL_FORMS
    ]
    assert len(answers[0]) > 8
    assert answers[1:] == answers[:1] * 5


@pytest.mark.parametrize(("suffix", "media_type"), ALL_FORMS)
def test_things_with_a_foreign_name_have_data_too(client: FlaskClient, suffix: str, media_type: str) -> None:
    response = client.get(f"/doc.{suffix}?iri={WMO}")
    assert (response.status_code, response.mimetype) == (200, media_type)
    labels = [
        t.object
        for t in triples(response.data, media_type)
        if t.subject == NamedNode(WMO) and t.predicate.value == str(SKOS.prefLabel)
    ]
    assert [label.value for label in labels] == ["Wet maatschappelijke ondersteuning 2015"]


def test_data_holds_the_nodes_inside_a_thing(client: FlaskClient) -> None:
    data = client.get("/doc/lidmaatschap/cooplink-wdhs.ttl").data
    graph = Graph().parse(data=data, format="turtle")
    membership = URIRef(f"{DEFAULT_BASE}/id/lidmaatschap/cooplink-wdhs")
    period = graph.value(membership, ORG.memberDuring)
    begin = graph.value(period, TIME.hasBeginning)
    assert str(graph.value(begin, TIME.inXSDDate)) == "2024-04-13"


def test_page_offers_its_data_by_link(client: FlaskClient) -> None:
    html = client.get("/doc/organisatie/cooplink", headers={"Accept": "text/html"}).get_data(as_text=True)
    for suffix, media_type in ALL_FORMS:
        assert f'<link rel="alternate" type="{media_type}" href="/doc/organisatie/cooplink.{suffix}">' in html


def links_of(client: FlaskClient, path: str) -> set[tuple[str, str]]:
    """The relations and targets of the Link header."""
    links = client.get(path, headers={"Accept": "text/html"}).headers["Link"]
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', links)
    return {(relation, target) for target, relations in found for relation in relations.split()}


def test_headers_tell_what_a_page_describes_and_where_its_other_forms_are(client: FlaskClient) -> None:
    links = links_of(client, "/doc/organisatie/cooplink")
    forms = {
        (relation, f"/doc/organisatie/cooplink.{suffix}")
        for suffix, _ in ALL_FORMS
        for relation in ("alternate", "describedby")
    }
    assert links == forms | {
        ("describes", str(COOPLINK)),
        ("canonical", "http://localhost/doc/organisatie/cooplink"),
    }


def test_headers_name_the_licences_that_sources_state_and_no_others(client: FlaskClient) -> None:
    stated = {target for relation, target in links_of(client, f"/doc?iri={WMO}") if relation == "license"}
    assert stated == {
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    }


def test_headers_of_data_lead_back_to_the_page(client: FlaskClient) -> None:
    links = links_of(client, f"/doc.ttl?iri={WMO}")
    assert ("alternate", f"/doc?iri={WMO}") in links
    assert ("describes", WMO) in links
    assert ("alternate", f"/doc.ttl?iri={WMO}") not in links


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/doc/organisatie/cooplink", "image/png", 406),
        ("/doc/organisatie/bestaat-niet", "text/html", 404),
        ("/doc/organisatie/bestaat-niet.ttl", "text/turtle", 404),
        ("/id/organisatie/bestaat-niet", "text/html", 404),
        ("/doc/geen-soort/x", "text/html", 404),
        ("/doc/gemeente/gm0307", "text/html", 400),
        ("/doc/organisatie/cooplink.exe", "text/html", 404),
        ("/doc", "text/html", 400),
        ("/doc?iri=", "text/html", 400),
        ("/doc?iri=https://example.org/onbekend", "text/html", 404),
        ("/doc?iri=geen%20iri%20%3Cx%3E", "text/html", 404),
        ("/doc.exe?iri=https://wetten.overheid.nl/BWBR0035362/", "text/html", 404),
        ("/doc.ttl?iri=https://example.org/onbekend", "text/html", 404),
    ],
)
def test_what_is_not_there_has_the_right_status(
    client: FlaskClient, path: str, accept: str, status: int
) -> None:
    assert client.get(path, headers={"Accept": accept}).status_code == status


def test_unknown_thing_gives_a_page_with_a_search_box(client: FlaskClient) -> None:
    response = client.get("/doc?iri=https://example.org/onbekend", headers={"Accept": "text/html"})
    html = response.get_data(as_text=True)
    assert "Deze pagina is er niet" in html
    assert '<input id="zoek" type="search" name="q"' in html


@pytest.mark.parametrize(
    ("iri", "location"),
    [
        (str(COOPLINK), "/doc/organisatie/cooplink"),
        ("https://w3id.org/gemeengoed/def%23Kernpartner", "/def#Kernpartner"),
        (f"{DEFAULT_BASE}/id/lidmaatschap/cooplink-wdhs%23periode", "/doc/lidmaatschap/cooplink-wdhs"),
    ],
)
def test_what_has_an_address_of_its_own_moves_there(client: FlaskClient, iri: str, location: str) -> None:
    response = client.get(f"/doc?iri={iri}", headers={"Accept": "text/html"})
    assert (response.status_code, response.location) == (303, location)


def test_pages_work_below_a_path(client: FlaskClient) -> None:
    response = client.get(
        "/doc/organisatie/cooplink", headers={"Accept": "text/html"}, base_url="http://localhost/gemeengoed"
    )
    assert 'href="/gemeengoed/doc/organisatie/wdhs-coalitie"' in response.get_data(as_text=True)


def test_the_context_is_served_to_any_page_anywhere(client: FlaskClient) -> None:
    answer = client.get("/context.jsonld")
    assert answer.mimetype == "application/ld+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.get_json()["@context"]["geraadpleegd"] == "gg:geraadpleegd"
