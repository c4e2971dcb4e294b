"""Decides whether a delivery is good enough to be accepted, given what the other deliveries say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rdflib import Graph

from graph.archive import Archive
from graph.counts import Count, check_counts
from graph.cycles import check_themes
from graph.ingest import Ingested
from graph.source_model import Source
from graph.store.interface import GraphStore
from graph.validate import Finding, check_shapes, refuse_violations, shapes_hash
from ontology.terms import SKOS, expand

CONTEXT_PREDICATES: Final = (SKOS.broader, SKOS.narrower)
"""What a check must know of other deliveries: how themes hang together."""


def check_delivery(
    archive: Archive, ingested: Ingested, context: Graph, *, trust_earlier: bool = False
) -> tuple[tuple[Count, ...], list[Finding]]:
    """Check counts, themes and shapes of one delivery.

    :param trust_earlier: do not hold a delivery to shapes that it passed before;
        the bytes and the rules are the same, and it is most of the time of a build
    :raises CountError: if it breaks the counts of its source
    :raises ShapeError: if it breaks a shape, or its themes form a cycle
    """
    name = ingested.source.name
    merged = ingested.merged()
    counts = check_counts(ingested.source, merged)
    check_themes([*(one.graph for one in ingested.graphs), context], name)
    if trust_earlier and archive.was_checked(ingested.delivery_hash, shapes_hash()):
        return counts, []
    findings = check_shapes(ingested, merged)
    refuse_violations(findings, name)
    archive.mark_checked(ingested.delivery_hash, shapes_hash())
    return counts, findings


def context_of(every: Iterable[Ingested]) -> Graph:
    """Collect the context that deliveries give to each other."""
    context = Graph(bind_namespaces="none")
    for one in every:
        for named in one.graphs:
            for predicate in CONTEXT_PREDICATES:
                for triple in named.graph.triples((None, predicate, None)):
                    context.add(triple)
    return context


def may_relate_themes(source: Source) -> bool:
    """Tell whether a source can say how themes hang together, without reading its data."""
    for entry in source.data:
        if entry.csv is None:
            return True
        properties = {expand(one.property) for one in entry.csv.columns}
        properties |= {expand(one.property) for one in entry.csv.constants}
        if properties & set(CONTEXT_PREDICATES):
            return True
    return False


def context_in(store: GraphStore, source: str) -> Graph:
    """Collect the context that a stored edition gives to a new delivery of *source*.

    What the source itself delivered before does not count: it is about to be replaced.
    """
    own = re.compile(rf".*/id/levering/{re.escape(source)}-[0-9a-f]{{12}}#.*")
    context = Graph(bind_namespaces="none")
    for predicate in CONTEXT_PREDICATES:
        for subject, _, value, graph in store.quads(predicate=predicate):
            if not own.fullmatch(graph):
                context.add((subject, predicate, value))
    return context
