"""Counts what an edition holds: its statements, its classes with their properties, its named graphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import URIRef

from graph.store.interface import GraphStore

# Whole passes over the default graph, 0.4 s on 130,000 statements; SPARQL, so that any store can do them.
_TOTALS: Final = """SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects)
    (COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o }"""
_CLASSES: Final = "SELECT ?class (COUNT(?s) AS ?n) { ?s a ?class } GROUP BY ?class"
_PROPERTIES: Final = """SELECT ?property (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects)
    { ?s ?property ?o } GROUP BY ?property"""
_OF_CLASSES: Final = """SELECT ?class ?property (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects)
    { ?s a ?class ; ?property ?o } GROUP BY ?class ?property"""
_TARGETS: Final = """SELECT ?class ?property ?target (COUNT(*) AS ?n)
    { ?s a ?class ; ?property ?o . ?o a ?target } GROUP BY ?class ?property ?target"""
_GRAPHS: Final = "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"


@dataclass(frozen=True)
class PropertyUse:
    """How a property is used: statements with it, and things that have it.

    *targets* tells for the classes of what it leads to how many statements lead there.
    """

    iri: URIRef
    triples: int
    subjects: int
    targets: tuple[tuple[URIRef, int], ...] = ()


@dataclass(frozen=True)
class ClassUse:
    """How many things a class has, and what is said of them."""

    iri: URIRef
    entities: int
    properties: tuple[PropertyUse, ...]


@dataclass(frozen=True)
class Statistics:
    """What an edition holds, each statement of the default graph counted once.

    *graphs* are the named graphs with their statements, which may say the same.
    """

    triples: int
    subjects: int
    objects: int
    classes: tuple[ClassUse, ...]
    properties: tuple[PropertyUse, ...]
    graphs: tuple[tuple[URIRef, int], ...]


def statistics_of(store: GraphStore) -> Statistics:
    """Count what *store* holds; most frequent first, and in order of IRI between equals.

    >>> from graph.store import open_store
    >>> statistics_of(open_store("oxigraph-memory:")).triples
    0
    """
    (totals,) = store.select(_TOTALS)
    targets: dict[tuple[URIRef, URIRef], dict[URIRef, int]] = {}
    for row in store.select(_TARGETS):
        found = targets.setdefault((_iri(row, "class"), _iri(row, "property")), {})
        found[_iri(row, "target")] = _number(row, "n")
    by_class: dict[URIRef, list[PropertyUse]] = {}
    for row in store.select(_OF_CLASSES):
        leads = _ordered(targets.get((_iri(row, "class"), _iri(row, "property")), {}))
        by_class.setdefault(_iri(row, "class"), []).append(_use(row, leads))
    classes = {_iri(row, "class"): _number(row, "n") for row in store.select(_CLASSES)}
    graphs = {_iri(row, "graph"): _number(row, "n") for row in store.select(_GRAPHS)}
    return Statistics(
        triples=_number(totals, "triples"),
        subjects=_number(totals, "subjects"),
        objects=_number(totals, "objects"),
        classes=tuple(
            ClassUse(iri, entities, _most_used_first(by_class[iri])) for iri, entities in _ordered(classes)
        ),
        properties=_most_used_first([_use(row) for row in store.select(_PROPERTIES)]),
        graphs=_ordered(graphs),
    )


def _use(row: Mapping[str, object], targets: tuple[tuple[URIRef, int], ...] = ()) -> PropertyUse:
    return PropertyUse(_iri(row, "property"), _number(row, "n"), _number(row, "subjects"), targets)


def _most_used_first(uses: list[PropertyUse]) -> tuple[PropertyUse, ...]:
    return tuple(sorted(uses, key=lambda use: (-use.triples, use.iri)))


def _ordered(counts: Mapping[URIRef, int]) -> tuple[tuple[URIRef, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _iri(row: Mapping[str, object], name: str) -> URIRef:
    return URIRef(str(row[name]))


def _number(row: Mapping[str, object], name: str) -> int:
    return int(str(row[name]))
