"""Describes the endpoint itself in RDF, as SPARQL 1.1 has it, so that editors elsewhere set themselves up."""

from __future__ import annotations

from typing import Final

from flask import Response, current_app, url_for
from rdflib import BNode, Graph, Literal, URIRef

from graph.shacl_queries import prefix_declarations, shacl_queries
from ontology.terms import RDF, RDFS, SD, VOID
from webapp.edition_tag import unless_known
from webapp.federation import allowed_services
from webapp.keeper import AskedGraph, current_graph
from webapp.negotiation import Format
from webapp.statements_answer import quads_of, statements_answer
from webapp.void_description import FEATURES, counted

_RESULTS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "TriG",
    "N-Quads",
)
_NAMES: Final = {"nl": "Gemeengoed, vragen in SPARQL", "en": "Gemeengoed, questions in SPARQL"}


def description_answer(endpoint: str, form: Format) -> Response:
    """Describe the service at *endpoint*, the address at which it was asked."""
    return unless_known(
        [form.name], lambda: statements_answer(quads_of(service_graph(endpoint, current_graph())), form)
    )


def service_graph(endpoint: str, site: AskedGraph) -> Graph:
    """Describe the service, the graphs that it answers from, its prefixes and its ready questions."""
    graph = shacl_queries(site.base, endpoint) if site.has_pages else prefix_declarations(site.base)
    service, dataset = URIRef(f"{endpoint}#dienst"), URIRef(f"{endpoint}#gegevens")
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    for name in _RESULTS:
        graph.add((service, SD.resultFormat, URIRef(f"http://www.w3.org/ns/formats/{name}")))
    for feature in FEATURES:
        graph.add((service, SD.resultFormat, feature))
    for lang, name in _NAMES.items():
        graph.add((service, RDFS.label, Literal(name, lang=lang)))
    graph.add((service, SD.defaultDataset, dataset))
    if allowed_services():
        graph.add((service, SD.feature, SD.BasicFederatedQuery))
    if "update" in current_app.blueprints:
        writing = URIRef(f"{endpoint}#wijzigen")
        graph.add((writing, RDF.type, SD.Service))
        graph.add((writing, SD.endpoint, URIRef(url_for("update.update", _external=True))))
        graph.add((writing, SD.supportedLanguage, SD.SPARQL11Update))
        graph.add((writing, SD.defaultDataset, dataset))
    _add_graphs(graph, dataset, site)
    return graph


def _add_graphs(graph: Graph, dataset: URIRef, site: AskedGraph) -> None:
    counts = counted(site)
    default = BNode()
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((default, VOID.triples, Literal(counts.triples)))
    for name, triples in counts.graphs:
        named, content = BNode(), BNode()
        graph.add((dataset, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, name))
        graph.add((named, SD.graph, content))
        graph.add((content, RDF.type, SD.Graph))
        graph.add((content, VOID.triples, Literal(triples)))
