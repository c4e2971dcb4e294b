"""Gives delivered blank nodes stable IRIs that depend on nothing but what is said about them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rdflib import BNode, URIRef

from graph.rdf_files import Triple
from graph.store.interface import Node
from ontology.errors import SourceFormatError

# Telling apart nodes that look alike costs steps; real deliveries need a handful per node.
MAX_STEPS_PER_GROUP = 500_000

Colours = dict[BNode, str]


def skolemise(triples: Iterable[Triple], base: str) -> list[Triple]:
    """Replace each blank node by ``{base}/.well-known/genid/{hash}``.

    The hash is taken over the group of blank nodes that hang together, with the
    IRIs and literals around it, so that a statement elsewhere changes nothing
    and loading twice gives the same IRIs.

    >>> from rdflib import Literal
    >>> node = (BNode("x"), URIRef("urn:p"), Literal("1"))
    >>> again = (BNode("y"), URIRef("urn:p"), Literal("1"))
    >>> skolemise([node], "https://example.org") == skolemise([again], "https://example.org")
    True

    :raises SourceFormatError: if blank nodes are too many and too alike to tell apart
    """
    all_triples = list(dict.fromkeys(triples))
    iris: dict[Node, Node] = {}
    for group in _groups(all_triples):
        colours = _canonical(group, _same_colour(group), _Budget(MAX_STEPS_PER_GROUP))
        whole = _group_hash(group, colours)
        for node, colour in colours.items():
            iris[node] = URIRef(f"{base}/.well-known/genid/{_hash(whole, colour)[:32]}")
    return [(_iri_of(s, iris), p, iris.get(o, o)) for s, p, o in all_triples]


class _Budget:
    """How many steps may still be taken; a hostile delivery must not keep a builder busy for ever."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise SourceFormatError(
                "De naamloze knopen lijken te veel op elkaar om ze uit elkaar te houden. Geef ze een IRI."
            )


def _iri_of(subject: URIRef | BNode, iris: Mapping[Node, Node]) -> URIRef:
    return URIRef(str(iris.get(subject, subject)))


def _groups(triples: list[Triple]) -> Iterator[list[Triple]]:
    """Split the triples with blank nodes into groups that share no blank node."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    blank = [triple for triple in triples if isinstance(triple[0], BNode) or isinstance(triple[2], BNode)]
    for subject, _, value in blank:
        if isinstance(subject, BNode) and isinstance(value, BNode):
            parent[root(subject)] = root(value)
    groups: dict[Node, list[Triple]] = defaultdict(list)
    for triple in blank:
        groups[root(triple[0] if isinstance(triple[0], BNode) else triple[2])].append(triple)
    yield from groups.values()


def _same_colour(group: list[Triple]) -> Colours:
    return {node: "" for triple in group for node in (triple[0], triple[2]) if isinstance(node, BNode)}


def _canonical(group: list[Triple], colours: Colours, budget: _Budget) -> Colours:
    """Colour the nodes of a group so that each has its own colour, whatever their labels and order.

    Nodes that still look alike are told apart by marking one of them; every
    choice is tried and the smallest outcome taken, so the labels do not matter.
    """
    colours = _refined(group, colours, budget)
    alike: dict[str, list[BNode]] = defaultdict(list)
    for node, colour in colours.items():
        alike[colour].append(node)
    tied = {colour: nodes for colour, nodes in alike.items() if len(nodes) > 1}
    if not tied:
        return colours
    first = min(tied)
    outcomes = [_canonical(group, {**colours, node: _hash("gemerkt", first)}, budget) for node in tied[first]]
    return min(outcomes, key=lambda outcome: _group_hash(group, outcome))


def _refined(group: list[Triple], colours: Colours, budget: _Budget) -> Colours:
    """Colour each node by its neighbours until that tells no more nodes apart."""
    while True:
        budget.spend(len(group))
        around: dict[BNode, list[str]] = defaultdict(list)
        for subject, predicate, value in group:
            if isinstance(subject, BNode):
                around[subject].append(_hash("uit", predicate, _name(value, colours)))
            if isinstance(value, BNode):
                around[value].append(_hash("in", predicate, _name(subject, colours)))
        refined = {node: _hash(colour, *sorted(around[node])) for node, colour in colours.items()}
        if len(set(refined.values())) == len(set(colours.values())):
            return refined
        colours = refined


def _group_hash(group: list[Triple], colours: Colours) -> str:
    return _hash(*sorted({_hash(_name(s, colours), p, _name(o, colours)) for s, p, o in group}))


def _name(term: Node, colours: Colours) -> str:
    return f"_:{colours[term]}" if isinstance(term, BNode) else term.n3()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
