"""The W3C tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic

from ontology.terms import SD
from tests.conformance.manifest import HttpTest, Request, http_tests, names

SHARED = Path(__file__).resolve().parents[3] / "shared" / "standards" / "sparql" / "sparql11"
RDF_TYPES = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}
# What the manifests hold; a test that went missing would pass unseen.
COUNTS = {"protocol": 34, "graph-store-protocol": 14, "service-description": 3}


def suite(folder: str) -> list[HttpTest]:
    return http_tests(SHARED / folder / "manifest.ttl") if SHARED.is_dir() else []


PROTOCOL = suite("protocol")
GRAPH_STORE = suite("graph-store-protocol")


def test_the_suites_are_whole(w3c: Path) -> None:
    assert {one: len(names(w3c / one / "manifest.ttl")) for one in COUNTS} == COUNTS


def send(client: httpx.Client, request: Request, path: str, **replaced: str) -> httpx.Response:
    for name, value in replaced.items():
        path = path.replace(f"${name}$", value)
    # The path goes out as it stands: one test is about what is encoded twice.
    url = httpx.URL(str(client.base_url).rstrip("/")).copy_with(raw_path=path.encode())
    built = httpx.Request(
        request.method,
        url,
        headers=dict(request.headers),
        content=request.body.encode(request.encoding) or None,
    )
    return client.send(built)


def is_update(request: Request) -> bool:
    asked = f"{request.path}&{request.body}"
    return "sparql-update" in dict(request.headers).get("content-type", "") or "update=" in asked


def boolean_of(response: httpx.Response) -> bool:
    if "json" in response.headers["content-type"]:
        return bool(json.loads(response.text)["boolean"])
    found = ET.fromstring(response.text).find("{http://www.w3.org/2005/sparql-results#}boolean")
    assert found is not None
    return found.text == "true"


@pytest.mark.skipif(not PROTOCOL, reason="../shared is not here")
@pytest.mark.parametrize("test", PROTOCOL, ids=lambda test: test.name)
def test_protocol(sandbox: httpx.Client, test: HttpTest) -> None:
    for graph, file in test.graphs:
        content = file.read_bytes()
        sent = sandbox.put(
            "/rdf-graph-store",
            params={"graph": graph},
            content=content,
            headers={"Content-Type": "application/n-triples"},
        )
        assert sent.status_code == 201, sent.text
    for request in test.requests:
        endpoint = "/sparql/update" if is_update(request) else "/sparql"
        response = send(sandbox, request, request.path.replace("/sparql/", endpoint, 1))
        assert response.status_code in request.expected.statuses, response.text
        media_type = response.headers.get("content-type", "").partition(";")[0]
        match request.expected.form:
            case "boolean":
                assert media_type in {"application/sparql-results+json", "application/sparql-results+xml"}
            case "tabular":
                assert media_type in {
                    "application/sparql-results+json",
                    "application/sparql-results+xml",
                    "text/csv",
                    "text/tab-separated-values",
                }
            case "RDF":
                assert media_type in RDF_TYPES
        if request.expected.boolean is not None:
            assert boolean_of(response) is request.expected.boolean


@pytest.mark.skipif(not GRAPH_STORE, reason="../shared is not here")
@pytest.mark.parametrize("test", GRAPH_STORE, ids=lambda test: test.name)
def test_graph_store_protocol(sandbox: httpx.Client, test: HttpTest) -> None:
    location = ""
    for request in test.requests:
        path = request.path.replace("/gsp", "/rdf-graph-store", 1)
        response = send(sandbox, request, path, LOCATION=location)
        assert response.status_code in request.expected.statuses, response.text
        if request.expected.location:
            location = response.headers["location"]
        if request.expected.body:
            # Absolute references in the bodies are to the host of the test, relative ones to the request.
            base = str(response.request.url)
            expected = Graph().parse(data=request.expected.body, format="turtle", publicID=base)
            found = Graph().parse(data=response.text, format="turtle", publicID=base)
            assert isomorphic(found, expected), response.text


def described(client: httpx.Client) -> Graph:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    assert response.headers["content-type"].startswith("text/turtle")
    return Graph().parse(data=response.text, format="turtle")


def test_service_description_returns_rdf(sandbox: httpx.Client) -> None:
    """`returns-rdf`, also to who says nothing of what it wants."""
    assert len(described(sandbox)) > 10
    assert sandbox.get("/sparql").headers["content-type"].startswith("text/turtle")


def test_service_description_has_the_endpoint(sandbox: httpx.Client) -> None:
    """`has-endpoint-triple`"""
    endpoint = URIRef(f"{str(sandbox.base_url).rstrip('/')}/sparql")
    assert list(described(sandbox).subjects(SD.endpoint, endpoint))


def test_service_description_conforms_to_its_schema(sandbox: httpx.Client) -> None:
    """`conforms-to-schema`: what the recommendation says of the terms that are used."""
    sandbox.post("/sparql/update", data={"update": "INSERT DATA { GRAPH <urn:g> { <urn:a> a <urn:b> } }"})
    graph = described(sandbox)
    domains = {
        SD.endpoint: SD.Service,
        SD.supportedLanguage: SD.Service,
        SD.resultFormat: SD.Service,
        SD.defaultDataset: SD.Service,
        SD.defaultGraph: SD.Dataset,
        SD.namedGraph: SD.Dataset,
        SD.name: SD.NamedGraph,
        SD.graph: SD.NamedGraph,
    }
    ranges = {
        SD.defaultDataset: SD.Dataset,
        SD.defaultGraph: SD.Graph,
        SD.namedGraph: SD.NamedGraph,
        SD.graph: SD.Graph,
    }
    used = {predicate for predicate in graph.predicates() if str(predicate).startswith(str(SD))}
    assert used == set(domains)
    for predicate in used:
        for subject, value in graph.subject_objects(predicate):
            assert (subject, RDF.type, domains[predicate]) in graph
            assert predicate not in ranges or (value, RDF.type, ranges[predicate]) in graph
    for service in graph.subjects(RDF.type, SD.Service):
        assert len(list(graph.objects(service, SD.endpoint))) == 1
    languages = {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update}
    assert set(graph.objects(None, SD.supportedLanguage)) <= languages
