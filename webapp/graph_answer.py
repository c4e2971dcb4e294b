"""Sends a small graph in the form that was asked for."""

from __future__ import annotations

from typing import Final

from flask import Response
from rdflib import Graph

from ontology.terms import PREFIXES
from webapp.negotiation import Format

_RDFLIB_NAMES: Final = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "pretty-xml", "jsonld": "json-ld"}
_XML: Final = "http://www.w3.org/XML/1998/namespace"


def graph_answer(graph: Graph, form: Format) -> Response:
    """Write *graph* as *form*, with the prefixes that we all use.

    :param form: one of :data:`webapp.negotiation.GRAPH_FORMATS`
    """
    # In RDF/XML a language is an attribute of XML itself, whose prefix a graph without bindings lacks.
    for prefix, namespace in {"xml": _XML, **PREFIXES}.items():
        graph.bind(prefix, namespace)
    body = graph.serialize(format=_RDFLIB_NAMES[form.name], encoding="utf-8")
    return Response(body, content_type=form.content_type)
