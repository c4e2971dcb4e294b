"""Looks up which document a named graph comes from, and which claims there are about a thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from rdflib import URIRef

from graph.described import Claim, SourceRef
from graph.naming import Names
from graph.store.interface import DEFAULT_GRAPH, GraphStore, Node
from ontology.terms import DCT, GG, OA, PROV, RDF, SCHEMA, SKOS

Triple: TypeAlias = tuple[Node, Node, Node]
Claims: TypeAlias = Mapping[Triple, Sequence[tuple[Claim, tuple[Claim, ...]]]]
"""Claims by what they claim, each with the claims that contradict it."""

# Most things have none; those that have them stand on many pages.
_REMEMBERED: Final = 20_000


class Sources:
    """The documents and claims of one store, which must not change meanwhile."""

    def __init__(self, store: GraphStore, names: Names) -> None:
        """Look documents up in *store*."""
        self._store = store
        self._names = names
        self._graphs: dict[Node, SourceRef | None] = {}
        self._claims: dict[Node, Claims] = {}

    def of_graphs(self, graphs: Iterable[Node]) -> tuple[SourceRef, ...]:
        """Give the documents behind named graphs, once for each certainty, in order of title."""
        found = {self._of_graph(graph) for graph in graphs} - {None}
        return tuple(sorted((ref for ref in found if ref), key=lambda ref: (ref.title, ref.graph)))

    def claims_about(self, subject: Node) -> Claims:
        """Give the claims about a thing by what they claim, each with the claims that contradict it."""
        if subject in self._claims:
            return self._claims[subject]
        found: dict[Triple, list[tuple[Claim, tuple[Claim, ...]]]] = {}
        for claim, _, _, _ in self._store.quads(None, RDF.subject, subject, DEFAULT_GRAPH):
            values = self._values(claim)
            claimed = (subject, _first(values, RDF.predicate), _first(values, RDF.object))
            against = {*values.get(GG.strijdigMet, ()), *self._contradicting(claim)}
            others = tuple(self._claim(other, self._values(other)) for other in sorted(against))
            found.setdefault(claimed, []).append((self._claim(claim, values), others))
        if len(self._claims) < _REMEMBERED:
            self._claims[subject] = found
        return found

    def _contradicting(self, claim: Node) -> list[Node]:
        """Whoever contradicts need not have been contradicted in so many words: it works both ways."""
        return [quad[0] for quad in self._store.quads(None, GG.strijdigMet, claim, DEFAULT_GRAPH)]

    def _claim(self, iri: Node, values: dict[Node, list[Node]]) -> Claim:
        source = _first(values, PROV.wasDerivedFrom)
        certainty = _certainty(_first(values, GG.zekerheid))
        return Claim(
            iri=str(iri),
            label=self._names.label(iri),
            quote=str(_first(values, OA.exact)),
            note=str(_first(values, SKOS.note)),
            certainty=certainty,
            source=self._document(source, certainty, "") if source else None,
        )

    def _of_graph(self, graph: Node) -> SourceRef | None:
        if graph not in self._graphs:
            values = self._values(graph)
            document = _first(values, PROV.wasDerivedFrom)
            certainty = _certainty(_first(values, GG.zekerheid))
            self._graphs[graph] = self._document(document, certainty, str(graph)) if document else None
        return self._graphs[graph]

    def _document(self, iri: Node, certainty: str, graph: str) -> SourceRef:
        values = self._values(iri)
        return SourceRef(
            iri=str(iri),
            title=self._names.label(iri),
            url=str(_first(values, SCHEMA.url)),
            date=str(_first(values, DCT.date)),
            date_note=str(_first(values, GG.datumToelichting)),
            publisher=str(_first(values, DCT.publisher)),
            license=str(_first(values, DCT.license)),
            rights=str(_first(values, DCT.rights)),
            certainty=certainty,
            graph=graph,
        )

    def _values(self, subject: Node) -> dict[Node, list[Node]]:
        values: dict[Node, list[Node]] = {}
        for _, predicate, value, _ in self._store.quads(subject, None, None, DEFAULT_GRAPH):
            values.setdefault(predicate, []).append(value)
        return values


def _first(values: dict[Node, list[Node]], predicate: URIRef) -> Node:
    """Give the first value in a fixed order, so that a page is the same each time; empty if there is none."""
    return min(values.get(predicate, ()), default=URIRef(""))


def _certainty(individual: Node) -> str:
    return str(individual).removeprefix(str(GG)).casefold()
