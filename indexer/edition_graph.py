"""The public statements of an edition in memory, both ways, so that no document needs a query of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from rdflib import Literal, URIRef

from graph.store.interface import GraphStore, Node
from indexer.tag import Tag
from ontology.collation import sort_key
from ontology.errors import IriError
from ontology.iris import slug
from ontology.kinds import kind_of
from ontology.terms import DCT, FOAF, GEO, GG, OA, PREFIXES, RDF, SCHEMA, SKOS

_SHOWN_GRAPHS: Final = f"""
PREFIX dct: <{PREFIXES["dct"]}>
PREFIX gg: <{PREFIXES["gg"]}>
PREFIX prov: <{PREFIXES["prov"]}>
SELECT ?graph ?bron ?title ?publisher WHERE {{
  ?graph dct:isPartOf ?delivery ; prov:wasDerivedFrom ?bron .
  ?delivery gg:getoond true .
  OPTIONAL {{ ?bron dct:title ?title }}
  OPTIONAL {{ ?bron dct:publisher ?publisher }}
}} ORDER BY ?graph ?title ?publisher
"""

_LABELS: Final = (SKOS.prefLabel, FOAF.name, DCT.title, SKOS.altLabel)
# Shapes of areas are the greater part of an edition's bytes and nobody searches them. What was recognised in
# the texts themselves would be found twice.
_UNREAD: Final = frozenset({GEO.asGeoJSON, GEO.asWKT, SCHEMA.mentions, OA.hasTarget, OA.hasBody})


@dataclass
class EditionGraph:
    """Statements of the graphs that are shown: forwards, backwards, and who said them."""

    out: dict[URIRef, list[tuple[URIRef, Node]]] = field(default_factory=dict)
    into: dict[URIRef, list[tuple[URIRef, URIRef]]] = field(default_factory=lambda: defaultdict(list))
    publishers: dict[URIRef, dict[str, Tag]] = field(default_factory=lambda: defaultdict(dict))
    kinds: dict[URIRef, str] = field(default_factory=dict)

    def objects(self, iri: URIRef, *predicates: URIRef) -> Iterator[Node]:
        """Give what *iri* says by any of *predicates*."""
        return (node for predicate, node in self.out.get(iri, ()) if predicate in predicates)

    def links(self, iri: URIRef, *predicates: URIRef) -> Iterator[URIRef]:
        """Give the things that *iri* points to by any of *predicates*."""
        return (node for node in self.objects(iri, *predicates) if isinstance(node, URIRef))

    def subjects(self, iri: URIRef, *predicates: URIRef) -> Iterator[URIRef]:
        """Give the things that point to *iri* by any of *predicates*."""
        return (subject for predicate, subject in self.into.get(iri, ()) if predicate in predicates)

    def value(self, iri: URIRef, *predicates: URIRef) -> str:
        """Give the first literal by any of *predicates*, in a fixed order; empty if there is none."""
        values = sorted(str(node) for node in self.objects(iri, *predicates) if isinstance(node, Literal))
        return values[0] if values else ""

    def label(self, iri: URIRef) -> str:
        """Give the Dutch name of *iri*, else any name, else nothing."""
        for predicate in _LABELS:
            found = [node for node in self.objects(iri, predicate) if isinstance(node, Literal)]
            if found:
                dutch = [node for node in found if node.language in {"nl", None}]
                return min(map(str, dutch or found))
        return ""

    def other_names(self, iri: URIRef) -> tuple[str, ...]:
        """Give all names but the one that :meth:`label` gives."""
        label = self.label(iri)
        return literals(node for node in self.objects(iri, *_LABELS) if str(node) != label)

    def body(self, iri: URIRef) -> URIRef:
        """Give the government body whose territory *iri* is, else *iri* itself."""
        return next(self.links(iri, GG.gebiedVan), iri)

    def territory(self, iri: URIRef) -> URIRef | None:
        """Give the territory of a government body, if it has one."""
        return next(self.subjects(iri, GG.gebiedVan), None)


def read_edition(store: GraphStore) -> EditionGraph:
    """Read the statements of all deliveries that are shown; those of the others stay in the store."""
    graph = EditionGraph()
    said: dict[URIRef, set[tuple[URIRef, Node]]] = defaultdict(set)
    tags: dict[URIRef, Tag] = {}
    for row in store.select(_SHOWN_GRAPHS):
        name = row["graph"]
        if isinstance(name, URIRef):
            tags.setdefault(name, _tag(row["bron"], row.get("title"), row.get("publisher")))
    for name, tag in tags.items():
        for subject, predicate, node, _graph in store.quads(graph=name):
            if isinstance(subject, URIRef) and predicate not in _UNREAD:
                graph.publishers[subject][tag.value] = _merged(graph.publishers[subject].get(tag.value), tag)
                said[subject].add((predicate, node))
    for subject, pairs in said.items():
        # Sorted, so that an edition always gives the same index, whatever the order of its store.
        graph.out[subject] = sorted(pairs, key=lambda pair: (str(pair[0]), str(pair[1])))
        kind = kind_of(str(node) for predicate, node in pairs if predicate == RDF.type)
        if kind is not None:
            graph.kinds[subject] = kind
    for subject in sorted(graph.out, key=str):
        for predicate, node in graph.out[subject]:
            if isinstance(node, URIRef) and predicate != RDF.type:
                graph.into[node].append((predicate, subject))
    return graph


def literals(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Give the literals among *nodes*, each once, in Dutch order so that a build repeats itself."""
    return tuple(sorted({str(node) for node in nodes if isinstance(node, Literal)}, key=sort_key))


def _tag(bron: Node, title: Node | None, publisher: Node | None) -> Tag:
    """Readers choose a publisher; ``bron:`` also finds the document's title and reference."""
    ref = str(bron).rsplit("/", 1)[-1]
    label = str(publisher or title or ref)
    try:
        value = slug(label)
    except IriError:  # a publisher in signs only
        value = ref
    return Tag(value, label, tuple(str(word) for word in (ref, title) if word))


def _merged(first: Tag | None, second: Tag) -> Tag:
    if first is None or first == second:
        return second
    return Tag(first.value, first.label, tuple(dict.fromkeys((*first.words, *second.words))))
