"""Collect the words of an entity: its literals, those of the nodes that hang on it, its neighbours' names."""

from __future__ import annotations

from typing import Final

from rdflib import Literal, URIRef

from indexer.edition_graph import EditionGraph
from ontology.terms import DCT, ELI, FOAF, GEO, GG, OA, ORG, PROV, RDF, SCHEMA, SKOS, TOOI, XSD

# What classifies a thing does not make the class about it: "wonen" is not about each of its initiatives.
_CLASSIFYING: Final = frozenset({
    DCT.subject, DCT.type, DCT.spatial, ORG.classification, ELI.is_about, SCHEMA.location, SCHEMA.areaServed,
    GEO.sfWithin, TOOI.ligtInProvincie, SKOS.broader, SKOS.related,
})  # fmt: skip
# A municipality is not about the one beside it; types, schemes and sources are no neighbours at all, and what
# is claimed of a thing reaches it by its quotation.
_NOT_FOLLOWED: Final = frozenset({
    RDF.type, RDF.subject, RDF.predicate, RDF.object, GEO.sfTouches, GEO.hasGeometry, SKOS.inScheme,
    SKOS.topConceptOf, SKOS.hasTopConcept, PROV.wasDerivedFrom, GG.strijdigMet, GG.gebiedVan,
})  # fmt: skip
_NAMES: Final = frozenset({SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel, FOAF.name, DCT.description})
# Numbers and dates match by accident; a year is what people remember.
_READABLE: Final = frozenset({None, XSD.string, XSD.gYear, RDF.langString})
_CONNECTING: Final = frozenset({"lidmaatschap", "functie", "gebeurtenis", "waarneming"})
_MAX_STEPS: Final = 2


class Neighbourhood:
    """The words of one entity; *texts* and *neighbours* hold each once, in the order in which they were met.

    Nodes that only connect (a membership, a post, a signing) are walked through, but not towards those who
    take the same part in them: who signed beside you is no neighbour.
    """

    def __init__(self, graph: EditionGraph, iri: URIRef) -> None:
        self.texts: dict[str, None] = {}
        self.neighbours: dict[str, None] = {}
        self._graph = graph
        self._met = {iri}
        self._visit(iri, steps=0)
        territory = graph.territory(iri)
        if territory is not None:
            self._met.add(territory)
            self._visit(territory, steps=1)
        for own in (graph.label(iri), *graph.other_names(iri)):
            self.neighbours.pop(own, None)

    def _visit(self, iri: URIRef, *, steps: int, fellows_by: URIRef | None = None) -> None:
        for predicate, node in self._graph.out.get(iri, ()):
            if isinstance(node, Literal):
                if node.datatype in _READABLE and (steps > 0 or predicate not in _NAMES):
                    self.texts[str(node)] = None
            elif isinstance(node, URIRef) and predicate not in _NOT_FOLLOWED and predicate != fellows_by:
                self._meet(node, steps=steps)
        for predicate, subject in self._graph.into.get(iri, ()):
            if predicate == RDF.subject and steps == 0:
                # Only of what a claim is about: a sentence that lists nine partners is about none of them.
                quoted = self._graph.objects(subject, OA.exact, SKOS.note)
                self.texts.update(dict.fromkeys(str(node) for node in quoted))
            elif predicate not in _CLASSIFYING and predicate not in _NOT_FOLLOWED:
                self._meet(subject, steps=steps, taking_part_by=predicate)

    def _meet(self, node: URIRef, *, steps: int, taking_part_by: URIRef | None = None) -> None:
        if node in self._met:
            return
        self._met.add(node)
        if self._only_connects(node):
            if steps < _MAX_STEPS:
                self._visit(node, steps=steps + 1, fellows_by=taking_part_by)
            return
        thing = self._graph.body(node)
        label = self._graph.label(thing)
        if label:
            self.neighbours[label] = None
            if taking_part_by is None:  # who points at a thing says its name; its other names are its own
                self.neighbours.update(dict.fromkeys(self._graph.other_names(thing)))

    def _only_connects(self, node: URIRef) -> bool:
        kind = self._graph.kinds.get(node)
        return kind in _CONNECTING or (kind is None and "/id/" in node and "#" in node)
