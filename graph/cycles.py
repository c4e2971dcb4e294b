"""Refuses a thesaurus in which a theme is broader than itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib import Graph
from rdflib.term import Node

from ontology.errors import ShapeError
from ontology.terms import SKOS


def check_themes(graphs: Iterable[Graph], place: str = "") -> None:
    """Follow ``skos:broader`` and ``skos:narrower`` through all graphs together.

    :param place: the source that is being checked, for the message
    :raises ShapeError: naming the themes of the first cycle, in order
    """
    broader: dict[Node, set[Node]] = defaultdict(set)
    for graph in graphs:
        for narrow, broad in graph.subject_objects(SKOS.broader):
            broader[narrow].add(broad)
        for broad, narrow in graph.subject_objects(SKOS.narrower):
            broader[narrow].add(broad)
    cycle = find_cycle(broader)
    if cycle:
        path = " → ".join(str(one) for one in cycle)
        raise ShapeError(f"De thema's vormen een kring: {path}. Verwijder een van deze skos:broader.", place)


def find_cycle(edges: Mapping[Node, Iterable[Node]]) -> list[Node]:
    """Find one cycle, or nothing; the first node is repeated at the end.

    >>> from rdflib import URIRef
    >>> a, b = URIRef("urn:a"), URIRef("urn:b")
    >>> [str(one) for one in find_cycle({a: [b], b: [a]})]
    ['urn:a', 'urn:b', 'urn:a']
    """
    done: set[Node] = set()
    for start in sorted(edges, key=str):
        # A loop, not recursion: a delivered chain may be deeper than Python's stack.
        path: list[Node] = []
        on_path: set[Node] = set()
        ahead: list[tuple[Node, bool]] = [(start, False)]
        while ahead:
            node, leaving = ahead.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif node in on_path:
                return [*path[path.index(node) :], node]
            elif node not in done:
                path.append(node)
                on_path.add(node)
                ahead.append((node, True))
                ahead.extend((one, False) for one in sorted(edges.get(node, ()), key=str))
    return []
