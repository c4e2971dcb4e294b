"""Describes the prefixes and the ready questions as SHACL does, so that query editors elsewhere find them."""

from __future__ import annotations

from typing import Final

from rdflib import Graph, Literal, URIRef

from graph.ingest import NamedGraph
from graph.provenance import REGISTER_REF, EditionFacts
from graph.questions import list_questions
from graph.service_blocks import check_unanswered
from ontology.terms import PREFIXES, RDF, RDFS, SCHEMA, SH, XSD

_KINDS: Final = {
    "select": (SH.SPARQLSelectExecutable, SH.select),
    "ask": (SH.SPARQLAskExecutable, SH.ask),
    "construct": (SH.SPARQLConstructExecutable, SH.construct),
}


def prefix_declarations(base: str) -> Graph:
    """Declare the prefixes that need no declaration here.

    >>> len(prefix_declarations("https://w3id.org/gemeengoed")) == 4 * len(PREFIXES)
    True
    """
    graph = Graph(bind_namespaces="none")
    declarations = URIRef(f"{base}/sparql")
    for prefix, namespace in PREFIXES.items():
        node = URIRef(f"{declarations}#prefix-{prefix}")
        graph.add((declarations, SH.declare, node))
        graph.add((node, RDF.type, SH.PrefixDeclaration))
        graph.add((node, SH.prefix, Literal(prefix)))
        graph.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return graph


def shacl_queries(base: str, endpoint: str) -> Graph:
    """Describe what an editor for *endpoint* can offer: prefixes to declare and questions to begin with.

    >>> len(list(shacl_queries("https://w3id.org/gemeengoed", "http://127.0.0.1/sparql").subjects(SH.prefix)))
    20

    :param base: of the installation, for the permanent IRIs
    :param endpoint: address that answers
    """
    graph = prefix_declarations(base)
    for question in list_questions(base):
        form = check_unanswered(question.text).form
        if form not in _KINDS:  # SHACL has no word for a DESCRIBE
            continue
        kind, text = _KINDS[form]
        node = URIRef(f"{base}/vragen/{question.name}")
        graph.add((node, RDF.type, SH.SPARQLExecutable))
        graph.add((node, RDF.type, kind))
        graph.add((node, RDFS.comment, Literal(question.nl, lang="nl")))
        graph.add((node, RDFS.comment, Literal(question.en, lang="en")))
        graph.add((node, SH.prefixes, URIRef(f"{base}/sparql")))
        graph.add((node, text, Literal(question.text)))
        graph.add((node, SCHEMA.target, URIRef(endpoint)))
    return graph


def questions_graph(facts: EditionFacts) -> NamedGraph:
    """Give the same as a graph of an edition, where editors elsewhere look for it with a query."""
    graph = shacl_queries(facts.base, f"{facts.base}/sparql")
    return NamedGraph(facts.questions_iri, REGISTER_REF, "gesteld", graph)
