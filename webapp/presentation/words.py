"""The vocabulary as people read it: each word with its meaning, its reason and its relations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from ontology.collation import sort_key
from ontology.terms import DCT, GG, curie
from webapp.presentation.parts import Link

_CLASSES: Final = (OWL.Class, RDFS.Class)
_PROPERTIES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
_SORTS: Final = frozenset({*_CLASSES, *_PROPERTIES, OWL.NamedIndividual})
_FORWARDS: Final = {
    RDF.type: lazy_gettext("is een"),
    RDFS.subClassOf: lazy_gettext("is een soort"),
    RDFS.subPropertyOf: lazy_gettext("is een bijzondere vorm van"),
    RDFS.domain: lazy_gettext("zegt iets van"),
    RDFS.range: lazy_gettext("heeft als waarde"),
    SKOS.exactMatch: lazy_gettext("is hetzelfde als"),
    SKOS.closeMatch: lazy_gettext("lijkt op"),
    RDFS.seeAlso: lazy_gettext("zie ook"),
}
_BACKWARDS: Final = {
    RDFS.subClassOf: lazy_gettext("heeft als soort"),
    RDFS.subPropertyOf: lazy_gettext("heeft als bijzondere vorm"),
    RDFS.domain: lazy_gettext("heeft als eigenschap"),
    RDFS.range: lazy_gettext("is waarde van"),
    RDF.type: lazy_gettext("heeft als vaste waarde"),
}


@dataclass(frozen=True)
class Relation:
    """How a word is tied to others: in Dutch, as the data writes it, and to which."""

    name: str
    code: str
    terms: tuple[Link, ...]


@dataclass(frozen=True)
class Word:
    """One class, property or individual of the vocabulary; *note* says why we coined it."""

    name: str
    iri: str
    label: str
    label_en: str
    definition: str
    definition_en: str
    note: str
    note_en: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Vocabulary:
    """What the vocabulary says of itself, and its words by sort, each list in Dutch order of label."""

    title: str
    title_en: str
    description: str
    description_en: str
    version: str
    issued: str
    """ISO date."""
    licence: str
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
    itself = URIRef(str(GG).removesuffix("#"))
    return Vocabulary(
        title=_text(graph, itself, (DCT.title,), "nl"),
        title_en=_text(graph, itself, (DCT.title,), "en"),
        description=_text(graph, itself, (DCT.description,), "nl"),
        description_en=_text(graph, itself, (DCT.description,), "en"),
        version=str(graph.value(itself, OWL.versionInfo) or ""),
        issued=str(graph.value(itself, DCT.issued) or ""),
        licence=str(graph.value(itself, DCT.license) or ""),
        classes=_words(graph, classes, ours),
        properties=_words(graph, properties, ours),
        individuals=_words(graph, ours - classes - properties, ours),
    )


def _words(graph: Graph, iris: set[URIRef], ours: set[URIRef]) -> tuple[Word, ...]:
    return tuple(sorted((_word(graph, iri, ours) for iri in iris), key=lambda word: sort_key(word.label)))


def _word(graph: Graph, iri: URIRef, ours: set[URIRef]) -> Word:
    name = iri.removeprefix(str(GG))
    return Word(
        name=name,
        iri=str(iri),
        label=_text(graph, iri, (RDFS.label, SKOS.prefLabel), "nl") or name,
        label_en=_text(graph, iri, (RDFS.label, SKOS.prefLabel), "en"),
        definition=_text(graph, iri, (SKOS.definition, RDFS.comment), "nl"),
        definition_en=_text(graph, iri, (SKOS.definition, RDFS.comment), "en"),
        note=_text(graph, iri, (SKOS.editorialNote,), "nl"),
        note_en=_text(graph, iri, (SKOS.editorialNote,), "en"),
        relations=tuple(_relations(graph, iri, ours)),
    )


def _text(graph: Graph, iri: URIRef, properties: tuple[URIRef, ...], lang: str) -> str:
    for prop in properties:
        for value in graph.objects(iri, prop):
            if isinstance(value, Literal) and value.language == lang:
                return str(value)
    return ""


def _relations(graph: Graph, iri: URIRef, ours: set[URIRef]) -> list[Relation]:
    found = [
        _relation(name, prop, (o for o in graph.objects(iri, prop) if o not in _SORTS), ours)
        for prop, name in _FORWARDS.items()
    ]
    found += [
        _relation(name, prop, (s for s in graph.subjects(prop, iri) if s in ours), ours)
        for prop, name in _BACKWARDS.items()
    ]
    return [relation for relation in found if relation.terms]


def _relation(name: object, prop: URIRef, nodes: Iterable[object], ours: set[URIRef]) -> Relation:
    terms = sorted(
        {node for node in nodes if isinstance(node, URIRef)}, key=lambda node: sort_key(curie(node))
    )
    return Relation(str(name), curie(str(prop)), tuple(_link(term, ours) for term in terms))


def _link(term: URIRef, ours: set[URIRef]) -> Link:
    if term in ours:
        return Link(curie(term), f"#{term.removeprefix(str(GG))}")
    return Link(curie(term), str(term), external=True)
