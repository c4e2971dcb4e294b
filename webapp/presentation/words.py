"""The vocabulary as people read it: each class and property with its label, definition and relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from ontology.collation import sort_key
from ontology.terms import GG, curie

_CLASSES: Final = (OWL.Class, RDFS.Class)
_PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
_RELATIONS: Final = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    SKOS.closeMatch,
    SKOS.exactMatch,
)


@dataclass(frozen=True)
class Relation:
    """How a word is tied to another: the name of the tie and the short names of the others."""

    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """One class, property or individual of the vocabulary."""

    name: str
    iri: str
    label: str
    label_en: str
    definition: str
    definition_en: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The words by sort, each list in Dutch order of label."""

    classes: tuple[Word, ...]
    properties: tuple[Word, ...]
    individuals: tuple[Word, ...]


def vocabulary_of(graph: Graph) -> Vocabulary:
    """Read our own words from *graph*.

    >>> words = vocabulary_of(Graph().parse(format="turtle", data='''
    ...     @prefix gg: <https://w3id.org/gemeengoed/def#> .
    ...     @prefix owl: <http://www.w3.org/2002/07/owl#> .
    ...     @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    ...     gg:Doel a owl:Class ; rdfs:label "doel"@nl, "goal"@en .'''))
    >>> [(w.name, w.label, w.label_en) for w in words.classes]
    [('Doel', 'doel', 'goal')]
    """
    ours = {
        s
        for s in graph.subjects(unique=True)
        if isinstance(s, URIRef) and s.startswith(str(GG)) and s != GG[""]
    }
    classes = {s for s in ours if any((s, RDF.type, kind) in graph for kind in _CLASSES)}
    properties = {s for s in ours if any((s, RDF.type, kind) in graph for kind in _PROPERTIES)}
    return Vocabulary(
        _words(graph, classes), _words(graph, properties), _words(graph, ours - classes - properties)
    )


def _words(graph: Graph, iris: set[URIRef]) -> tuple[Word, ...]:
    return tuple(sorted((_word(graph, iri) for iri in iris), key=lambda word: sort_key(word.label)))


def _word(graph: Graph, iri: URIRef) -> Word:
    name = iri.removeprefix(str(GG))
    return Word(
        name=name,
        iri=str(iri),
        label=_text(graph, iri, (RDFS.label, SKOS.prefLabel), "nl") or name,
        label_en=_text(graph, iri, (RDFS.label, SKOS.prefLabel), "en"),
        definition=_text(graph, iri, (SKOS.definition, RDFS.comment), "nl"),
        definition_en=_text(graph, iri, (SKOS.definition, RDFS.comment), "en"),
        relations=tuple(_relations(graph, iri)),
    )


def _text(graph: Graph, iri: URIRef, properties: tuple[URIRef, ...], lang: str) -> str:
    for prop in properties:
        for value in graph.objects(iri, prop):
            if isinstance(value, Literal) and value.language == lang:
                return str(value)
    return ""


def _relations(graph: Graph, iri: URIRef) -> list[Relation]:
    found = []
    for prop in _RELATIONS:
        terms = sorted(curie(str(o)) for o in graph.objects(iri, prop) if isinstance(o, URIRef))
        if terms:
            found.append(Relation(curie(str(prop)), tuple(terms)))
    return found
