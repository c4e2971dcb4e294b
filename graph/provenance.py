"""Describes, in the graph itself, which delivery and which document every named graph comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, Literal, URIRef

from graph.archive import Delivery
from graph.ingest import Ingested, NamedGraph
from graph.lexical import date_datatype
from graph.source_model import Document, Source
from ontology.errors import SourceFormatError
from ontology.iris import mint_iri, rebase
from ontology.terms import DCAT, DCT, GG, PROV, RDF, SCHEMA, XSD

REGISTER_REF: Final = "leveringenregister"
UNKNOWN_DATE: Final = "onbekend"
OWN_LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
_CERTAINTY: Final = {"gesteld": GG.Gesteld, "afgeleid": GG.Afgeleid, "verwacht": GG.Verwacht}


@dataclass(frozen=True)
class EditionFacts:
    """What an edition says about itself; *created* is an ISO moment with a time zone."""

    name: str
    base: str
    created: str
    version: str

    @property
    def iri(self) -> str:
        """The permanent IRI of the edition."""
        return mint_iri("editie", self.name, self.base)

    @property
    def questions_iri(self) -> str:
        """The IRI of the graph with the prefixes and ready questions."""
        return f"{self.iri}#vragen"


def provenance_graph(facts: EditionFacts, accepted: Sequence[tuple[Ingested, Delivery]]) -> NamedGraph:
    """Describe an edition: its deliveries, their documents, and where each named graph belongs.

    :raises SourceFormatError: if two sources give one reference to different documents
    """
    check_documents([ingested.source for ingested, _ in accepted])
    graph = Graph(bind_namespaces="none")
    edition = URIRef(facts.iri)
    register = URIRef(mint_iri("bron", REGISTER_REF, facts.base))
    own = URIRef(f"{facts.iri}#herkomst")
    graph.add((edition, RDF.type, GG.Editie))
    graph.add((edition, RDF.type, DCAT.Dataset))
    graph.add((edition, DCT.title, Literal(f"Gemeengoed, editie {facts.name}", lang="nl")))
    graph.add((edition, PROV.generatedAtTime, _moment(facts.created)))
    graph.add((edition, SCHEMA.version, Literal(facts.version)))
    _add_register(graph, register, facts)
    _add_graph(graph, own, "gesteld", register, edition)
    _add_graph(graph, URIRef(facts.questions_iri), "gesteld", register, edition)
    for ingested, delivery in accepted:
        levering = URIRef(ingested.delivery_iri)
        graph.add((edition, DCT.hasPart, levering))
        _add_delivery(graph, levering, ingested.source, delivery)
        for document in ingested.source.documents:
            _add_document(graph, document, ingested.source, facts.base)
        for named in ingested.graphs:
            _add_graph(graph, URIRef(named.iri), named.certainty, _bron(named.document, facts.base), levering)
    return NamedGraph(str(own), REGISTER_REF, "gesteld", graph)


def check_documents(sources: Iterable[Source]) -> None:
    """Refuse two sources that give the same reference to a document.

    :raises SourceFormatError: naming both sources
    """
    owners = {REGISTER_REF: "het programma"}
    for source in sources:
        for document in source.documents:
            owner = owners.setdefault(document.ref, source.name)
            if owner != source.name:
                raise SourceFormatError(
                    f'Het document "{document.ref}" staat ook bij {owner}. Geef het een andere "ref".',
                    source.name,
                )


def _add_delivery(graph: Graph, levering: URIRef, source: Source, delivery: Delivery) -> None:
    graph.add((levering, RDF.type, GG.Levering))
    graph.add((levering, RDF.type, PROV.Entity))
    graph.add((levering, DCT.title, Literal(source.title, lang="nl")))
    graph.add((levering, DCT.identifier, Literal(delivery.hash)))
    graph.add((levering, PROV.generatedAtTime, _moment(delivery.received)))
    graph.add((levering, DCT.publisher, Literal(source.publisher)))
    graph.add((levering, GG.getoond, Literal(source.show)))
    _add_licence(graph, levering, source.license, source.license_note)


def _add_document(graph: Graph, document: Document, source: Source, base: str) -> None:
    bron = _bron(document.ref, base)
    graph.add((bron, RDF.type, GG.Bron))
    graph.add((bron, RDF.type, PROV.Entity))
    graph.add((bron, DCT.title, Literal(document.title, lang="nl")))
    graph.add((bron, SCHEMA.url, URIRef(rebase(document.url, base))))
    graph.add((bron, DCT.publisher, Literal(document.publisher or source.publisher)))
    _add_date(graph, bron, DCT.date, document.date)
    _add_date(graph, bron, GG.geraadpleegd, document.retrieved)
    note = document.date_note or ("" if document.date else UNKNOWN_DATE)
    if note:
        graph.add((bron, GG.datumToelichting, Literal(note, lang="nl")))
    if document.license or document.license_note:
        _add_licence(graph, bron, document.license, document.license_note)
    else:
        _add_licence(graph, bron, source.license, source.license_note)


def _add_date(graph: Graph, bron: URIRef, prop: URIRef, date: str) -> None:
    datatype = date_datatype(date)
    if datatype is not None:
        graph.add((bron, prop, Literal(date, datatype=URIRef(datatype), normalize=False)))


def _add_register(graph: Graph, register: URIRef, facts: EditionFacts) -> None:
    """Make the record of deliveries a source too: what this graph says must also come from somewhere."""
    graph.add((register, RDF.type, GG.Bron))
    graph.add((register, RDF.type, PROV.Entity))
    graph.add((register, DCT.title, Literal("Register van leveringen aan Gemeengoed", lang="nl")))
    graph.add((register, SCHEMA.url, URIRef(facts.base)))
    graph.add((register, DCT.publisher, Literal("redactie Gemeengoed")))
    graph.add((register, DCT.license, URIRef(OWN_LICENCE)))
    graph.add((register, DCT.date, Literal(facts.created[:10], datatype=XSD.date)))


def _add_graph(graph: Graph, named: URIRef, certainty: str, bron: URIRef, part_of: URIRef) -> None:
    graph.add((named, RDF.type, PROV.Entity))
    graph.add((named, GG.zekerheid, _CERTAINTY[certainty]))
    graph.add((named, PROV.wasDerivedFrom, bron))
    graph.add((named, DCT.isPartOf, part_of))


def _add_licence(graph: Graph, thing: URIRef, licence: str, note: str) -> None:
    if licence:
        graph.add((thing, DCT.license, URIRef(licence)))
    if note:
        graph.add((thing, DCT.rights, Literal(note, lang="nl")))


def _bron(ref: str, base: str) -> URIRef:
    return URIRef(mint_iri("bron", ref, base))


def _moment(text: str) -> Literal:
    return Literal(text, datatype=XSD.dateTime, normalize=False)
