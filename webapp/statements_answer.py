"""Small graphs as answers, each in the form that was asked for."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox
from flask import Response, abort
from rdflib import Graph

from graph.store.answering import is_xml
from graph.store.convert import to_ox_quad
from graph.store.interface import DEFAULT_GRAPH, Quad
from ontology.prefixes import PREFIXES
from ontology.terms import RDF
from webapp.negotiation import JSON_LD, RDF_XML, Format

NAMES: Final = {
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF/XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
}
"""What people call a form, by its name."""
_WITH_GRAPHS: Final = frozenset({"trig", "nquads"})


def statements_answer(
    statements: Iterable[Quad], form: Format, prefixes: Mapping[str, str] | None = None
) -> Response:
    """Write *statements* in *form*, for any page anywhere to read.

    They come by subject, first what it is. In a form without named graphs each comes once. What RDF/XML
    cannot write, a predicate that ends in a slash or only in digits, is refused with 406, not written wrong.

    :param prefixes: besides those of :data:`ontology.prefixes.PREFIXES`
    """
    known = {**PREFIXES, **(prefixes or {})}
    body = _json_ld(statements, known) if form is JSON_LD else _by_engine(statements, form, known)
    response = Response(body, content_type=form.content_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def quads_of(graph: Graph) -> Iterable[Quad]:
    """Take the statements of a graph as standing in no named graph."""
    return ((*triple, DEFAULT_GRAPH) for triple in graph)  # type: ignore[misc]  # rdflib types all terms as Node


def _by_engine(statements: Iterable[Quad], form: Format, prefixes: dict[str, str]) -> bytes:
    # rdflib's RDF/XML leaves out the prefix of a class that no property shares it with.
    quads = sorted({to_ox_quad(quad) for quad in statements}, key=_in_reading_order)
    written = ox.RdfFormat.from_media_type(form.media_type)
    output = io.BytesIO()
    if form.name in _WITH_GRAPHS:
        ox.serialize(quads, output, written, prefixes=prefixes)
    else:
        ox.serialize(dict.fromkeys(quad.triple for quad in quads), output, written, prefixes=prefixes)
    body = output.getvalue()
    if form is RDF_XML and not is_xml(body):
        abort(406)
    return body


def _json_ld(statements: Iterable[Quad], prefixes: dict[str, str]) -> bytes:
    # The engine's JSON-LD writes out every name, and a type as a property like another.
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value, _ in statements:
        graph.add((subject, predicate, value))
    return graph.serialize(format="json-ld", encoding="utf-8")


def _in_reading_order(quad: ox.Quad) -> tuple[str, str, bool, str, str]:
    predicate = quad.predicate.value
    return (
        str(quad.graph_name),
        str(quad.subject),
        predicate != str(RDF.type),
        predicate,
        str(quad.object),
    )
