"""Describes a thing with its names, its statements, what points to it, and who said each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rdflib import Literal, URIRef

from graph.described import Claim, EntityDescription, IncomingGroup, NamedType, SourceRef, Statement
from graph.incoming import Incoming
from graph.naming import NAMES, Names
from graph.sourcing import Sources, Triple
from graph.store.interface import GraphStore, Node, Quad
from ontology.collation import sort_key
from ontology.terms import RDF, RDFS, SKOS, TIME

INCOMING_LIMIT: Final = 50
# Nodes inside a node inside a thing: a period, its beginning, its date. Deeper is a cycle.
_DEEPEST: Final = 4
# Kinds that tie two things: what such a node says is worth telling on the pages of both.
_TIES: Final = frozenset({"lidmaatschap", "functie", "waarneming"})
_NAMING: Final = frozenset({RDF.type, SKOS.prefLabel, RDFS.label})
# A longer text inside a node (the shape of an area) is no name for it.
_LONGEST_PART: Final = 200
_SINCE: Final = {TIME.hasBeginning: "sinds", TIME.hasEnd: "tot"}


class Describer:
    """Describes the things of one store, which must not change meanwhile, as an edition does not.

    >>> from graph.store import open_store
    >>> Describer(open_store("oxigraph-memory:")).describe("https://example.org/x").label
    'https://example.org/x'
    """

    def __init__(self, store: GraphStore) -> None:
        """Describe what is in *store*."""
        self._store = store
        self.names = Names(store)
        """What things are called, for who needs only that."""
        self._sources = Sources(store, self.names)
        self._pointing_to = Incoming(store, self.names)

    def describe(self, iri: str, *, incoming_limit: int = INCOMING_LIMIT, page: int = 1) -> EntityDescription:
        """Describe one thing.

        :param incoming_limit: how many statements of each predicate that points here are given
        :param page: from 1; what the thing says of itself stands on each, what points to it goes on
        """
        node = URIRef(iri)
        statements = self._statements(node)
        types = [s.object for s in statements if s.predicate == RDF.type]
        name = self.names.name(node)
        return EntityDescription(
            iri=iri,
            label=str(name),
            label_lang=name.language or "",
            kind=self.names.kind(node),
            types=tuple(NamedType(str(t), self.names.label(t)) for t in types),
            statements=statements,
            incoming=self._incoming(node, (page - 1) * incoming_limit, incoming_limit),
        )

    def pages(self, iri: str) -> int:
        """Count the pages that a description takes: 1 unless very much points here with one predicate."""
        most = max(self._pointing_to.totals(URIRef(iri)).values(), default=0)
        return max(1, -(-most // INCOMING_LIMIT))

    def statements_on(self, iri: str, page: int = 1) -> list[Quad]:
        """Give the statements of a description, each in every graph that holds it, on one of its pages.

        These are what the thing and the nodes inside it say, what points to the thing, what the nodes say
        that tie another thing to it, and the names of all of these.

        :param page: from 1
        """
        node = URIRef(iri)
        found = self._inside(node)
        for predicate in self._pointing_to.totals(node):
            offset = (page - 1) * INCOMING_LIMIT
            for quads in self._pointing_to.some(node, predicate, offset, INCOMING_LIMIT):
                found += quads
                if self.names.kind(quads[0][0]) in _TIES:
                    found += self._inside(quads[0][0])
        own = {quad[0] for quad in found if quad[1] in NAMES}
        around = dict.fromkeys(node for quad in found for node in (quad[0], quad[2]))
        named = (n for n in around if isinstance(n, URIRef) and n not in own)
        found += [quad for n in named for quad in self.names.statements(n)]
        return list(dict.fromkeys(found))

    def _inside(self, node: Node) -> list[Quad]:
        """Give what a node and the nodes inside it say."""
        found, seen, queue = [], {node}, [node]
        while queue:
            said = list(self._store.quads(queue.pop()))
            inside = dict.fromkeys(q[2] for q in said if str(q[2]).startswith(f"{_thing(node)}#"))
            queue += [one for one in inside if one not in seen]
            seen |= inside.keys()
            found += said
        return found

    def sources_of(self, statements: Iterable[Quad]) -> tuple[SourceRef, ...]:
        """Give the documents that statements come from, once for each certainty."""
        return self._sources.of_graphs(dict.fromkeys(quad[3] for quad in statements))

    def incoming(
        self, iri: str, predicate: str, *, offset: int = 0, limit: int = INCOMING_LIMIT
    ) -> IncomingGroup:
        """Give more of what points to a thing with one predicate, in Dutch order of label."""
        return self._group(URIRef(iri), URIRef(predicate), offset, limit)

    def _statements(self, node: Node, depth: int = 0, skip: Iterable[Node] = ()) -> tuple[Statement, ...]:
        graphs = _graphs_by_triple(q for q in self._store.quads(node) if q[1] not in skip)
        if not graphs:
            return ()
        claims = self._sources.claims_about(node)
        made = (self._statement(t, g, claims.get(t, ()), depth) for t, g in graphs.items())
        return tuple(sorted(made, key=_by_labels))

    def _statement(
        self,
        triple: Triple,
        graphs: list[Node],
        claims: Iterable[tuple[Claim, tuple[Claim, ...]]],
        depth: int = 0,
    ) -> Statement:
        subject, predicate, obj = triple
        inside = isinstance(obj, URIRef) and obj.startswith(f"{_thing(subject)}#") and depth < _DEEPEST
        parts = self._statements(obj, depth + 1, (RDF.type,)) if inside else ()
        return Statement(
            subject=subject,
            subject_label=self.names.label(subject),
            subject_kind=self.names.kind(subject),
            predicate=URIRef(predicate),
            predicate_label=self.names.label(predicate),
            object=obj,
            object_label=_in_words(parts) or self.names.label(obj),
            object_kind=None if inside else self.names.kind(obj),
            sources=self._sources.of_graphs(graphs),
            claims=tuple(claim for claim, _ in claims),
            contradicted_by=_flat(against for _, against in claims),
            parts=parts,
        )

    def _incoming(self, node: URIRef, offset: int, limit: int) -> tuple[IncomingGroup, ...]:
        groups = (self._group(node, verb, offset, limit) for verb in self._pointing_to.totals(node))
        return tuple(sorted(groups, key=lambda group: sort_key(group.predicate_label)))

    def _group(self, node: URIRef, predicate: URIRef, offset: int, limit: int) -> IncomingGroup:
        return IncomingGroup(
            predicate=predicate,
            predicate_label=self.names.label(predicate),
            total=self._pointing_to.totals(node).get(predicate, 0),
            statements=tuple(
                self._pointing(quads[0][:3], [quad[3] for quad in quads])
                for quads in self._pointing_to.some(node, predicate, offset, limit)
            ),
        )

    def _pointing(self, triple: Triple, graphs: list[Node]) -> Statement:
        subject, predicate, _ = triple
        claims = self._sources.claims_about(subject)
        statement = self._statement(triple, graphs, claims.get(triple, ()), _DEEPEST)
        if statement.subject_kind not in _TIES:
            return statement
        against = _flat(others for found in claims.values() for _, others in found)
        parts = self._statements(subject, 0, {*_NAMING, predicate})
        return replace(statement, contradicted_by=against, parts=parts)


def _graphs_by_triple(quads: Iterable[Quad]) -> dict[Triple, list[Node]]:
    graphs: dict[Triple, list[Node]] = {}
    for subject, predicate, obj, graph in quads:
        graphs.setdefault((subject, predicate, obj), []).append(graph)
    return graphs


def _thing(node: Node) -> str:
    return str(node).partition("#")[0]


def _by_labels(statement: Statement) -> tuple[tuple[str, str], str, tuple[str, str], str]:
    predicate, obj = sort_key(statement.predicate_label), sort_key(statement.object_label)
    return predicate, str(statement.predicate), obj, str(statement.object)


def _flat(claims: Iterable[tuple[Claim, ...]]) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(claim for some in claims for claim in some))


def _in_words(parts: Iterable[Statement]) -> str:
    """Say in one line what a node inside a thing says; empty when it says nothing short."""
    return ", ".join(_words(parts))


def _words(parts: Iterable[Statement]) -> Iterator[str]:
    for part in parts:
        text = part.object_label
        if len(text) <= _LONGEST_PART and (part.parts or isinstance(part.object, Literal)):
            since = _SINCE.get(part.predicate)
            yield f"{since} {text}" if since else text
