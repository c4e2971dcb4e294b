"""Describes the published edition as VoID: how much there is of what, at `/.well-known/void`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.edition_names import WHOLE
from graph.statistics import PropertyUse, Statistics, statistics_of
from ontology.terms import DCT, FOAF, PREFIXES, RDF, VOID, XSD
from webapp.edition_tag import unless_known
from webapp.keeper import AskedGraph
from webapp.negotiation import GRAPH_FORMATS, best_format
from webapp.site import Site, current_site
from webapp.statements_answer import quads_of, statements_answer

blueprint = Blueprint("void", __name__)

_FORMATS: Final = "http://www.w3.org/ns/formats/"
FEATURES: Final = tuple(URIRef(_FORMATS + name) for name in ("Turtle", "N-Triples", "RDF_XML", "JSON-LD"))
"""The forms in which things are described, by their names at W3C."""


@blueprint.get("/.well-known/void")
def page() -> Response:
    """Describe the edition in the form that was asked for; Turtle to who does not care."""
    form = best_format(request.accept_mimetypes, GRAPH_FORMATS)
    if form is None:
        abort(406)
    response = unless_known(
        [form.name], lambda: statements_answer(quads_of(void_graph(current_site())), form)
    )
    response.vary.add("Accept")
    return response


def counted(site: AskedGraph) -> Statistics:
    """Count what *site* holds, once for each state of it."""
    return site.remember("statistics", lambda: statistics_of(site.store))


def void_graph(site: Site) -> Graph:
    """Describe the edition that *site* has open."""
    graph = Graph(bind_namespaces="none")
    edition = URIRef(f"{site.base}/id/editie/{site.edition.name}")
    here = URIRef(request.base_url)
    graph.add((here, RDF.type, VOID.DatasetDescription))
    graph.add((here, DCT.title, Literal(f"Gemeengoed in getallen, editie {site.edition.name}", lang="nl")))
    graph.add((here, DCT.title, Literal(f"Gemeengoed in figures, edition {site.edition.name}", lang="en")))
    graph.add((here, FOAF.topic, edition))
    add_dataset(graph, edition, counted(site))
    graph.add((edition, DCT.title, Literal(f"Gemeengoed, editie {site.edition.name}", lang="nl")))
    created = Literal(site.edition.created.isoformat(), datatype=XSD.dateTime)
    graph.add((edition, DCT.issued, created))
    graph.add((edition, VOID.sparqlEndpoint, URIRef(url_for("sparql.page", _external=True))))
    for form in ("nq", "trig", "ttl"):
        name = f"{WHOLE}.{form}.gz"
        dump = url_for("dumps.file", edition=site.edition.name, name=name, _external=True)
        graph.add((edition, VOID.dataDump, URIRef(dump)))
    graph.add((edition, VOID.uriSpace, Literal(f"{site.base}/id/")))
    for feature in FEATURES:
        graph.add((edition, VOID.feature, feature))
    for namespace in _vocabularies(counted(site)):
        graph.add((edition, VOID.vocabulary, URIRef(namespace)))
    return graph


def add_dataset(graph: Graph, dataset: Node, counts: Statistics) -> None:
    """Say of *dataset* how much it holds: as a whole, by class and by property.

    The properties of a class are partitions of it, with the classes that they lead to: an editor elsewhere
    can tell from them what may follow on what.
    """
    graph.add((dataset, RDF.type, VOID.Dataset))
    _add_count(graph, dataset, VOID.triples, counts.triples)
    _add_count(graph, dataset, VOID.distinctSubjects, counts.subjects)
    _add_count(graph, dataset, VOID.distinctObjects, counts.objects)
    _add_count(graph, dataset, VOID.classes, len(counts.classes))
    _add_count(graph, dataset, VOID.properties, len(counts.properties))
    for one in counts.classes:
        part = BNode()
        graph.add((dataset, VOID.classPartition, part))
        graph.add((part, VOID["class"], one.iri))
        _add_count(graph, part, VOID.entities, one.entities)
        _add_properties(graph, part, one.properties)
    _add_properties(graph, dataset, counts.properties)


def _add_properties(graph: Graph, dataset: Node, uses: Iterable[PropertyUse]) -> None:
    for use in uses:
        part = BNode()
        graph.add((dataset, VOID.propertyPartition, part))
        graph.add((part, VOID.property, use.iri))
        _add_count(graph, part, VOID.triples, use.triples)
        _add_count(graph, part, VOID.distinctSubjects, use.subjects)
        for target, triples in use.targets:
            to = BNode()
            graph.add((part, VOID.classPartition, to))
            graph.add((to, VOID["class"], target))
            _add_count(graph, to, VOID.triples, triples)


def _add_count(graph: Graph, subject: Node, predicate: URIRef, number: int) -> None:
    graph.add((subject, predicate, Literal(number)))


def _vocabularies(counts: Statistics) -> list[str]:
    used = [one.iri for one in counts.classes] + [one.iri for one in counts.properties]
    return [space for space in PREFIXES.values() if any(iri.startswith(space) for iri in used)]
