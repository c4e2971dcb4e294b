"""Holds a delivery to the numbers that its source promised."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph
from rdflib.namespace import RDF

from graph.source_model import Source
from ontology.errors import CountError
from ontology.terms import expand


@dataclass(frozen=True)
class Count:
    """How many things of one class a delivery holds."""

    class_curie: str
    found: int


def check_counts(source: Source, graph: Graph) -> tuple[Count, ...]:
    """Count what *source* promised.

    :raises CountError: if there are fewer or more than promised; the message names the class and the numbers
    """
    counts = []
    for expected in source.counts:
        found = len(set(graph.subjects(RDF.type, expand(expected.class_curie))))
        if not expected.minimum <= found <= expected.maximum:
            promised = (
                f"{expected.minimum}"
                if expected.minimum == expected.maximum
                else f"{expected.minimum} tot {expected.maximum}"
            )
            raise CountError(
                f"{found} van de soort {expected.class_curie}, maar de bron belooft er {promised}. "
                "Controleer de levering, of pas [[count]] aan als het aantal klopt.",
                source.name,
            )
        counts.append(Count(expected.class_curie, found))
    return tuple(counts)
