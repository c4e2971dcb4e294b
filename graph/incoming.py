"""Finds what points to a thing, a page at a time, without naming more than is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rdflib import URIRef

from graph.naming import Names
from graph.store.interface import GraphStore, Node, Quad
from ontology.collation import sort_key

NAMED_AT_MOST: Final = 500
"""Of more than this, nobody reads an order by name, and finding all their names takes long."""
_TOTALS: Final = """
SELECT ?predicate (COUNT(*) AS ?total) WHERE {
  ?subject ?predicate ?node
  FILTER(!STRSTARTS(STR(?subject), CONCAT(STR(?node), "#")))
} GROUP BY ?predicate
"""
_SOME: Final = """
SELECT ?subject WHERE {{
  ?subject ?predicate ?node
  FILTER(!STRSTARTS(STR(?subject), CONCAT(STR(?node), "#")))
}} OFFSET {offset} LIMIT {limit}
"""
_REMEMBERED: Final = 1_000


class Incoming:
    """What points to the things of one store, which must not change meanwhile.

    The nodes inside a thing (``…#periode``) are part of it and do not count.
    """

    def __init__(self, store: GraphStore, names: Names) -> None:
        """Look in *store*."""
        self._store = store
        self._names = names
        self._many: dict[URIRef, Mapping[URIRef, int]] = {}

    def totals(self, node: URIRef) -> Mapping[URIRef, int]:
        """Count by predicate how many things point to *node*."""
        if node in self._many:
            return self._many[node]
        rows = self._store.select(_TOTALS, {"node": node})
        totals = {URIRef(row["predicate"]): int(row["total"]) for row in rows}
        if any(total > NAMED_AT_MOST for total in totals.values()) and len(self._many) < _REMEMBERED:
            self._many[node] = totals
        return totals

    def some(self, node: URIRef, predicate: URIRef, offset: int, limit: int) -> list[list[Quad]]:
        """Give what points to *node* with *predicate*: of each thing its statement in each graph with it.

        In Dutch order of name; of very many, in the order in which the store has them.
        """
        total = self.totals(node).get(predicate, 0)
        if not limit or offset >= total:
            return []
        if total > max(NAMED_AT_MOST, limit):
            query = _SOME.format(offset=offset, limit=limit)
            rows = self._store.select(query, {"node": node, "predicate": predicate})
            return [list(self._store.quads(row["subject"], predicate, node)) for row in rows]
        by_subject = _by_subject(self._store.quads(None, predicate, node), node)
        ordered = sorted(by_subject, key=lambda one: (sort_key(self._names.label(one)), one))
        return [by_subject[subject] for subject in ordered[offset : offset + limit]]


def _by_subject(quads: Iterable[Quad], node: URIRef) -> dict[Node, list[Quad]]:
    found: dict[Node, list[Quad]] = {}
    for quad in quads:
        if not quad[0].startswith(f"{node}#"):
            found.setdefault(quad[0], []).append(quad)
    return found
