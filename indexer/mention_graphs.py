"""Publish what the graph's own texts mention: a derived named graph for each document whose text it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rdflib import Graph, Literal, URIRef

from graph.archive import Delivery
from graph.ingest import Ingested, NamedGraph
from indexer.document import Document
from indexer.recognise.mention import Mention
from indexer.recognise.recogniser import VERSION, Recogniser
from ontology.iris import mint_iri
from ontology.terms import DCT, ELI, GG, OA, RDF, SCHEMA, SKOS, XSD

LEAST_CONFIDENCE: Final = 0.85
"""What is less sure is not published, such as "die wet" (0.76); of what is, at most one in seven is wrong."""

TEXTS: Final = (DCT.description, DCT.abstract, SKOS.definition, SKOS.note, SKOS.scopeNote, GG.formulering)
"""Predicates whose Dutch texts are read."""

MENTIONS: Final = "-vermeldingen"
"""End of the name of each graph of mentions."""

_DUTCH: Final = frozenset({"nl", None})

Accepted = tuple[Ingested, Delivery]


def with_mentions_published(
    accepted: Sequence[Accepted], documents: Iterable[Document], recogniser: Recogniser
) -> list[Accepted]:
    """Give *accepted* again, each delivery that is shown with a graph of mentions for each of its documents.

    A mention is stated of the thing whose text it is, ``schema:mentions``, and has a node that tells its
    words, how sure it is, and by which rule and version of the rules it was recognised.

    :param documents: the things whose texts are read
    """
    things = {document.iri: document for document in documents}
    return [(with_own_mentions(ingested, things, recogniser), delivery) for ingested, delivery in accepted]


def with_own_mentions(ingested: Ingested, things: Mapping[str, Document], recogniser: Recogniser) -> Ingested:
    """Give one delivery again with its graphs of mentions; one that is not shown stays as it is.

    :param things: the things whose texts are read, by IRI
    """
    if not ingested.source.show:
        return ingested
    return replace(ingested, graphs=(*ingested.graphs, *_graphs(ingested, things, recogniser)))


def _graphs(
    ingested: Ingested, things: Mapping[str, Document], recogniser: Recogniser
) -> Iterator[NamedGraph]:
    by_document: dict[str, Graph] = {}
    base = ingested.delivery_iri.partition("/id/levering/")[0]
    for named in ingested.graphs:
        laws = {str(article): str(law) for article, law in named.graph.subject_objects(ELI.is_part_of)}
        for predicate in TEXTS:
            for subject, text in sorted(named.graph.subject_objects(predicate)):
                if str(subject) in things and isinstance(text, Literal) and text.language in _DUTCH:
                    is_law = things[str(subject)].kind == "wet"
                    own_law = str(subject) if is_law else laws.get(str(subject), "")
                    found = recogniser.recognise(str(text), own_law)
                    graph = by_document.setdefault(named.document, Graph(bind_namespaces="none"))
                    source = mint_iri("bron", named.document, base)
                    _add(graph, source, URIRef(str(subject)), URIRef(predicate), found)
    for document, graph in sorted(by_document.items()):
        if len(graph):
            yield NamedGraph(f"{ingested.delivery_iri}#{document}{MENTIONS}", document, "afgeleid", graph)


def _add(graph: Graph, source: str, subject: URIRef, predicate: URIRef, found: Iterable[Mention]) -> None:
    for one in found:
        if one.confidence < LEAST_CONFIDENCE or one.iri == str(subject):
            continue
        thing = URIRef(one.iri)
        graph.add((subject, SCHEMA.mentions, thing))
        node = URIRef(_node(source, subject, predicate, one))
        graph.add((node, RDF.type, OA.Annotation))
        graph.add((node, OA.hasTarget, subject))
        graph.add((node, OA.hasBody, thing))
        graph.add((node, OA.exact, Literal(one.text, lang="nl")))
        graph.add((node, GG.tekstveld, predicate))
        graph.add((node, GG.trefzekerheid, Literal(f"{one.confidence:.2f}", datatype=XSD.decimal)))
        graph.add((node, GG.herkenningsregel, Literal(one.rule)))
        graph.add((node, SCHEMA.softwareVersion, Literal(VERSION)))


def _node(source: str, subject: str, predicate: str, one: Mention) -> str:
    """The same mention in the same text has the same IRI in every edition, in our own space."""
    told = hashlib.sha256(f"{subject} {predicate} {one.start} {one.iri}".encode()).hexdigest()[:12]
    return f"{source}#vermelding-{told}"
