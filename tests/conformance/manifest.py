"""Reads the W3C test manifests: what to send, and what must come back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS_LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
STATUSES = {
    "OK": {200},
    "Created": {201},
    "NoContent": {204},
    "NotFound": {404},
    "StatusCode2xx": set(range(200, 300)),
    "StatusCode3xx": set(range(300, 400)),
    "StatusCode4xx": set(range(400, 500)),
}


@dataclass(frozen=True)
class Expected:
    """What a response must be."""

    statuses: frozenset[int]
    form: str = ""
    boolean: bool | None = None
    body: str = ""
    media_type: str = ""
    location: str = ""


@dataclass(frozen=True)
class Request:
    """One request of a test."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: str
    encoding: str
    expected: Expected


@dataclass(frozen=True)
class HttpTest:
    """Requests in their order, with the graphs that must be there before, by file."""

    name: str
    title: str
    requests: tuple[Request, ...]
    graphs: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class QueryTest:
    """A query over a file, and the file with its answer."""

    name: str
    query: Path
    data: Path
    result: Path


def _entries(path: Path) -> list[tuple[Graph, Node]]:
    graph = Graph().parse(path, format="turtle", publicID=path.as_uri())
    (manifest,) = graph.subjects(RDF.type, MF.Manifest)
    included = graph.value(manifest, MF.include)
    if included is not None:
        return [entry for one in Collection(graph, included) for entry in _entries(_path(one))]
    listed = list(Collection(graph, graph.value(manifest, MF.entries)))
    # One test of the graph store protocol is described and not listed.
    unlisted = sorted(set(graph.subjects(MF.name)).difference(listed))
    return [(graph, entry) for entry in (*listed, *unlisted)]


def http_tests(path: Path) -> list[HttpTest]:
    """Give the tests of a manifest of requests."""
    return [
        HttpTest(
            name=str(test).rpartition("#")[2],
            title=str(graph.value(test, MF.name)),
            requests=tuple(
                _request(graph, one)
                for one in Collection(graph, graph.value(graph.value(test, MF.action), HT.requests))
            ),
            graphs=tuple(
                (str(graph.value(one, RDFS_LABEL)), _path(graph.value(one, UT.graph)))
                for one in graph.objects(test, UT.graphData)
            ),
        )
        for graph, test in _entries(path)
    ]


def query_tests(path: Path) -> list[QueryTest]:
    """Give the tests of a manifest of queries."""
    return [
        QueryTest(
            name=str(test).rpartition("#")[2],
            query=_path(graph.value(graph.value(test, MF.action), QT.query)),
            data=_path(graph.value(graph.value(test, MF.action), QT.data)),
            result=_path(graph.value(test, MF.result)),
        )
        for graph, test in _entries(path)
    ]


def names(path: Path) -> list[str]:
    """Give the names of all tests of a manifest."""
    return [str(test).rpartition("#")[2] for _, test in _entries(path)]


def _request(graph: Graph, node: Node) -> Request:
    body = graph.value(node, HT.body)
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=_headers(graph, node),
        body=str(graph.value(body, CNT.chars)) if body is not None else "",
        encoding=str(graph.value(body, CNT.characterEncoding) or "UTF-8") if body is not None else "UTF-8",
        expected=_expected(graph, graph.value(node, HT.resp)),
    )


def _expected(graph: Graph, node: Node | None) -> Expected:
    body, boolean = graph.value(node, HT.body), graph.value(node, MF.expectedBoolean)
    statuses = {str(one).rpartition("#")[2] for one in graph.objects(node, MF.expectedStatus)}
    return Expected(
        statuses=frozenset().union(*(STATUSES[one] for one in statuses)),
        form=str(graph.value(node, MF.expectedFormat) or ""),
        boolean=bool(boolean.toPython()) if isinstance(boolean, Literal) else None,
        body=str(graph.value(body, CNT.chars)) if body is not None else "",
        media_type=dict(_headers(graph, node)).get("content-type", "").partition(";")[0],
        location=str(graph.value(node, MF.expectedLocation) or ""),
    )


def _headers(graph: Graph, node: Node | None) -> tuple[tuple[str, str], ...]:
    headers = graph.value(node, HT.headers)
    if headers is None:
        return ()
    return tuple(
        (str(graph.value(one, HT.fieldName)).lower(), str(graph.value(one, HT.fieldValue)))
        for one in Collection(graph, headers)
    )


def _path(node: Node | None) -> Path:
    return Path(str(node).removeprefix("file://"))
